package osprey.kernel.ipc;

import java.nio.charset.StandardCharsets;
import java.util.List;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileStatus;
import osprey.kernel.file.IoBuffer;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.WaitQueue;

/// An open POSIX message queue, mq_open(3): on Linux a message queue descriptor is a file
/// descriptor. Its flag O_NONBLOCK is its own; read(2) shows the queue's status in a line of text.
public final class OpenQueue extends FileDescription {
  /// Messages are copied into memory that is allocated for each.
  private static final int COPY_PERCENT = 200;

  private static final int DEVICE = 19;

  /// FILENT_SIZE: how large a queue looks to stat(2).
  private static final int SIZE = 80;

  private final PosixQueue queue;

  /// How much of the status line was read.
  private int position;

  OpenQueue(PosixQueue queue, int flags) {
    super(flags & (OpenFlag.ACCESS_MODE | OpenFlag.NON_BLOCKING));
    this.queue = queue;
    queue.opened();
  }

  private OpenQueue(OpenQueue from, Copier copier) {
    super(from, copier);
    position = from.position;
    queue = copier.copy(from.queue);
  }

  public PosixQueue queue() {
    return queue;
  }

  /// mq_notify(2).
  public Outcome register(Notification wanted) {
    return queue.register(wanted);
  }

  public void unregister(int processId) {
    queue.unregister(processId);
  }

  @Override
  public String kind() {
    return "message queue";
  }

  @Override
  public String name() {
    return "/" + queue.name();
  }

  /// To the file system of the queues it is a file whose size means nothing.
  @Override
  public Outcome truncate(long length, IoCall call) {
    return isWritable() ? Outcome.ZERO : Outcome.failed(Errno.EINVAL);
  }

  @Override
  public Outcome read(IoBuffer into, IoCall call) {
    byte[] line = queue.statusLine().getBytes(StandardCharsets.ISO_8859_1);
    int count = (int) Math.min(into.remaining(), Math.max(0, line.length - position));
    if (count == 0) {
      return Outcome.ZERO;
    }
    if (into.accessible(count) < count) {
      return Outcome.failed(Errno.EFAULT);
    }
    into.put(line, position, count);
    position += count;
    return Outcome.done(count);
  }

  /// FIONREAD takes the queue for a file of the size that fstat(2) shows.
  @Override
  public long available() {
    return (long) SIZE - position;
  }

  /// As in a file of that size; it moves where the status line is read from.
  @Override
  public Outcome seek(long offset, int whence) {
    long target =
        switch (whence) {
          case 0 -> offset;
          case 1 -> position + offset;
          case 2 -> SIZE + offset;
          case 3 -> offset < SIZE ? offset : -1;
          default -> SIZE;
        };
    if (whence > 2 && (offset < 0 || offset >= SIZE)) {
      return Outcome.failed(Errno.ENXIO);
    }
    if (target < 0 || target > Integer.MAX_VALUE) {
      return Outcome.failed(Errno.EINVAL);
    }
    position = (int) target;
    return Outcome.done(target);
  }

  @Override
  public FileStatus status() {
    return new FileStatus(
        DEVICE,
        queue.number(),
        queue.mode(),
        1,
        queue.owner(),
        queue.group(),
        0,
        SIZE,
        4096,
        0,
        queue.made(),
        queue.changedAt(),
        queue.changedAt());
  }

  @Override
  public int ready() {
    return queue.ready();
  }

  @Override
  public WaitQueue readiness() {
    return queue.readiness();
  }

  @Override
  public String channel() {
    return name();
  }

  @Override
  public int copyPercent() {
    return COPY_PERCENT;
  }

  @Override
  public List<WaitQueue> serves() {
    return queue.served(isReadable(), isWritable());
  }

  @Override
  protected void flushed(int processId) {
    queue.unregister(processId);
  }

  @Override
  protected void close() {
    queue.closed();
  }

  @Override
  public OpenQueue copy(Copier copier) {
    return new OpenQueue(this, copier);
  }
}
