package osprey.kernel.ipc;

import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileStatus;
import osprey.kernel.file.IoBuffer;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Ready;
import osprey.kernel.wait.Clock;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;

/// A timer that is read like a file, timerfd_create(2): how often it has expired since the last
/// read.
public final class TimerFd extends FileDescription {
  private static final int DEVICE = 15;

  private final TimerFds timers;
  private final IntervalTimer timer;
  private final int clockId;
  private final WaitQueue waiters;
  private final WaitQueue readiness;
  private long expirations;

  TimerFd(TimerFds timers, int number, int clockId, int flags) {
    super(OpenFlag.READ_WRITE | (flags & OpenFlag.NON_BLOCKING));
    this.timers = timers;
    this.clockId = clockId;
    timer = new IntervalTimer(number);
    waiters = new WaitQueue("timer " + number);
    readiness = new WaitQueue("timer " + number);
  }

  private TimerFd(TimerFd from, Copier copier) {
    super(from, copier);
    clockId = from.clockId;
    expirations = from.expirations;
    timers = copier.copy(from.timers);
    timer = copier.copy(from.timer);
    waiters = copier.copy(from.waiters);
    readiness = copier.copy(from.readiness);
  }

  public IntervalTimer timer() {
    return timer;
  }

  public int clockId() {
    return clockId;
  }

  /// timerfd_settime(2): earlier expirations are forgotten.
  public void arm(long at, long interval, Clock clock) {
    expirations = 0;
    timer.arm(at, interval, clock);
  }

  void expired(Clock clock) {
    expirations++;
    timer.expired(clock);
    waiters.wakeOne();
    readiness.wakeOne();
  }

  @Override
  public String kind() {
    return "timer";
  }

  @Override
  public String name() {
    return "anon_inode:[timerfd]";
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
    if (expirations == 0) {
      return call.nonBlocking() ? Outcome.failed(Errno.EAGAIN) : Outcome.blocked(Wait.on(waiters));
    }
    if (into.accessible(Long.BYTES) < Long.BYTES) {
      return Outcome.failed(Errno.EFAULT);
    }
    byte[] bytes = new byte[Long.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (expirations >>> (i * Byte.SIZE));
    }
    into.put(bytes, 0, bytes.length);
    expirations = 0;
    return Outcome.done(Long.BYTES);
  }

  @Override
  public FileStatus status() {
    return new FileStatus(DEVICE, 1, 0600, 1, 0, 0, 0, 0, 4096, 0, 0, 0, 0);
  }

  @Override
  public int ready() {
    return expirations == 0 ? 0 : Ready.IN;
  }

  @Override
  public WaitQueue readiness() {
    return readiness;
  }

  @Override
  protected void close() {
    timers.closed(this);
  }

  @Override
  public TimerFd copy(Copier copier) {
    return new TimerFd(this, copier);
  }
}
