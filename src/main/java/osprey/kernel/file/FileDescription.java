package osprey.kernel.file;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;
import osprey.machine.FrameSource;

/// An open file description, open(2): what descriptors refer to. Shared by `dup`, `fork` and
/// SCM_RIGHTS; lives until its last reference goes. Not the descriptor (a number in a {@link
/// FdTable}), not the object (an {@link Inode}, a pipe, a socket).
///
/// One final subclass per kind; operations a kind does not have answer as Linux does for it.
public abstract class FileDescription implements Copyable<FileDescription> {
  private int references;
  private int statusFlags;

  /// Locks of an object without a node of its own (a pipe, a socket), made when first asked for.
  private @Nullable FileLocks ownLocks;

  /// What this description is called as an owner of locks on its file, 0 until it asks for one.
  private int lockOwner;

  /// @param statusFlags access mode and status flags of open(2): O_RDWR, O_APPEND, O_NONBLOCK …
  protected FileDescription(int statusFlags) {
    this.statusFlags = statusFlags;
  }

  @SuppressWarnings("this-escape")
  protected FileDescription(FileDescription from, Copier copier) {
    copier.register(from, this);
    references = from.references;
    statusFlags = from.statusFlags;
    lockOwner = from.lockOwner;
    ownLocks = copier.copyOrNull(from.ownLocks);
  }

  public final int statusFlags() {
    return statusFlags;
  }

  public final void setStatusFlags(int flags) {
    statusFlags = flags;
  }

  public final boolean isReadable() {
    return OpenFlag.reads(statusFlags);
  }

  public final boolean isWritable() {
    return OpenFlag.writes(statusFlags);
  }

  public final boolean isNonBlocking() {
    return (statusFlags & OpenFlag.NON_BLOCKING) != 0;
  }

  public final void retain() {
    references++;
  }

  /// Drops one reference; the last one closes.
  public final void release() {
    if (--references == 0) {
      FileLocks locks = locksOrNull();
      if (locks != null) {
        locks.descriptionClosed(this);
      }
      close();
    }
  }

  public final int references() {
    return references;
  }

  /// A descriptor of this process was closed, by close(2), dup2(2), exec or exit: drops every
  /// record lock that the process has on the file.
  final void descriptorClosed(int processId) {
    FileLocks locks = locksOrNull();
    if (locks != null) {
      locks.dropOwnedBy(processId);
    }
    flushed(processId);
  }

  /// A descriptor of this process was closed; others may be open.
  protected void flushed(int processId) {}

  /// A call of this thread that had waited is over, in whatever way: it waits for no lock any more.
  final void callEnded(int thread) {
    FileLocks locks = locksOrNull();
    if (locks != null) {
      locks.callEnded(thread);
    }
  }

  /// `regular file`, `pipe read end`, … for messages and `info fds`.
  public abstract String kind();

  /// What is open, as /proc/PID/fd shows it: `/tmp/log`, `pipe:[4]`.
  public abstract String name();

  /// Goes on with an open(2) that had to wait (a FIFO): `ZERO` when the description is ready for
  /// use.
  public Outcome continueOpening(IoCall call) {
    return Outcome.ZERO;
  }

  public Outcome read(IoBuffer into, IoCall call) {
    return Outcome.failed(Errno.EINVAL);
  }

  public Outcome write(IoBuffer from, IoCall call) {
    return Outcome.failed(Errno.EINVAL);
  }

  public Outcome readAt(IoBuffer into, long offset, IoCall call) {
    return Outcome.failed(Errno.ESPIPE);
  }

  public Outcome writeAt(IoBuffer from, long offset, IoCall call) {
    return Outcome.failed(Errno.ESPIPE);
  }

  /// Whether lseek(2), pread(2) and pwrite(2) have a meaning; a whole class of ESPIPE depends on
  /// it.
  public boolean isSeekable() {
    return false;
  }

  /// lseek(2); whence 0 set, 1 current, 2 end.
  public Outcome seek(long offset, int whence) {
    return Outcome.failed(Errno.ESPIPE);
  }

