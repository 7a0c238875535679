package osprey.kernel.file;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;

/// open(2), in the order in which Linux checks. O_PATH works for directories only.
public final class Opening {
  private final FileTree tree;
  private final Viewpoint viewpoint;
  private final int flags;

  Opening(FileTree tree, Viewpoint viewpoint, int flags) {
    this.tree = tree;
    this.viewpoint = viewpoint;
    this.flags = (flags & OpenFlag.PATH) != 0 ? flags & OpenFlag.WITH_PATH : flags;
  }

  private boolean has(int flag) {
    return (flags & flag) == flag;
  }

  /// What is wrong whatever there is and whoever asks: looked at before a descriptor is taken.
  public static @Nullable Errno refusal(String path, int flags) {
    int both = OpenFlag.CREATE | OpenFlag.DIRECTORY;
    if ((flags & both) == both && (flags & OpenFlag.PATH) == 0) {
      return Errno.EINVAL;
    }
    return path.isEmpty() ? Errno.ENOENT : null;
  }

  Opened open(String path, int mode, IoCall call) {
    if (has(OpenFlag.CREATE)) {
      Place last = new PathLookup(tree.mounts(), viewpoint).place(path);
      if (last.endsInSlash() && last.isNamed()) {
        return Opened.failed(Errno.EISDIR);
      }
    }
    boolean follows =
        !has(OpenFlag.NO_FOLLOW) && !(has(OpenFlag.CREATE) && has(OpenFlag.EXCLUSIVE));
    Place place = new PathLookup(tree.mounts(), viewpoint).find(path, follows);
    if (place.errno() != null) {
      return Opened.failed(place.errno());
    }
    if (has(OpenFlag.UNNAMED)) {
      return openUnnamed(place, mode);
    }
    Inode node = place.node();
    if (node == null) {
      return has(OpenFlag.CREATE) ? create(place, mode) : Opened.failed(Errno.ENOENT);
    }
    if (has(OpenFlag.CREATE) && has(OpenFlag.EXCLUSIVE)) {
      return Opened.failed(Errno.EEXIST);
    }
    Errno refusal = refusal(node);
    return refusal != null ? Opened.failed(refusal) : openNode(node, nameOf(place), call);
  }

  private String nameOf(Place place) {
    return place.node() instanceof Directory directory
        ? tree.mounts().pathOf(directory, "").replaceFirst("(?<=.)/$", "")
        : tree.mounts().pathOf(place.directory(), place.name());
  }

  private Opened create(Place place, int mode) {
    Directory directory = place.directory();
    Errno refusal = tree.refusalToChange(directory, viewpoint.user());
    if (refusal != null) {
      return Opened.failed(refusal);
    }
    String name = tree.mounts().pathOf(directory, place.name());
    RegularFile file = newFile(directory, name, mode);
    directory.add(place.name(), file, viewpoint.now());
    return Opened.of(new OpenFile(file, name, kept()));
  }

  private RegularFile newFile(Directory directory, String name, int mode) {
    return new RegularFile(
        directory.fileSystem(),
        name,
        mode & ~viewpoint.umask(),
        viewpoint.user().effectiveUid(),
        FileTree.groupFor(directory, viewpoint.user()),
        viewpoint.now());
  }

  private Opened openUnnamed(Place place, int mode) {
    if (!OpenFlag.writes(flags)) {
      return Opened.failed(Errno.EINVAL);
    }
    if (!(place.node() instanceof Directory directory)) {
      return Opened.failed(place.node() == null ? Errno.ENOENT : Errno.ENOTDIR);
    }
    Errno refusal = tree.refusalToChange(directory, viewpoint.user());
    if (refusal != null) {
      return Opened.failed(refusal);
    }
    String name = tree.mounts().pathOf(directory, "#unnamed");
    return Opened.of(new OpenFile(newFile(directory, name, mode), name, kept()));
  }

  private int kept() {
    return OpenFlag.kept(flags);
  }

  private @Nullable Errno refusal(Inode node) {
    if (has(OpenFlag.DIRECTORY) && !(node instanceof Directory)) {
      return Errno.ENOTDIR;
    }
    if (node instanceof SymbolicLink) {
      return Errno.ELOOP;
    }
    boolean writes = OpenFlag.writes(flags) || has(OpenFlag.TRUNCATE);
    if (node instanceof Directory && (writes || has(OpenFlag.CREATE))) {
      return Errno.EISDIR;
    }
    int wanted =
        (OpenFlag.reads(flags) ? FileMode.MAY_READ : 0) | (writes ? FileMode.MAY_WRITE : 0);
    if (has(OpenFlag.PATH)) {
      return node instanceof Directory ? null : Errno.EINVAL;
    }
    if (!node.permits(wanted, viewpoint.user())) {
      return Errno.EACCES;
    }
    if (writes && node instanceof RegularFile file) {
      if (file.fileSystem().isReadOnly()) {
        return Errno.EROFS;
      }
      if (file.isExecuting()) {
        return Errno.ETXTBSY;
      }
    }
    return null;
  }

  private Opened openNode(Inode node, String name, IoCall call) {
    return switch (node) {
      case RegularFile file -> {
        if (has(OpenFlag.TRUNCATE)) {
          file.setSize(0);
          file.touchContents(viewpoint.now());
        }
        yield Opened.of(new OpenFile(file, name, kept()));
      }
      case Directory directory -> Opened.of(new OpenDirectory(directory, name, kept()));
      case FifoNode fifo -> tree.openFifo(fifo, name, kept(), call);
      case DeviceNode device -> tree.devices().open(device, name, kept());
      case SocketNode _ -> Opened.failed(Errno.ENXIO);
      case SymbolicLink _ -> Opened.failed(Errno.ELOOP);
    };
  }
}
