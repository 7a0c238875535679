package osprey.kernel.file;

import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.WaitQueue;

/// An open memory device: null(4), zero(4), full(4), random(4). Never blocks.
public final class DeviceFile extends FileDescription {
  private static final byte[] ZEROS = new byte[FileSystem.BLOCK_BYTES];

  private final Kind kind;
  private final DeviceNode node;
  private final String name;
  private final RandomSource random;
  private final WaitQueue readiness;

  /// What reads give and writes do.
  enum Kind {
    NULL(Devices.NULL),
    ZERO(Devices.ZERO),
    FULL(Devices.FULL),
    RANDOM(Devices.RANDOM),
    URANDOM(Devices.URANDOM);

    final long device;

    Kind(long device) {
      this.device = device;
    }
  }

  DeviceFile(Kind kind, DeviceNode node, String name, int flags, RandomSource random) {
    super(flags);
    this.kind = kind;
    this.node = node;
    this.name = name;
    this.random = random;
    readiness = new WaitQueue(name);
    node.retain();
  }

  private DeviceFile(DeviceFile from, Copier copier) {
    super(from, copier);
    kind = from.kind;
    name = from.name;
    node = copier.copy(from.node);
    random = copier.copy(from.random);
    readiness = copier.copy(from.readiness);
  }

  @Override
  public String kind() {
    return "device";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Inode inode() {
    return node;
  }

  @Override
  public boolean isSeekable() {
    return true;
  }

  @Override
  public Outcome read(IoBuffer into, IoCall call) {
    if (!isReadable()) {
      return Outcome.failed(Errno.EBADF);
    }
    if (kind == Kind.NULL) {
      return Outcome.ZERO;
    }
    long moved = 0;
    while (into.remaining() > 0) {
      int part = into.accessible((int) Math.min(into.remaining(), ZEROS.length));
      if (part == 0) {
        return moved == 0 ? Outcome.failed(Errno.EFAULT) : Outcome.done(moved);
      }
      boolean isRandom = kind == Kind.RANDOM || kind == Kind.URANDOM;
      into.put(isRandom ? random.take(part) : ZEROS, 0, part);
      moved += part;
    }
    return Outcome.done(moved);
  }

  @Override
  public Outcome write(IoBuffer from, IoCall call) {
    if (!isWritable()) {
      return Outcome.failed(Errno.EBADF);
    }
    return kind == Kind.FULL && from.remaining() > 0
        ? Outcome.failed(Errno.ENOSPC)
        : Outcome.done(from.remaining());
  }

  @Override
  public Outcome readAt(IoBuffer into, long offset, IoCall call) {
    return read(into, call);
  }

  @Override
  public Outcome writeAt(IoBuffer from, long offset, IoCall call) {
    return write(from, call);
  }

  @Override
  public Outcome seek(long offset, int whence) {
    return Outcome.ZERO;
  }

  @Override
  public FileStatus status() {
    return node.status();
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
    return kind == Kind.RANDOM || kind == Kind.URANDOM;
  }

  @Override
  protected void close() {
    node.release();
  }

  @Override
  public DeviceFile copy(Copier copier) {
    return new DeviceFile(this, copier);
  }
}
