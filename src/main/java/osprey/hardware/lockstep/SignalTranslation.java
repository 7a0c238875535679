package osprey.hardware.lockstep;

import osprey.abi.Syscall;

/// Signals. A program's handler is, in the real world, the worker's own: it tells that it began and
/// listens; what the program's handler does is done while it waits there.
final class SignalTranslation {
  private static final long RESTORER = 0x04000000L;
  private static final long ON_STACK = 0x08000000L;

  /// Signal 33 belongs to the machinery.
  private static final long OWN_SIGNAL = 1L << 32;

  private final Ids ids;
  private final long handler;
  private final long restorer;

  SignalTranslation(Ids ids, long handler, long restorer) {
    this.ids = ids;
    this.handler = handler;
    this.restorer = restorer;
  }

  boolean translate(Syscall call, Exchange exchange, Marshal with) {
    switch (call) {
      case KILL -> with.set(0, process((int) with.argument(0)));
      case TKILL -> with.set(0, process((int) with.argument(0)));
      case TGKILL -> {
        with.set(0, process((int) with.argument(0)));
        with.set(1, process((int) with.argument(1)));
      }
      case RT_SIGACTION -> action(with);
      case RT_SIGPROCMASK -> {
        mask(with, 1);
        with.outFixed(2, 8, SignalTranslation::withoutOwn);
        with.set(3, 8);
      }
      case RT_SIGPENDING -> {
        with.outFixed(0, 8, SignalTranslation::withoutOwn);
        with.set(1, 8);
      }
      case RT_SIGSUSPEND -> {
        mask(with, 0);
        with.set(1, 8);
      }
      case PAUSE -> {}
      case RT_SIGTIMEDWAIT -> {
        with.in(0, 8);
        with.out(1, 128, result -> result > 0 ? 4 : 0, bytes -> bytes);
        Translation.timespec(exchange, with, 2);
        with.set(3, 8);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private long process(int id) {
    return id > 0 ? ids.realProcess(id) : id < -1 ? -ids.realProcess(-id) : id;
  }

  private static byte[] withoutOwn(byte[] mask) {
    byte[] without = mask.clone();
    if (without.length == 8) {
      without[4] &= (byte) ~1;
    }
    return without;
  }

  private static void mask(Marshal with, int index) {
    with.in(index, 8);
    if (with.argument(index) != 0 && with.peek(with.argument(index), 8) != null) {
      with.slot().putLong(with.real(index), with.peekLong(with.argument(index)) & ~OWN_SIGNAL);
    }
  }

  private void action(Marshal with) {
    with.in(1, 32);
    long at = with.argument(1);
    if (at != 0 && with.peek(at, 32) != null) {
      long wanted = with.peekLong(at);
      long real = with.real(1);
      with.slot().putLong(real, wanted == 0 || wanted == 1 ? wanted : handler);
      with.slot().putLong(real + 8, with.peekLong(at + 8) & ~ON_STACK | RESTORER);
      with.slot().putLong(real + 16, restorer);
      with.slot().putLong(real + 24, with.peekLong(at + 24) & ~OWN_SIGNAL);
    }
    // Of the old action only whether it is the default, to ignore, or a handler.
    with.outFixed(2, 8, SignalTranslation::kind);
    with.set(3, 8);
  }

  private static byte[] kind(byte[] handler) {
    boolean isHandler = false;
    for (int i = 1; i < handler.length; i++) {
      isHandler |= handler[i] != 0;
    }
    return new byte[] {handler.length == 0 ? 0 : isHandler ? 2 : handler[0]};
  }
}
