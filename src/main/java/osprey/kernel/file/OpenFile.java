package osprey.kernel.file;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.abi.Signal;
import osprey.engine.Copier;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.WaitQueue;
import osprey.machine.FrameSource;

/// An open regular file: a position shared by everybody who has the description. With O_APPEND
/// every write goes to the current end, pwrite(2) too, as on Linux.
public final class OpenFile extends FileDescription {
  private static final int SEEK_SET = 0;
  private static final int SEEK_CUR = 1;
  private static final int SEEK_END = 2;
  private static final int SEEK_DATA = 3;
  private static final int SEEK_HOLE = 4;

  private final RegularFile file;
  private final String name;
  private final WaitQueue readiness;
  private long position;

  OpenFile(RegularFile file, String name, int flags) {
    super(flags);
    this.file = file;
    this.name = name;
    readiness = new WaitQueue(name);
    file.retain();
    if (isWritable()) {
      file.openedForWriting();
    }
  }

  private OpenFile(OpenFile from, Copier copier) {
    super(from, copier);
    name = from.name;
    position = from.position;
    file = copier.copy(from.file);
    readiness = copier.copy(from.readiness);
  }

  @Override
  public String channel() {
    return name();
  }

  @Override
  public String kind() {
    return "regular file";
  }

  @Override
  public String name() {
    return file.links() == 0 ? name + " (deleted)" : name;
  }

  public long position() {
    return position;
  }

  public RegularFile file() {
    return file;
  }

  @Override
  public Inode inode() {
    return file;
  }

  @Override
  public @Nullable FrameSource mappable() {
    return file;
  }

  @Override
  public boolean isSeekable() {
    return true;
  }

  @Override
  public Outcome read(IoBuffer into, IoCall call) {
    Outcome outcome = readAt(into, position, call);
    if (outcome instanceof Outcome.Done(long count, int _)) {
      position += count;
    }
    return outcome;
  }

  @Override
  public Outcome readAt(IoBuffer into, long offset, IoCall call) {
    if (!isReadable()) {
      return Outcome.failed(Errno.EBADF);
    }
    if (offset < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (into.remaining() == 0 || offset >= file.size()) {
      return Outcome.ZERO;
    }
    Outcome ready = file.bringIn(offset, into.remaining(), call);
    if (ready instanceof Outcome.Blocked) {
      return ready;
    }
    if ((statusFlags() & OpenFlag.NO_ACCESS_TIME) == 0) {
      file.touchAccess(call.clock().now());
    }
    return counted(file.read(offset, into.remaining(), into));
  }

  @Override
  public Outcome write(IoBuffer from, IoCall call) {
    return write(from, position, true, call);
  }

  @Override
  public Outcome writeAt(IoBuffer from, long offset, IoCall call) {
    return offset < 0 ? Outcome.failed(Errno.EINVAL) : write(from, offset, false, call);
  }

  private Outcome write(IoBuffer from, long offset, boolean movesPosition, IoCall call) {
    if (!isWritable()) {
      return Outcome.failed(Errno.EBADF);
    }
    if (from.remaining() == 0) {
      return Outcome.ZERO;
    }
    long start = (statusFlags() & OpenFlag.APPEND) != 0 ? file.size() : offset;
    if (start >= call.fileSizeLimit()) {
      return new Outcome.Failed(Errno.EFBIG, Signal.SIGXFSZ.number());
    }
    if (start >= RegularFile.BYTES_MAX) {
      return Outcome.failed(Errno.EFBIG);
    }
    long room = Math.min(call.fileSizeLimit(), RegularFile.BYTES_MAX) - start;
    long count = Math.min(from.remaining(), room);
    Outcome ready = bringInEdges(start, count, call);
    if (ready instanceof Outcome.Blocked) {
      return ready;
    }
    long moved = file.write(start, count, from, call.clock());
    if (moved < 0) {
      return counted(moved);
    }
    if (!call.user().isRoot()) {
      file.setPermissions(
          file.permissions() & ~(FileMode.SET_USER | FileMode.SET_GROUP), call.clock().now());
    }
    file.touchContents(call.clock().now());
    if (movesPosition) {
      position = start + moved;
    }
    boolean isSynchronous = (statusFlags() & OpenFlag.SYNC) != 0;
    return isSynchronous ? file.synchronize(moved, call.clock()) : Outcome.done(moved);
  }

  /// Pages that are only partly overwritten must be in memory first.
  private Outcome bringInEdges(long start, long count, IoCall call) {
    long end = start + count;
    if (start % FileSystem.BLOCK_BYTES != 0) {
      Outcome ready = file.bringIn(start, 1, call);
      if (ready instanceof Outcome.Blocked) {
        return ready;
      }
    }
    return end % FileSystem.BLOCK_BYTES != 0 && end < file.size()
        ? file.bringIn(end - 1, 1, call)
        : Outcome.ZERO;
  }

  private static Outcome counted(long movedOrError) {
    Errno errno = movedOrError < 0 ? Errno.of(-movedOrError) : null;
    return errno != null ? Outcome.failed(errno) : Outcome.done(movedOrError);
  }

  @Override
  public Outcome seek(long offset, int whence) {
    long base;
    switch (whence) {
      case SEEK_SET -> base = 0;
      case SEEK_CUR -> base = position;
      case SEEK_END -> base = file.size();
      case SEEK_DATA, SEEK_HOLE -> {
        return seekByContents(offset, whence == SEEK_DATA);
      }
      default -> {
        return Outcome.failed(Errno.EINVAL);
      }
    }
    long target = base + offset;
    if (target < 0) {
      return Outcome.failed(offset > 0 ? Errno.EOVERFLOW : Errno.EINVAL);
    }
    position = target;
    return Outcome.done(target);
  }

  private Outcome seekByContents(long offset, boolean isData) {
    if (offset < 0 || offset >= file.size()) {
      return Outcome.failed(Errno.ENXIO);
    }
    long target = file.next(isData, offset);
    if (isData && target >= file.size()) {
      return Outcome.failed(Errno.ENXIO);
    }
    position = target;
    return Outcome.done(target);
  }

  @Override
  public Outcome truncate(long length, IoCall call) {
    if (length < 0 || !isWritable()) {
      return Outcome.failed(Errno.EINVAL);
    }
    return truncate(file, length, call.fileSizeLimit(), call.clock().now());
  }

  static Outcome truncate(RegularFile file, long length, long limit, long now) {
    if (length > file.size()) {
      if (length > limit) {
        return new Outcome.Failed(Errno.EFBIG, Signal.SIGXFSZ.number());
      }
      if (length > RegularFile.BYTES_MAX) {
        return Outcome.failed(Errno.EFBIG);
      }
    }
    file.setSize(length);
    file.touchContents(now);
    return Outcome.ZERO;
  }

  @Override
  public Outcome synchronize(IoCall call) {
    return file.synchronize(0, call.clock());
  }

  @Override
  public long available() {
    return Math.max(0, file.size() - position);
  }

  @Override
  public FileStatus status() {
    return file.status();
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
    if (isWritable()) {
      file.closedForWriting();
    }
    file.release();
  }

  @Override
  public OpenFile copy(Copier copier) {
    return new OpenFile(this, copier);
  }
}
