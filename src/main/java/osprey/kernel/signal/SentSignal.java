package osprey.kernel.signal;

/// What goes with one signal, the contents of siginfo_t.
///
/// @param code SI_USER 0, SI_QUEUE -1, SI_TIMER -2, SI_MESGQ -3, SI_TKILL -6, SI_KERNEL 0x80, or
///   the signal's own (SEGV_MAPERR 1 …)
/// @param senderPid who sent it, 0 for the kernel
/// @param value of sigqueue, or the child's status for SIGCHLD
/// @param address that faulted
public record SentSignal(
    int number, int code, int senderPid, int senderUid, long value, long address) {
  public static final int SI_USER = 0;
  public static final int SI_QUEUE = -1;
  public static final int SI_TIMER = -2;
  public static final int SI_MESGQ = -3;
  public static final int SI_TKILL = -6;
  public static final int SI_KERNEL = 0x80;
  public static final int CLD_EXITED = 1;
  public static final int CLD_KILLED = 2;
  public static final int CLD_DUMPED = 3;
  public static final int CLD_STOPPED = 5;
  public static final int CLD_CONTINUED = 6;

  public static SentSignal fromKernel(int number) {
    return new SentSignal(number, SI_KERNEL, 0, 0, 0, 0);
  }
}
