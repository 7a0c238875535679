package osprey.kernel.syscall;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.ipc.IpcLimit;
import osprey.kernel.ipc.IpcPermissions;
import osprey.kernel.ipc.SemaphoreOperation;
import osprey.kernel.ipc.SemaphoreRequest;
import osprey.kernel.ipc.SemaphoreSet;
import osprey.kernel.ipc.SemaphoreSets;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;

/// System V semaphores: semget(2), semop(2), semctl(2).
final class SemaphoreCalls {
  private static final int GET_PID = 11;
  private static final int GET_VALUE = 12;
  private static final int GET_ALL = 13;
  private static final int GET_WAITING = 14;
  private static final int GET_WAITING_FOR_ZERO = 15;
  private static final int SET_VALUE = 16;
  private static final int SET_ALL = 17;
  private static final int STATUS_BY_INDEX = 18;
  private static final int INFO = 19;
  private static final int STATUS_OF_ANY = 20;

  /// Bytes of `struct sembuf` and of `struct semid_ds`.
  private static final int OPERATION_BYTES = 6;

  private static final int STRUCT_BYTES = 104;
  private static final int SHORT = 0xffff;

  private SemaphoreCalls() {}

  private static SemaphoreSets sets(Call call) {
    return call.kernel().ipc().semaphores();
  }

  static Outcome get(Call call) {
    return sets(call)
        .get(
            call.intArgument(0),
            call.intArgument(1),
            call.intArgument(2),
            call.user(),
            call.kernel().realTime());
  }

  static Outcome operate(Call call) {
    return operate(call, Wait.FOREVER);
  }

  static Outcome operateTimed(Call call) {
    long at = call.argument(3);
    if (at == 0) {
      return operate(call);
    }
    long nanos = call.readTimespec(at);
    return nanos < 0 ? Outcome.failed(Errno.EINVAL) : operate(call, call.after(nanos));
  }

