package osprey.sim.conformance;

import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import osprey.kernel.core.Kernel;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;

/// A thread of a recorded case. What it does next is handed to it here; {@link AgentCalls} lets it
/// do that and brings the result back.
final class Actor {
  final String name;
  final Kernel kernel;
  final Process process;
  final Task task;
  final Scratch scratch;

  /// Step whose operation is not complete, -1 for none.
  int pendingStep = -1;

  boolean isDead;

  /// To be done, not begun.
  private @Nullable Invocation queued;

  private @Nullable LongFunction<Reply> then;
  private boolean isExecuting;

  /// The complete operation's result, until the replay takes it.
  private Reply.@Nullable Finished finished;

  Actor(String name, Kernel kernel, Task task, int slot) {
    this.name = name;
    this.kernel = kernel;
    this.task = task;
    process = task.process();
    scratch = new Scratch(process, slot);
  }

  /// Begins an operation, or goes on with it.
  void go(Reply reply) {
    switch (reply) {
      case Reply.Finished done -> finished = done;
      case Reply.More(Invocation invocation, LongFunction<Reply> next) -> {
        queued = invocation;
        then = next;
      }
    }
  }

  /// The operation ends when another program has begun.
  void expectExecution() {
    isExecuting = true;
  }

  @Nullable Invocation takeQueued() {
    Invocation taken = queued;
    queued = null;
    return taken;
  }

  /// The thread is back in its loop with a result; true if the whole operation is complete.
  boolean returned(long result) {
    if (isExecuting && queued == null) {
      isExecuting = false;
      then = null;
      finished = new Reply.Finished(Reply.fields("ret", "exec"), List.of());
      return true;
    }
    LongFunction<Reply> next = then;
    if (next == null || queued != null) {
      return false;
    }
    then = null;
    go(next.apply(result));
    return finished != null;
  }

  boolean isFinished() {
    return finished != null;
  }

  Reply.@Nullable Finished takeFinished() {
    Reply.Finished taken = finished;
    finished = null;
    return taken;
  }
}
