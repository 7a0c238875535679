package osprey.kernel.syscall;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileLocks;
import osprey.kernel.file.OpenFile;
import osprey.kernel.file.RecordLock;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.wait.Outcome;

/// Advisory locks: flock(2) and the locking commands of fcntl(2).
final class LockCalls {
  private static final int LOCK_SHARED = 1;
  private static final int LOCK_EXCLUSIVE = 2;
  private static final int LOCK_NON_BLOCKING = 4;
  private static final int LOCK_UNLOCK = 8;

  // Offsets in `struct flock`.
  private static final int WHENCE = 2;
  private static final int START = 8;
  private static final int LENGTH = 16;
  private static final int PROCESS = 24;

  /// What a command asks for.
  enum Request {
    TEST,
    SET,
    SET_AND_WAIT
  }

  private LockCalls() {}

  static Outcome flock(Call call) {
    int operation = call.intArgument(1);
    int thread = call.task().id();
    int what = operation & ~LOCK_NON_BLOCKING;
    if (what != LOCK_SHARED && what != LOCK_EXCLUSIVE && what != LOCK_UNLOCK) {
      // Before the descriptor is looked at.
      return Outcome.failed(Errno.EINVAL);
    }
    return Descriptors.with(
        call,
        description -> {
          boolean isNonBlocking = (operation & LOCK_NON_BLOCKING) != 0;
          return switch (what) {
            case LOCK_SHARED ->
                description.locks().flock(description, false, isNonBlocking, thread);
            case LOCK_EXCLUSIVE ->
                description.locks().flock(description, true, isNonBlocking, thread);
            default -> {
              description.locks().unflock(description);
              yield Outcome.ZERO;
            }
          };
        });
  }

  /// @param isOpenFile whether the description owns the lock (F_OFD_*), not the process
  static Outcome record(
      Call call, FileDescription description, Request request, boolean isOpenFile) {
    UserMemory memory = call.memory();
    long address = call.argument(2);
    RecordLock.Type type = RecordLock.Type.of(memory.readShort(address));
    boolean isTraditionalTest = request == Request.TEST && !isOpenFile;
    if (type == null || (isTraditionalTest && type == RecordLock.Type.UNLOCK)) {
      return Outcome.failed(Errno.EINVAL);
    }
    long base;
    switch (memory.readShort(address + WHENCE)) {
      case 0 -> base = 0;
      case 1 -> base = description instanceof OpenFile file ? file.position() : 0;
      case 2 -> base = description.status().size();
      default -> {
        return Outcome.failed(Errno.EINVAL);
      }
    }
    if (isOpenFile && memory.readInt(address + PROCESS) != 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    FileLocks locks = description.locks();
    int process = call.process().id();
    long owner = isOpenFile ? locks.openFileOwner(description) : process;
    RecordLock whole =
        new RecordLock(owner, isOpenFile ? -1 : process, type, 0, RecordLock.TO_INFINITY);
    return inRange(call, description, whole, base, request);
  }

  private static Outcome inRange(
      Call call, FileDescription description, RecordLock whole, long base, Request request) {
    long address = call.argument(2);
    long offset = call.memory().readLong(address + START);
    long length = call.memory().readLong(address + LENGTH);
    if (offset > Long.MAX_VALUE - base) {
      return Outcome.failed(Errno.EOVERFLOW);
    }
    long start = base + offset;
    long end = RecordLock.TO_INFINITY;
    if (length > 0 && start >= 0) {
      if (length - 1 > Long.MAX_VALUE - start) {
        return Outcome.failed(Errno.EOVERFLOW);
      }
      end = start + length - 1;
    } else if (length < 0) {
      end = start - 1;
      start += length;
    }
    if (start < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    RecordLock wanted = new RecordLock(whole.owner(), whole.processId(), whole.type(), start, end);
    if (request == Request.TEST) {
      return report(call, description.locks().conflict(wanted));
    }
    boolean isPermitted =
        switch (wanted.type()) {
          case READ -> description.isReadable();
          case WRITE -> description.isWritable();
          case UNLOCK -> true;
        };
    if (!isPermitted) {
      return Outcome.failed(Errno.EBADF);
    }
    boolean waits = request == Request.SET_AND_WAIT;
    return description
        .locks()
        .lock(wanted, waits, call.kernel().files().lockWaits(), call.task().id());
  }

  private static Outcome report(Call call, @Nullable RecordLock found) {
    UserMemory memory = call.memory();
    long address = call.argument(2);
    if (found == null) {
      memory.writeShort(address, RecordLock.Type.UNLOCK.number());
    } else {
      memory.writeShort(address, found.type().number());
      memory.writeShort(address + WHENCE, 0);
      memory.writeLong(address + START, found.start());
      memory.writeLong(address + LENGTH, found.length());
      memory.writeInt(address + PROCESS, found.processId());
    }
    return Outcome.ZERO;
  }
}
