package osprey.kernel.file;

import static com.google.common.base.Preconditions.checkState;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;

/// A directory: names and what they stand for. Names are bytes, kept as ISO 8859-1 text. `.` and
/// `..` are not among the entries. Listed newest name first, as tmpfs does.
public final class Directory extends Inode {
  /// NAME_MAX.
  public static final int NAME_BYTES_MAX = 255;

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private long lastCookie;

  /// The directory itself at the root of a file system.
  private Directory parent;

  /// Its own name in the parent, empty at a root and once it is removed.
  private String name;

  /// @param cookie place in listings (`d_off`), higher for newer names
  public record Entry(String name, Inode node, long cookie) {}

  Directory(FileSystem fileSystem, int permissions, int owner, int group, long now) {
    super(fileSystem, permissions, owner, group, now);
    parent = this;
    name = "";
  }

  /// The root of a file system, which no name stands for.
  static Directory root(FileSystem fileSystem, int permissions) {
    Directory root = new Directory(fileSystem, permissions, 0, 0, 0);
    root.linked(0);
    root.linked(0);
    return root;
  }

  private Directory(Directory from, Copier copier) {
    super(from, copier);
    name = from.name;
    lastCookie = from.lastCookie;
    parent = copier.copy(from.parent);
    for (Entry entry : from.entries.values()) {
      entries.put(entry.name, new Entry(entry.name, copier.copy(entry.node), entry.cookie));
    }
  }

  @Override
  public int type() {
    return FileMode.DIRECTORY;
  }

  public Directory parent() {
    return parent;
  }

  public String name() {
    return name;
  }

  public boolean isRoot() {
    return parent == this;
  }

  /// rmdir(2) took its name away; nothing can be made in it any more.
  public boolean isRemoved() {
    return links() == 0;
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  public @Nullable Inode get(String entryName) {
    Entry entry = entries.get(entryName);
    return entry == null ? null : entry.node;
  }

  /// Newest first.
  public List<Entry> entries() {
    return new ArrayList<>(entries.values()).reversed();
  }

  /// Adds a name for a node.
  void add(String entryName, Inode node, long now) {
    checkState(!entries.containsKey(entryName), "%s exists", entryName);
    entries.put(entryName, new Entry(entryName, node, ++lastCookie));
    touchContents(now);
    if (node instanceof Directory child) {
      child.parent = this;
      child.name = entryName;
      linked(now);
    }
    node.linked(now);
    if (node instanceof Directory child && child.links() == 1) {
      child.linked(now);
    }
  }

  /// Takes a name away; a directory loses its `.` as well.
  void remove(String entryName, long now) {
    Inode node = take(entryName, now);
    if (node instanceof Directory child) {
      child.name = "";
      child.unlinked(now);
    }
    node.unlinked(now);
  }

  /// Moves a name, rename(2). Nothing of the new name may be in the other directory.
  void move(String entryName, Directory to, String newName, long now) {
    Inode node = take(entryName, now);
    to.entries.put(newName, new Entry(newName, node, ++to.lastCookie));
    to.touchContents(now);
    if (node instanceof Directory child) {
      child.parent = to;
      child.name = newName;
      to.linked(now);
    }
  }

  private Inode take(String entryName, long now) {
    Entry entry = entries.remove(entryName);
    checkState(entry != null, "%s does not exist", entryName);
    touchContents(now);
    if (entry.node instanceof Directory) {
      unlinked(now);
    }
    return entry.node;
  }

  @Override
  long size() {
    return 20L * (entries.size() + 2);
  }

  @Override
  public Directory copy(Copier copier) {
    return new Directory(this, copier);
  }
}
