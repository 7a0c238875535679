package osprey.ui.debug;

import java.util.Collection;
import osprey.abi.Signal;
import osprey.trace.TraceEvent;
import osprey.trace.TraceKind;

/// At which signals the debugger stops, and which it tells about. At first it stops at faults.
public final class SignalTable {
  private static final long FAULTS =
      bit(Signal.SIGILL)
          | bit(Signal.SIGTRAP)
          | bit(Signal.SIGBUS)
          | bit(Signal.SIGFPE)
          | bit(Signal.SIGSEGV)
          | bit(Signal.SIGSYS);

  private long stops = FAULTS;
  private long prints = FAULTS;

  /// What can be said about a signal.
  public enum Handling {
    STOP,
    NOSTOP,
    PRINT,
    NOPRINT
  }

  private static long bit(Signal signal) {
    return bit(signal.number());
  }

  private static long bit(int number) {
    return 1L << (number - 1);
  }

  /// To stop means to tell; not to tell means not to stop.
  public void handle(Collection<Integer> numbers, Handling how) {
    for (int number : numbers) {
      long bit = bit(number);
      switch (how) {
        case STOP -> {
          stops |= bit;
          prints |= bit;
        }
        case NOSTOP -> stops &= ~bit;
        case PRINT -> prints |= bit;
        case NOPRINT -> {
          prints &= ~bit;
          stops &= ~bit;
        }
      }
    }
  }

  public boolean stops(int number) {
    return (stops & bit(number)) != 0;
  }

  public boolean prints(int number) {
    return (prints & bit(number)) != 0;
  }

  /// Kinds of trace events to look at, as bits.
  long traceKinds() {
    return TraceKind.FAULTED.bit()
        | ((stops & ~FAULTS) == 0 ? 0 : TraceKind.SIGNAL_DELIVERED.bit());
  }

  /// Whether to stop at an event: at a fault before its signal does anything, at another signal
  /// when it takes effect.
  boolean stopsAt(TraceEvent event) {
    return switch (event) {
      case TraceEvent.Faulted fault -> stops(fault.signal());
      case TraceEvent.SignalDelivered delivered ->
          (bit(delivered.signal()) & FAULTS) == 0 && stops(delivered.signal());
      default -> false;
    };
  }
}
