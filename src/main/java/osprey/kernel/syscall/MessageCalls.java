package osprey.kernel.syscall;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.ipc.IpcLimit;
import osprey.kernel.ipc.IpcPermissions;
import osprey.kernel.ipc.MessageQueueV;
import osprey.kernel.ipc.MessageQueues;
import osprey.kernel.ipc.MessageSelector;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.wait.Outcome;

/// System V message queues: msgget(2), msgsnd(2), msgrcv(2), msgctl(2).
final class MessageCalls {
  /// Messages are copied into memory that is allocated for each.
  private static final int COPY_PERCENT = 145;

  private static final int STATUS_BY_INDEX = 11;
  private static final int INFO = 12;
  private static final int STATUS_OF_ANY = 13;

  /// Bytes of `struct msqid_ds`.
  private static final int STRUCT_BYTES = 120;

  private MessageCalls() {}

  private static MessageQueues queues(Call call) {
    return call.kernel().ipc().messageQueues();
  }

  static Outcome get(Call call) {
    return queues(call)
        .get(call.intArgument(0), call.intArgument(1), call.user(), call.kernel().realTime());
  }

  private static Outcome booked(Call call, Supplier<Outcome> operation) {
    return call.kernel()
        .transfers()
        .book(
            call.kernel(),
            call.task(),
            call.progress() == null,
            "System V message queue",
            "queue " + call.intArgument(0),
            operation);
  }

  static Outcome send(Call call) {
    return booked(call, () -> sendNow(call));
  }

  static Outcome receive(Call call) {
    return booked(call, () -> receiveNow(call));
  }

  private static Outcome sendNow(Call call) {
    int id = call.intArgument(0);
    long at = call.argument(1);
    long size = call.argument(2);
    UserMemory memory = call.memory();
    long type = memory.readLong(at);
    if (!queues(call).isSendable(id, type, size)) {
      return Outcome.failed(Errno.EINVAL);
    }
    byte[] text = memory.read(at + Long.BYTES, (int) size);
    if (call.progress() == null) {
      call.kernel().chargeCopy(size, COPY_PERCENT);
    }
    return queues(call)
        .send(
            id,
            type,
            text,
            call.intArgument(3),
            call.progress() != null,
            call.user(),
            call.process().id(),
            call.kernel().realTime());
  }

  private static Outcome receiveNow(Call call) {
    long at = call.argument(1);
    int flags = call.intArgument(4);
    MessageSelector selector =
        MessageSelector.of(
            call.intArgument(0), call.argument(3), call.argument(2), flags, call.process().id());
    MessageQueueV.Receipt receipt =
        queues(call)
            .receive(
                selector,
                flags,
                call.progress() != null,
                call.user(),
                call.task().id(),
                call.kernel().realTime());
    MessageQueueV.MessageText message = receipt.message();
    if (message != null) {
      call.memory().writeLong(at, message.type());
      call.memory().write(at + Long.BYTES, message.text(), 0, message.length());
      call.kernel().chargeCopy(message.length(), COPY_PERCENT);
    }
    return receipt.outcome();
  }

  static Outcome control(Call call) {
    int id = call.intArgument(0);
    int command = call.intArgument(1) & ~0x100;
    long at = call.argument(2);
    if (id < 0 || command < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    return switch (command) {
      case IpcStructs.REMOVE -> queues(call).remove(id, call.user());
      case IpcStructs.SET -> {
        IpcStructs.Change change = IpcStructs.readChange(call.memory(), at);
        long capacity = call.memory().readLong(at + 88);
        yield queues(call)
            .change(
                id,
                change.uid(),
                change.gid(),
                change.mode(),
                capacity,
                call.user(),
                call.kernel().realTime());
      }
      case IpcStructs.STATUS -> status(call, queues(call).find(id), true, 0);
      case STATUS_BY_INDEX, STATUS_OF_ANY -> {
        MessageQueueV queue =
            queues(call).all().stream()
                .filter(each -> (each.id() & 0x7fff) == id)
                .findFirst()
                .orElse(null);
        int result = queue == null ? 0 : queue.id();
        yield status(call, queue, command == STATUS_BY_INDEX, result);
      }
      case IpcStructs.LIMITS, INFO -> limits(call, at, command == INFO);
      default -> Outcome.failed(Errno.EINVAL);
    };
  }

  private static Outcome status(
      Call call, @Nullable MessageQueueV queue, boolean isChecked, int result) {
    if (queue == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (isChecked && !queue.permissions().allows(IpcPermissions.READ, call.user())) {
      return Outcome.failed(Errno.EACCES);
    }
    long at = call.argument(2);
    UserMemory memory = call.memory();
    memory.write(at, new byte[STRUCT_BYTES]);
    IpcStructs.write(memory, at, queue.id(), queue.permissions());
    memory.writeLong(at + 48, IpcStructs.seconds(queue.sent()));
    memory.writeLong(at + 56, IpcStructs.seconds(queue.received()));
    memory.writeLong(at + 64, IpcStructs.seconds(queue.changed()));
    memory.writeLong(at + 72, queue.bytes());
    memory.writeLong(at + 80, queue.count());
    memory.writeLong(at + 88, queue.capacity());
    memory.writeInt(at + 96, queue.lastSender());
    memory.writeInt(at + 100, queue.lastReceiver());
    return Outcome.done(result);
  }

  /// `struct msginfo`.
  private static Outcome limits(Call call, long at, boolean isUse) {
    var limits = call.kernel().ipc().limits();
    int queues = 0;
    int messages = 0;
    long bytes = 0;
    for (MessageQueueV queue : queues(call).all()) {
      queues++;
      messages += queue.count();
      bytes += queue.bytes();
    }
    UserMemory memory = call.memory();
    int capacity = IpcStructs.asInt(limits.get(IpcLimit.QUEUE_BYTES));
    int most = IpcStructs.asInt(limits.get(IpcLimit.QUEUES));
    int[] fields = {
      isUse ? queues : most * (capacity / 1024),
      isUse ? messages : capacity,
      IpcStructs.asInt(limits.get(IpcLimit.MESSAGE_BYTES)),
      capacity,
      most,
      16,
      isUse ? IpcStructs.asInt(bytes) : capacity,
      0xffff
    };
    for (int i = 0; i < fields.length; i++) {
      memory.writeInt(at + i * 4L, fields[i]);
    }
    return Outcome.done(queues(call).highestIndex());
  }
}
