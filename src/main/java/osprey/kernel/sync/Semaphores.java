package osprey.kernel.sync;

import osprey.abi.Errno;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;

/// sem_t, sem_overview(7): a counter in user memory. A post wakes the longest waiter, which must then
/// take the unit before anybody else does.
public final class Semaphores {
  private static final int VALUE = 0;
  private static final int WAITERS = 4;

  private Semaphores() {}

  /// @param deadlineNanos simulated time, {@link Wait#FOREVER} for none
  public static Outcome take(Futexes futexes, Task task, long semaphore, long deadlineNanos) {
    Outcome taken = tryTake(task, semaphore);
    if (taken instanceof Outcome.Done) {
      return taken;
    }
    task.process().memory().memory().writeInt(semaphore + WAITERS, 1);
    return Outcome.blocked(
        Wait.on(futexes.queue(task, semaphore, "semaphore"))
            .until(deadlineNanos, Outcome.failed(Errno.ETIMEDOUT)));
  }

  public static Outcome tryTake(Task task, long semaphore) {
    UserMemory memory = task.process().memory().memory();
    int value = memory.readInt(semaphore + VALUE);
    if (value == 0) {
      return Outcome.failed(Errno.EAGAIN);
    }
    memory.writeInt(semaphore + VALUE, value - 1);
    return Outcome.ZERO;
  }

  public static Outcome post(Futexes futexes, Task task, long semaphore) {
    UserMemory memory = task.process().memory().memory();
    int value = memory.readInt(semaphore + VALUE);
    if (value == Integer.MAX_VALUE) {
      return Outcome.failed(Errno.EOVERFLOW);
    }
    memory.writeInt(semaphore + VALUE, value + 1);
    if (memory.readInt(semaphore + WAITERS) != 0) {
      WaitQueue queue = futexes.waiting(task, semaphore);
      if (queue == null || queue.size() == 1) {
        memory.writeInt(semaphore + WAITERS, 0);
      }
      if (queue != null) {
        queue.wakeOne();
      }
    }
    return Outcome.ZERO;
  }
}
