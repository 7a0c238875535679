package osprey.kernel.file;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;

/// Which process waits for which record lock, over all files: F_SETLKW looks here for a cycle
/// before it waits, fcntl(2) EDEADLK. Locks of open file descriptions take no part, as on Linux.
public final class LockWaits implements Copyable<LockWaits> {
  /// Linux gives up looking after as many steps.
  private static final int STEPS_MAX = 11;

  /// Files that somebody waited for; those without waiters are dropped when it grows.
  private final List<FileLocks> files = new ArrayList<>(0);

  LockWaits() {}

  private LockWaits(LockWaits from, Copier copier) {
    copier.register(from, this);
    for (FileLocks file : from.files) {
      files.add(copier.copy(file));
    }
  }

  void add(FileLocks file) {
    files.removeIf(other -> other != file && !other.hasRecordWaiters());
    if (!files.contains(file)) {
      files.add(file);
    }
  }

  /// Follows the chain from the owner of the lock in the way: what does it wait for, who owns that
  /// …
  boolean wouldDeadlock(FileLocks file, RecordLock wanted, LockNode obstacle) {
    if (wanted.owner() < 0) {
      return false;
    }
    LockNode at = obstacle;
    for (int step = 0; step < STEPS_MAX; step++) {
      LockNode next = obstacleOf(file, at.lock.owner());
      if (next == null) {
        return false;
      }
      if (next.hasOwner(wanted.owner())) {
        return true;
      }
      at = next;
    }
    return false;
  }

  /// Descriptions are numbered within a file, processes over all.
  private @Nullable LockNode obstacleOf(FileLocks file, long owner) {
    if (owner < 0) {
      return file.obstacleOf(owner);
    }
    for (FileLocks other : files) {
      LockNode obstacle = other.obstacleOf(owner);
      if (obstacle != null) {
        return obstacle;
      }
    }
    return null;
  }

  @Override
  public LockWaits copy(Copier copier) {
    return new LockWaits(this, copier);
  }
}
