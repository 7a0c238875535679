package osprey.kernel.file;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.wait.Outcome;

/// Calls that make, move and remove names: mkdir(2), rmdir(2), mknod(2), symlink(2), link(2),
/// unlink(2), rename(2).
public final class Naming {
  private final FileTree tree;
  private final Viewpoint viewpoint;

  Naming(FileTree tree, Viewpoint viewpoint) {
    this.tree = tree;
    this.viewpoint = viewpoint;
  }

  private Place place(String path) {
    return new PathLookup(tree.mounts(), viewpoint).place(path);
  }

  private int user() {
    return viewpoint.user().effectiveUid();
  }

  /// mkdir(2).
  public Outcome makeDirectory(String path, int mode) {
    Place place = place(path);
    Errno refusal = refusalToMake(place, true);
    if (refusal != null) {
      return Outcome.failed(refusal);
    }
    Directory parent = place.directory();
    int inherited = parent.permissions() & FileMode.SET_GROUP;
    int permissions = (mode & (0777 | FileMode.STICKY) & ~viewpoint.umask()) | inherited;
    int group = FileTree.groupFor(parent, viewpoint.user());
    add(place, new Directory(parent.fileSystem(), permissions, user(), group, viewpoint.now()));
    return Outcome.ZERO;
  }

  /// symlink(2).
  public Outcome makeLink(String target, String path) {
    if (target.isEmpty()) {
      return Outcome.failed(Errno.ENOENT);
    }
    Place place = place(path);
    Errno refusal = refusalToMake(place, false);
    if (refusal != null) {
      return Outcome.failed(refusal);
    }
    Directory parent = place.directory();
    int group = FileTree.groupFor(parent, viewpoint.user());
    add(place, new SymbolicLink(parent.fileSystem(), target, user(), group, viewpoint.now()));
    return Outcome.ZERO;
  }

