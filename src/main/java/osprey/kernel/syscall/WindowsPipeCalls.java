package osprey.kernel.syscall;

import java.util.function.Function;
import osprey.abi.Errno;
import osprey.kernel.file.FileDescription;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.wait.Outcome;
import osprey.kernel.winpipe.PipeHandle;
import osprey.kernel.winpipe.PipeName;
import osprey.kernel.winpipe.PipeRequest;
import osprey.kernel.winpipe.WindowsPipes;
import osprey.machine.Access;

/// Win32's calls on named pipes. Handles are descriptors here; the library makes handles of them.
final class WindowsPipeCalls {
  private static final int STATE_INTS = 8;

  private WindowsPipeCalls() {}

  /// The second argument: `struct { dwOpenMode, dwPipeMode, nMaxInstances, nOutBufferSize,
  /// nInBufferSize, nDefaultTimeOut, inherit }`, all 32 bits.
  static Outcome create(Call call) {
    PipeName name = PipeName.of(call.pathArgument(0));
    if (name == null || !isHere(call, name)) {
      return Outcome.failed(Errno.ERROR_INVALID_NAME);
    }
    UserMemory memory = call.memory();
    long at = call.argument(1);
    PipeRequest request =
        new PipeRequest(
            memory.readInt(at),
            memory.readInt(at + 4),
            memory.readInt(at + 8),
            memory.readInt(at + 12),
            memory.readInt(at + 16),
            memory.readInt(at + 20),
            call.process().id());
    boolean isInherited = memory.readInt(at + 24) != 0;
    return install(call, call.kernel().windowsPipes().create(name, request), isInherited);
  }

  /// Name, access, whether the handle stays open in another program.
  static Outcome open(Call call) {
    PipeName name = PipeName.of(call.pathArgument(0));
    if (name == null) {
      return Outcome.failed(Errno.ERROR_INVALID_NAME);
    }
    if (!isHere(call, name)) {
      return Outcome.failed(Errno.ERROR_BAD_NETPATH);
    }
    boolean isInherited = call.intArgument(2) != 0;
    return install(
        call,
        call.kernel().windowsPipes().open(name, call.intArgument(1), call.process().id(), false),
        isInherited);
  }

  /// A machine reaches only its own pipes.
  private static boolean isHere(Call call, PipeName name) {
    return name.host().equals(".")
        || name.host().equalsIgnoreCase("localhost")
        || name.host().equalsIgnoreCase(call.kernel().config().name());
  }

  private static Outcome install(Call call, WindowsPipes.Opened opened, boolean isInherited) {
    PipeHandle handle = opened.handle();
    if (handle == null) {
      Errno error = opened.error();
      return Outcome.failed(error == null ? Errno.ERROR_FILE_NOT_FOUND : error);
    }
    Outcome outcome = Descriptors.install(call, handle, !isInherited);
    return outcome instanceof Outcome.Failed
        ? Outcome.failed(Errno.ERROR_TOO_MANY_OPEN_FILES)
        : outcome;
  }

  static Outcome await(Call call) {
    PipeName name = PipeName.of(call.pathArgument(0));
    if (name == null) {
      return Outcome.failed(Errno.ERROR_INVALID_NAME);
    }
    if (!isHere(call, name)) {
      return Outcome.failed(Errno.ERROR_BAD_NETPATH);
    }
    return call.kernel()
        .windowsPipes()
        .await(name, call.intArgument(1), call.kernel(), call.progress());
  }

  private static Outcome with(Call call, Function<PipeHandle, Outcome> operation) {
    return withAny(
        call,
        description ->
            description instanceof PipeHandle handle
                ? operation.apply(handle)
                : Outcome.failed(Errno.ERROR_INVALID_FUNCTION));
  }

  private static Outcome withAny(Call call, Function<FileDescription, Outcome> operation) {
    Outcome outcome = Descriptors.with(call, operation);
    return outcome instanceof Outcome.Failed(Errno errno, int signal)
        ? new Outcome.Failed(translated(errno), signal)
        : outcome;
  }

