package osprey.kernel.syscall;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.abi.Signal;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.ipc.Notification;
import osprey.kernel.ipc.OpenQueue;
import osprey.kernel.ipc.PosixMessage;
import osprey.kernel.ipc.PosixQueue;
import osprey.kernel.ipc.PosixQueues;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.signal.SentSignal;
import osprey.kernel.task.Limits;
import osprey.kernel.task.Process;
import osprey.kernel.task.SchedulingEntity;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;

/// POSIX message queues, mq_overview(7), as the kernel has them: mq_open(2) and its kin. Names come
/// without the leading slash.
final class QueueCalls {
  private static final int PRIORITIES = 32768;
  private static final int REAL_TIME_BASE = 100;

  /// Bytes of `struct mq_attr`.
  private static final int ATTRIBUTES_BYTES = 64;

  private QueueCalls() {}

  private static PosixQueues queues(Call call) {
    return call.kernel().ipc().posixQueues();
  }

  static Outcome open(Call call) {
    int flags = call.intArgument(1);
    long at = call.argument(3);
    PosixQueues.Attributes attributes =
        at == 0 || (flags & OpenFlag.CREATE) == 0
            ? null
            : new PosixQueues.Attributes(
                call.memory().readLong(at + 8), call.memory().readLong(at + 16));
    String name = call.pathArgument(0);
    Process process = call.process();
    if (!name.isEmpty() && !process.descriptors().hasRoomFor(1, Descriptors.limit(call))) {
      return Outcome.failed(Errno.EMFILE);
    }
    PosixQueues.Opened opened =
        queues(call)
            .open(
                name,
                flags,
                call.intArgument(2),
                attributes,
                new PosixQueues.Opener(
                    process.credentials,
                    process.fileModeMask,
                    process.limits.effective(Limits.MSGQUEUE)),
                call.kernel().now());
    OpenQueue description = opened.description();
    return description == null ? opened.outcome() : Descriptors.install(call, description, true);
  }

  static Outcome unlink(Call call) {
    return queues(call).unlink(call.pathArgument(0), call.process().credentials);
  }

  /// Does something with the queue behind the first argument, whatever becomes of the descriptor.
  private static Outcome with(
      Call call, boolean isSending, Function<OpenQueue, Outcome> operation) {
    return Descriptors.with(
        call,
        description -> {
          boolean isAllowed = isSending ? description.isWritable() : description.isReadable();
          return description instanceof OpenQueue open && isAllowed
              ? operation.apply(open)
              : Outcome.failed(Errno.EBADF);
        });
  }

  static Outcome send(Call call) {
    int priority = call.intArgument(3);
    long deadline = deadline(call, call.argument(4));
    if (deadline < 0 || priority < 0 || priority >= PRIORITIES) {
      return Outcome.failed(Errno.EINVAL);
    }
    return with(
        call,
        true,
        open -> {
          PosixQueue queue = open.queue();
          long size = call.argument(2);
          if (Long.compareUnsigned(size, queue.messageBytes()) > 0) {
            return Outcome.failed(Errno.EMSGSIZE);
          }
          byte[] text = call.memory().read(call.argument(1), (int) size);
          if (call.progress() == null) {
            call.kernel().chargeCopy(size, open.copyPercent());
          }
          Outcome outcome =
              queue.send(
                  new PosixMessage(priority, text),
                  terms(call, open, deadline),
                  call.kernel().now());
          tell(call, queue.takeDue());
          return outcome;
        });
  }

  /// -1 for a time that is none.
  private static long deadline(Call call, long at) {
    if (at == 0) {
      return Wait.FOREVER;
    }
    long nanos = call.readTimespec(at);
    return nanos < 0 ? -1 : call.deadline(0, nanos);
  }

  private static PosixQueue.Terms terms(Call call, FileDescription open, long deadline) {
    SchedulingEntity scheduling = call.task().scheduling;
    int urgency =
        scheduling.realTimePriority > 0
            ? -scheduling.realTimePriority
            : REAL_TIME_BASE + scheduling.nice;
    return new PosixQueue.Terms(open.isNonBlocking(), deadline, call.task().id(), urgency);
  }

  private static void tell(Call call, @Nullable Notification due) {
    if (due == null || due.kind() != Notification.SIGNAL || due.signal() == 0) {
      return;
    }
    Process process = call.kernel().processTable().process(due.processId());
    if (process != null) {
      call.kernel()
          .signals()
          .send(
              process,
              new SentSignal(
                  due.signal(),
                  SentSignal.SI_MESGQ,
                  call.process().id(),
                  call.process().credentials.uid(),
                  due.value(),
                  0));
    }
  }

  static Outcome receive(Call call) {
    long deadline = deadline(call, call.argument(4));
    if (deadline < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    return with(
        call,
        false,
        open -> {
          PosixQueue.Receipt receipt =
              open.queue()
                  .receive(call.argument(2), terms(call, open, deadline), call.kernel().now());
          PosixMessage message = receipt.message();
          if (message != null) {
            call.memory().write(call.argument(1), message.text());
            if (call.argument(3) != 0) {
              call.memory().writeInt(call.argument(3), message.priority());
            }
            call.kernel().chargeCopy(message.text().length, open.copyPercent());
          }
          return receipt.outcome();
        });
  }

  static Outcome notification(Call call) {
    long at = call.argument(1);
    Notification wanted = null;
    if (at != 0) {
      UserMemory memory = call.memory();
      int kind = memory.readInt(at + 12);
      int signal = memory.readInt(at + 8);
      boolean isSignal = kind == Notification.SIGNAL;
      if ((!isSignal && kind != Notification.NONE)
          || (isSignal && (signal < 0 || signal > Signal.NUMBER_MAX))) {
        return Outcome.failed(Errno.EINVAL);
      }
      wanted = new Notification(call.process().id(), kind, signal, memory.readLong(at));
    }
    if (!(call.description(0) instanceof OpenQueue open)) {
      return Outcome.failed(Errno.EBADF);
    }
    if (wanted != null) {
      return open.register(wanted);
    }
    open.unregister(call.process().id());
    return Outcome.ZERO;
  }

  /// mq_getattr(3) and mq_setattr(3).
  static Outcome attributes(Call call) {
    UserMemory memory = call.memory();
    long in = call.argument(1);
    long out = call.argument(2);
    long flags = in == 0 ? 0 : memory.readLong(in);
    if ((flags & ~OpenFlag.NON_BLOCKING) != 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (!(call.description(0) instanceof OpenQueue open)) {
      return Outcome.failed(Errno.EBADF);
    }
    int old = open.statusFlags();
    if (in != 0) {
      open.setStatusFlags((old & ~OpenFlag.NON_BLOCKING) | (int) flags);
    }
    if (out != 0) {
      memory.write(out, new byte[ATTRIBUTES_BYTES]);
      memory.writeLong(out, old & OpenFlag.NON_BLOCKING);
      memory.writeLong(out + 8, open.queue().maxMessages());
      memory.writeLong(out + 16, open.queue().messageBytes());
      memory.writeLong(out + 24, open.queue().count());
    }
    return Outcome.ZERO;
  }
}