  /// mknod(2); a mode without type makes a regular file.
  public Outcome makeNode(String path, int mode, long device) {
    int type = (mode & FileMode.TYPE) == 0 ? FileMode.REGULAR : mode & FileMode.TYPE;
    if (type == FileMode.DIRECTORY) {
      return Outcome.failed(Errno.EPERM);
    }
    Place place = place(path);
    Errno refusal = refusalToMake(place, false);
    if (refusal != null) {
      return Outcome.failed(refusal);
    }
    boolean isDevice = type == FileMode.CHARACTER_DEVICE || type == FileMode.BLOCK_DEVICE;
    if (isDevice && !viewpoint.user().isRoot()) {
      return Outcome.failed(Errno.EPERM);
    }
    Inode node = newNode(place, type, mode & ~viewpoint.umask(), device);
    if (node == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    add(place, node);
    return Outcome.ZERO;
  }

  private @Nullable Inode newNode(Place place, int type, int permissions, long device) {
    Directory parent = place.directory();
    FileSystem fileSystem = parent.fileSystem();
    int group = FileTree.groupFor(parent, viewpoint.user());
    long now = viewpoint.now();
    return switch (type) {
      case FileMode.REGULAR ->
          new RegularFile(
              fileSystem,
              tree.mounts().pathOf(parent, place.name()),
              permissions,
              user(),
              group,
              now);
      case FileMode.FIFO -> new FifoNode(fileSystem, permissions, user(), group, now);
      case FileMode.SOCKET -> new SocketNode(fileSystem, permissions, user(), group, now);
      case FileMode.CHARACTER_DEVICE, FileMode.BLOCK_DEVICE ->
          new DeviceNode(fileSystem, type, device, permissions, user(), group, now);
      default -> null;
    };
  }

  /// bind(2) of a unix socket: EADDRINUSE for any existing name. The node comes through `place`
  /// afterwards.
  public Outcome makeSocket(String path, NodeAttachment socket) {
    Outcome made = makeNode(path, FileMode.SOCKET | 0777, 0);
    if (made instanceof Outcome.Failed(Errno errno, int _)) {
      return Outcome.failed(errno == Errno.EEXIST ? Errno.EADDRINUSE : errno);
    }
    if (place(path).node() instanceof SocketNode node) {
      node.attach(socket);
    }
    return made;
  }

  private @Nullable Errno refusalToMake(Place place, boolean isDirectory) {
    Errno refusal = refusalOfName(place, isDirectory);
    return refusal == null ? tree.refusalToChange(place.directory(), viewpoint.user()) : refusal;
  }

  private static @Nullable Errno refusalOfName(Place place, boolean isDirectory) {
    if (place.errno() != null) {
      return place.errno();
    }
    if (place.node() != null) {
      return Errno.EEXIST;
    }
    return place.endsInSlash() && !isDirectory ? Errno.ENOENT : null;
  }

  private void add(Place place, Inode node) {
    place.directory().add(place.name(), node, viewpoint.now());
  }

  /// link(2); the old name is followed only by linkat(2) with AT_SYMLINK_FOLLOW.
  public Outcome link(String path, String newPath, boolean follows) {
    Place old = new PathLookup(tree.mounts(), viewpoint).find(path, follows);
    Inode node = old.node();
    if (old.missing() != null || node == null) {
      return Outcome.failed(old.errno() == null ? Errno.ENOENT : old.errno());
    }
    Place place = place(newPath);
    Errno refusal = refusalOfName(place, false);
    if (refusal == null && place.directory().fileSystem() != node.fileSystem()) {
      refusal = Errno.EXDEV;
    }
    if (refusal == null) {
      refusal = tree.refusalToChange(place.directory(), viewpoint.user());
    }
    if (refusal == null && node instanceof Directory) {
      refusal = Errno.EPERM;
    }
    if (refusal != null) {
      return Outcome.failed(refusal);
    }
    add(place, node);
    return Outcome.ZERO;
  }

  /// unlink(2).
  public Outcome unlink(String path) {
    Place place = place(path);
    Inode node = place.node();
    if (place.errno() != null) {
      return Outcome.failed(place.errno());
    }
    if (!place.isNamed()) {
      return Outcome.failed(Errno.EISDIR);
    }
    if (node == null) {
      return Outcome.failed(Errno.ENOENT);
    }
    if (place.endsInSlash()) {
      return Outcome.failed(node instanceof Directory ? Errno.EISDIR : Errno.ENOTDIR);
    }
    Errno refusal = refusalToRemove(place.directory(), node);
    if (refusal == null && node instanceof Directory) {
      refusal = Errno.EISDIR;
    }
    if (refusal != null) {
      return Outcome.failed(refusal);
    }
    place.directory().remove(place.name(), viewpoint.now());
    return Outcome.ZERO;
  }

  /// rmdir(2).
  public Outcome removeDirectory(String path) {
    Place place = place(path);
    Inode node = place.node();
    Errno refusal = place.errno();
    if (refusal == null) {
      refusal =
          switch (place.name()) {
            case "" -> Errno.EBUSY;
            case "." -> Errno.EINVAL;
            case ".." -> Errno.ENOTEMPTY;
            default -> node == null ? Errno.ENOENT : null;
          };
    }
    if (refusal == null && node != null) {
      refusal = refusalToRemove(place.directory(), node);
    }
    if (refusal == null) {
      if (!(node instanceof Directory directory)) {
        refusal = Errno.ENOTDIR;
      } else if (directory.isRoot()) {
        refusal = Errno.EBUSY;
      } else if (!directory.isEmpty()) {
        refusal = Errno.ENOTEMPTY;
      }
    }
    if (refusal != null) {
      return Outcome.failed(refusal);
    }
    place.directory().remove(place.name(), viewpoint.now());
    return Outcome.ZERO;
  }

  /// Write and search permission of the directory, and its sticky bit.
  private @Nullable Errno refusalToRemove(Directory directory, Inode node) {
    Credentials user = viewpoint.user();
    if (directory.fileSystem().isReadOnly()) {
      return Errno.EROFS;
    }
    if (!directory.permits(FileMode.MAY_WRITE | FileMode.MAY_EXECUTE, user)) {
      return Errno.EACCES;
    }
    boolean isSticky = (directory.permissions() & FileMode.STICKY) != 0;
    return isSticky && !node.isOwnedBy(user) && !directory.isOwnedBy(user) ? Errno.EPERM : null;
  }

  /// rename(2).
  ///
  /// @param noReplace renameat2(2) RENAME_NOREPLACE
  public Outcome rename(String path, String newPath, boolean noReplace) {
    Place from = place(path);
    Place to = place(newPath);
    Errno refusal = from.errno() != null ? from.errno() : to.errno();
    if (refusal == null && from.directory().fileSystem() != to.directory().fileSystem()) {
      refusal = Errno.EXDEV;
    }
    if (refusal == null && (!from.isNamed() || !to.isNamed())) {
      refusal = Errno.EBUSY;
    }
    if (refusal == null && noReplace && to.node() != null) {
      refusal = Errno.EEXIST;
    }
    Inode node = from.node();
    if (refusal == null && node == null) {
      refusal = Errno.ENOENT;
    }
    if (refusal != null || node == null) {
      return Outcome.failed(refusal == null ? Errno.ENOENT : refusal);
    }
    Inode target = to.node();
    refusal = refusalToMove(from, node, to, target);
    if (refusal != null) {
      return Outcome.failed(refusal);
    }
    if (target != node) {
      if (target != null) {
        to.directory().remove(to.name(), viewpoint.now());
      }
      from.directory().move(from.name(), to.directory(), to.name(), viewpoint.now());
      if (node instanceof RegularFile file) {
        file.setMapName(tree.mounts().pathOf(to.directory(), to.name()));
      }
    }
    return Outcome.ZERO;
  }

  private @Nullable Errno refusalToMove(Place from, Inode node, Place to, @Nullable Inode target) {
    boolean isDirectory = node instanceof Directory;
    if (!isDirectory && (from.endsInSlash() || to.endsInSlash())) {
      return Errno.ENOTDIR;
    }
    if (node instanceof Directory moved && isWithin(to.directory(), moved)) {
      return Errno.EINVAL;
    }
    if (target instanceof Directory replaced && isWithin(from.directory(), replaced)) {
      return Errno.ENOTEMPTY;
    }
    if (target == node) {
      return null;
    }
    Errno refusal = refusalToRemove(from.directory(), node);
    if (refusal == null) {
      refusal =
          target == null
              ? tree.refusalToChange(to.directory(), viewpoint.user())
              : refusalToRemove(to.directory(), target);
    }
    if (refusal != null) {
      return refusal;
    }
    if (target != null && isDirectory != target instanceof Directory) {
      return isDirectory ? Errno.ENOTDIR : Errno.EISDIR;
    }
    if (isMountPoint(node) || (target != null && isMountPoint(target))) {
      return Errno.EBUSY;
    }
    return target instanceof Directory replaced && !replaced.isEmpty() ? Errno.ENOTEMPTY : null;
  }

  private static boolean isMountPoint(Inode node) {
    return node instanceof Directory directory && directory.isRoot();
  }

  private static boolean isWithin(Directory directory, Directory ancestor) {
    Directory at = directory;
    while (at != ancestor && !at.isRoot()) {
      at = at.parent();
    }
    return at == ancestor;
  }
}
