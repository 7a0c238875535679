package osprey.kernel.file;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;

/// A lock that is held or asked for, and who waits behind it (Linux: file_lock). Requests in the
/// way of each other form a tree: a new one waits behind the held lock that it meets first, or
/// behind an earlier request for that lock with which it conflicts.
final class LockNode implements Copyable<LockNode> {
  RecordLock lock;

  /// Whoever asks; of no meaning once the lock is held.
  final int thread;

  @Nullable LockNode blocker;

  /// Longest waiter first.
  final List<LockNode> blocked = new ArrayList<>(0);

  LockNode(RecordLock lock, int thread) {
    this.lock = lock;
    this.thread = thread;
  }

  private LockNode(LockNode from, Copier copier) {
    copier.register(from, this);
    lock = from.lock;
    thread = from.thread;
    blocker = copier.copyOrNull(from.blocker);
    for (LockNode waiter : from.blocked) {
      blocked.add(copier.copy(waiter));
    }
  }

  boolean conflictsWith(LockNode other) {
    return lock.conflictsWith(other.lock);
  }

  boolean hasOwner(long owner) {
    return lock.owner() == owner;
  }

  /// Queues behind a held lock, or behind the first in its queue that is in the way.
  void waitBehind(LockNode held) {
    LockNode at = held;
    LockNode next = held;
    while (next != null) {
      at = next;
      next = null;
      for (LockNode other : at.blocked) {
        if (other.conflictsWith(this)) {
          next = other;
          break;
        }
      }
    }
    blocker = at;
    at.blocked.add(this);
  }

  void leaveQueue() {
    if (blocker != null) {
      blocker.blocked.remove(this);
      blocker = null;
    }
  }

  /// Who waits behind this request waits behind the lock that came of it.
  void inheritQueue(LockNode request) {
    for (LockNode waiter : request.blocked) {
      waiter.blocker = this;
    }
    blocked.addAll(request.blocked);
    request.blocked.clear();
  }

  /// The held lock at the head of the queue it waits in.
  LockNode root() {
    LockNode at = this;
    while (at.blocker != null) {
      at = at.blocker;
    }
    return at;
  }

  @Override
  public LockNode copy(Copier copier) {
    return new LockNode(this, copier);
  }
}
