package osprey.kernel.syscall;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.file.FdTable;
import osprey.kernel.file.FileDescription;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.net.Incoming;
import osprey.kernel.net.MessageFlag;
import osprey.kernel.net.OptionCalls;
import osprey.kernel.net.Outgoing;
import osprey.kernel.net.Peer;
import osprey.kernel.net.Socket;
import osprey.kernel.wait.Outcome;

/// sendmsg(2) and recvmsg(2) with their control messages (cmsg(3)), and socket options.
final class SocketMessageCalls {
  // struct msghdr
  private static final int NAME = 0;
  private static final int NAME_LENGTH = 8;
  private static final int PARTS = 16;
  private static final int PART_COUNT = 24;
  private static final int CONTROL = 32;
  private static final int CONTROL_LENGTH = 40;
  private static final int FLAGS = 48;

  /// `struct cmsghdr`.
  private static final int CONTROL_HEADER = 16;

  private static final int SOCKET_LEVEL = 1;
  private static final int RIGHTS = 1;
  private static final int CREDENTIALS = 2;
  private static final int CREDENTIALS_BYTES = 12;
  private static final int DESCRIPTORS_MAX = 253;
  private static final int CONTROL_BYTES_MAX = 1 << 17;
  private static final int OPTION_BYTES_MAX = 256;

  private SocketMessageCalls() {}

  // ---- sendmsg(2)

  /// What the control messages of a message say.
  private record Control(
      List<FileDescription> descriptions, @Nullable Peer credentials, @Nullable Errno errno) {
    static Control failed(Errno errno) {
      return new Control(List.of(), null, errno);
    }
  }

  static Outcome send(Call call) {
    return SocketCalls.with(
        call,
        socket -> {
          UserMemory memory = call.memory();
          long header = call.argument(1);
          long parts = memory.readLong(header + PARTS);
          long count = memory.readLong(header + PART_COUNT);
          Errno problem = partsProblem(call, parts, count);
          if (problem != null) {
            return Outcome.failed(problem);
          }
          long nameAt = memory.readLong(header + NAME);
          byte[] address = null;
          if (nameAt != 0 && memory.readInt(header + NAME_LENGTH) != 0) {
            address = SocketCalls.address(call, nameAt, memory.readInt(header + NAME_LENGTH));
            if (address == null) {
              return Outcome.failed(Errno.EINVAL);
            }
          }
          Control control =
              control(
                  call,
                  memory.readLong(header + CONTROL),
                  memory.readLong(header + CONTROL_LENGTH),
                  socket);
          if (control.errno != null) {
            return Outcome.failed(control.errno);
          }
          Outgoing message =
              new Outgoing(
                  VectorBuffer.of(call, parts, count, false, SocketCalls.transferred(call)),
                  call.intArgument(2),
                  address,
                  control.descriptions,
                  control.credentials);
          return socket.send(message, SocketCalls.caller(call, socket));
        });
  }

  private static @Nullable Errno partsProblem(Call call, long parts, long count) {
    return count < 0 || count > VectorBuffer.PARTS_MAX
        ? Errno.EMSGSIZE
        : VectorBuffer.problem(call, parts, count);
  }

  private static Control control(Call call, long start, long length, Socket socket) {
    if (start == 0 || length == 0) {
      return new Control(List.of(), null, null);
    }
    if (length < 0 || length > CONTROL_BYTES_MAX) {
      return Control.failed(Errno.ENOBUFS);
    }
    UserMemory memory = call.memory();
    List<FileDescription> descriptions = new ArrayList<>();
    Peer credentials = null;
    long at = start;
    long end = start + length;
    while (at + CONTROL_HEADER <= end) {
      long size = memory.readLong(at);
      if (size < CONTROL_HEADER || at + size > end) {
        return Control.failed(Errno.EINVAL);
      }
      boolean isForUnix =
          memory.readInt(at + 8) == SOCKET_LEVEL && socket.family() == SocketCalls.UNIX;
      if (isForUnix) {
        long data = at + CONTROL_HEADER;
        long bytes = size - CONTROL_HEADER;
        switch (memory.readInt(at + 12)) {
          case RIGHTS -> {
            Errno errno = collect(call, data, bytes / 4, descriptions);
            if (errno != null) {
              return Control.failed(errno);
            }
          }
          case CREDENTIALS -> {
            if (bytes != CREDENTIALS_BYTES) {
              return Control.failed(Errno.EINVAL);
            }
            credentials =
                new Peer(memory.readInt(data), memory.readInt(data + 4), memory.readInt(data + 8));
            boolean isTrue = credentials.equals(Peer.of(call.io(false)));
            if (!isTrue && !call.process().credentials.isRoot()) {
              return Control.failed(Errno.EPERM);
            }
          }
          default -> {
            return Control.failed(Errno.EINVAL);
          }
        }
      }
      at += (size + 7) & ~7L;
    }
    return new Control(descriptions, credentials, null);
  }

