package osprey.kernel.file;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;
import osprey.kernel.wait.Waiter;

/// The advisory locks on one file: flock(2), whose owner is an open file description, and the
/// record locks of fcntl(2), whose owner is a process or (F_OFD_*) an open file description. The
/// two kinds do not see each other.
///
/// Whoever waits is woken when the lock it waits behind is changed or given up, and then asks
/// again; see {@link LockNode}. The caller says with {@link #callEnded} when a call that waited is
/// over.
public final class FileLocks implements Copyable<FileLocks> {
  private final String name;
  private final List<LockNode> flocks = new ArrayList<>(0);
  private final HeldRecords records;

  /// Requests that wait, or were woken and have not asked again; latest last.
  private final List<LockNode> waiting = new ArrayList<>(0);

  private final WaitQueue flockWaiters;
  private final WaitQueue recordWaiters;
  private int lastOwner;

  /// What a waiter asks for, as it is known in its queue.
  private record Asked(int thread) {}

  FileLocks(String name) {
    this.name = name;
    records = new HeldRecords();
    flockWaiters = new WaitQueue("flock on " + name);
    recordWaiters = new WaitQueue("record lock on " + name);
  }

  private FileLocks(FileLocks from, Copier copier) {
    copier.register(from, this);
    name = from.name;
    lastOwner = from.lastOwner;
    for (LockNode held : from.flocks) {
      flocks.add(copier.copy(held));
    }
    for (LockNode request : from.waiting) {
      waiting.add(copier.copy(request));
    }
    records = copier.copy(from.records);
    flockWaiters = copier.copy(from.flockWaiters);
    recordWaiters = copier.copy(from.recordWaiters);
  }

  private int ownerOf(FileDescription description) {
    if (description.lockOwner() == 0) {
      description.setLockOwner(++lastOwner);
    }
    return description.lockOwner();
  }

  // flock(2).

  /// flock(2). A conversion drops the old lock first, so it may lose it.
  ///
  /// @param thread who asks
  public Outcome flock(
      FileDescription description, boolean isExclusive, boolean isNonBlocking, int thread) {
    RecordLock.Type type = isExclusive ? RecordLock.Type.WRITE : RecordLock.Type.READ;
    RecordLock wanted = new RecordLock(ownerOf(description), -1, type, 0, RecordLock.TO_INFINITY);
    LockNode request = request(wanted, thread);
    for (LockNode held : flocks) {
      if (held.lock.equals(wanted)) {
        ended(request);
        return Outcome.ZERO;
      }
    }
    dropFlock(wanted.owner());
    for (LockNode held : flocks) {
      if (held.conflictsWith(request)) {
        if (isNonBlocking) {
          ended(request);
          return Outcome.failed(Errno.EAGAIN);
        }
        return await(request, held, flockWaiters);
      }
    }
    LockNode granted = new LockNode(wanted, thread);
    granted.inheritQueue(request);
    flocks.add(granted);
    ended(request);
    return Outcome.ZERO;
  }

  /// flock(2) LOCK_UN.
  public void unflock(FileDescription description) {
    dropFlock(ownerOf(description));
  }

  private void dropFlock(long owner) {
    for (LockNode held : List.copyOf(flocks)) {
      if (held.hasOwner(owner)) {
        flocks.remove(held);
        wakeBehind(held);
      }
    }
  }

  // Record locks.

  /// The owner of a lock that belongs to an open file description (F_OFD_SETLK).
  public long openFileOwner(FileDescription description) {
    return -ownerOf(description);
  }

  /// fcntl(2) F_GETLK: the first lock in the way of a request, or null.
  public @Nullable RecordLock conflict(RecordLock wanted) {
    LockNode obstacle = records.conflict(wanted);
    return obstacle == null ? null : obstacle.lock;
  }

  /// fcntl(2) F_SETLK and F_SETLKW.
  ///
  /// @param waits where deadlocks are looked for
  /// @param thread who asks
  public Outcome lock(RecordLock wanted, boolean waitsForIt, LockWaits waits, int thread) {
    LockNode request = request(wanted, thread);
    LockNode obstacle = wanted.type() == RecordLock.Type.UNLOCK ? null : records.conflict(wanted);
    if (obstacle == null) {
      for (LockNode changed : records.apply(request)) {
        wakeBehind(changed);
      }
      ended(request);
      return Outcome.ZERO;
    }
    if (!waitsForIt) {
      ended(request);
      return Outcome.failed(Errno.EAGAIN);
    }
    wakeBehind(request);
    if (waits.wouldDeadlock(this, wanted, obstacle)) {
      ended(request);
      return Outcome.failed(Errno.EDEADLK);
    }
    waits.add(this);
    return await(request, obstacle, recordWaiters);
  }