  private static Outcome operate(Call call, long deadlineNanos) {
    int id = call.intArgument(0);
    long at = call.argument(1);
    long count = call.argument(2) & 0xffff_ffffL;
    if (count < 1 || id < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (count > call.kernel().ipc().limits().get(IpcLimit.SEMAPHORE_OPERATIONS)) {
      return Outcome.failed(Errno.E2BIG);
    }
    List<SemaphoreOperation> operations = new ArrayList<>();
    UserMemory memory = call.memory();
    for (int i = 0; i < count; i++) {
      long each = at + (long) i * OPERATION_BYTES;
      operations.add(
          new SemaphoreOperation(
              memory.readShort(each) & SHORT,
              memory.readShort(each + 2),
              memory.readShort(each + 4) & SHORT));
    }
    return sets(call)
        .operate(
            new SemaphoreRequest(id, operations, call.process().id()),
            call.user(),
            deadlineNanos,
            call.kernel().realTime());
  }

  static Outcome control(Call call) {
    int id = call.intArgument(0);
    int command = call.intArgument(2) & ~0x100;
    if (id < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    return switch (command) {
      case IpcStructs.REMOVE -> sets(call).remove(id, call.user());
      case IpcStructs.SET -> {
        IpcStructs.Change change = IpcStructs.readChange(call.memory(), call.argument(3));
        yield sets(call)
            .change(
                id,
                change.uid(),
                change.gid(),
                change.mode(),
                call.user(),
                call.kernel().realTime());
      }
      case IpcStructs.STATUS -> status(call, sets(call).find(id), true, 0);
      case STATUS_BY_INDEX, STATUS_OF_ANY -> {
        SemaphoreSet set =
            sets(call).all().stream()
                .filter(each -> (each.id() & 0x7fff) == id)
                .findFirst()
                .orElse(null);
        yield status(call, set, command == STATUS_BY_INDEX, set == null ? 0 : set.id());
      }
      case IpcStructs.LIMITS, INFO -> limits(call, command == INFO);
      case GET_PID, GET_VALUE, GET_ALL, GET_WAITING, GET_WAITING_FOR_ZERO, SET_VALUE, SET_ALL ->
          values(call, command, sets(call).find(id));
      default -> Outcome.failed(Errno.EINVAL);
    };
  }

  private static Outcome values(Call call, int command, @Nullable SemaphoreSet set) {
    if (command == SET_VALUE) {
      int value = call.intArgument(3);
      if (value < 0 || value > Short.MAX_VALUE) {
        // Before the set is looked for.
        return Outcome.failed(Errno.ERANGE);
      }
    }
    if (set == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    int number = call.intArgument(1);
    boolean isOfAll = command == GET_ALL || command == SET_ALL;
    boolean isOutOfRange = !isOfAll && (number < 0 || number >= set.count());
    int pid = call.process().id();
    long time = call.kernel().realTime();
    if (command == SET_VALUE) {
      int value = call.intArgument(3);
      return isOutOfRange
          ? Outcome.failed(Errno.EINVAL)
          : sets(call).set(set, number, new int[] {value}, call.user(), pid, time);
    }
    if (command == SET_ALL) {
      if (!set.permissions().allows(IpcPermissions.WRITE, call.user())) {
        return Outcome.failed(Errno.EACCES);
      }
      int[] values = new int[set.count()];
      for (int i = 0; i < values.length; i++) {
        values[i] = call.memory().readShort(call.argument(3) + i * 2L) & SHORT;
      }
      return sets(call).set(set, 0, values, call.user(), pid, time);
    }
    if (!set.permissions().allows(IpcPermissions.READ, call.user())) {
      return Outcome.failed(Errno.EACCES);
    }
    if (isOutOfRange) {
      return Outcome.failed(Errno.EINVAL);
    }
    return switch (command) {
      case GET_PID -> Outcome.done(set.lastUser(number));
      case GET_VALUE -> Outcome.done(set.value(number));
      case GET_WAITING -> Outcome.done(set.waiting(number, false));
      case GET_WAITING_FOR_ZERO -> Outcome.done(set.waiting(number, true));
      default -> {
        for (int i = 0; i < set.count(); i++) {
          call.memory().writeShort(call.argument(3) + i * 2L, set.value(i));
        }
        yield Outcome.ZERO;
      }
    };
  }

  private static Outcome status(
      Call call, @Nullable SemaphoreSet set, boolean isChecked, int result) {
    if (set == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (isChecked && !set.permissions().allows(IpcPermissions.READ, call.user())) {
      return Outcome.failed(Errno.EACCES);
    }
    long at = call.argument(3);
    UserMemory memory = call.memory();
    memory.write(at, new byte[STRUCT_BYTES]);
    IpcStructs.write(memory, at, set.id(), set.permissions());
    memory.writeLong(at + 48, IpcStructs.seconds(set.used()));
    memory.writeLong(at + 64, IpcStructs.seconds(set.changed()));
    memory.writeLong(at + 80, set.count());
    return Outcome.done(result);
  }

  /// `struct seminfo`.
  private static Outcome limits(Call call, boolean isUse) {
    var limits = call.kernel().ipc().limits();
    int all = IpcStructs.asInt(limits.get(IpcLimit.SEMAPHORES));
    int operations = IpcStructs.asInt(limits.get(IpcLimit.SEMAPHORE_OPERATIONS));
    int[] fields = {
      all,
      IpcStructs.asInt(limits.get(IpcLimit.SEMAPHORE_SETS)),
      all,
      all,
      IpcStructs.asInt(limits.get(IpcLimit.SEMAPHORES_OF_A_SET)),
      operations,
      operations,
      isUse ? sets(call).all().size() : 20,
      Short.MAX_VALUE,
      isUse ? IpcStructs.asInt(sets(call).semaphores()) : Short.MAX_VALUE
    };
    for (int i = 0; i < fields.length; i++) {
      call.memory().writeInt(call.argument(3) + i * 4L, fields[i]);
    }
    return Outcome.done(sets(call).highestIndex());
  }
}
