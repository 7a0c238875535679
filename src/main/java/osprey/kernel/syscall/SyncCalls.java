package osprey.kernel.syscall;

import osprey.abi.Errno;
import osprey.kernel.mem.Segment;
import osprey.kernel.sync.Barriers;
import osprey.kernel.sync.Conditions;
import osprey.kernel.sync.Futexes;
import osprey.kernel.sync.Mutexes;
import osprey.kernel.sync.ReadWriteLocks;
import osprey.kernel.sync.Semaphores;
import osprey.kernel.sync.WordWait;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;

/// The synchronising calls of the thread library, and futex(2) itself.
final class SyncCalls {
  private static final int FUTEX_WAIT = 0;
  private static final int FUTEX_WAKE = 1;
  private static final int FUTEX_REQUEUE = 3;
  private static final int FUTEX_CMP_REQUEUE = 4;
  private static final int FUTEX_WAIT_BITSET = 9;
  private static final int FUTEX_WAKE_BITSET = 10;
  private static final int FUTEX_COMMAND = 0x7f;
  private static final int FUTEX_PRIVATE = 128;
  private static final int FUTEX_CLOCK_REALTIME = 256;

  private static final long BAD_TIME = -1;

  private SyncCalls() {}

  private static Futexes futexes(Call call) {
    return call.kernel().futexes();
  }

  /// The deadline of a timed call: an absolute timespec and its clock; {@link #BAD_TIME} if
  /// invalid.
  private static long deadline(Call call, int time, int clock) {
    long nanos = call.readTimespec(call.argument(time));
    return nanos < 0 ? BAD_TIME : call.deadline(call.intArgument(clock), nanos);
  }

  static Outcome mutexLock(Call call) {
    return Mutexes.lock(futexes(call), call.task(), call.argument(0), Wait.FOREVER);
  }

  static Outcome mutexTryLock(Call call) {
    return Mutexes.tryLock(call.task(), call.argument(0));
  }

  static Outcome mutexTimedLock(Call call) {
    long deadline = deadline(call, 1, 2);
    return deadline == BAD_TIME
        ? Outcome.failed(Errno.EINVAL)
        : Mutexes.lock(futexes(call), call.task(), call.argument(0), deadline);
  }

  static Outcome mutexUnlock(Call call) {
    return Mutexes.unlock(futexes(call), call.task(), call.argument(0));
  }

  static Outcome conditionWait(Call call) {
    return Conditions.wait(
        futexes(call),
        call.task(),
        call.argument(0),
        call.argument(1),
        Wait.FOREVER,
        call.progress());
  }

  static Outcome conditionTimedWait(Call call) {
    long deadline = deadline(call, 2, 3);
    return deadline == BAD_TIME
        ? Outcome.failed(Errno.EINVAL)
        : Conditions.wait(
            futexes(call),
            call.task(),
            call.argument(0),
            call.argument(1),
            deadline,
            call.progress());
  }

  static Outcome conditionSignal(Call call) {
    return Conditions.signal(futexes(call), call.task(), call.argument(0), false);
  }

  static Outcome conditionBroadcast(Call call) {
    return Conditions.signal(futexes(call), call.task(), call.argument(0), true);
  }

  static Outcome semaphoreWait(Call call) {
    return Semaphores.take(futexes(call), call.task(), call.argument(0), Wait.FOREVER);
  }

  static Outcome semaphoreTryWait(Call call) {
    return Semaphores.tryTake(call.task(), call.argument(0));
  }

  static Outcome semaphoreTimedWait(Call call) {
    long deadline = deadline(call, 1, 2);
    if (deadline != BAD_TIME) {
      return Semaphores.take(futexes(call), call.task(), call.argument(0), deadline);
    }
    Outcome taken = Semaphores.tryTake(call.task(), call.argument(0));
    return taken instanceof Outcome.Done ? taken : Outcome.failed(Errno.EINVAL);
  }

  static Outcome semaphorePost(Call call) {
    return Semaphores.post(futexes(call), call.task(), call.argument(0));
  }

  static Outcome readLock(Call call) {
    return ReadWriteLocks.read(futexes(call), call.task(), call.argument(0), Wait.FOREVER);
  }

  static Outcome tryReadLock(Call call) {
    return ReadWriteLocks.tryRead(call.task(), call.argument(0));
  }

  static Outcome timedReadLock(Call call) {
    long deadline = deadline(call, 1, 2);
    return deadline == BAD_TIME
        ? Outcome.failed(Errno.EINVAL)
        : ReadWriteLocks.read(futexes(call), call.task(), call.argument(0), deadline);
  }

