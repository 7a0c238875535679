package osprey.kernel.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.file.RecordLock.Type;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;
import osprey.kernel.wait.Waiter;

/// The advisory locks on one file: flock(2), whose owner is an open file description, and the record
/// locks of fcntl(2), whose owner is a process or (F_OFD_*) an open file description. The two kinds do
/// not see each other.
///
/// Whoever waits is woken when its request no longer conflicts with what is held or with an earlier
/// waiter woken at the same time, and then asks again. One that finds the lock taken after all lets
/// those past it that need not wait.
public final class FileLocks implements Copyable<FileLocks> {
  private final String name;
  private final List<Flock> flocks = new ArrayList<>(0);

  /// Grouped by owner, owners in the order of their first lock, each owner's by rising start.
  private final List<RecordLock> records = new ArrayList<>(0);

  private final WaitQueue flockWaiters;
  private final WaitQueue recordWaiters;
  private int lastOwner;

  /// @param owner number of the open file description
  private record Flock(int owner, boolean isExclusive) {
    boolean conflictsWith(Flock other) {
      return owner != other.owner && (isExclusive || other.isExclusive);
    }
  }

  FileLocks(String name) {
    this.name = name;
    flockWaiters = new WaitQueue("flock on " + name);
    recordWaiters = new WaitQueue("record lock on " + name);
  }

  private FileLocks(FileLocks from, Copier copier) {
    copier.register(from, this);
    name = from.name;
    flocks.addAll(from.flocks);
    records.addAll(from.records);
    lastOwner = from.lastOwner;
    flockWaiters = copier.copy(from.flockWaiters);
    recordWaiters = copier.copy(from.recordWaiters);
  }

  /// flock(2). A conversion drops the old lock first, so it may lose it.
  public Outcome flock(FileDescription description, boolean isExclusive, boolean isNonBlocking) {
    Flock wanted = new Flock(ownerOf(description), isExclusive);
    if (flocks.contains(wanted)) {
      return Outcome.ZERO;
    }
    dropFlock(wanted.owner);
    if (conflicts(wanted, flocks)) {
      if (isNonBlocking) {
        return Outcome.failed(Errno.EAGAIN);
      }
      wakeFlockWaiters();
      return Outcome.blocked(Wait.on(flockWaiters).request(wanted));
    }
    flocks.add(wanted);
    return Outcome.ZERO;
  }

  /// flock(2) LOCK_UN.
  public void unflock(FileDescription description) {
    dropFlock(ownerOf(description));
  }

  private void dropFlock(int owner) {
    if (flocks.removeIf(held -> held.owner == owner)) {
      wakeFlockWaiters();
    }
  }

  private void wakeFlockWaiters() {
    if (flockWaiters.isEmpty()) {
      return;
    }
    List<Flock> taken = new ArrayList<>(flocks);
    for (Waiter waiter : List.copyOf(flockWaiters.waiters())) {
      if (waiter.terms().request() instanceof Flock wanted && !conflicts(wanted, taken)) {
        taken.add(wanted);
        waiter.wake();
      }
    }
  }

  private static boolean conflicts(Flock wanted, List<Flock> held) {
    for (Flock other : held) {
      if (wanted.conflictsWith(other)) {
        return true;
      }
    }
    return false;
  }

  /// The owner of a lock that belongs to an open file description (F_OFD_SETLK).
  public long openFileOwner(FileDescription description) {
    return -ownerOf(description);
  }

  private int ownerOf(FileDescription description) {
    if (description.lockOwner() == 0) {
      description.setLockOwner(++lastOwner);
    }
    return description.lockOwner();
  }

  /// fcntl(2) F_GETLK: the first lock in the way of a request, or null.
  public @Nullable RecordLock conflict(RecordLock wanted) {
    return conflict(wanted, records);
  }

  private static @Nullable RecordLock conflict(RecordLock wanted, List<RecordLock> held) {
    for (RecordLock other : held) {
      if (wanted.conflictsWith(other)) {
        return other;
      }
    }
    return null;
  }

  /// fcntl(2) F_SETLK and F_SETLKW.
  ///
  /// @param waits where deadlocks are looked for
  public Outcome lock(RecordLock wanted, boolean waitsForIt, LockWaits waits) {
    if (wanted.type() == Type.UNLOCK) {
      replace(wanted);
      return Outcome.ZERO;
    }
    if (conflict(wanted) == null) {
      replace(wanted);
      return Outcome.ZERO;
    }
    if (!waitsForIt) {
      return Outcome.failed(Errno.EAGAIN);
    }
    if (waits.wouldDeadlock(this, wanted)) {
      return Outcome.failed(Errno.EDEADLK);
    }
    waits.add(this);
    wakeRecordWaiters();
    return Outcome.blocked(Wait.on(recordWaiters).request(wanted));
  }

  /// What an owner waits for here, or null.
  @Nullable RecordLock awaitedBy(long owner) {
    for (Waiter waiter : recordWaiters.waiters()) {
      if (waiter.terms().request() instanceof RecordLock wanted && wanted.owner() == owner) {
        return wanted;
      }
    }
    return null;
  }

  boolean hasRecordWaiters() {
    return !recordWaiters.isEmpty();
  }

  /// Puts a lock (or a gap) in place of whatever its owner has in the range.
  private void replace(RecordLock change) {
    int place = records.size();
    boolean gaveUp = false;
    List<RecordLock> own = new ArrayList<>();
    for (int i = records.size() - 1; i >= 0; i--) {
      RecordLock old = records.get(i);
      if (old.owner() != change.owner()) {
        continue;
      }
      records.remove(i);
      place = i;
      if (!old.overlaps(change)) {
        own.add(old);
        continue;
      }
      gaveUp |= change.type() != Type.WRITE && change.type() != old.type();
      if (old.start() < change.start()) {
        own.add(old.range(old.start(), change.start() - 1));
      }
      if (old.end() > change.end()) {
        own.add(old.range(change.end() + 1, old.end()));
      }
    }
    if (change.type() != Type.UNLOCK) {
      own.add(change);
    }
    own.sort(Comparator.comparingLong(RecordLock::start));
    records.addAll(Math.min(place, records.size()), joined(own));
    if (gaveUp) {
      wakeRecordWaiters();
    }
  }

  private static List<RecordLock> joined(List<RecordLock> own) {
    List<RecordLock> joined = new ArrayList<>(own.size());
    for (RecordLock next : own) {
      RecordLock last = joined.isEmpty() ? null : joined.getLast();
      if (last != null
          && last.type() == next.type()
          && last.end() != RecordLock.TO_INFINITY
          && last.end() + 1 == next.start()) {
        joined.set(joined.size() - 1, last.range(last.start(), next.end()));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }

  private void wakeRecordWaiters() {
    if (recordWaiters.isEmpty()) {
      return;
    }
    List<RecordLock> taken = new ArrayList<>(records);
    for (Waiter waiter : List.copyOf(recordWaiters.waiters())) {
      if (waiter.terms().request() instanceof RecordLock wanted
          && conflict(wanted, taken) == null) {
        taken.add(wanted);
        waiter.wake();
      }
    }
  }

  /// A descriptor of the process was closed.
  void dropOwnedBy(long owner) {
    if (records.removeIf(held -> held.owner() == owner)) {
      wakeRecordWaiters();
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

  /// Record locks that are held, for views.
  public List<RecordLock> held() {
    return List.copyOf(records);
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
