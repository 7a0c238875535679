package osprey.hardware.lockstep;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import osprey.hardware.real.RealThread;
import osprey.kernel.task.Task;

/// A simulated thread and the real one beside it.
final class Pair {
  final Task task;
  final RealThread real;

  /// The call that one of them is in, or both; null between calls.
  @Nullable Exchange exchange;

  /// The arguments of the last call: once it has its result its registers say something else.
  long[] arguments = new long[6];

  /// What handlers have interrupted, innermost last.
  private final Deque<Interrupted> interrupted = new ArrayDeque<>();

  /// @param exchange null if the thread was in its program
  /// @param kept of the slot
  private record Interrupted(@Nullable Exchange exchange, int kept) {}

  Pair(Task task, RealThread real) {
    this.task = task;
    this.real = real;
  }

  int handlerDepth() {
    return interrupted.size();
  }

  /// A handler begins in both worlds.
  void interrupt() {
    interrupted.addLast(new Interrupted(exchange, real.slot().keep()));
    exchange = null;
  }

  /// The innermost handler has returned in both worlds.
  void goOn() {
    Interrupted last = interrupted.removeLast();
    real.slot().release(last.kept());
    exchange = last.exchange();
  }
}
