package osprey.kernel.file;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.wait.Outcome;

/// Calls that ask for or change what a node says about itself: access(2), chmod(2), chown(2),
/// utimes(2), truncate(2).
public final class Attributes {
  /// utimensat(2): leave the time, take the present.
  public static final long OMIT = Long.MIN_VALUE;

  public static final long NOW = Long.MIN_VALUE + 1;

  private final Viewpoint viewpoint;

  Attributes(Viewpoint viewpoint) {
    this.viewpoint = viewpoint;
  }

  /// access(2) with the effective ids; for access(2) itself the caller passes credentials that have
  /// the real ids as effective ones.
  public Outcome access(Inode node, int wanted) {
    if ((wanted & ~7) != 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (!node.permits(wanted, viewpoint.user())) {
      return Outcome.failed(Errno.EACCES);
    }
    boolean writesReadOnly =
        (wanted & FileMode.MAY_WRITE) != 0
            && node.fileSystem().isReadOnly()
            && (node instanceof RegularFile || node instanceof Directory);
    return writesReadOnly ? Outcome.failed(Errno.EROFS) : Outcome.ZERO;
  }

  /// chmod(2).
  public Outcome setMode(Inode node, int mode) {
    Errno refusal = refusalToOwner(node);
    if (refusal != null) {
      return Outcome.failed(refusal);
    }
    Credentials user = viewpoint.user();
    boolean losesGroupBit = !user.isRoot() && !user.isInGroup(node.group());
    node.setPermissions(losesGroupBit ? mode & ~FileMode.SET_GROUP : mode, viewpoint.now());
    return Outcome.ZERO;
  }

  /// chown(2); -1 leaves an id alone.
  public Outcome setOwner(Inode node, int owner, int group) {
    Credentials user = viewpoint.user();
    if (node.fileSystem().isReadOnly()) {
      return Outcome.failed(Errno.EROFS);
    }
    boolean changesOwner = owner != -1 && (owner != node.owner() || !node.isOwnedBy(user));
    boolean changesGroup = group != -1;
    boolean mayChangeGroup =
        node.isOwnedBy(user) && (user.isInGroup(group) || group == node.group());
    if (!user.isRoot() && (changesOwner || (changesGroup && !mayChangeGroup))) {
      return Outcome.failed(Errno.EPERM);
    }
    if (!(node instanceof Directory) && (owner != -1 || group != -1)) {
      boolean isGroupExecutable = (node.permissions() & 010) != 0;
      int lost = FileMode.SET_USER | (isGroupExecutable ? FileMode.SET_GROUP : 0);
      node.setPermissions(node.permissions() & ~lost, viewpoint.now());
    }
    node.setOwner(
        owner == -1 ? node.owner() : owner, group == -1 ? node.group() : group, viewpoint.now());
    return Outcome.ZERO;
  }

  /// utimensat(2): nanoseconds, {@link #OMIT} or {@link #NOW}.
  public Outcome setTimes(Inode node, long accessed, long modified) {
    Credentials user = viewpoint.user();
    if (accessed == OMIT && modified == OMIT) {
      return Outcome.ZERO;
    }
    if (node.fileSystem().isReadOnly()) {
      return Outcome.failed(Errno.EROFS);
    }
    boolean isNow = accessed == NOW && modified == NOW;
    if (!node.isOwnedBy(user)) {
      if (!isNow) {
        return Outcome.failed(Errno.EPERM);
      }
      if (!node.permits(FileMode.MAY_WRITE, user)) {
        return Outcome.failed(Errno.EACCES);
      }
    }
    FileStatus status = node.status();
    node.setTimes(
        chosen(accessed, status.accessed()), chosen(modified, status.modified()), viewpoint.now());
    return Outcome.ZERO;
  }

  private long chosen(long wanted, long present) {
    if (wanted == OMIT) {
      return present;
    }
    return wanted == NOW ? viewpoint.now() : wanted;
  }

  /// truncate(2).
  ///
  /// @param sizeLimit RLIMIT_FSIZE
  public Outcome truncate(Inode node, long length, long sizeLimit) {
    if (length < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    return switch (node) {
      case Directory _ -> Outcome.failed(Errno.EISDIR);
      case RegularFile file -> {
        if (!file.permits(FileMode.MAY_WRITE, viewpoint.user())) {
          yield Outcome.failed(Errno.EACCES);
        }
        if (file.fileSystem().isReadOnly()) {
          yield Outcome.failed(Errno.EROFS);
        }
        if (file.isExecuting()) {
          yield Outcome.failed(Errno.ETXTBSY);
        }
        yield OpenFile.truncate(file, length, sizeLimit, viewpoint.now());
      }
      case SymbolicLink _, FifoNode _, DeviceNode _, SocketNode _ -> Outcome.failed(Errno.EINVAL);
    };
  }

  private @Nullable Errno refusalToOwner(Inode node) {
    if (node.fileSystem().isReadOnly()) {
      return Errno.EROFS;
    }
    return node.isOwnedBy(viewpoint.user()) ? null : Errno.EPERM;
  }
}