  public Outcome truncate(long length, IoCall call) {
    return Outcome.failed(Errno.EINVAL);
  }

  /// fsync(2).
  public Outcome synchronize(IoCall call) {
    return Outcome.failed(Errno.EINVAL);
  }

  /// getdents64(2).
  public Outcome list(IoBuffer into) {
    return Outcome.failed(Errno.ENOTDIR);
  }

  /// Whether {@link #ready} depends on who asks: whoever causes the news cannot tell for the
  /// others.
  public boolean isReadyByCaller() {
    return false;
  }

  /// What close(2) waits for when this was the last descriptor; null: nothing. The descriptor is
  /// gone already.
  public @Nullable Wait closing() {
    return null;
  }

  /// ioctl(2) FIONREAD: bytes that can be read at once; -1 where there is no such number.
  public long available() {
    return -1;
  }

  /// ioctl(2) SIOCOUTQ: bytes that are sent and not taken by the other side; -1 where there is no
  /// such number.
  public long unsent() {
    return -1;
  }

  /// What the two answer where there is no number.
  public Errno noNumber() {
    return Errno.ENOTTY;
  }

  /// The terminal that is open here, or null: isatty(3).
  public @Nullable Console terminal() {
    return null;
  }

  /// What mmap(2) maps, or null: ENODEV.
  public @Nullable FrameSource mappable() {
    return null;
  }

  /// The node in the file system that is open, or null (a pipe, a socket).
  public @Nullable Inode inode() {
    return null;
  }

  /// The directory that is open, where openat(2) and fchdir(2) start; null if it is none.
  public @Nullable Directory directory() {
    return null;
  }

  /// Where flock(2) and fcntl(2) locks on the open object are kept.
  public final FileLocks locks() {
    Inode inode = inode();
    if (inode != null) {
      return inode.locks();
    }
    if (ownLocks == null) {
      ownLocks = new FileLocks(name());
    }
    return ownLocks;
  }

  final int lockOwner() {
    return lockOwner;
  }

  final void setLockOwner(int owner) {
    lockOwner = owner;
  }

  private @Nullable FileLocks locksOrNull() {
    Inode inode = inode();
    return inode == null ? ownLocks : inode.locksOrNull();
  }

  /// fstat(2).
  public abstract FileStatus status();

  /// Ready events of poll(2): POLLIN 1, POLLPRI 2, POLLOUT 4, POLLERR 8, POLLHUP 16, POLLRDHUP
  /// 0x2000.
  public abstract int ready();

  /// Woken whenever {@link #ready} may have gained a bit, and at every arrival of data even if
  /// there was some (EPOLLET); poll, select and epoll wait here as non-exclusive waiters, beside
  /// the object's own queues.
  public abstract WaitQueue readiness();

  /// Which events the last wake-up of {@link #readiness} was about; all, where nobody keeps
  /// account.
  public int news() {
    return -1;
  }

  /// Queues whose waiters a holder of this description could set free: it writes what they wait to
  /// read, or reads and so makes the room they wait for.
  public List<WaitQueue> serves() {
    return List.of();
  }

  final boolean canServe(List<WaitQueue> queues) {
    for (WaitQueue served : serves()) {
      if (queues.contains(served)) {
        return true;
      }
    }
    return false;
  }

  /// What bytes go through here, in words for the account of their costs; null where nobody wants
  /// to know (a terminal, the output of the whole run).
  public @Nullable String channel() {
    return null;
  }

  /// What copying a byte to or from it costs, in percent of copying in the cache: a channel that
  /// takes fresh pages or checks what it carries costs more.
  public int copyPercent() {
    return 100;
  }

  /// Whether epoll(7) takes it: regular files and directories are EPERM there.
  public boolean isPollable() {
    return true;
  }

  /// The last reference is gone.
  protected abstract void close();

  @Override
  public abstract FileDescription copy(Copier copier);
}
