package osprey.kernel.file;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;

/// Which file systems are joined to one tree, mount(8): each but the first covers a directory.
public final class MountTable implements Copyable<MountTable> {
  private final FileSystem root;
  private final List<Mount> mounts = new ArrayList<>();

  /// @param covered directory at whose place the root of the file system is seen
  public record Mount(Directory covered, FileSystem fileSystem) {}

  MountTable(FileSystem root) {
    this.root = root;
  }

  private MountTable(MountTable from, Copier copier) {
    copier.register(from, this);
    root = copier.copy(from.root);
    for (Mount mount : from.mounts) {
      mounts.add(new Mount(copier.copy(mount.covered), copier.copy(mount.fileSystem)));
    }
  }

  public Directory root() {
    return root.root();
  }

  public List<Mount> mounts() {
    return List.copyOf(mounts);
  }

  /// The first one first.
  public List<FileSystem> fileSystems() {
    List<FileSystem> all = new ArrayList<>();
    all.add(root);
    for (Mount mount : mounts) {
      all.add(mount.fileSystem);
    }
    return all;
  }

  void add(Directory covered, FileSystem fileSystem) {
    mounts.add(new Mount(covered, fileSystem));
  }

  /// What is seen where a directory is: itself, or the root of what is mounted on it.
  Directory seenAt(Directory directory) {
    Directory seen = directory;
    for (Mount mount : mounts) {
      if (mount.covered == seen) {
        seen = mount.fileSystem.root();
      }
    }
    return seen;
  }

  boolean isCovered(Directory directory) {
    return seenAt(directory) != directory;
  }

  /// `..` of a directory; the root's is the root.
  Directory parentOf(Directory directory) {
    return standIn(directory).parent();
  }

  /// The directory in whose place this one is seen, if it is the root of a mounted file system.
  private Directory standIn(Directory directory) {
    Directory at = directory;
    for (Mount mount : mounts.reversed()) {
      if (mount.fileSystem.root() == at) {
        at = mount.covered;
      }
    }
    return at;
  }

  /// The path of a directory from the root, or null if it was removed.
  public @Nullable String pathOf(Directory directory) {
    StringBuilder path = new StringBuilder();
    Directory at = directory;
    while (at != root()) {
      Directory named = standIn(at);
      if (named.isRemoved() || named.isRoot()) {
        return null;
      }
      path.insert(0, "/" + named.name());
      at = named.parent();
    }
    return path.isEmpty() ? "/" : path.toString();
  }

  /// The path of a name in a directory, for messages.
  String pathOf(Directory directory, String name) {
    String path = pathOf(directory);
    if (path == null) {
      return "(unreachable)/" + name;
    }
    return path.equals("/") ? "/" + name : path + "/" + name;
  }

  @Override
  public MountTable copy(Copier copier) {
    return new MountTable(this, copier);
  }
}
