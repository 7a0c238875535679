package osprey.kernel.ipc;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.inspect.ChannelInfo;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;
import osprey.kernel.wait.Waiter;

/// A System V semaphore set, semop(2): the operations of a call are done all together or not at
/// all. Whoever changes a value does the operations of those who wait and now can, in order: first
/// those that only wait for zeros, then the others as they came; a large request can be overtaken.
public final class SemaphoreSet extends IpcObject {
  static final int VALUE_MAX = 32767;

  private final int[] values;

  /// Process that changed a semaphore last.
  private final int[] lastUsers;

  private final WaitQueue waiting;

  /// What each process's end adds to the values (SEM_UNDO).
  private final TreeMap<Integer, int[]> undo = new TreeMap<>();

  /// Time of the last semop, nanoseconds since 1970, 0 for never.
  private long used;

  SemaphoreSet(int id, IpcPermissions permissions, long time, int count) {
    super(id, permissions, time);
    values = new int[count];
    lastUsers = new int[count];
    waiting = new WaitQueue("semaphores of set " + id);
  }

  private SemaphoreSet(SemaphoreSet from, Copier copier) {
    super(from, copier);
    values = from.values.clone();
    lastUsers = from.lastUsers.clone();
    used = from.used;
    for (Map.Entry<Integer, int[]> entry : from.undo.entrySet()) {
      undo.put(entry.getKey(), entry.getValue().clone());
    }
    waiting = copier.copy(from.waiting);
  }

  public int count() {
    return values.length;
  }

  public int value(int semaphore) {
    return values[semaphore];
  }

  public int lastUser(int semaphore) {
    return lastUsers[semaphore];
  }

  public long used() {
    return used;
  }

  /// What became of a request.
  ///
  /// @param blocking operation that cannot be done now, null if there is none
  private record Attempt(@Nullable Errno errno, @Nullable SemaphoreOperation blocking) {
    static final Attempt POSSIBLE = new Attempt(null, null);
  }

  /// What the operations would lead to; nothing is changed.
  private Attempt consider(SemaphoreRequest request) {
    int[] after = values.clone();
    int[] adjusted = undo.get(request.processId());
    int[] adjustments = adjusted == null ? new int[values.length] : adjusted.clone();
    for (SemaphoreOperation operation : request.operations()) {
      int at = operation.semaphore();
      int result = after[at] + operation.change();
      if ((operation.change() == 0 && after[at] != 0) || result < 0) {
        return new Attempt(operation.isNonBlocking() ? Errno.EAGAIN : null, operation);
      }
      if (result > VALUE_MAX) {
        return new Attempt(Errno.ERANGE, null);
      }
      if (operation.isUndone()) {
        adjustments[at] -= operation.change();
        if (adjustments[at] < -VALUE_MAX - 1 || adjustments[at] > VALUE_MAX) {
          return new Attempt(Errno.ERANGE, null);
        }
      }
      after[at] = result;
    }
    return Attempt.POSSIBLE;
  }

  private void perform(SemaphoreRequest request) {
    for (SemaphoreOperation operation : request.operations()) {
      int at = operation.semaphore();
      values[at] += operation.change();
      lastUsers[at] = request.processId();
      if (operation.isUndone() && operation.change() != 0) {
        undo.computeIfAbsent(request.processId(), _ -> new int[values.length])[at] -=
            operation.change();
      }
    }
  }

  /// semtimedop(2), once the caller's right to do so is established.
  Outcome operate(SemaphoreRequest request, long deadlineNanos, long time) {
    if (request.highest() >= values.length) {
      return Outcome.failed(Errno.EFBIG);
    }
    Attempt attempt = consider(request);
    if (attempt.errno() != null) {
      return Outcome.failed(attempt.errno());
    }
    if (attempt.blocking() != null) {
      return Outcome.blocked(
          Wait.on(waiting)
              .request(request)
              .interrupt(Wait.Interrupt.ALWAYS_EINTR)
              .until(deadlineNanos, Outcome.failed(Errno.EAGAIN)));
    }
    perform(request);
    used = time;
    if (request.isChanging()) {
      serveWaiting(time);
    }
    return Outcome.ZERO;
  }

  /// Does what those who wait have asked for and now can be done.
  private void serveWaiting(long time) {
    boolean isServed = true;
    while (isServed) {
      isServed = serve(false, time) || serve(true, time);
    }
  }

  /// Serves the first waiter of that kind that can be; false if there is none.
  private boolean serve(boolean isChanging, long time) {
    for (Waiter waiter : waiting.waiters()) {
      if (!(waiter.terms().request() instanceof SemaphoreRequest request)
          || request.isChanging() != isChanging) {
        continue;
      }
      Attempt attempt = consider(request);
      if (attempt.errno() != null) {
        waiter.wake(Outcome.failed(attempt.errno()));
        return true;
      }
      if (attempt.blocking() == null) {
        perform(request);
        used = time;
        waiter.wake(Outcome.ZERO);
        return true;
      }
    }
    return false;
  }

  /// SETVAL and SETALL: pending undoing of the semaphores is forgotten.
  void set(int first, int[] newValues, int processId, long time) {
    for (int i = 0; i < newValues.length; i++) {
      values[first + i] = newValues[i];
      lastUsers[first + i] = processId;
      for (int[] adjustments : undo.values()) {
        adjustments[first + i] = 0;
      }
    }
    touch(time);
    serveWaiting(time);
  }

  /// GETNCNT and GETZCNT: threads whose request this semaphore holds up.
  public int waiting(int semaphore, boolean isForZero) {
    int count = 0;
    for (Waiter waiter : waiting.waiters()) {
      if (waiter.terms().request() instanceof SemaphoreRequest request) {
        SemaphoreOperation blocking = consider(request).blocking();
        if (blocking != null
            && blocking.semaphore() == semaphore
            && (blocking.change() == 0) == isForZero) {
          count++;
        }
      }
    }
    return count;
  }

  /// A process has ended: what it asked to be undone is undone, as far as it goes.
  void exited(int processId, long time) {
    int[] adjustments = undo.remove(processId);
    if (adjustments == null) {
      return;
    }
    for (int i = 0; i < values.length; i++) {
      if (adjustments[i] != 0) {
        values[i] = Math.clamp(values[i] + adjustments[i], 0, VALUE_MAX);
        lastUsers[i] = processId;
      }
    }
    used = time;
    serveWaiting(time);
  }

  /// It is gone: calls that wait fail with EIDRM.
  void removed() {
    for (Waiter waiter : List.copyOf(waiting.waiters())) {
      waiter.wake(Outcome.failed(Errno.EIDRM));
    }
  }

  ChannelInfo info() {
    return new ChannelInfo(
        "System V semaphores",
        "set " + id(),
        0,
        0,
        values.length,
        waiting.size(),
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        IpcNamespace.threads(waiting),
        List.of());
  }

  @Override
  public SemaphoreSet copy(Copier copier) {
    return new SemaphoreSet(this, copier);
  }
}
