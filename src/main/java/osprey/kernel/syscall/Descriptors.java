package osprey.kernel.syscall;

import java.util.function.Function;
import osprey.abi.Errno;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileStatus;
import osprey.kernel.file.HeldDescriptions;
import osprey.kernel.ipc.PipeEnd;
import osprey.kernel.task.Limits;
import osprey.kernel.wait.Outcome;

/// What the calls on descriptors have in common: from a number to a description and back, and a
/// description that stays with its call while that is blocked.
final class Descriptors {
  private Descriptors() {}

  /// Does something with the description behind the first argument.
  static Outcome with(Call call, Function<FileDescription, Outcome> operation) {
    HeldDescriptions held = call.kernel().files().held();
    int thread = call.task().id();
    FileDescription description = held.get(thread, number(call), call.argument(0));
    if (description == null) {
      description = call.description(0);
    }
    if (description == null) {
      return Outcome.failed(Errno.EBADF);
    }
    call.moves(description);
    return settle(call, description, booked(call, description, operation));
  }

  private static Outcome booked(
      Call call, FileDescription description, Function<FileDescription, Outcome> operation) {
    String channel = description.channel();
    if (channel == null) {
      return operation.apply(description);
    }
    return call.kernel()
        .transfers()
        .book(
            call.kernel(),
            call.task(),
            call.progress() == null,
            description instanceof PipeEnd pipe && !pipe.isFifo() ? "pipe" : description.kind(),
            channel,
            () -> operation.apply(description));
  }

  /// A call that is blocked keeps its description, whatever happens to the descriptor.
  static Outcome settle(Call call, FileDescription description, Outcome outcome) {
    HeldDescriptions held = call.kernel().files().held();
    if (outcome instanceof Outcome.Blocked) {
      held.hold(call.task().id(), number(call), call.argument(0), description);
    } else {
      held.release(call.task().id());
    }
    return outcome;
  }

  static int number(Call call) {
    return call.task().registers().syscallNumber(call.process().program());
  }

  static long limit(Call call) {
    return call.process().limits.effective(Limits.NOFILE);
  }

  /// Gives a new description a descriptor; EMFILE closes it again.
  static Outcome install(Call call, FileDescription description, boolean closesOnExec) {
    description.retain();
    int fd = call.process().descriptors().add(description, closesOnExec, limit(call));
    description.release();
    return fd < 0 ? Outcome.failed(Errno.EMFILE) : Outcome.done(fd);
  }

  /// `struct stat` of x86-64, 144 bytes.
  static Outcome writeStatus(Call call, FileStatus status, long address) {
    long boot = call.kernel().realTime() - call.kernel().now();
    byte[] bytes = new byte[144];
    put(bytes, 0, status.device(), 8);
    put(bytes, 8, status.inode(), 8);
    put(bytes, 16, status.links(), 8);
    put(bytes, 24, status.mode(), 4);
    put(bytes, 28, status.uid(), 4);
    put(bytes, 32, status.gid(), 4);
    put(bytes, 40, status.rawDevice(), 8);
    put(bytes, 48, status.size(), 8);
    put(bytes, 56, status.blockSize(), 8);
    put(bytes, 64, status.blocks(), 8);
    putTime(bytes, 72, boot + status.accessed());
    putTime(bytes, 88, boot + status.modified());
    putTime(bytes, 104, boot + status.changed());
    call.memory().write(address, bytes);
    return Outcome.ZERO;
  }

  private static void putTime(byte[] bytes, int at, long nanos) {
    put(bytes, at, Math.floorDiv(nanos, 1_000_000_000L), 8);
    put(bytes, at + 8, Math.floorMod(nanos, 1_000_000_000L), 8);
  }

  private static void put(byte[] bytes, int at, long value, int count) {
    for (int i = 0; i < count; i++) {
      bytes[at + i] = (byte) (value >>> (i * Byte.SIZE));
    }
  }
}
