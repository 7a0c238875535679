package osprey.kernel.file;

import java.util.Arrays;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;

/// Standard input that the host feeds, as if it came out of a pipe: readers block while it is
/// empty, until more is fed or the host ends it.
public final class InputFeed extends FileDescription {
  private final String name;
  private final WaitQueue readers;
  private final WaitQueue readiness;

  /// Never changed in place: copies share it.
  private byte[] pending = new byte[0];

  private int consumed;
  private boolean hasEnded;

  /// @param name `stdin` or the like
  public InputFeed(String name) {
    super(OpenFlag.READ_ONLY);
    this.name = name;
    readers = new WaitQueue("data in " + name);
    readiness = new WaitQueue(name);
  }

  private InputFeed(InputFeed from, Copier copier) {
    super(from, copier);
    name = from.name;
    pending = from.pending;
    consumed = from.consumed;
    hasEnded = from.hasEnded;
    readers = copier.copy(from.readers);
    readiness = copier.copy(from.readiness);
  }

  /// The host supplies more.
  public void feed(byte[] bytes) {
    byte[] longer = Arrays.copyOfRange(pending, consumed, pending.length + bytes.length);
    System.arraycopy(bytes, 0, longer, pending.length - consumed, bytes.length);
    pending = longer;
    consumed = 0;
    readers.wakeOne();
    readiness.wakeOne();
  }

  /// Nothing more will come: readers see the end of the file.
  public void end() {
    hasEnded = true;
    readers.wakeAll();
    readiness.wakeAll();
  }

  /// Whether those in a queue wait for this input.
  public boolean isInputQueue(WaitQueue queue) {
    return queue == readers || queue == readiness;
  }

  public boolean hasEnded() {
    return hasEnded;
  }

  @Override
  public String kind() {
    return "input";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long available() {
    return (long) pending.length - consumed;
  }

  @Override
  public Outcome read(IoBuffer into, IoCall call) {
    int count = (int) Math.min(into.remaining(), available());
    if (count == 0) {
      if (into.remaining() == 0 || hasEnded) {
        return Outcome.ZERO;
      }
      return call.nonBlocking()
          ? Outcome.failed(Errno.EAGAIN)
          : Outcome.blocked(Wait.on(readers).then(new Then.Continue(new Progress.Bytes(0))));
    }
    int reached = into.accessible(count);
    if (reached == 0) {
      return Outcome.failed(Errno.EFAULT);
    }
    into.put(pending, consumed, reached);
    consumed += reached;
    if (available() > 0 && call.progress() != null) {
      readers.wakeOne();
    }
    return Outcome.done(reached);
  }

  @Override
  public Outcome write(IoBuffer from, IoCall call) {
    return Outcome.failed(Errno.EBADF);
  }

  @Override
  public FileStatus status() {
    return hostPipe();
  }

  /// What fstat(2) says about a pipe of the host's.
  static FileStatus hostPipe() {
    return new FileStatus(
        0, 1, FileMode.FIFO | 0600, 1, 0, 0, 0, 0, FileSystem.BLOCK_BYTES, 0, 0, 0, 0);
  }

  @Override
  public int ready() {
    return (available() > 0 ? Ready.IN : 0) | (hasEnded ? Ready.HANG_UP : 0);
  }

  @Override
  public WaitQueue readiness() {
    return readiness;
  }

  @Override
  protected void close() {}

  @Override
  public InputFeed copy(Copier copier) {
    return new InputFeed(this, copier);
  }
}
