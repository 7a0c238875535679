package osprey.kernel.sync;

import osprey.abi.Errno;
import osprey.kernel.mem.AddressSpace;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;
import osprey.machine.Access;
import osprey.machine.PageTable;
import osprey.machine.Ram;

/// sem_t, sem_overview(7): a counter in user memory. A post while threads wait lets the longest
/// waiter return and leaves the value at zero, as POSIX words it: nobody can snatch the unit away.
public final class Semaphores {
  private static final int VALUE = 0;
  private static final int WAITERS = 4;

  /// Where a semaphore counts how often it was taken, and how often that took a wait; for views.
  public static final int ACQUISITIONS = 16;

  public static final int CONTENTIONS = 20;

  private Semaphores() {}

  /// @param deadlineNanos simulated time, {@link Wait#FOREVER} for none
  public static Outcome take(Futexes futexes, Task task, long semaphore, long deadlineNanos) {
    AddressSpace space = task.process().memory();
    int frame = space.memory().frame(semaphore, Access.WRITE);
    int at = PageTable.offsetOf(semaphore);
    Ram ram = space.ram();
    int value = ram.getInt(frame, at + VALUE);
    if (value != 0) {
      ram.putInt(frame, at + VALUE, value - 1);
      count(ram, frame, at + ACQUISITIONS);
      return Outcome.ZERO;
    }
    ram.putInt(frame, at + WAITERS, 1);
    count(ram, frame, at + CONTENTIONS);
    return Outcome.blocked(
        Wait.on(futexes.queue(task, semaphore, "semaphore"))
            .request(new WordWait(WordWait.Kind.SEMAPHORE, semaphore))
            .until(deadlineNanos, Outcome.failed(Errno.ETIMEDOUT)));
  }

  /// Not where the semaphore goes on in another page: it is only for views.
  private static void count(Ram ram, int frame, int counter) {
    if (counter + Integer.BYTES <= PageTable.PAGE_BYTES) {
      ram.putInt(frame, counter, ram.getInt(frame, counter) + 1);
    }
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
    AddressSpace space = task.process().memory();
    int frame = space.memory().frame(semaphore, Access.WRITE);
    int at = PageTable.offsetOf(semaphore);
    Ram ram = space.ram();
    int value = ram.getInt(frame, at + VALUE);
    if (value == Integer.MAX_VALUE) {
      return Outcome.failed(Errno.EOVERFLOW);
    }
    if (ram.getInt(frame, at + WAITERS) != 0) {
      WaitQueue queue = futexes.waiting(task, semaphore);
      if (queue != null) {
        queue.handOver(Outcome.ZERO);
        count(ram, frame, at + ACQUISITIONS);
        return Outcome.ZERO;
      }
      ram.putInt(frame, at + WAITERS, 0);
    }
    ram.putInt(frame, at + VALUE, value + 1);
    return Outcome.ZERO;
  }
}
