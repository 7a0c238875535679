package osprey.kernel.file;

import static com.google.common.base.Preconditions.checkState;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.WaitQueue;

/// The descriptors of one process: small numbers that stand for open file descriptions, each with
/// its own FD_CLOEXEC flag. A new descriptor gets the lowest free number; RLIMIT_NOFILE bounds the
/// numbers.
public final class FdTable implements Copyable<FdTable> {
  /// dup(2), open(2), fcntl(2).
  private static final int AT_FIRST = 8;

  private @Nullable FileDescription[] descriptions;
  private boolean[] closeOnExec;

  /// Numbers promised to an open(2) that waits; neither open nor free.
  private final BitSet reserved = new BitSet();

  /// One open descriptor, for views.
  public record Entry(int fd, FileDescription description, boolean closeOnExec) {}

  public FdTable() {
    descriptions = new @Nullable FileDescription[AT_FIRST];
    closeOnExec = new boolean[AT_FIRST];
  }

  private FdTable(FdTable from, Copier copier) {
    copier.register(from, this);
    descriptions = new @Nullable FileDescription[from.descriptions.length];
    for (int fd = 0; fd < descriptions.length; fd++) {
      descriptions[fd] = copier.copyOrNull(from.descriptions[fd]);
    }
    closeOnExec = from.closeOnExec.clone();
    reserved.or(from.reserved);
  }

  /// The description behind a number, or null: EBADF.
  public @Nullable FileDescription get(int fd) {
    return fd >= 0 && fd < descriptions.length ? descriptions[fd] : null;
  }

  public boolean isOpen(int fd) {
    return get(fd) != null;
  }

  public boolean isClosedOnExec(int fd) {
    return isOpen(fd) && closeOnExec[fd];
  }

  public void setCloseOnExec(int fd, boolean close) {
    checkState(isOpen(fd), "descriptor %s is not open", fd);
    closeOnExec[fd] = close;
  }

  /// Open descriptors by number.
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (int fd = 0; fd < descriptions.length; fd++) {
      FileDescription description = descriptions[fd];
      if (description != null) {
        entries.add(new Entry(fd, description, closeOnExec[fd]));
      }
    }
    return entries;
  }

  /// Whether a holder of these descriptors could end the wait of those in one of the queues.
  public boolean canServe(List<WaitQueue> queues) {
    for (FileDescription description : descriptions) {
      if (description != null && description.canServe(queues)) {
        return true;
      }
    }
    return false;
  }

  /// The lowest free number from `from` on.
  public int lowestFree(int from) {
    int fd = from;
    while (isOpen(fd) || reserved.get(fd)) {
      fd++;
    }
    return fd;
  }

  /// Whether `count` more descriptors stay below the limit.
  public boolean hasRoomFor(int count, long limit) {
    int fd = -1;
    for (int i = 0; i < count; i++) {
      fd = lowestFree(fd + 1);
    }
    return fd < limit;
  }

  /// Promises the lowest free number to an open(2) that will wait; -1: EMFILE.
  public int reserve(long limit) {
    int fd = lowestFree(0);
    if (fd >= limit) {
      return -1;
    }
    reserved.set(fd);
    return fd;
  }

  /// Gives a promised number back, to be used or not.
  public void unreserve(int fd) {
    reserved.clear(fd);
  }

  /// Takes the lowest free number for a description and a reference to it; -1 if that would reach
  /// the limit (EMFILE), and then nothing changes.
  public int add(FileDescription description, boolean closesOnExec, long limit) {
    return addFrom(0, description, closesOnExec, limit);
  }

  private int addFrom(int from, FileDescription description, boolean closesOnExec, long limit) {
    int fd = lowestFree(from);
    if (fd >= limit) {
      return -1;
    }
    put(fd, description, closesOnExec);
    return fd;
  }

  /// Puts a description at a free number of the caller's choice (standard input at the start).
  public void put(int fd, FileDescription description, boolean closesOnExec) {
    checkState(!isOpen(fd), "descriptor %s is open", fd);
    if (fd >= descriptions.length) {
      int capacity = Math.max(fd + 1, descriptions.length * 2);
      descriptions = Arrays.copyOf(descriptions, capacity);
      closeOnExec = Arrays.copyOf(closeOnExec, capacity);
    }
    description.retain();
    descriptions[fd] = description;
    closeOnExec[fd] = closesOnExec;
  }

  /// dup(2).
  public Outcome duplicate(int fd, long limit) {
    return duplicateFrom(fd, 0, false, limit);
  }

  /// fcntl(2) F_DUPFD and F_DUPFD_CLOEXEC.
  public Outcome duplicateFrom(int fd, long minimum, boolean closesOnExec, long limit) {
    FileDescription description = get(fd);
    if (description == null) {
      return Outcome.failed(Errno.EBADF);
    }
    if (minimum < 0 || minimum >= limit) {
      return Outcome.failed(Errno.EINVAL);
    }
    int copy = addFrom((int) minimum, description, closesOnExec, limit);
    return copy < 0 ? Outcome.failed(Errno.EMFILE) : Outcome.done(copy);
  }

  /// dup2(2), and dup3(2) without its check for equal numbers.
  public Outcome duplicateTo(int fd, int target, boolean closesOnExec, long limit, int processId) {
    FileDescription description = get(fd);
    if (target < 0 || target >= limit || description == null) {
      return Outcome.failed(Errno.EBADF);
    }
    if (fd == target) {
      return Outcome.done(fd);
    }
    description.retain();
    if (isOpen(target)) {
      close(target, processId);
    }
    put(target, description, closesOnExec);
    description.release();
    return Outcome.done(target);
  }

  /// close(2). False: the number was not open.
  public boolean close(int fd, int processId) {
    FileDescription description = get(fd);
    if (description == null) {
      return false;
    }
    takeOut(fd, description, processId);
    description.release();
    return true;
  }

  private void takeOut(int fd, FileDescription description, int processId) {
    descriptions[fd] = null;
    closeOnExec[fd] = false;
    description.descriptorClosed(processId);
  }

  /// Several at once: Linux takes them out from the lowest on and lets go from the highest on,
  /// which a peer can see.
  private void closeWhere(IntPredicate isClosed, int processId) {
    Deque<FileDescription> closed = new ArrayDeque<>();
    for (int fd = 0; fd < descriptions.length; fd++) {
      FileDescription description = descriptions[fd];
      if (description != null && isClosed.test(fd)) {
        takeOut(fd, description, processId);
        closed.push(description);
      }
    }
    closed.forEach(FileDescription::release);
  }

  /// The process ends.
  public void closeAll(int processId) {
    closeWhere(_ -> true, processId);
  }

  /// The process executes another program.
  public void closeOnExec(int processId) {
    closeWhere(fd -> closeOnExec[fd], processId);
  }

  /// A child's table: the same numbers and flags, the same descriptions.
  public FdTable inherited() {
    FdTable child = new FdTable();
    child.descriptions = descriptions.clone();
    child.closeOnExec = closeOnExec.clone();
    for (FileDescription description : descriptions) {
      if (description != null) {
        description.retain();
      }
    }
    return child;
  }

  @Override
  public FdTable copy(Copier copier) {
    return new FdTable(this, copier);
  }
}
