package osprey.kernel.file;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;

/// The record locks that are held on one file: grouped by owner, owners in the order of their first
/// lock, each owner's by rising start and never overlapping. Adjacent ones of one type are joined.
/// Follows posix_lock_inode() of Linux, for the order in which waiters are woken depends on it.
final class HeldRecords implements Copyable<HeldRecords> {
  private final List<LockNode> held = new ArrayList<>(0);

  HeldRecords() {}

  private HeldRecords(HeldRecords from, Copier copier) {
    copier.register(from, this);
    for (LockNode node : from.held) {
      held.add(copier.copy(node));
    }
  }

  List<RecordLock> locks() {
    return held.stream().map(node -> node.lock).toList();
  }

  @Nullable LockNode conflict(RecordLock wanted) {
    for (LockNode node : held) {
      if (wanted.meets(node.lock)) {
        return node;
      }
    }
    return null;
  }

  /// Puts a lock, or a gap, in place of whatever its owner has in the range. Returns the locks that
  /// were cut or given up, in the order in which those behind them are to be woken.
  List<LockNode> apply(LockNode request) {
    List<LockNode> changed = new ArrayList<>();
    RecordLock wanted = request.lock;
    boolean isUnlock = wanted.type() == RecordLock.Type.UNLOCK;
    boolean isPlaced = isUnlock;
    @Nullable LockNode placed = null;
    @Nullable LockNode left = null;
    @Nullable LockNode right = null;
    int at = firstOf(wanted.owner());
    while (at < held.size() && held.get(at).hasOwner(wanted.owner())) {
      LockNode old = held.get(at);
      RecordLock lock = old.lock;
      if (lock.type() == wanted.type()) {
        if (lock.end() < wanted.start() - 1) {
          at++;
          continue;
        }
        if (lock.start() - 1 > wanted.end()) {
          break;
        }
        wanted =
            wanted.range(
                Math.min(lock.start(), wanted.start()), Math.max(lock.end(), wanted.end()));
        if (placed == null) {
          placed = old;
          at++;
        } else {
          held.remove(at);
          changed.add(old);
        }
        placed.lock = wanted;
        isPlaced = true;
        continue;
      }
      if (lock.end() < wanted.start()) {
        at++;
        continue;
      }
      if (lock.start() > wanted.end()) {
        break;
      }
      if (lock.start() < wanted.start()) {
        left = old;
      }
      if (lock.end() > wanted.end()) {
        right = old;
        break;
      }
      if (lock.start() < wanted.start()) {
        at++;
        continue;
      }
      held.remove(at);
      changed.add(old);
      if (!isPlaced) {
        placed = insert(at, request, wanted);
        isPlaced = true;
        at++;
      }
    }
    if (!isPlaced) {
      insert(at, request, wanted);
    }
    cut(left, right, wanted, changed);
    return changed;
  }

  private int firstOf(long owner) {
    int at = 0;
    while (at < held.size() && !held.get(at).hasOwner(owner)) {
      at++;
    }
    return at;
  }

  private LockNode insert(int at, LockNode request, RecordLock wanted) {
    LockNode node = new LockNode(wanted, request.thread);
    node.inheritQueue(request);
    held.add(at, node);
    return node;
  }

  /// Takes the range out of the old locks that reach past it on either side.
  private void cut(
      @Nullable LockNode left,
      @Nullable LockNode right,
      RecordLock wanted,
      List<LockNode> changed) {
    @Nullable LockNode before = left;
    if (right != null) {
      if (left == right) {
        before = new LockNode(right.lock, right.thread);
        int place = held.indexOf(right);
        boolean isBehindNew = place > 0 && held.get(place - 1).lock.equals(wanted);
        held.add(isBehindNew ? place - 1 : place, before);
      }
      right.lock = right.lock.range(wanted.end() + 1, right.lock.end());
      changed.add(right);
    }
    if (before != null) {
      before.lock = before.lock.range(before.lock.start(), wanted.start() - 1);
      changed.add(before);
    }
  }

  @Override
  public HeldRecords copy(Copier copier) {
    return new HeldRecords(this, copier);
  }
}
