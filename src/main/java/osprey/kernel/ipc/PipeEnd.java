package osprey.kernel.ipc;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.kernel.file.Credentials;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileMode;
import osprey.kernel.file.FileStatus;
import osprey.kernel.file.Inode;
import osprey.kernel.file.IoBuffer;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Ready;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.WaitQueue;

/// One end of a pipe, pipe(2), or an open FIFO, fifo(7), which may be both ends.
public final class PipeEnd extends FileDescription {
  /// Device number of the kernel's file system of pipes.
  private static final int DEVICE = 14;

  private static final long NOT_WAITING = -1;

  private final Pipe pipe;
  private final @Nullable NamedPipe fifo;
  private final String name;

  /// What fstat(2) says about a pipe; a FIFO has its node.
  private final @Nullable FileStatus pipeStatus;

  /// Openings of the FIFO for writing that are no reason to report a hang-up.
  private long ignoredWriterOpens;

  /// Openings of the other side seen when open(2) began to wait.
  private long partnerOpens = NOT_WAITING;

  private PipeEnd(
      Pipe pipe, @Nullable NamedPipe fifo, String name, int flags, @Nullable FileStatus status) {
    super(flags);
    this.pipe = pipe;
    this.fifo = fifo;
    this.name = name;
    pipeStatus = status;
    pipe.join(isReadable(), isWritable());
    if (fifo != null) {
      fifo.node().retain();
    }
  }

  private PipeEnd(PipeEnd from, Copier copier) {
    super(from, copier);
    name = from.name;
    pipeStatus = from.pipeStatus;
    ignoredWriterOpens = from.ignoredWriterOpens;
    partnerOpens = from.partnerOpens;
    pipe = copier.copy(from.pipe);
    fifo = copier.copyOrNull(from.fifo);
  }

  static PipeEnd ofPipe(Pipe pipe, int flags, Credentials user, long now) {
    int number = pipe.number();
    FileStatus status =
        new FileStatus(
            DEVICE,
            number,
            FileMode.FIFO | 0600,
            1,
            user.effectiveUid(),
            user.effectiveGid(),
            0,
            0,
            pipe.slotBytes(),
            0,
            now,
            now,
            now);
    return new PipeEnd(pipe, null, "pipe:[" + number + "]", flags, status);
  }

  static PipeEnd ofFifo(Pipe pipe, NamedPipe fifo, int flags, String name) {
    return new PipeEnd(pipe, fifo, name, flags, null);
  }

  void ignoreHangUpUntil(long writerOpens) {
    ignoredWriterOpens = writerOpens;
  }

  void awaitPartner(long seen) {
    partnerOpens = seen;
  }

  Pipe pipe() {
    return pipe;
  }

  /// Number of the pipe: the same for both ends.
  public int pipeNumber() {
    return pipe.number();
  }

  @Override
  public String channel() {
    return pipe.name();
  }

  @Override
  public int copyPercent() {
    return 205;
  }

  @Override
  public List<WaitQueue> serves() {
    return pipe.served(isReadable(), isWritable());
  }

  public boolean isFifo() {
    return fifo != null;
  }

  public PipeStatistics statistics() {
    return pipe.statistics();
  }

  @Override
  public String kind() {
    if (fifo != null) {
      return "FIFO";
    }
    return isReadable() ? "pipe read end" : "pipe write end";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public @Nullable Inode inode() {
    return fifo == null ? null : fifo.node();
  }

  @Override
  public Outcome continueOpening(IoCall call) {
    if (fifo == null || partnerOpens == NOT_WAITING) {
      return Outcome.ZERO;
    }
    Outcome outcome = fifo.continueOpening(isReadable(), partnerOpens);
    if (outcome instanceof Outcome.Done) {
      partnerOpens = NOT_WAITING;
      if ((statusFlags() & OpenFlag.DIRECT) != 0) {
        return Outcome.failed(Errno.EINVAL);
      }
    }
    return outcome;
  }

  @Override
  public Outcome read(IoBuffer into, IoCall call) {
    return isReadable() ? pipe.read(into, call) : Outcome.failed(Errno.EBADF);
  }

  @Override
  public Outcome write(IoBuffer from, IoCall call) {
    if (!isWritable()) {
      return Outcome.failed(Errno.EBADF);
    }
    return pipe.write(from, call, (statusFlags() & OpenFlag.DIRECT) != 0);
  }

  @Override
  public long available() {
    return pipe.bytes();
  }

  /// fcntl(2) F_GETPIPE_SZ.
  public int capacityBytes() {
    return pipe.capacityBytes();
  }

  /// fcntl(2) F_SETPIPE_SZ.
  public Outcome resize(int bytes, Credentials asking) {
    return pipe.resize(bytes, asking);
  }

  @Override
  public FileStatus status() {
    if (fifo != null) {
      return fifo.node().status();
    }
    if (pipeStatus == null) {
      throw new IllegalStateException("a pipe without a status");
    }
    return pipeStatus;
  }

  @Override
  public int ready() {
    int ready = 0;
    if (isReadable()) {
      boolean hangsUp =
          pipe.writers() == 0 && (fifo == null || fifo.hadWriterSince(ignoredWriterOpens));
      ready |= (pipe.isEmpty() ? 0 : Ready.IN) | (hangsUp ? Ready.HANG_UP : 0);
    }
    if (isWritable()) {
      ready |= (pipe.isFull() ? 0 : Ready.OUT) | (pipe.readers() == 0 ? Ready.ERROR : 0);
    }
    return ready;
  }

  @Override
  public WaitQueue readiness() {
    return pipe.readiness(isReadable(), isWritable());
  }

  @Override
  protected void close() {
    pipe.leave(isReadable(), isWritable());
    if (fifo != null) {
      fifo.left();
      fifo.node().release();
    }
  }

  @Override
  public PipeEnd copy(Copier copier) {
    return new PipeEnd(this, copier);
  }
}