  /// What Win32 calls an error of other files.
  private static Errno translated(Errno errno) {
    return switch (errno) {
      case EBADF -> Errno.ERROR_INVALID_HANDLE;
      case EACCES, EPERM -> Errno.ERROR_ACCESS_DENIED;
      case EFAULT -> Errno.ERROR_NOACCESS;
      case EAGAIN, EPIPE -> Errno.ERROR_NO_DATA;
      case EINVAL -> Errno.ERROR_INVALID_PARAMETER;
      default -> errno;
    };
  }

  static Outcome connect(Call call) {
    return with(call, PipeHandle::connect);
  }

  static Outcome disconnect(Call call) {
    return with(call, PipeHandle::disconnect);
  }

  /// Handles of other files are read and written as such.
  static Outcome read(Call call) {
    UserBuffer into = call.into(call.argument(1), size(call, 2));
    return withAny(
        call,
        description -> {
          if (description instanceof PipeHandle handle) {
            return handle.receive(into, call.io(false));
          }
          return description.isReadable()
              ? description.read(into, call.io(description))
              : Outcome.failed(Errno.EACCES);
        });
  }

  static Outcome write(Call call) {
    UserBuffer from = call.from(call.argument(1), size(call, 2));
    return withAny(
        call,
        description -> {
          if (description instanceof PipeHandle handle) {
            return handle.send(from, call.io(false));
          }
          return description.isWritable()
              ? description.write(from, call.io(description))
              : Outcome.failed(Errno.EACCES);
        });
  }

  /// A DWORD.
  private static long size(Call call, int index) {
    return Integer.toUnsignedLong(call.intArgument(index));
  }

  /// The fourth argument: two ints for how much could be read, and is left of the message.
  static Outcome peek(Call call) {
    return with(
        call,
        handle -> {
          PipeHandle.Peeked peeked =
              handle.peek(call.into(call.argument(1), size(call, 2)), call.io(false));
          if (peeked.outcome() instanceof Outcome.Done) {
            call.memory().writeInt(call.argument(3), (int) peeked.available());
            call.memory().writeInt(call.argument(3) + 4, (int) peeked.left());
          }
          return peeked.outcome();
        });
  }

  static Outcome transact(Call call) {
    return with(
        call,
        handle ->
            handle.transact(
                call.from(call.argument(1), size(call, 2)),
                call.into(call.argument(3), size(call, 4)),
                call.io(false)));
  }

  static Outcome flush(Call call) {
    return withAny(
        call,
        description ->
            description instanceof PipeHandle handle
                ? handle.flush(call.io(false))
                : description.synchronize(call.io(description)));
  }

  static Outcome setMode(Call call) {
    return with(call, handle -> handle.setMode(call.intArgument(1), call.io(false)));
  }

  /// Fills in eight ints: flags of GetNamedPipeInfo, mode, instances, their maximum, out and in
  /// quotas, the server's and the client's process.
  static Outcome state(Call call) {
    return with(
        call,
        handle -> {
          PipeHandle.State state = handle.state();
          int flags = (state.isServer() ? 1 : 0) | (state.isMessages() ? 4 : 0);
          int[] values = {
            flags,
            state.mode(),
            state.instances(),
            state.maxInstances(),
            state.outBytes(),
            state.inBytes(),
            state.serverProcess(),
            state.clientProcess()
          };
          long address = call.argument(1);
          if (call.memory().accessible(address, STATE_INTS * 4, Access.WRITE) < STATE_INTS * 4) {
            return Outcome.failed(Errno.ERROR_NOACCESS);
          }
          for (int i = 0; i < STATE_INTS; i++) {
            call.memory().writeInt(address + i * 4L, values[i]);
          }
          return Outcome.ZERO;
        });
  }
}
