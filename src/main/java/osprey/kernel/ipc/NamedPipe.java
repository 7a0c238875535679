package osprey.kernel.ipc;

import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.kernel.file.FifoNode;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.NodeAttachment;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Opened;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;

/// A FIFO that somebody has open, fifo(7): a pipe and the rendezvous of those who open it. An open
/// for one side waits until the other side is opened, by whomever and however briefly.
///
/// Whoever waits is counted as a reader or writer already: its description exists, and must be
/// released if the wait comes to nothing.
final class NamedPipe implements NodeAttachment {
  private final FifoNode node;
  private final Pipe pipe;
  private final WaitQueue waitingReaders;
  private final WaitQueue waitingWriters;

  /// How often each side was opened.
  private long readerOpens;

  private long writerOpens;

  NamedPipe(FifoNode node, Pipe pipe, String name) {
    this.node = node;
    this.pipe = pipe;
    waitingReaders = new WaitQueue("a writer of FIFO " + name);
    waitingWriters = new WaitQueue("a reader of FIFO " + name);
  }

  private NamedPipe(NamedPipe from, Copier copier) {
    copier.register(from, this);
    readerOpens = from.readerOpens;
    writerOpens = from.writerOpens;
    node = copier.copy(from.node);
    pipe = copier.copy(from.pipe);
    waitingReaders = copier.copy(from.waitingReaders);
    waitingWriters = copier.copy(from.waitingWriters);
  }

  FifoNode node() {
    return node;
  }

  Opened open(int flags, String name, IoCall call) {
    boolean reads = OpenFlag.reads(flags);
    boolean writes = OpenFlag.writes(flags);
    if (writes && !reads && call.nonBlocking() && pipe.readers() == 0) {
      return Opened.failed(Errno.ENXIO);
    }
    node.attach(this);
    readerOpens += reads ? 1 : 0;
    writerOpens += writes ? 1 : 0;
    boolean isAlone = reads != writes && (reads ? pipe.writers() : pipe.readers()) == 0;
    PipeEnd end = PipeEnd.ofFifo(pipe, this, flags, name);
    wakePartners(reads, writes);
    if (!isAlone) {
      return opened(end, flags);
    }
    if (call.nonBlocking()) {
      end.ignoreHangUpUntil(writerOpens);
      return opened(end, flags);
    }
    end.awaitPartner(reads ? writerOpens : readerOpens);
    return new Opened(end, waitForPartner(reads));
  }

  /// O_DIRECT is refused on a FIFO, but only when all the rest has been done.
  private static Opened opened(PipeEnd end, int flags) {
    if ((flags & OpenFlag.DIRECT) == 0) {
      return Opened.of(end);
    }
    end.retain();
    end.release();
    return Opened.failed(Errno.EINVAL);
  }

  private void wakePartners(boolean reads, boolean writes) {
    if (reads && pipe.readers() == 1) {
      waitingWriters.wakeAll();
    }
    if (writes && pipe.writers() == 1) {
      waitingReaders.wakeAll();
    }
  }

  private Outcome waitForPartner(boolean reads) {
    return Outcome.blocked(Wait.on(reads ? waitingReaders : waitingWriters).shared());
  }

  /// An open that waits looks again.
  ///
  /// @param seen how often the other side had been opened when the wait began
  Outcome continueOpening(boolean reads, long seen) {
    boolean hasPartner = (reads ? writerOpens : readerOpens) != seen;
    return hasPartner ? Outcome.ZERO : waitForPartner(reads);
  }

  /// Whether a writer has come since.
  boolean hadWriterSince(long opens) {
    return writerOpens != opens;
  }

  /// An end is closed; after the last one the data and the size are forgotten.
  void left() {
    if (pipe.readers() == 0 && pipe.writers() == 0) {
      node.attach(null);
    }
  }

  @Override
  public NamedPipe copy(Copier copier) {
    return new NamedPipe(this, copier);
  }
}
