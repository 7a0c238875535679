package osprey.kernel.syscall;

import java.util.function.Function;
import osprey.abi.Errno;
import osprey.kernel.file.FdTable;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.ipc.EventFd;
import osprey.kernel.ipc.Pipes;
import osprey.kernel.ipc.Splice;
import osprey.kernel.wait.Outcome;
import osprey.machine.Access;

/// pipe(2), eventfd(2), and the calls that move bytes without user memory: splice(2), tee(2),
/// sendfile(2).
final class PipeCalls {
  private static final int SPLICE_NON_BLOCKING = 2;
  private static final int SPLICE_FLAGS = 0xf;
  private static final int PAIR_BYTES = 8;

  private PipeCalls() {}

  static Outcome pipe(Call call) {
    return pipe(call, 0);
  }

  static Outcome pipeWithFlags(Call call) {
    return pipe(call, call.intArgument(1));
  }

  private static Outcome pipe(Call call, int flags) {
    int known = OpenFlag.CLOSE_ON_EXEC | OpenFlag.NON_BLOCKING | OpenFlag.DIRECT;
    if ((flags & ~known) != 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    FdTable table = call.process().descriptors();
    long limit = Descriptors.limit(call);
    if (!table.hasRoomFor(2, limit)) {
      return Outcome.failed(Errno.EMFILE);
    }
    long address = call.argument(0);
    if (call.memory().accessible(address, PAIR_BYTES, Access.WRITE) < PAIR_BYTES) {
      return Outcome.failed(Errno.EFAULT);
    }
    Pipes.Ends ends =
        call.kernel()
            .pipes()
            .create(
                flags & (OpenFlag.NON_BLOCKING | OpenFlag.DIRECT),
                call.process().credentials,
                call.kernel().now());
    if (ends == null) {
      return Outcome.failed(Errno.ENFILE);
    }
    boolean closesOnExec = (flags & OpenFlag.CLOSE_ON_EXEC) != 0;
    call.memory().writeInt(address, table.add(ends.read(), closesOnExec, limit));
    call.memory().writeInt(address + 4, table.add(ends.write(), closesOnExec, limit));
    return Outcome.ZERO;
  }

  /// eventfd2(2).
  static Outcome createEvent(Call call) {
    int flags = call.intArgument(1);
    int known = EventFd.SEMAPHORE | OpenFlag.CLOSE_ON_EXEC | OpenFlag.NON_BLOCKING;
    if ((flags & ~known) != 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    return Descriptors.install(
        call, new EventFd(call.intArgument(0), flags), (flags & OpenFlag.CLOSE_ON_EXEC) != 0);
  }

  static Outcome tee(Call call) {
    int flags = call.intArgument(3);
    if ((flags & ~SPLICE_FLAGS) != 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    return between(call, 0, 1, flags, splice -> splice.tee(call.argument(2)));
  }

  static Outcome splice(Call call) {
    int flags = call.intArgument(5);
    if ((flags & ~SPLICE_FLAGS) != 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    long inAt = call.argument(1);
    long outAt = call.argument(3);
    long inOffset = inAt == 0 ? Splice.OWN_POSITION : call.memory().readLong(inAt);
    long outOffset = outAt == 0 ? Splice.OWN_POSITION : call.memory().readLong(outAt);
    Outcome outcome =
        between(call, 0, 2, flags, splice -> splice.splice(inOffset, outOffset, call.argument(4)));
    advance(call, inAt, inOffset, outcome);
    advance(call, outAt, outOffset, outcome);
    return outcome;
  }

  static Outcome sendFile(Call call) {
    long at = call.argument(2);
    long offset = at == 0 ? Splice.OWN_POSITION : call.memory().readLong(at);
    if (at != 0 && offset < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    Outcome outcome = between(call, 1, 0, 0, splice -> splice.sendFile(offset, call.argument(3)));
    advance(call, at, offset, outcome);
    return outcome;
  }

  private static void advance(Call call, long address, long offset, Outcome outcome) {
    if (address != 0 && outcome instanceof Outcome.Done(long moved, int _)) {
      call.memory().writeLong(address, offset + moved);
    }
  }

  private static Outcome between(
      Call call, int inIndex, int outIndex, int flags, Function<Splice, Outcome> operation) {
    FileDescription in = call.description(inIndex);
    FileDescription out = call.description(outIndex);
    if (in == null || out == null) {
      return Outcome.failed(Errno.EBADF);
    }
    boolean isNonBlocking = (flags & SPLICE_NON_BLOCKING) != 0;
    Outcome outcome = operation.apply(new Splice(in, out, call.io(isNonBlocking)));
    if (outcome instanceof Outcome.Done(long moved, int _)) {
      call.kernel().charge(call.kernel().costs().copyNanos() * Math.ceilDiv(moved, 4096));
    }
    return outcome;
  }
}
