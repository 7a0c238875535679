package osprey.kernel.signal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Signals sent but not delivered yet, of one thread or one process. Standard signals do not queue:
/// the first one counts. Real-time signals (32 up) do, in order.
public final class PendingSignals {
  private static final int REAL_TIME_FIRST = 32;

  private final ArrayList<SentSignal> queue = new ArrayList<>(0);
  private long set;

  public PendingSignals() {}

  /// For checkpoints.
  public PendingSignals(PendingSignals from) {
    queue.addAll(from.queue);
    set = from.set;
  }

  /// Signals that are pending, as a mask.
  public long set() {
    return set;
  }

  public void add(SentSignal info) {
    long bit = SignalSet.of(info.number());
    if ((set & bit) == 0 || info.number() >= REAL_TIME_FIRST) {
      queue.add(info);
      set |= bit;
    }
  }

  /// Takes the next signal of a set: the lowest number, among equals the first sent; null for none.
  public @Nullable SentSignal take(long among) {
    long candidates = set & among;
    if (candidates == 0) {
      return null;
    }
    // Faults are answered before anything else, as Linux does with synchronous signals.
    long synchronous = candidates & SYNCHRONOUS;
    int number = Long.numberOfTrailingZeros(synchronous != 0 ? synchronous : candidates) + 1;
    for (int i = 0; i < queue.size(); i++) {
      if (queue.get(i).number() == number) {
        SentSignal info = queue.remove(i);
        if (queue.stream().noneMatch(other -> other.number() == number)) {
          set &= ~SignalSet.of(number);
        }
        return info;
      }
    }
    throw new IllegalStateException("signal " + number + " is in the set but not in the queue");
  }

  /// SIGSEGV SIGBUS SIGILL SIGTRAP SIGFPE SIGSYS.
  private static final long SYNCHRONOUS =
      SignalSet.of(11)
          | SignalSet.of(7)
          | SignalSet.of(4)
          | SignalSet.of(5)
          | SignalSet.of(8)
          | SignalSet.of(31);

  public void remove(long signals) {
    if ((set & signals) != 0) {
      queue.removeIf(info -> SignalSet.contains(signals, info.number()));
      set &= ~signals;
    }
  }

  public List<SentSignal> all() {
    return List.copyOf(queue);
  }
}
