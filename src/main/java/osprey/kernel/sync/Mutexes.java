package osprey.kernel.sync;

import osprey.abi.Errno;
import osprey.kernel.mem.BadAddress;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;

/// pthread_mutex_t, pthread_mutex_lock(3p): normal, recursive, error-checking and robust mutexes.
/// The state is in user memory; an unlock wakes the longest waiter, which must then compete for the
/// mutex like everybody else.
public final class Mutexes {
  private static final int OWNER = 0;
  private static final int COUNT = 4;
  private static final int KIND = 8;
  private static final int WAITERS = 12;
  private static final int STATE = 16;

  /// Where a mutex counts how often it was taken, and how often that took a wait; for views.
  public static final int ACQUISITIONS = 24;

  public static final int CONTENTIONS = 28;

  private static final int TYPE_MASK = 0xf;
  private static final int RECURSIVE = 1;
  private static final int ERROR_CHECK = 2;
  private static final int ROBUST = 0x10;
  private static final int INHERITS = 0x40;

  private static final int INCONSISTENT = 1;
  private static final int NOT_RECOVERABLE = 2;

  private Mutexes() {}

  /// @param deadlineNanos simulated time, {@link Wait#FOREVER} for none
  public static Outcome lock(Futexes futexes, Task task, long mutex, long deadlineNanos) {
    Outcome taken = tryLock(task, mutex);
    if (!(taken instanceof Outcome.Failed(var errno, _)) || errno != Errno.EBUSY) {
      return taken;
    }
    UserMemory memory = memory(task);
    if (memory.readInt(mutex + OWNER) == task.id()
        && (memory.readInt(mutex + KIND) & TYPE_MASK) == ERROR_CHECK) {
      return Outcome.failed(Errno.EDEADLK);
    }
    WaitQueue queue = futexes.queue(task, mutex, "mutex");
    memory.writeInt(mutex + WAITERS, 1);
    memory.writeInt(mutex + CONTENTIONS, memory.readInt(mutex + CONTENTIONS) + 1);
    return Outcome.blocked(
        Wait.on(queue)
            .interrupt(Wait.Interrupt.AFTER_HANDLER)
            .until(deadlineNanos, Outcome.failed(Errno.ETIMEDOUT))
            .request(
                new LockRequest(
                    task.process().memory().pageTable().space(),
                    mutex,
                    (memory.readInt(mutex + KIND) & INHERITS) != 0)));
  }

  /// EBUSY if it is locked, by this thread too unless it is recursive.
  public static Outcome tryLock(Task task, long mutex) {
    UserMemory memory = memory(task);
    int kind = memory.readInt(mutex + KIND);
    if (kind < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (memory.readInt(mutex + STATE) == NOT_RECOVERABLE) {
      return Outcome.failed(Errno.ENOTRECOVERABLE);
    }
    int owner = memory.readInt(mutex + OWNER);
    if (owner == 0) {
      memory.writeInt(mutex + OWNER, task.id());
      memory.writeInt(mutex + ACQUISITIONS, memory.readInt(mutex + ACQUISITIONS) + 1);
      memory.writeInt(mutex + COUNT, 1);
      if ((kind & ROBUST) != 0) {
        task.robustMutexes.add(mutex);
        if (memory.readInt(mutex + STATE) == INCONSISTENT) {
          return Outcome.failed(Errno.EOWNERDEAD);
        }
      }
      return Outcome.ZERO;
    }
    if (owner == task.id() && (kind & TYPE_MASK) == RECURSIVE) {
      memory.writeInt(mutex + COUNT, memory.readInt(mutex + COUNT) + 1);
      return Outcome.ZERO;
    }
    return Outcome.failed(Errno.EBUSY);
  }

  public static Outcome unlock(Futexes futexes, Task task, long mutex) {
    UserMemory memory = memory(task);
    int kind = memory.readInt(mutex + KIND);
    int owner = memory.readInt(mutex + OWNER);
    if (owner != task.id() && ((kind & TYPE_MASK) != 0 || (kind & ROBUST) != 0)) {
      return Outcome.failed(Errno.EPERM);
    }
    int count = memory.readInt(mutex + COUNT);
    if ((kind & TYPE_MASK) == RECURSIVE && count > 1) {
      memory.writeInt(mutex + COUNT, count - 1);
      return Outcome.ZERO;
    }
    if ((kind & ROBUST) != 0) {
      task.robustMutexes.remove((Long) mutex);
      if (memory.readInt(mutex + STATE) == INCONSISTENT) {
        memory.writeInt(mutex + STATE, NOT_RECOVERABLE);
      }
    }
    release(futexes, task, mutex, memory);
    return Outcome.ZERO;
  }

  private static void release(Futexes futexes, Task task, long mutex, UserMemory memory) {
    memory.writeInt(mutex + OWNER, 0);
    memory.writeInt(mutex + COUNT, 0);
    if (memory.readInt(mutex + WAITERS) != 0) {
      WaitQueue queue = futexes.waiting(task, mutex);
      if (queue != null) {
        boolean isLast = queue.size() == 1;
        queue.wakeOne();
        memory.writeInt(mutex + WAITERS, isLast ? 0 : 1);
      } else {
        memory.writeInt(mutex + WAITERS, 0);
      }
    }
  }

  /// The owner of a robust mutex has ended: the next to lock it is told.
  public static void ownerDied(Futexes futexes, Task task, long mutex) {
    UserMemory memory = memory(task);
    try {
      if (memory.readInt(mutex + OWNER) == task.id()) {
        memory.writeInt(mutex + STATE, INCONSISTENT);
        release(futexes, task, mutex, memory);
      }
    } catch (BadAddress unmapped) {
      // The mutex went with its memory; nobody can wait for it.
      return;
    }
  }

  /// Thread that holds a mutex, 0 for none; for the wait-for graph.
  public static int owner(Task task, long mutex) {
    return memory(task).readInt(mutex + OWNER);
  }

  private static UserMemory memory(Task task) {
    return task.process().memory().memory();
  }
}