  // Waiting.

  /// The request of a call that asks again, or a new one.
  private LockNode request(RecordLock wanted, int thread) {
    for (LockNode request : waiting) {
      if (request.thread == thread) {
        if (request.lock.equals(wanted)) {
          return request;
        }
        ended(request);
        break;
      }
    }
    return new LockNode(wanted, thread);
  }

  private Outcome await(LockNode request, LockNode obstacle, WaitQueue queue) {
    request.leaveQueue();
    request.waitBehind(obstacle);
    wakeBehind(request);
    waiting.remove(request);
    waiting.add(request);
    return Outcome.blocked(Wait.on(queue).request(new Asked(request.thread)));
  }

  private void wakeBehind(LockNode node) {
    while (!node.blocked.isEmpty()) {
      LockNode first = node.blocked.getFirst();
      first.leaveQueue();
      wake(flockWaiters, first.thread);
      wake(recordWaiters, first.thread);
    }
  }

  private static void wake(WaitQueue queue, int thread) {
    Asked asked = new Asked(thread);
    for (Waiter waiter : List.copyOf(queue.waiters())) {
      if (asked.equals(waiter.terms().request())) {
        waiter.wake();
      }
    }
  }

  private void ended(LockNode request) {
    waiting.remove(request);
    request.leaveQueue();
    wakeBehind(request);
  }

  /// A call that may have waited here is over: done, interrupted, or its thread is gone.
  void callEnded(int thread) {
    for (LockNode request : List.copyOf(waiting)) {
      if (request.thread == thread) {
        ended(request);
      }
    }
  }

  /// The lock that keeps an owner waiting here, or null.
  @Nullable LockNode obstacleOf(long owner) {
    for (LockNode request : waiting.reversed()) {
      LockNode blocker = request.blocker;
      if (request.hasOwner(owner) && blocker != null && blocker.lock.owner() >= 0) {
        return request.root();
      }
    }
    return null;
  }

  /// Owner of the lock behind which a thread waits: a process, or (negative) a description.
  ///
  /// @param process 0 when a description owns it
  /// @param description its number as an owner on this file, 0 when a process owns it
  public record Obstacle(int process, int description) {}

  /// Null when the thread does not wait here.
  public @Nullable Obstacle obstacleOfThread(int thread) {
    for (LockNode request : waiting) {
      if (request.thread == thread && request.blocker != null) {
        RecordLock held = request.root().lock;
        return held.processId() >= 0 && held.owner() > 0
            ? new Obstacle((int) held.owner(), 0)
            : new Obstacle(0, (int) Math.abs(held.owner()));
      }
    }
    return null;
  }

  /// Whether a description on this file is the owner of that number.
  public boolean isOwner(FileDescription description, int owner) {
    return description.lockOwner() == owner;
  }

  boolean hasRecordWaiters() {
    return !recordWaiters.isEmpty();
  }

  // The end of owners.

  /// A descriptor of the process was closed.
  void dropOwnedBy(long owner) {
    RecordLock everything =
        new RecordLock(owner, 0, RecordLock.Type.UNLOCK, 0, RecordLock.TO_INFINITY);
    for (LockNode changed : records.apply(new LockNode(everything, 0))) {
      wakeBehind(changed);
    }
  }

  /// The last descriptor of the description was closed.
  void descriptionClosed(FileDescription description) {
    int owner = description.lockOwner();
    if (owner != 0) {
      dropFlock(owner);
      dropOwnedBy(-owner);
    }
  }

  // For views.

  /// Record locks that are held.
  public List<RecordLock> held() {
    return records.locks();
  }

  public WaitQueue recordWaiters() {
    return recordWaiters;
  }

  public WaitQueue flockWaiters() {
    return flockWaiters;
  }

  @Override
  public FileLocks copy(Copier copier) {
    return new FileLocks(this, copier);
  }

  @Override
  public String toString() {
    return "locks on " + name;
  }
}
