package osprey.kernel.ipc;

import java.util.List;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileStatus;
import osprey.kernel.file.IoBuffer;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Ready;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;

/// An event counter, eventfd(2): a 64-bit number that writes add to and reads take, all of it or
/// (as a semaphore) one at a time.
public final class EventFd extends FileDescription {
  /// EFD_SEMAPHORE.
  public static final int SEMAPHORE = 1;

  /// Unsigned; the counter never exceeds it.
  private static final long MOST = -2;

  private static final int DEVICE = 15;

  private final boolean isSemaphore;
  private final WaitQueue waiters;
  private final WaitQueue readiness;
  private long counter;

  /// @param flags EFD_NONBLOCK and EFD_SEMAPHORE
  public EventFd(int initial, int flags) {
    super(OpenFlag.READ_WRITE | (flags & OpenFlag.NON_BLOCKING));
    counter = Integer.toUnsignedLong(initial);
    isSemaphore = (flags & SEMAPHORE) != 0;
    waiters = new WaitQueue("event counter");
    readiness = new WaitQueue("event counter");
  }

  private EventFd(EventFd from, Copier copier) {
    super(from, copier);
    isSemaphore = from.isSemaphore;
    counter = from.counter;
    waiters = copier.copy(from.waiters);
    readiness = copier.copy(from.readiness);
  }

  @Override
  public String kind() {
    return "event counter";
  }

  @Override
  public String name() {
    return "anon_inode:[eventfd]";
  }

  public long counter() {
    return counter;
  }

  /// Linux does not say that there is no position.
  @Override
  public Outcome seek(long offset, int whence) {
    return Outcome.ZERO;
  }

  @Override
  public Outcome read(IoBuffer into, IoCall call) {
    if (into.remaining() < Long.BYTES) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (counter == 0) {
      return waitOr(call);
    }
    if (into.accessible(Long.BYTES) < Long.BYTES) {
      return Outcome.failed(Errno.EFAULT);
    }
    long taken = isSemaphore ? 1 : counter;
    counter -= taken;
    byte[] bytes = new byte[Long.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (taken >>> (i * Byte.SIZE));
    }
    into.put(bytes, 0, bytes.length);
    changed();
    return Outcome.done(Long.BYTES);
  }

  @Override
  public Outcome write(IoBuffer from, IoCall call) {
    // Eight bytes and no others, since Linux 6.10.
    if (from.remaining() != Long.BYTES) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (from.accessible(Long.BYTES) < Long.BYTES) {
      return Outcome.failed(Errno.EFAULT);
    }
    byte[] bytes = new byte[Long.BYTES];
    from.get(bytes, 0, bytes.length);
    long added = 0;
    for (int i = bytes.length - 1; i >= 0; i--) {
      added = (added << Byte.SIZE) | (bytes[i] & 0xff);
    }
    if (added == -1) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (Long.compareUnsigned(MOST - counter, added) < 0) {
      return waitOr(call);
    }
    counter += added;
    changed();
    return Outcome.done(Long.BYTES);
  }

  private Outcome waitOr(IoCall call) {
    return call.nonBlocking()
        ? Outcome.failed(Errno.EAGAIN)
        : Outcome.blocked(Wait.on(waiters).shared());
  }

  private void changed() {
    waiters.wakeAll();
    readiness.wakeOne();
  }

  @Override
  public FileStatus status() {
    return new FileStatus(DEVICE, 1, 0600, 1, 0, 0, 0, 0, 4096, 0, 0, 0, 0);
  }

  @Override
  public int ready() {
    return (counter != 0 ? Ready.IN : 0)
        | (Long.compareUnsigned(counter, MOST) < 0 ? Ready.OUT : 0);
  }

  @Override
  public WaitQueue readiness() {
    return readiness;
  }

  @Override
  public String channel() {
    return "event counters";
  }

  @Override
  public List<WaitQueue> serves() {
    return List.of(waiters, readiness);
  }

  @Override
  protected void close() {}

  @Override
  public EventFd copy(Copier copier) {
    return new EventFd(this, copier);
  }
}
