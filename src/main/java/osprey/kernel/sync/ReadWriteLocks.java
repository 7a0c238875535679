package osprey.kernel.sync;

import osprey.abi.Errno;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;

/// pthread_rwlock_t, pthread_rwlock_rdlock(3p): many readers or one writer. By default readers come
/// in as long as no writer holds the lock, as in glibc; the other kind lets waiting writers go
/// first.
public final class ReadWriteLocks {
  private static final int READERS = 0;

  /// Where the thread number of the writer is, and where the lock counts how often it was taken and
  /// how often that took a wait; for views.
  public static final int WRITER = 4;

  public static final int ACQUISITIONS = 24;
  public static final int CONTENTIONS = 28;

  private static final int WAITING_WRITERS = 12;
  private static final int KIND = 20;
  private static final int PREFER_WRITERS = 2;

  private ReadWriteLocks() {}

  public static Outcome tryRead(Task task, long lock) {
    UserMemory memory = memory(task);
    if (memory.readInt(lock + WRITER) != 0
        || (memory.readInt(lock + KIND) == PREFER_WRITERS
            && memory.readInt(lock + WAITING_WRITERS) > 0)) {
      return Outcome.failed(Errno.EBUSY);
    }
    memory.writeInt(lock + READERS, memory.readInt(lock + READERS) + 1);
    count(memory, lock + ACQUISITIONS);
    return Outcome.ZERO;
  }

  public static Outcome read(Futexes futexes, Task task, long lock, long deadlineNanos) {
    Outcome taken = tryRead(task, lock);
    if (taken instanceof Outcome.Done) {
      return taken;
    }
    if (memory(task).readInt(lock + WRITER) == task.id()) {
      return Outcome.failed(Errno.EDEADLK);
    }
    return block(futexes.queue(task, lock, "read-write lock"), deadlineNanos, task, lock);
  }

  public static Outcome tryWrite(Task task, long lock) {
    UserMemory memory = memory(task);
    if (memory.readInt(lock + WRITER) != 0 || memory.readInt(lock + READERS) > 0) {
      return Outcome.failed(Errno.EBUSY);
    }
    memory.writeInt(lock + WRITER, task.id());
    count(memory, lock + ACQUISITIONS);
    return Outcome.ZERO;
  }

  /// @param isRetry the thread was counted among the waiting writers and woken
  public static Outcome write(
      Futexes futexes, Task task, long lock, long deadlineNanos, boolean isRetry) {
    UserMemory memory = memory(task);
    if (isRetry) {
      memory.writeInt(
          lock + WAITING_WRITERS, Math.max(0, memory.readInt(lock + WAITING_WRITERS) - 1));
    }
    Outcome taken = tryWrite(task, lock);
    if (taken instanceof Outcome.Done) {
      return taken;
    }
    if (memory.readInt(lock + WRITER) == task.id()) {
      return Outcome.failed(Errno.EDEADLK);
    }
    memory.writeInt(lock + WAITING_WRITERS, memory.readInt(lock + WAITING_WRITERS) + 1);
    return block(
        futexes.queue(task, lock + WAITING_WRITERS, "read-write lock"), deadlineNanos, task, lock);
  }

  private static void count(UserMemory memory, long counter) {
    memory.writeInt(counter, memory.readInt(counter) + 1);
  }

  private static Outcome block(WaitQueue queue, long deadlineNanos, Task task, long lock) {
    count(memory(task), lock + CONTENTIONS);
    return Outcome.blocked(
        Wait.on(queue)
            .interrupt(Wait.Interrupt.AFTER_HANDLER)
            .until(deadlineNanos, Outcome.failed(Errno.ETIMEDOUT))
            .request(
                new LockRequest(
                    task.process().memory().pageTable().space(), lock + WRITER, false)));
  }

  public static Outcome unlock(Futexes futexes, Task task, long lock) {
    UserMemory memory = memory(task);
    int readers = memory.readInt(lock + READERS);
    if (memory.readInt(lock + WRITER) != 0) {
      memory.writeInt(lock + WRITER, 0);
    } else if (readers > 0) {
      memory.writeInt(lock + READERS, readers - 1);
      if (readers > 1) {
        return Outcome.ZERO;
      }
    }
    WaitQueue writers = futexes.waiting(task, lock + WAITING_WRITERS);
    WaitQueue waitingReaders = futexes.waiting(task, lock);
    boolean writersFirst = memory.readInt(lock + KIND) == PREFER_WRITERS || waitingReaders == null;
    if (writers != null && writersFirst) {
      writers.wakeOne();
    } else if (waitingReaders != null) {
      waitingReaders.wakeAll();
    }
    return Outcome.ZERO;
  }

  private static UserMemory memory(Task task) {
    return task.process().memory().memory();
  }
}
