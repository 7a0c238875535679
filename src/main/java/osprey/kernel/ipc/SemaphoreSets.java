package osprey.kernel.ipc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.inspect.ChannelInfo;
import osprey.kernel.file.Credentials;
import osprey.kernel.wait.Outcome;

/// The System V semaphore sets of a machine: semget(2), semop(2), semctl(2) without user memory.
public final class SemaphoreSets implements Copyable<SemaphoreSets> {
  private final IpcNamespace namespace;
  private final IpcIds<SemaphoreSet> ids;

  SemaphoreSets(IpcNamespace namespace) {
    this.namespace = namespace;
    ids = new IpcIds<>();
  }

  private SemaphoreSets(SemaphoreSets from, Copier copier) {
    copier.register(from, this);
    namespace = copier.copy(from.namespace);
    ids = copier.copy(from.ids);
  }

  public Outcome get(int key, int count, int flags, Credentials user, long time) {
    IpcLimits limits = namespace.limits();
    if (count < 0 || count > limits.get(IpcLimit.SEMAPHORES_OF_A_SET)) {
      return Outcome.failed(Errno.EINVAL);
    }
    return ids.get(
        key,
        flags,
        user,
        set -> count <= set.count(),
        () -> {
          if (count == 0) {
            return Outcome.failed(Errno.EINVAL);
          }
          if (ids.size() >= limits.get(IpcLimit.SEMAPHORE_SETS)
              || semaphores() + count > limits.get(IpcLimit.SEMAPHORES)) {
            return Outcome.failed(Errno.ENOSPC);
          }
          SemaphoreSet set =
              new SemaphoreSet(ids.nextId(), IpcPermissions.of(key, flags, user), time, count);
          ids.add(set);
          return Outcome.done(set.id());
        });
  }

  /// How many there are in all sets.
  public long semaphores() {
    long sum = 0;
    for (SemaphoreSet set : ids.all()) {
      sum += set.count();
    }
    return sum;
  }

  public @Nullable SemaphoreSet find(int id) {
    return ids.find(id);
  }

  public Collection<SemaphoreSet> all() {
    return ids.all();
  }

  public int highestIndex() {
    return ids.highestIndex();
  }

  /// semtimedop(2).
  public Outcome operate(
      SemaphoreRequest request, Credentials user, long deadlineNanos, long time) {
    SemaphoreSet set = ids.find(request.set());
    if (set == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (request.highest() >= set.count()) {
      return Outcome.failed(Errno.EFBIG);
    }
    int right = request.isChanging() ? IpcPermissions.WRITE : IpcPermissions.READ;
    if (!set.permissions().allows(right, user)) {
      return Outcome.failed(Errno.EACCES);
    }
    return set.operate(request, deadlineNanos, time);
  }

  /// SETVAL (one value) and SETALL.
  public Outcome set(
      SemaphoreSet set, int first, int[] values, Credentials user, int processId, long time) {
    if (!set.permissions().allows(IpcPermissions.WRITE, user)) {
      return Outcome.failed(Errno.EACCES);
    }
    for (int value : values) {
      if (value < 0 || value > SemaphoreSet.VALUE_MAX) {
        return Outcome.failed(Errno.ERANGE);
      }
    }
    set.set(first, values, processId, time);
    return Outcome.ZERO;
  }

  public Outcome remove(int id, Credentials user) {
    SemaphoreSet set = ids.find(id);
    if (set == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (!set.permissions().isControlledBy(user)) {
      return Outcome.failed(Errno.EPERM);
    }
    ids.remove(set);
    set.removed();
    return Outcome.ZERO;
  }

  public Outcome change(int id, int uid, int gid, int mode, Credentials user, long time) {
    SemaphoreSet set = ids.find(id);
    if (set == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (!set.permissions().isControlledBy(user)) {
      return Outcome.failed(Errno.EPERM);
    }
    set.setPermissions(set.permissions().changed(uid, gid, mode));
    set.touch(time);
    return Outcome.ZERO;
  }

  void exited(int processId, long time) {
    for (SemaphoreSet set : ids.all()) {
      set.exited(processId, time);
    }
  }

  List<ChannelInfo> channels() {
    List<ChannelInfo> channels = new ArrayList<>();
    for (SemaphoreSet set : ids.all()) {
      channels.add(set.info());
    }
    return channels;
  }

  @Override
  public SemaphoreSets copy(Copier copier) {
    return new SemaphoreSets(this, copier);
  }
}
