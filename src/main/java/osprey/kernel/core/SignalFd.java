package osprey.kernel.core;

import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileStatus;
import osprey.kernel.file.IoBuffer;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Ready;
import osprey.kernel.signal.SentSignal;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;

/// Signals that are read instead of delivered, signalfd(2): those of the thread that reads, and of
/// its process.
public final class SignalFd extends FileDescription {
  /// Bytes of `struct signalfd_siginfo`.
  private static final int STRUCT_BYTES = 128;

  private static final int DEVICE = 15;

  private final Kernel kernel;
  private long signals;

  /// @param signals to be read, a {@link osprey.kernel.signal.SignalSet}
  public SignalFd(Kernel kernel, long signals, int flags) {
    super(OpenFlag.READ_WRITE | (flags & OpenFlag.NON_BLOCKING));
    this.kernel = kernel;
    this.signals = signals;
  }

  private SignalFd(SignalFd from, Copier copier) {
    super(from, copier);
    signals = from.signals;
    kernel = copier.copy(from.kernel);
  }

  public void setSignals(long newSignals) {
    signals = newSignals;
  }

  @Override
  public String kind() {
    return "signal descriptor";
  }

  @Override
  public String name() {
    return "anon_inode:[signalfd]";
  }

  /// Linux does not say that there is no position.
  @Override
  public Outcome seek(long offset, int whence) {
    return Outcome.ZERO;
  }

  @Override
  public Outcome read(IoBuffer into, IoCall call) {
    Task task = kernel.currentTask();
    if (into.remaining() < STRUCT_BYTES || task == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    long moved = 0;
    while (into.remaining() >= STRUCT_BYTES && ready() != 0) {
      if (into.accessible(STRUCT_BYTES) < STRUCT_BYTES) {
        return moved > 0 ? Outcome.done(moved) : Outcome.failed(Errno.EFAULT);
      }
      SentSignal info = kernel.signals().takePending(task, signals);
      if (info == null) {
        break;
      }
      into.put(contents(info), 0, STRUCT_BYTES);
      moved += STRUCT_BYTES;
    }
    if (moved > 0) {
      return Outcome.done(moved);
    }
    return call.nonBlocking()
        ? Outcome.failed(Errno.EAGAIN)
        : Outcome.blocked(Wait.on(readiness()).shared());
  }

  private static byte[] contents(SentSignal info) {
    byte[] bytes = new byte[STRUCT_BYTES];
    put(bytes, 0, info.number(), 4);
    put(bytes, 8, info.code(), 4);
    put(bytes, 12, info.senderPid(), 4);
    put(bytes, 16, info.senderUid(), 4);
    put(bytes, 40, info.value(), 4);
    put(bytes, 44, info.value(), 4);
    put(bytes, 48, info.value(), 8);
    put(bytes, 72, info.address(), 8);
    return bytes;
  }

  private static void put(byte[] bytes, int at, long value, int count) {
    for (int i = 0; i < count; i++) {
      bytes[at + i] = (byte) (value >>> (i * Byte.SIZE));
    }
  }

  @Override
  public FileStatus status() {
    return new FileStatus(DEVICE, 1, 0600, 1, 0, 0, 0, 0, 4096, 0, 0, 0, 0);
  }

  @Override
  public int ready() {
    Task task = kernel.currentTask();
    if (task == null) {
      return 0;
    }
    long pending = task.pending.set() | task.process().pending.set();
    return (pending & signals) == 0 ? 0 : Ready.IN;
  }

  @Override
  public boolean isReadyByCaller() {
    return true;
  }

  @Override
  public WaitQueue readiness() {
    return kernel.signals().arrivals();
  }

  @Override
  protected void close() {}

  @Override
  public SignalFd copy(Copier copier) {
    return new SignalFd(this, copier);
  }
}