  private static final Progress COUNTED = new Progress.Bytes(0);

  static Outcome writeLock(Call call) {
    return writeLock(call, Wait.FOREVER);
  }

  static Outcome timedWriteLock(Call call) {
    long deadline = deadline(call, 1, 2);
    return deadline == BAD_TIME ? Outcome.failed(Errno.EINVAL) : writeLock(call, deadline);
  }

  private static Outcome writeLock(Call call, long deadline) {
    Outcome outcome =
        ReadWriteLocks.write(
            futexes(call), call.task(), call.argument(0), deadline, call.progress() != null);
    return outcome instanceof Outcome.Blocked(Wait wait)
        ? Outcome.blocked(wait.then(new Then.Continue(COUNTED)))
        : outcome;
  }

  static Outcome tryWriteLock(Call call) {
    return ReadWriteLocks.tryWrite(call.task(), call.argument(0));
  }

  static Outcome readWriteUnlock(Call call) {
    return ReadWriteLocks.unlock(futexes(call), call.task(), call.argument(0));
  }

  static Outcome barrierWait(Call call) {
    return Barriers.arrive(futexes(call), call.task(), call.argument(0), call.progress());
  }

  /// futex(2): WAIT, WAKE, their BITSET forms with any bitset, REQUEUE, CMP_REQUEUE.
  static Outcome futex(Call call) {
    long address = call.argument(0);
    if ((address & 3) != 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    int operation = call.intArgument(1);
    if (!isPrivate(call) && isAnonymousConstant(call, address)) {
      return Outcome.failed(Errno.EFAULT);
    }
    return switch (operation & FUTEX_COMMAND) {
      case FUTEX_WAIT -> {
        long deadline = Wait.FOREVER;
        if (call.argument(3) != 0 && call.progress() == null) {
          long nanos = call.readTimespec(call.argument(3));
          if (nanos < 0) {
            yield Outcome.failed(Errno.EINVAL);
          }
          deadline = call.after(nanos);
        }
        yield futexWait(call, address, deadline);
      }
      case FUTEX_WAIT_BITSET -> {
        long deadline = Wait.FOREVER;
        if (call.argument(3) != 0) {
          long nanos = call.readTimespec(call.argument(3));
          if (nanos < 0) {
            yield Outcome.failed(Errno.EINVAL);
          }
          deadline = call.deadline((operation & FUTEX_CLOCK_REALTIME) != 0 ? 0 : 1, nanos);
        }
        yield futexWait(call, address, deadline);
      }
      case FUTEX_WAKE, FUTEX_WAKE_BITSET -> {
        if (!isPrivate(call)) {
          call.memory().readInt(address);
        }
        WaitQueue queue = futexes(call).waiting(call.task(), address, isPrivate(call));
        yield Outcome.done(queue == null ? 0 : queue.wake(Math.max(1, call.intArgument(2))));
      }
      case FUTEX_REQUEUE, FUTEX_CMP_REQUEUE -> {
        if ((operation & FUTEX_COMMAND) == FUTEX_CMP_REQUEUE
            && call.memory().readInt(address) != call.intArgument(5)) {
          yield Outcome.failed(Errno.EAGAIN);
        }
        // Whom Linux would move to the second word is woken here: a spurious wake-up, which users
        // of futexes must expect.
        WaitQueue queue = futexes(call).waiting(call.task(), address, isPrivate(call));
        yield Outcome.done(queue == null ? 0 : queue.wakeAll());
      }
      default -> Outcome.failed(Errno.ENOSYS);
    };
  }

  /// A word that nobody else can see and nobody can change is no word for processes to meet at.
  private static boolean isAnonymousConstant(Call call, long address) {
    Segment segment = call.process().memory().segmentAt(address);
    return segment != null
        && segment.source() == null
        && (segment.protection() & Segment.PROT_WRITE) == 0;
  }

  private static boolean isPrivate(Call call) {
    return (call.intArgument(1) & FUTEX_PRIVATE) != 0;
  }

  private static Outcome futexWait(Call call, long address, long deadline) {
    if (call.memory().readInt(address) != call.intArgument(2)) {
      return Outcome.failed(Errno.EAGAIN);
    }
    return Outcome.blocked(
        Wait.on(futexes(call).queue(call.task(), address, "futex", isPrivate(call)))
            .request(new WordWait(WordWait.Kind.FUTEX, address))
            .then(new Then.Return(0))
            .until(deadline, Outcome.failed(Errno.ETIMEDOUT)));
  }
}
