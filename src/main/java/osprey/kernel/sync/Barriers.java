package osprey.kernel.sync;

import org.jspecify.annotations.Nullable;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;

/// pthread_barrier_t, pthread_barrier_wait(3p): the last to arrive lets all go.
public final class Barriers {
  private static final int COUNT = 0;
  private static final int ARRIVED = 4;
  private static final int GENERATION = 8;

  /// Which round a thread waits to end.
  private record Round(int generation) implements Progress {}

  private Barriers() {}

  /// 1 for the last to arrive (PTHREAD_BARRIER_SERIAL_THREAD), 0 for the others.
  public static Outcome arrive(
      Futexes futexes, Task task, long barrier, @Nullable Progress progress) {
    UserMemory memory = task.process().memory().memory();
    int generation = memory.readInt(barrier + GENERATION);
    if (progress instanceof Round(int mine)) {
      return mine != generation ? Outcome.ZERO : block(futexes, task, barrier, mine);
    }
    int arrived = memory.readInt(barrier + ARRIVED) + 1;
    if (arrived < memory.readInt(barrier + COUNT)) {
      memory.writeInt(barrier + ARRIVED, arrived);
      return block(futexes, task, barrier, generation);
    }
    memory.writeInt(barrier + ARRIVED, 0);
    memory.writeInt(barrier + GENERATION, generation + 1);
    WaitQueue queue = futexes.waiting(task, barrier);
    if (queue != null) {
      queue.wakeAll();
    }
    return Outcome.done(1);
  }

  private static Outcome block(Futexes futexes, Task task, long barrier, int generation) {
    return Outcome.blocked(
        Wait.on(futexes.queue(task, barrier, "barrier"))
            .request(new WordWait(WordWait.Kind.BARRIER, barrier))
            .shared()
            .interrupt(Wait.Interrupt.AFTER_HANDLER)
            .then(new Then.Continue(new Round(generation))));
  }
}
