package osprey.kernel.ipc;

import osprey.engine.Copier;
import osprey.engine.Copyable;

/// What System V message queues, segments and semaphore sets have in common: an identifier, owners
/// and permissions. No descriptor refers to it; it lives until somebody removes it.
public abstract class IpcObject implements Copyable<IpcObject> {
  private final int id;
  private IpcPermissions permissions;

  /// Time of the last IPC_SET, of its making at first; nanoseconds since 1970.
  private long changed;

  IpcObject(int id, IpcPermissions permissions, long time) {
    this.id = id;
    this.permissions = permissions;
    changed = time;
  }

  @SuppressWarnings("this-escape")
  IpcObject(IpcObject from, Copier copier) {
    copier.register(from, this);
    id = from.id;
    permissions = from.permissions;
    changed = from.changed;
  }

  public final int id() {
    return id;
  }

  public final IpcPermissions permissions() {
    return permissions;
  }

  public final long changed() {
    return changed;
  }

  final void setPermissions(IpcPermissions newPermissions) {
    permissions = newPermissions;
  }

  final void touch(long time) {
    changed = time;
  }

  @Override
  public abstract IpcObject copy(Copier copier);
}
