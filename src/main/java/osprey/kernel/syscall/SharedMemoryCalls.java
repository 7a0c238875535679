package osprey.kernel.syscall;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.ipc.IpcLimit;
import osprey.kernel.ipc.IpcPermissions;
import osprey.kernel.ipc.SharedSegment;
import osprey.kernel.ipc.SharedSegments;
import osprey.kernel.mem.AddressSpace;
import osprey.kernel.mem.Segment;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.wait.Outcome;
import osprey.machine.PageTable;

/// System V shared memory: shmget(2), shmat(2), shmdt(2), shmctl(2).
final class SharedMemoryCalls {
  private static final int READ_ONLY = 010000;
  private static final int ROUND = 020000;
  private static final int REMAP = 040000;
  private static final int EXECUTE = 0100000;
  private static final int LOCK = 11;
  private static final int UNLOCK = 12;
  private static final int STATUS_BY_INDEX = 13;
  private static final int INFO = 14;
  private static final int STATUS_OF_ANY = 15;

  /// Bytes of `struct shmid_ds`.
  private static final int STRUCT_BYTES = 112;

  private SharedMemoryCalls() {}

  private static SharedSegments segments(Call call) {
    return call.kernel().ipc().segments();
  }

  static Outcome get(Call call) {
    return segments(call)
        .get(
            call.intArgument(0),
            call.argument(1),
            call.intArgument(2),
            call.user(),
            call.process().id(),
            call.kernel().realTime());
  }

  static Outcome attach(Call call) {
    long address = call.argument(1);
    int flags = call.intArgument(2);
    long offset = address & (PageTable.PAGE_BYTES - 1);
    boolean isRemapping = (flags & REMAP) != 0;
    if (offset != 0 && (flags & ROUND) == 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    long start = address - offset;
    if (isRemapping && start == 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    SharedSegment segment = segments(call).find(call.intArgument(0));
    if (segment == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    int protection = Segment.PROT_READ;
    int asked = IpcPermissions.READ;
    if ((flags & READ_ONLY) != 0) {
      protection |= Segment.NEVER_WRITABLE;
    } else {
      protection |= Segment.PROT_WRITE;
      asked |= IpcPermissions.WRITE;
    }
    if ((flags & EXECUTE) != 0) {
      protection |= Segment.PROT_EXEC;
      asked |= 0111;
    }
    if (!segment.permissions().allows(asked, call.user())) {
      return Outcome.failed(Errno.EACCES);
    }
    AddressSpace space = call.process().memory();
    long bytes = segment.pages() << PageTable.PAGE_SHIFT;
    if (address == 0) {
      start = space.findGap(bytes);
      if (start < 0) {
        return Outcome.failed(Errno.ENOMEM);
      }
    } else {
      Errno refusal = refusalOf(space, start, bytes, isRemapping);
      if (refusal != null) {
        return Outcome.failed(refusal);
      }
      space.unmap(start, start + bytes);
    }
    segments(call)
        .attach(segment, space, start, protection, call.process().id(), call.kernel().realTime());
    return Outcome.done(start);
  }

  private static @Nullable Errno refusalOf(
      AddressSpace space, long start, long bytes, boolean isRemapping) {
    if (start < 0 || start > AddressSpace.STACK_TOP - bytes) {
      return start < 0 && start + bytes >= 0 ? Errno.EINVAL : Errno.ENOMEM;
    }
    if (!isRemapping && !space.isFree(start, start + bytes)) {
      return Errno.EINVAL;
    }
    return start < AddressSpace.LOWEST ? Errno.EPERM : null;
  }

  static Outcome detach(Call call) {
    long start = call.argument(0);
    boolean isAttached =
        (start & (PageTable.PAGE_BYTES - 1)) == 0
            && segments(call)
                .detach(
                    call.process().memory(), start, call.process().id(), call.kernel().realTime());
    return isAttached ? Outcome.ZERO : Outcome.failed(Errno.EINVAL);
  }

  static Outcome control(Call call) {
    int id = call.intArgument(0);
    int command = call.intArgument(1) & ~0x100;
    long at = call.argument(2);
    if (id < 0 || command < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    return switch (command) {
      case IpcStructs.REMOVE -> segments(call).remove(id, call.user());
      case IpcStructs.SET -> {
        IpcStructs.Change change = IpcStructs.readChange(call.memory(), at);
        yield segments(call)
            .change(
                id,
                change.uid(),
                change.gid(),
                change.mode(),
                call.user(),
                call.kernel().realTime());
      }
      case IpcStructs.STATUS -> status(call, segments(call).find(id), true, 0);
      case STATUS_BY_INDEX, STATUS_OF_ANY -> {
        SharedSegment segment =
            segments(call).all().stream()
                .filter(each -> (each.id() & 0x7fff) == id)
                .findFirst()
                .orElse(null);
        int result = segment == null ? 0 : segment.id();
        yield status(call, segment, command == STATUS_BY_INDEX, result);
      }
      case LOCK, UNLOCK -> segments(call).lock(id, command == LOCK, call.user());
      case IpcStructs.LIMITS -> limits(call, at);
      case INFO -> use(call, at);
      default -> Outcome.failed(Errno.EINVAL);
    };
  }

  private static Outcome status(
      Call call, @Nullable SharedSegment segment, boolean isChecked, int result) {
    if (segment == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (isChecked && !segment.permissions().allows(IpcPermissions.READ, call.user())) {
      return Outcome.failed(Errno.EACCES);
    }
    long at = call.argument(2);
    UserMemory memory = call.memory();
    memory.write(at, new byte[STRUCT_BYTES]);
    IpcStructs.write(memory, at, segment.id(), segment.permissions());
    memory.writeLong(at + 48, segment.size());
    memory.writeLong(at + 56, IpcStructs.seconds(segment.attached()));
    memory.writeLong(at + 64, IpcStructs.seconds(segment.detached()));
    memory.writeLong(at + 72, IpcStructs.seconds(segment.changed()));
    memory.writeInt(at + 80, segment.creator());
    memory.writeInt(at + 84, segment.lastUser());
    memory.writeLong(at + 88, segment.attachments());
    return Outcome.done(result);
  }

  /// `struct shminfo`.
  private static Outcome limits(Call call, long at) {
    var limits = call.kernel().ipc().limits();
    UserMemory memory = call.memory();
    memory.write(at, new byte[72]);
    memory.writeLong(at, limits.get(IpcLimit.SEGMENT_BYTES));
    memory.writeLong(at + 8, 1);
    memory.writeLong(at + 16, limits.get(IpcLimit.SEGMENTS));
    memory.writeLong(at + 24, limits.get(IpcLimit.SEGMENTS));
    memory.writeLong(at + 32, limits.get(IpcLimit.SEGMENT_PAGES));
    return Outcome.done(segments(call).highestIndex());
  }

  /// `struct shm_info`.
  private static Outcome use(Call call, long at) {
    UserMemory memory = call.memory();
    memory.write(at, new byte[48]);
    memory.writeInt(at, segments(call).all().size());
    memory.writeLong(at + 8, segments(call).pages());
    memory.writeLong(at + 16, segments(call).pages());
    return Outcome.done(segments(call).highestIndex());
  }
}
