package osprey.kernel.signal;

import osprey.abi.Signal;

/// Sets of signals as the kernel's 64-bit masks: bit n-1 stands for signal n.
public final class SignalSet {
  public static final long EMPTY = 0;

  /// What no mask can block.
  public static final long UNBLOCKABLE = of(Signal.SIGKILL) | of(Signal.SIGSTOP);

  private SignalSet() {}

  public static long of(Signal signal) {
    return of(signal.number());
  }

  public static long of(int number) {
    return 1L << (number - 1);
  }

  public static boolean contains(long set, int number) {
    return (set & of(number)) != 0;
  }
}