  private static @Nullable Errno collect(
      Call call, long at, long count, List<FileDescription> into) {
    if (into.size() + count > DESCRIPTORS_MAX) {
      return Errno.EINVAL;
    }
    for (long i = 0; i < count; i++) {
      FileDescription description =
          call.process().descriptors().get(call.memory().readInt(at + 4 * i));
      if (description == null) {
        return Errno.EBADF;
      }
      into.add(description);
    }
    return null;
  }

  // ---- recvmsg(2)

  static Outcome receive(Call call) {
    return SocketCalls.with(
        call,
        socket -> {
          UserMemory memory = call.memory();
          long header = call.argument(1);
          long parts = memory.readLong(header + PARTS);
          long count = memory.readLong(header + PART_COUNT);
          Errno problem = partsProblem(call, parts, count);
          if (problem != null) {
            return Outcome.failed(problem);
          }
          Incoming message =
              new Incoming(
                  VectorBuffer.of(call, parts, count, true, SocketCalls.transferred(call)),
                  call.intArgument(2));
          Outcome outcome = socket.receive(message, call.io(socket));
          if (outcome instanceof Outcome.Done) {
            answer(call, header, message);
          }
          return outcome;
        });
  }

  private static void answer(Call call, long header, Incoming message) {
    UserMemory memory = call.memory();
    long nameAt = memory.readLong(header + NAME);
    byte[] source = message.source();
    if (nameAt != 0) {
      int room = memory.readInt(header + NAME_LENGTH);
      int length = source == null ? 0 : source.length;
      if (source != null) {
        memory.write(nameAt, source, 0, Math.clamp(room, 0, length));
      }
      memory.writeInt(header + NAME_LENGTH, length);
    }
    long start = memory.readLong(header + CONTROL);
    long room = start == 0 ? 0 : memory.readLong(header + CONTROL_LENGTH);
    int flags = message.resultFlags();
    long used = 0;
    Peer credentials = message.credentials();
    if (credentials != null) {
      long size = CONTROL_HEADER + CREDENTIALS_BYTES;
      if (room >= size) {
        putHeader(memory, start, size, CREDENTIALS);
        memory.writeInt(start + CONTROL_HEADER, credentials.pid());
        memory.writeInt(start + CONTROL_HEADER + 4, credentials.uid());
        memory.writeInt(start + CONTROL_HEADER + 8, credentials.gid());
        used = Math.min(room, (size + 7) & ~7L);
      } else {
        flags |= MessageFlag.CONTROL_TRUNCATED;
      }
    }
    List<FileDescription> descriptions = message.descriptions();
    if (!descriptions.isEmpty()) {
      boolean closesOnExec = (call.intArgument(2) & MessageFlag.CLOSE_ON_EXEC) != 0;
      int given = install(call, descriptions, start + used, room - used, closesOnExec);
      if (given < descriptions.size()) {
        flags |= MessageFlag.CONTROL_TRUNCATED;
      }
      if (given > 0) {
        long size = CONTROL_HEADER + 4L * given;
        putHeader(memory, start + used, size, RIGHTS);
        used += Math.min(room - used, (size + 7) & ~7L);
      }
      message.dropDescriptions();
    }
    memory.writeLong(header + CONTROL_LENGTH, used);
    memory.writeInt(header + FLAGS, flags);
  }

  private static void putHeader(UserMemory memory, long at, long size, int type) {
    memory.writeLong(at, size);
    memory.writeInt(at + 8, SOCKET_LEVEL);
    memory.writeInt(at + 12, type);
  }

  /// Gives as many descriptions a number as there is room for. Returns how many.
  private static int install(
      Call call, List<FileDescription> descriptions, long at, long room, boolean closesOnExec) {
    FdTable table = call.process().descriptors();
    long most = room < CONTROL_HEADER ? 0 : (room - CONTROL_HEADER) / 4;
    int given = 0;
    while (given < descriptions.size() && given < most) {
      int fd = table.add(descriptions.get(given), closesOnExec, Descriptors.limit(call));
      if (fd < 0) {
        break;
      }
      call.memory().writeInt(at + CONTROL_HEADER + 4L * given, fd);
      given++;
    }
    return given;
  }

  // ---- options

  static Outcome setOption(Call call) {
    return SocketCalls.with(
        call,
        socket -> {
          int length = call.intArgument(4);
          if (length < 0) {
            return Outcome.failed(Errno.EINVAL);
          }
          byte[] value = call.memory().read(call.argument(3), Math.min(length, OPTION_BYTES_MAX));
          Errno errno = OptionCalls.set(socket, call.intArgument(1), call.intArgument(2), value);
          return errno == null ? Outcome.ZERO : Outcome.failed(errno);
        });
  }

  static Outcome getOption(Call call) {
    return SocketCalls.with(
        call,
        socket -> {
          int room = call.memory().readInt(call.argument(4));
          if (room < 0) {
            return Outcome.failed(Errno.EINVAL);
          }
          OptionCalls.Value value =
              OptionCalls.get(socket, call.intArgument(1), call.intArgument(2));
          if (value.errno() != null) {
            return Outcome.failed(value.errno());
          }
          int length = Math.min(room, value.bytes().length);
          call.memory().write(call.argument(3), value.bytes(), 0, length);
          call.memory().writeInt(call.argument(4), length);
          return Outcome.ZERO;
        });
  }
}
