package osprey.kernel.fileserver;

import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.kernel.file.Directory;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileStatus;
import osprey.kernel.file.IoBuffer;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.Ready;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.WaitQueue;

/// An open directory of another machine.
public final class RemoteDirectory extends FileDescription {
  private static final int SEEK_CUR = 1;

  private final Mount mount;
  private final long handle;
  private final String name;
  private final WaitQueue readiness;
  private final FileStatus known;

  /// Stands for it in this machine's tree.
  private final Directory standIn;

  private long position;

  public RemoteDirectory(
      Mount mount, long handle, String name, int flags, FileStatus status, Directory standIn) {
    super(flags);
    this.mount = mount;
    this.handle = handle;
    this.name = name;
    this.standIn = standIn;
    known = status;
    readiness = new WaitQueue(name);
    standIn.retain();
  }

  private RemoteDirectory(RemoteDirectory from, Copier copier) {
    super(from, copier);
    mount = from.mount;
    handle = from.handle;
    name = from.name;
    known = from.known;
    position = from.position;
    standIn = copier.copy(from.standIn);
    readiness = copier.copy(from.readiness);
  }

  public Mount mount() {
    return mount;
  }

  public long handle() {
    return handle;
  }

  public long position() {
    return position;
  }

  /// getdents64(2) has read up to there.
  public void listed(long upTo) {
    position = upTo;
  }

  @Override
  public String kind() {
    return "remote directory";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Directory directory() {
    return standIn;
  }

  @Override
  public boolean isSeekable() {
    return true;
  }

  @Override
  public Outcome read(IoBuffer into, IoCall call) {
    return Outcome.failed(Errno.EISDIR);
  }

  @Override
  public Outcome readAt(IoBuffer into, long offset, IoCall call) {
    return Outcome.failed(Errno.EISDIR);
  }

  @Override
  public Outcome seek(long offset, int whence) {
    if (whence > SEEK_CUR) {
      return Outcome.failed(Errno.EINVAL);
    }
    position = whence == SEEK_CUR ? position + offset : offset;
    return Outcome.done(position);
  }

  /// Nothing of it is only here.
  @Override
  public Outcome synchronize(IoCall call) {
    return Outcome.ZERO;
  }

  @Override
  public FileStatus status() {
    return known;
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
    standIn.release();
  }

  @Override
  public RemoteDirectory copy(Copier copier) {
    return new RemoteDirectory(this, copier);
  }
}
