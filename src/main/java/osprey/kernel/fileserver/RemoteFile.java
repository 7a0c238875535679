package osprey.kernel.fileserver;

import osprey.abi.Errno;
import osprey.abi.Signal;
import osprey.engine.Copier;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileStatus;
import osprey.kernel.file.IoBuffer;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Ready;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.WaitQueue;

/// An open regular file of another machine. Each call asks the server, in pieces of the mount's
/// block size, one after the other; nothing is kept but the attributes that the last answer told.
///
/// With O_APPEND a write goes to where the end was then: appends of several clients can overwrite
/// each other, as nfs(5) says of them.
public final class RemoteFile extends FileDescription {
  private static final int SEEK_SET = 0;
  private static final int SEEK_CUR = 1;
  private static final int SEEK_END = 2;
  private static final int SEEK_DATA = 3;
  private static final int SEEK_HOLE = 4;

  private final FileClient client;
  private final Mount mount;
  private final long handle;
  private final String name;
  private final WaitQueue readiness;
  private FileStatus known;
  private long position;

  public RemoteFile(
      FileClient client, Mount mount, long handle, String name, int flags, FileStatus status) {
    super(flags);
    this.client = client;
    this.mount = mount;
    this.handle = handle;
    this.name = name;
    readiness = new WaitQueue(name);
    known = status;
  }

  private RemoteFile(RemoteFile from, Copier copier) {
    super(from, copier);
    mount = from.mount;
    handle = from.handle;
    name = from.name;
    known = from.known;
    position = from.position;
    client = copier.copy(from.client);
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

  /// The server has told the file's attributes.
  public void note(FileStatus status) {
    known = status;
  }

  @Override
  public String kind() {
    return "remote file";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String channel() {
    return name;
  }

  @Override
  public boolean isSeekable() {
    return true;
  }

  private Outcome ask(IoCall call, Request request, long moved, long offset) {
    return client.ask(mount, call.user(), 0, request, moved, offset);
  }

  // ---- reading

  @Override
  public Outcome read(IoBuffer into, IoCall call) {
    return read(into, position, true, call);
  }

  @Override
  public Outcome readAt(IoBuffer into, long offset, IoCall call) {
    return offset < 0 ? Outcome.failed(Errno.EINVAL) : read(into, offset, false, call);
  }

  private Outcome read(IoBuffer into, long offset, boolean movesPosition, IoCall call) {
    long at = offset;
    long moved = 0;
    if (call.progress() instanceof Pending pending) {
      Reply reply = client.reply(pending);
      if (reply == null) {
        return client.await(pending);
      }
      at = pending.offset();
      moved = pending.transferred();
      if (reply instanceof Reply.Failed(Errno errno)) {
        return failed(errno, moved, at, movesPosition);
      }
      Reply.Data data = (Reply.Data) reply;
      note(data.status());
      int count = data.bytes().length;
      boolean isShort = count < Math.min(into.remaining(), mount.blockBytes());
      int reached = into.accessible(count);
      into.put(data.bytes(), 0, reached);
      at += reached;
      moved += reached;
      if (reached < count) {
        return failed(Errno.EFAULT, moved, at, movesPosition);
      }
      if (isShort || into.remaining() == 0) {
        return moved(moved, at, movesPosition);
      }
    }
    if (into.remaining() == 0) {
      return moved(moved, at, movesPosition);
    }
    int count = (int) Math.min(into.remaining(), mount.blockBytes());
    return into.accessible(1) == 0
        ? failed(Errno.EFAULT, moved, at, movesPosition)
        : ask(call, new Request.Read(handle, at, count), moved, at);
  }

  private Outcome failed(Errno errno, long moved, long end, boolean movesPosition) {
    return moved > 0 ? moved(moved, end, movesPosition) : Outcome.failed(errno);
  }

  private Outcome moved(long count, long end, boolean movesPosition) {
    if (movesPosition && count > 0) {
      position = end;
    }
    return Outcome.done(count);
  }

  // ---- writing

  @Override
  public Outcome write(IoBuffer from, IoCall call) {
    return write(from, position, true, call);
  }

  @Override
  public Outcome writeAt(IoBuffer from, long offset, IoCall call) {
    return offset < 0 ? Outcome.failed(Errno.EINVAL) : write(from, offset, false, call);
  }

  private Outcome write(IoBuffer from, long offset, boolean movesPosition, IoCall call) {
    long at = (statusFlags() & OpenFlag.APPEND) != 0 ? known.size() : offset;
    long moved = 0;
    if (call.progress() instanceof Pending pending) {
      Reply reply = client.reply(pending);
      if (reply == null) {
        return client.await(pending);
      }
      at = pending.offset();
      moved = pending.transferred();
      if (reply instanceof Reply.Failed(Errno errno)) {
        return failed(errno, moved, at, movesPosition);
      }
      Reply.Written written = (Reply.Written) reply;
      note(written.status());
      from.skip(written.count());
      at += written.count();
      moved += written.count();
    }
    long room = call.fileSizeLimit() - at;
    if (from.remaining() == 0) {
      return moved(moved, at, movesPosition);
    }
    if (room <= 0) {
      return moved > 0
          ? moved(moved, at, movesPosition)
          : new Outcome.Failed(Errno.EFBIG, Signal.SIGXFSZ.number());
    }
    int count = (int) Math.min(Math.min(from.remaining(), room), mount.blockBytes());
    int reached = from.accessible(count);
    if (reached == 0) {
      return failed(Errno.EFAULT, moved, at, movesPosition);
    }
    byte[] data = new byte[reached];
    from.get(data, 0, reached);
    boolean isStable = (statusFlags() & OpenFlag.SYNC) != 0;
    return ask(call, new Request.Write(handle, at, data, isStable), moved, at);
  }

  // ---- the rest

  @Override
  public Outcome truncate(long length, IoCall call) {
    if (call.progress() instanceof Pending pending) {
      return simple(pending);
    }
    if (length < 0 || !isWritable()) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (length > call.fileSizeLimit()) {
      return new Outcome.Failed(Errno.EFBIG, Signal.SIGXFSZ.number());
    }
    return ask(call, new Request.SetSize(new Request.Handle(handle), length, true), 0, 0);
  }

  @Override
  public Outcome synchronize(IoCall call) {
    return call.progress() instanceof Pending pending
        ? simple(pending)
        : ask(call, new Request.Commit(handle), 0, 0);
  }

  private Outcome simple(Pending pending) {
    Reply reply = client.reply(pending);
    if (reply instanceof Reply.Attributes(FileStatus status)) {
      note(status);
    }
    return switch (reply) {
      case null -> client.await(pending);
      case Reply.Failed(Errno errno) -> Outcome.failed(errno);
      default -> Outcome.ZERO;
    };
  }

  /// From the end as it was when the server last told it; lseek(2) asks before.
  @Override
  public Outcome seek(long offset, int whence) {
    long size = known.size();
    if ((whence == SEEK_DATA || whence == SEEK_HOLE) && (offset < 0 || offset >= size)) {
      return Outcome.failed(Errno.ENXIO);
    }
    long target =
        switch (whence) {
          case SEEK_SET, SEEK_DATA -> offset;
          case SEEK_CUR -> position + offset;
          case SEEK_END -> size + offset;
          case SEEK_HOLE -> size;
          default -> -1;
        };
    if (target < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    position = target;
    return Outcome.done(target);
  }

  @Override
  public long available() {
    return Math.max(0, known.size() - position);
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
  protected void close() {}

  @Override
  public RemoteFile copy(Copier copier) {
    return new RemoteFile(this, copier);
  }
}
