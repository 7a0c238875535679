package osprey.kernel.file;

import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.WaitQueue;

/// Standard output or error that the host collects, as if it went into a pipe with a reader that
/// never tires: not a terminal, never blocks, everything goes to a log.
public final class OutputFile extends FileDescription {
  private static final int PART_BYTES_MAX = 1 << 16;

  private final OutputLog log;
  private final String name;
  private final WaitQueue readiness;

  /// @param name `stdout` or the like
  public OutputFile(OutputLog log, String name) {
    super(OpenFlag.WRITE_ONLY);
    this.log = log;
    this.name = name;
    readiness = new WaitQueue(name);
  }

  private OutputFile(OutputFile from, Copier copier) {
    super(from, copier);
    name = from.name;
    log = copier.copy(from.log);
    readiness = copier.copy(from.readiness);
  }

  public OutputLog log() {
    return log;
  }

  @Override
  public String kind() {
    return "output";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Outcome read(IoBuffer into, IoCall call) {
    return Outcome.failed(Errno.EBADF);
  }

  @Override
  public Outcome write(IoBuffer from, IoCall call) {
    return record(from, call, log);
  }

  /// Appends all of a write to a log.
  static Outcome record(IoBuffer from, IoCall call, OutputLog log) {
    long moved = 0;
    while (from.remaining() > 0) {
      int part = from.accessible((int) Math.min(from.remaining(), PART_BYTES_MAX));
      if (part == 0) {
        return moved == 0 ? Outcome.failed(Errno.EFAULT) : Outcome.done(moved);
      }
      byte[] bytes = new byte[part];
      from.get(bytes, 0, part);
      log.append(call.clock().now(), call.processId(), bytes);
      moved += part;
    }
    return Outcome.done(moved);
  }

  @Override
  public FileStatus status() {
    return InputFeed.hostPipe();
  }

  @Override
  public int ready() {
    return Ready.OUT;
  }

  @Override
  public WaitQueue readiness() {
    return readiness;
  }

  @Override
  protected void close() {}

  @Override
  public OutputFile copy(Copier copier) {
    return new OutputFile(this, copier);
  }
}
