package osprey.kernel.file;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;

/// A node of a file system, inode(7): what names in directories and open file descriptions refer
/// to. Goes when it has no name left and nobody holds it.
public abstract sealed class Inode implements Copyable<Inode>
    permits RegularFile, Directory, SymbolicLink, FifoNode, DeviceNode, SocketNode {
  private final FileSystem fileSystem;
  private final long number;
  private int permissions;
  private int owner;
  private int group;
  private int links;

  /// Open descriptions, mappings, working directories.
  private int holders;

  private long accessed;
  private long modified;
  private long changed;
  private @Nullable FileLocks locks;

  /// @param permissions the low twelve bits of the mode
  Inode(FileSystem fileSystem, int permissions, int owner, int group, long now) {
    this.fileSystem = fileSystem;
    this.number = fileSystem.nextNumber();
    this.permissions = permissions & FileMode.PERMISSIONS;
    this.owner = owner;
    this.group = group;
    accessed = now;
    modified = now;
    changed = now;
  }

  Inode(Inode from, Copier copier) {
    copier.register(from, this);
    number = from.number;
    permissions = from.permissions;
    owner = from.owner;
    group = from.group;
    links = from.links;
    holders = from.holders;
    accessed = from.accessed;
    modified = from.modified;
    changed = from.changed;
    fileSystem = copier.copy(from.fileSystem);
    locks = copier.copyOrNull(from.locks);
  }

  public final FileSystem fileSystem() {
    return fileSystem;
  }

  public final long number() {
    return number;
  }

  /// The type bits of `st_mode`.
  public abstract int type();

  public final int mode() {
    return type() | permissions;
  }

  public final int permissions() {
    return permissions;
  }

  public final int owner() {
    return owner;
  }

  public final int group() {
    return group;
  }

  public final int links() {
    return links;
  }

  final void setPermissions(int bits, long now) {
    permissions = bits & FileMode.PERMISSIONS;
    changed = now;
  }

  final void setOwner(int user, int users, long now) {
    owner = user;
    group = users;
    changed = now;
  }

  final void setTimes(long access, long modification, long now) {
    accessed = access;
    modified = modification;
    changed = now;
  }

  /// The contents were read: as with the mount option relatime, recorded once after each change.
  final void touchAccess(long now) {
    if (accessed <= modified || accessed <= changed) {
      accessed = now;
    }
  }

  final void touchContents(long now) {
    modified = now;
    changed = now;
  }

  /// A name was made.
  final void linked(long now) {
    links++;
    changed = now;
  }

  /// A name was removed.
  final void unlinked(long now) {
    links--;
    changed = now;
    disposeIfUnused();
  }

  public final void retain() {
    holders++;
  }

  public final void release() {
    holders--;
    disposeIfUnused();
  }

  private void disposeIfUnused() {
    if (links <= 0 && holders == 0) {
      dispose();
    }
  }

  /// Neither name nor holder is left.
  void dispose() {}

  final FileLocks locks() {
    if (locks == null) {
      locks = new FileLocks("inode " + number);
    }
    return locks;
  }

  final @Nullable FileLocks locksOrNull() {
    return locks;
  }

  long size() {
    return 0;
  }

  /// In units of 512 bytes.
  long blocks() {
    return 0;
  }

  long rawDevice() {
    return 0;
  }

  /// stat(2).
  public final FileStatus status() {
    return new FileStatus(
        fileSystem.device(),
        number,
        mode(),
        links,
        owner,
        group,
        rawDevice(),
        size(),
        FileSystem.BLOCK_BYTES,
        blocks(),
        accessed,
        modified,
        changed);
  }

  /// Whether the permission bits let somebody do all of `wanted`, path_resolution(7) "Permissions".
  ///
  /// @param wanted bits as access(2) has them: 4 read, 2 write, 1 execute or search
  public final boolean permits(int wanted, Credentials user) {
    if (user.isRoot()) {
      boolean needsExecuteBit = (wanted & FileMode.MAY_EXECUTE) != 0 && type() == FileMode.REGULAR;
      return !needsExecuteBit || (permissions & 0111) != 0;
    }
    int shift = 0;
    if (user.effectiveUid() == owner) {
      shift = 6;
    } else if (user.isInGroup(group)) {
      shift = 3;
    }
    return (permissions >> shift & wanted) == wanted;
  }

  /// Whether somebody may change permission bits and times.
  final boolean isOwnedBy(Credentials user) {
    return user.isRoot() || user.effectiveUid() == owner;
  }

  @Override
  public abstract Inode copy(Copier copier);
}
