package osprey.kernel.signal;

/// What a process does on a signal, sigaction(2).
///
/// @param handler address, or {@link #DEFAULT} or {@link #IGNORE}
/// @param mask signals blocked besides while the handler runs
public record Disposition(long handler, long flags, long restorer, long mask) {
  public static final long DEFAULT = 0;
  public static final long IGNORE = 1;

  public static final long SA_NOCLDSTOP = 1;
  public static final long SA_NOCLDWAIT = 2;
  public static final long SA_SIGINFO = 4;
  public static final long SA_ONSTACK = 0x0800_0000L;
  public static final long SA_RESTART = 0x1000_0000L;
  public static final long SA_NODEFER = 0x4000_0000L;
  public static final long SA_RESETHAND = 0x8000_0000L;

  public static final Disposition DEFAULT_ACTION = new Disposition(DEFAULT, 0, 0, 0);

  public boolean isHandled() {
    return handler != DEFAULT && handler != IGNORE;
  }

  public boolean has(long flag) {
    return (flags & flag) != 0;
  }
}
