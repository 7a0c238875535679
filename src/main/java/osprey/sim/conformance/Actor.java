package osprey.sim.conformance;

import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// A thread of a recorded case, simulated or real. What it does next is handed to it here; whoever
/// lets it do that brings the result back.
public abstract class Actor {
  final String name;
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

  protected Actor(String name, Scratch scratch) {
    this.name = name;
    this.scratch = scratch;
  }

  public final String name() {
    return name;
  }

  public final Scratch scratch() {
    return scratch;
  }

  /// Of the thread; of its process if it is the first.
  public abstract int id();

  public abstract int processId();

  /// What a process's handler knows of one signal.
  public static final class SeenSignals {
    public int count;
    public int code;
    public int sender;
    public long value;

    /// For a child, which remembers what its parent has seen.
    public SeenSignals copy() {
      SeenSignals copy = new SeenSignals();
      copy.count = count;
      copy.code = code;
      copy.sender = sender;
      copy.value = value;
      return copy;
    }
  }

  /// Wall-clock time, nanoseconds since 1970.
  protected abstract long realTime();

  protected abstract SeenSignals seen(int signal);

  /// The four longs of a `struct sigaction` with the agent's own handler.
  protected abstract long[] handler(long flags);

  /// Reads a setting of the kernel.
  protected abstract long setting(String setting);

  protected abstract void changeSetting(String setting, long value);

  /// execve(2) of the agent itself. The operation is complete when the thread is in its loop again.
  protected abstract Reply execute();

  /// Begins an operation, or goes on with it.
  public final void go(Reply reply) {
    switch (reply) {
      case Reply.Finished done -> finished = done;
      case Reply.More(Invocation invocation, LongFunction<Reply> next) -> {
        queued = invocation;
        then = next;
      }
    }
  }

  /// The operation ends when another program has begun.
  protected final void expectExecution() {
    isExecuting = true;
  }

  public final @Nullable Invocation takeQueued() {
    Invocation taken = queued;
    queued = null;
    return taken;
  }

  /// The thread is back in its loop with a result; true if the whole operation is complete.
  public final boolean returned(long result) {
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

  public final boolean isFinished() {
    return finished != null;
  }

  public final Reply.@Nullable Finished takeFinished() {
    Reply.Finished taken = finished;
    finished = null;
    return taken;
  }
}
