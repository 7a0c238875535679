package osprey.kernel.ipc;

import osprey.kernel.file.Credentials;

/// Who may do what with a System V object: `struct ipc_perm`, sysvipc(7). Immutable.
///
/// @param key under which others find it, {@link #PRIVATE} for none
/// @param mode permission bits, and of a segment SHM_DEST and SHM_LOCKED
public record IpcPermissions(int key, int uid, int gid, int creatorUid, int creatorGid, int mode) {
  /// IPC_PRIVATE.
  public static final int PRIVATE = 0;

  public static final int READ = 0444;
  public static final int WRITE = 0222;

  private static final int BITS = 0777;

  static IpcPermissions of(int key, int flags, Credentials user) {
    return new IpcPermissions(
        key,
        user.effectiveUid(),
        user.effectiveGid(),
        user.effectiveUid(),
        user.effectiveGid(),
        flags & BITS);
  }

  /// Whether somebody may do what these mode bits ask for, of whatever class.
  public boolean allows(int asked, Credentials user) {
    int wanted = (asked >> 6 | asked >> 3 | asked) & 7;
    int granted = mode;
    if (user.effectiveUid() == creatorUid || user.effectiveUid() == uid) {
      granted >>= 6;
    } else if (user.isInGroup(creatorGid) || user.isInGroup(gid)) {
      granted >>= 3;
    }
    return (wanted & ~granted) == 0 || user.isRoot();
  }

  /// Whether somebody may change or remove the object.
  public boolean isControlledBy(Credentials user) {
    return user.isRoot() || user.effectiveUid() == creatorUid || user.effectiveUid() == uid;
  }

  /// IPC_SET.
  public IpcPermissions changed(int newUid, int newGid, int newMode) {
    return new IpcPermissions(
        key, newUid, newGid, creatorUid, creatorGid, (mode & ~BITS) | (newMode & BITS));
  }

  IpcPermissions withoutKey(int bits) {
    return new IpcPermissions(PRIVATE, uid, gid, creatorUid, creatorGid, mode | bits);
  }

  IpcPermissions withBits(int set, int cleared) {
    return new IpcPermissions(key, uid, gid, creatorUid, creatorGid, (mode & ~cleared) | set);
  }
}
