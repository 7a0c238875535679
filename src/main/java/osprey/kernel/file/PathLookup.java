package osprey.kernel.file;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;

/// From a path to a node, path_resolution(7). One object looks up one path.
final class PathLookup {
  /// PATH_MAX counts the terminating NUL.
  private static final int PATH_BYTES_MAX = 4096;

  private static final int LINKS_MAX = 40;

  private final MountTable mounts;
  private final Viewpoint viewpoint;
  private final Deque<String> rest = new ArrayDeque<>();
  private Directory at;
  private boolean endsInSlash;
  private int linksFollowed;

  PathLookup(MountTable mounts, Viewpoint viewpoint) {
    this.mounts = mounts;
    this.viewpoint = viewpoint;
    at = viewpoint.directory();
  }

  /// Where a path leads to, through symbolic links. Whether the last component is followed if it is
  /// one, the caller says; a trailing slash always follows.
  Place find(String path, boolean followsLast) {
    Errno errno = begin(path);
    while (errno == null) {
      String name = rest.poll();
      if (name == null) {
        return new Place(at, "", at, endsInSlash, null);
      }
      errno = checkSearch(name);
      if (errno != null) {
        break;
      }
      Inode node = step(name);
      boolean isLast = rest.isEmpty();
      if (node instanceof SymbolicLink link && (!isLast || followsLast || endsInSlash)) {
        errno = follow(link);
      } else if (isLast) {
        return arrived(name, node);
      } else if (node instanceof Directory directory) {
        at = directory;
      } else {
        errno = node == null ? Errno.ENOENT : Errno.ENOTDIR;
      }
    }
    return Place.failed(at, errno);
  }

  private Place arrived(String name, @Nullable Inode node) {
    boolean isWrongType = endsInSlash && node != null && !(node instanceof Directory);
    return isWrongType
        ? Place.failed(at, Errno.ENOTDIR)
        : new Place(at, name, node, endsInSlash, null);
  }

  /// The place of a path's last name, for calls that make, remove or move names; the name itself is
  /// not followed.
  Place place(String path) {
    Errno errno = begin(path);
    while (errno == null) {
      String name = rest.poll();
      if (name == null) {
        return new Place(at, "", at, endsInSlash, null);
      }
      errno = checkSearch(name);
      if (errno != null) {
        break;
      }
      Inode node = step(name);
      if (rest.isEmpty()) {
        return new Place(at, name, node, endsInSlash, null);
      }
      if (node instanceof SymbolicLink link) {
        errno = follow(link);
      } else if (node instanceof Directory directory) {
        at = directory;
      } else {
        errno = node == null ? Errno.ENOENT : Errno.ENOTDIR;
      }
    }
    return Place.failed(at, errno);
  }

  /// Where a path leaves this machine for another that serves files; null if it does not.
  @Nullable RemotePath outside(String path, boolean followsLast) {
    if (begin(path) != null) {
      return null;
    }
    while (true) {
      RemotePath reached = at.fileSystem().isRemote() ? onServer() : null;
      if (reached != null) {
        return reached;
      }
      String name = rest.poll();
      if (name == null || checkSearch(name) != null) {
        return null;
      }
      Inode node = step(name);
      boolean isKept = rest.isEmpty() && !followsLast && !endsInSlash;
      if (node instanceof SymbolicLink link) {
        if (isKept || follow(link) != null) {
          return null;
        }
      } else if (node instanceof Directory directory) {
        at = directory;
      } else {
        return null;
      }
    }
  }

  /// The rest of the path below the root of a mount; null when it leads out again by `..`.
  private @Nullable RemotePath onServer() {
    FileSystem fileSystem = at.fileSystem();
    Deque<String> names = new ArrayDeque<>();
    for (Directory up = at; !up.isRoot(); up = up.parent()) {
      names.addFirst(up.name());
    }
    String name = rest.poll();
    while (name != null) {
      if (name.equals("..")) {
        if (names.isEmpty()) {
          at = mounts.seenAt(mounts.parentOf(fileSystem.root()));
          return null;
        }
        names.removeLast();
      } else if (!name.equals(".")) {
        names.addLast(name);
      }
      name = rest.poll();
    }
    String slash = endsInSlash && !names.isEmpty() ? "/" : "";
    return new RemotePath(fileSystem, String.join("/", names) + slash);
  }

  private @Nullable Errno begin(String path) {
    if (path.isEmpty()) {
      return Errno.ENOENT;
    }
    if (path.length() >= PATH_BYTES_MAX) {
      return Errno.ENAMETOOLONG;
    }
    start(path);
    return null;
  }

  private void start(String path) {
    if (path.startsWith("/")) {
      Directory root = viewpoint.root();
      at = root == null ? mounts.root() : root;
    }
    if (rest.isEmpty()) {
      endsInSlash |= path.endsWith("/");
    }
    List<String> components = List.of(path.split("/"));
    for (String component : components.reversed()) {
      if (!component.isEmpty()) {
        rest.push(component);
      }
    }
  }

  private @Nullable Errno checkSearch(String name) {
    if (!at.permits(FileMode.MAY_EXECUTE, viewpoint.user())) {
      return Errno.EACCES;
    }
    return name.length() > Directory.NAME_BYTES_MAX ? Errno.ENAMETOOLONG : null;
  }

  private @Nullable Inode step(String name) {
    if (name.equals(".")) {
      return at;
    }
    if (name.equals("..")) {
      return at == viewpoint.root() ? at : mounts.seenAt(mounts.parentOf(at));
    }
    Inode node = at.get(name);
    return node instanceof Directory directory ? mounts.seenAt(directory) : node;
  }

  private @Nullable Errno follow(SymbolicLink link) {
    if (++linksFollowed > LINKS_MAX) {
      return Errno.ELOOP;
    }
    start(link.target());
    return null;
  }
}
