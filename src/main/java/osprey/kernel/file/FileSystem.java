package osprey.kernel.file;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.wait.Clock;
import osprey.machine.Ram;

/// One mounted file system: in memory only (tmpfs), or on a {@link Disk} with a page cache.
/// Contents always lie in frames; on a disk it is time that tells a cached page from one that is
/// not.
public final class FileSystem implements Copyable<FileSystem> {
  public static final int BLOCK_BYTES = Ram.FRAME_BYTES;
  static final String REMOTE_TYPE = "nfs";
  public static final long UNLIMITED = Long.MAX_VALUE / BLOCK_BYTES;

  private final Ram ram;
  private final int device;
  private final String type;
  private final long capacityPages;
  private final @Nullable Disk disk;
  private final Directory root;
  private final boolean isRemote;
  private @Nullable TruncationListener listener;
  private boolean isReadOnly;
  private long lastNumber;
  private long usedPages;

  /// Files with pages that the disk does not have yet, longest dirty first.
  private final List<RegularFile> dirtyFiles = new ArrayList<>(0);

  /// @param type `tmpfs`, `ext4`: a word for views
  /// @param capacityPages pages of contents before ENOSPC
  /// @param disk where contents are kept, null for memory
  FileSystem(
      Ram ram, int device, String type, long capacityPages, @Nullable Disk disk, int permissions) {
    this.ram = ram;
    this.device = device;
    this.type = type;
    this.capacityPages = capacityPages;
    this.disk = disk;
    isRemote = type.equals(REMOTE_TYPE);
    root = Directory.root(this, permissions);
  }

  private FileSystem(FileSystem from, Copier copier) {
    copier.register(from, this);
    ram = copier.known(from.ram);
    device = from.device;
    type = from.type;
    capacityPages = from.capacityPages;
    isReadOnly = from.isReadOnly;
    isRemote = from.isRemote;
    lastNumber = from.lastNumber;
    usedPages = from.usedPages;
    disk = copier.copyOrNull(from.disk);
    root = copier.copy(from.root);
    listener = copier.copyOrNull(from.listener);
    for (RegularFile file : from.dirtyFiles) {
      dirtyFiles.add(copier.copy(file));
    }
  }

  public int device() {
    return device;
  }

  public String type() {
    return type;
  }

  public Directory root() {
    return root;
  }

  public @Nullable Disk disk() {
    return disk;
  }

  public long capacityPages() {
    return capacityPages;
  }

  public long usedPages() {
    return usedPages;
  }

  public boolean isReadOnly() {
    return isReadOnly;
  }

  public void setReadOnly(boolean readOnly) {
    isReadOnly = readOnly;
  }

  /// Whether it only stands for the files of another machine: nothing can be made in it here.
  public boolean isRemote() {
    return isRemote;
  }

  void setTruncationListener(@Nullable TruncationListener newListener) {
    listener = newListener;
  }

  @Nullable TruncationListener truncationListener() {
    return listener;
  }

  Ram ram() {
    return ram;
  }

  long nextNumber() {
    return ++lastNumber;
  }

  boolean isFull() {
    return usedPages >= capacityPages;
  }

  void pageTaken() {
    usedPages++;
  }

  void pageGiven() {
    usedPages--;
  }

  void dirtied(RegularFile file) {
    if (!dirtyFiles.contains(file)) {
      dirtyFiles.add(file);
    }
  }

  void cleaned(RegularFile file) {
    dirtyFiles.remove(file);
  }

  /// Sends every dirty page to the disk: sync(2) and the periodic write-back.
  void writeBack(Clock clock) {
    for (RegularFile file : List.copyOf(dirtyFiles)) {
      file.writeBack(clock);
    }
  }

  @Override
  public FileSystem copy(Copier copier) {
    return new FileSystem(this, copier);
  }

  @Override
  public String toString() {
    return type + " " + device;
  }
}
