package osprey.kernel.sync;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;

/// pthread_cond_t, pthread_cond_wait(3p). A wait lets the mutex go and sleeps in one step; woken,
/// it competes for the mutex before it returns.
public final class Conditions {
  private static final int WAITERS = 8;
  private static final int SEQUENCE = 12;

  /// How far a wait is.
  ///
  /// @param isAsleep was in the condition's queue; else is after the mutex
  /// @param result what the call returns once it has the mutex: 0 or -ETIMEDOUT
  private record Waiting(boolean isAsleep, int result) implements Progress {}

  private static final Then WOKEN = new Then.Continue(new Waiting(true, 0));
  private static final Then TOO_LATE =
      new Then.Continue(new Waiting(true, -Errno.ETIMEDOUT.number()));

  private Conditions() {}

  /// @param progress null for a new call
  /// @param deadlineNanos simulated time, {@link Wait#FOREVER} for none
  public static Outcome wait(
      Futexes futexes,
      Task task,
      long condition,
      long mutex,
      long deadlineNanos,
      @Nullable Progress progress) {
    UserMemory memory = task.process().memory().memory();
    if (!(progress instanceof Waiting(boolean isAsleep, int result))) {
      memory.readInt(condition + SEQUENCE);
      Outcome unlocked = Mutexes.unlock(futexes, task, mutex);
      if (unlocked instanceof Outcome.Failed) {
        return unlocked;
      }
      memory.writeInt(condition + WAITERS, memory.readInt(condition + WAITERS) + 1);
      return sleep(futexes, task, condition, deadlineNanos);
    }
    if (isAsleep) {
      memory.writeInt(condition + WAITERS, Math.max(0, memory.readInt(condition + WAITERS) - 1));
    }
    return reacquire(futexes, task, mutex, result);
  }

  private static Outcome sleep(Futexes futexes, Task task, long condition, long deadlineNanos) {
    WaitQueue queue = futexes.queue(task, condition, "condition");
    return Outcome.blocked(
        Wait.on(queue)
            .request(new WordWait(WordWait.Kind.CONDITION, condition))
            .interrupt(Wait.Interrupt.AFTER_HANDLER)
            .then(WOKEN)
            .until(deadlineNanos, TOO_LATE));
  }

  private static Outcome reacquire(Futexes futexes, Task task, long mutex, int result) {
    Outcome locked = Mutexes.lock(futexes, task, mutex, Wait.FOREVER);
    return switch (locked) {
      case Outcome.Blocked(Wait wait) ->
          Outcome.blocked(wait.then(new Then.Continue(new Waiting(false, result))));
      case Outcome.Done _ -> Outcome.done(result);
      case Outcome.Failed _, Outcome.Gone _ -> locked;
    };
  }

  public static Outcome signal(Futexes futexes, Task task, long condition, boolean toAll) {
    UserMemory memory = task.process().memory().memory();
    if (memory.readInt(condition + WAITERS) > 0) {
      memory.writeInt(condition + SEQUENCE, memory.readInt(condition + SEQUENCE) + 1);
      WaitQueue queue = futexes.waiting(task, condition);
      if (queue != null) {
        queue.wake(toAll ? Integer.MAX_VALUE : 1);
      }
    }
    return Outcome.ZERO;
  }
}
