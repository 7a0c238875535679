package osprey.kernel.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.WaitQueue;

/// An open directory, for getdents64(2), fchdir(2) and as the start of openat(2).
public final class OpenDirectory extends FileDescription {
  /// Bytes of `struct linux_dirent64` before the name.
  private static final int HEADER_BYTES = 19;

  private static final long START = 0;
  private static final long AFTER_DOT = 1;
  private static final long AFTER_DOTS = 2;

  private final Directory directory;
  private final String name;
  private final WaitQueue readiness;

  /// 0 at the start, 1 after `.`, 2 after `..`; then a negative number: minus the cookie of the
  /// last entry that was listed.
  private long position;

  OpenDirectory(Directory directory, String name, int flags) {
    super(flags);
    this.directory = directory;
    this.name = name;
    readiness = new WaitQueue(name);
    directory.retain();
  }

  private OpenDirectory(OpenDirectory from, Copier copier) {
    super(from, copier);
    name = from.name;
    position = from.position;
    directory = copier.copy(from.directory);
    readiness = copier.copy(from.readiness);
  }

  @Override
  public Directory directory() {
    return directory;
  }

  @Override
  public String kind() {
    return "directory";
  }

  @Override
  public String name() {
    return directory.isRemoved() ? name + " (deleted)" : name;
  }

  @Override
  public Inode inode() {
    return directory;
  }

  @Override
  public boolean isSeekable() {
    return true;
  }

  @Override
  public Outcome read(IoBuffer into, IoCall call) {
    return Outcome.failed(Errno.EISDIR);
  }

  @Override
  public Outcome readAt(IoBuffer into, long offset, IoCall call) {
    return Outcome.failed(Errno.EISDIR);
  }

  @Override
  public Outcome write(IoBuffer from, IoCall call) {
    return Outcome.failed(Errno.EBADF);
  }

  @Override
  public Outcome writeAt(IoBuffer from, long offset, IoCall call) {
    return Outcome.failed(Errno.EBADF);
  }

  @Override
  public Outcome seek(long offset, int whence) {
    long target = whence == 1 ? position + offset : offset;
    if (whence > 1) {
      return Outcome.failed(Errno.EINVAL);
    }
    position = target;
    return Outcome.done(target);
  }

  @Override
  public Outcome synchronize(IoCall call) {
    return Outcome.ZERO;
  }

  @Override
  public Outcome list(IoBuffer into) {
    if (directory.isRemoved()) {
      return Outcome.failed(Errno.ENOENT);
    }
    long before = into.remaining();
    boolean fits = true;
    if (position == START) {
      fits = put(into, ".", directory, AFTER_DOT);
    }
    if (fits && position == AFTER_DOT) {
      fits = put(into, "..", directory.parent(), AFTER_DOTS);
    }
    for (Directory.Entry entry : directory.entries()) {
      if (!fits) {
        break;
      }
      if (position == AFTER_DOTS || (position < 0 && entry.cookie() < -position)) {
        fits = put(into, entry.name(), entry.node(), -entry.cookie());
      }
    }
    long listed = before - into.remaining();
    return listed == 0 && !fits ? Outcome.failed(Errno.EINVAL) : Outcome.done(listed);
  }

  private boolean put(IoBuffer into, String entryName, Inode node, long next) {
    int length = (HEADER_BYTES + entryName.length() + 1 + 7) & ~7;
    if (into.remaining() < length || into.accessible(length) < length) {
      return false;
    }
    ByteBuffer record = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(node.number());
    record.putLong(next);
    record.putShort((short) length);
    record.put((byte) (node.type() >> 12));
    record.put(entryName.getBytes(StandardCharsets.ISO_8859_1));
    into.put(record.array(), 0, length);
    position = next;
    return true;
  }

  @Override
  public FileStatus status() {
    return directory.status();
  }

  @Override
  public int ready() {
    return Ready.IN | Ready.OUT;
  }

  @Override
  public WaitQueue readiness() {
    return readiness;
  }

  @Override
  public boolean isPollable() {
    return false;
  }

  @Override
  protected void close() {
    directory.release();
  }

  @Override
  public OpenDirectory copy(Copier copier) {
    return new OpenDirectory(this, copier);
  }
}
