package osprey.kernel.syscall;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.file.FdTable;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.net.Accepted;
import osprey.kernel.net.Caller;
import osprey.kernel.net.Incoming;
import osprey.kernel.net.Outgoing;
import osprey.kernel.net.Peer;
import osprey.kernel.net.Socket;
import osprey.kernel.net.Sockets;
import osprey.kernel.net.UnixSocket;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.machine.Access;

/// The socket calls but those of options and messages: socket(2), bind(2), connect(2), accept(2),
/// sendto(2) …
final class SocketCalls {
  static final int UNIX = 1;
  static final int INTERNET = 2;
  static final int INTERNET_6 = 10;

  private static final int FAMILIES_MAX = 46;
  private static final int TYPE_MASK = 0xf;
  private static final int TYPES_MAX = 11;
  private static final int RAW = 3;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ADDRESS_BYTES_MAX = 128;
  private static final long MOVE_BYTES_MAX = 0x7ffff000L;
  private static final int PAIR_BYTES = 8;

  private SocketCalls() {}

  // ---- what they have in common

  /// Does something with the socket behind the first argument.
  static Outcome with(Call call, Function<Socket, Outcome> operation) {
    return Descriptors.with(
        call,
        description ->
            description instanceof Socket socket
                ? operation.apply(socket)
                : Outcome.failed(Errno.ENOTSOCK));
  }

  static Caller caller(Call call, IoCall io) {
    return new Caller(io, Paths.tree(call), Paths.view(call));
  }

  static Caller caller(Call call, Socket socket) {
    return caller(call, call.io(socket));
  }

  /// A `struct sockaddr` in the caller's memory; null: too long.
  static byte @Nullable [] address(Call call, long at, int length) {
    return length < 0 || length > ADDRESS_BYTES_MAX ? null : call.memory().read(at, length);
  }

  /// Writes a `struct sockaddr`, cut to the room that the caller has, and its true length.
  static Outcome giveAddress(Call call, byte[] address, long at, long lengthAt) {
    int room = call.memory().readInt(lengthAt);
    if (room < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    call.memory().write(at, address, 0, Math.min(room, address.length));
    call.memory().writeInt(lengthAt, address.length);
    return Outcome.ZERO;
  }

  // ---- making

  static Outcome socket(Call call) {
    int flags = call.intArgument(1) & ~TYPE_MASK;
    Errno refusal = refusal(call, flags, false);
    if (refusal != null) {
      return Outcome.failed(refusal);
    }
    int type = call.intArgument(1) & TYPE_MASK;
    Sockets sockets = call.kernel().sockets();
    Socket made =
        call.intArgument(0) == UNIX
            ? sockets.newUnix(unixType(type), flags)
            : type == Socket.STREAM ? sockets.newTcp(flags) : sockets.newUdp(flags);
    return Descriptors.install(call, made, (flags & OpenFlag.CLOSE_ON_EXEC) != 0);
  }

  /// SOCK_RAW is another word for datagrams there.
  private static int unixType(int type) {
    return type == RAW ? Socket.DATAGRAM : type;
  }

  private static @Nullable Errno refusal(Call call, int flags, boolean isPair) {
    int domain = call.intArgument(0);
    int type = call.intArgument(1) & TYPE_MASK;
    int protocol = call.intArgument(2);
    if ((flags & ~(OpenFlag.CLOSE_ON_EXEC | OpenFlag.NON_BLOCKING)) != 0) {
      return Errno.EINVAL;
    }
    if (domain < 0 || domain >= FAMILIES_MAX) {
      return Errno.EAFNOSUPPORT;
    }
    if (type >= TYPES_MAX) {
      return Errno.EINVAL;
    }
    boolean isStream = type == Socket.STREAM;
    boolean isDatagram = type == Socket.DATAGRAM;
    return switch (domain) {
      case UNIX -> {
        if (protocol != 0 && protocol != UNIX) {
          yield Errno.EPROTONOSUPPORT;
        }
        boolean isKnown = isStream || isDatagram || type == RAW || type == Socket.SEQUENCED;
        yield isKnown ? null : Errno.ESOCKTNOSUPPORT;
      }
      case INTERNET -> {
        if (protocol < 0 || protocol >= 256) {
          yield Errno.EINVAL;
        }
        if (!isStream && !isDatagram) {
          boolean isForbidden = type == RAW && protocol != 0;
          yield isForbidden
              ? Errno.EPROTONOSUPPORT
              : type == RAW ? Errno.EPROTONOSUPPORT : Errno.ESOCKTNOSUPPORT;
        }
        boolean fits = protocol == 0 || protocol == (isStream ? TCP : UDP);
        if (!fits) {
          yield Errno.EPROTONOSUPPORT;
        }
        yield isPair ? Errno.EOPNOTSUPP : null;
      }
      default -> Errno.EAFNOSUPPORT;
    };
  }

  static Outcome pair(Call call) {
    int flags = call.intArgument(1) & ~TYPE_MASK;
    FdTable table = call.process().descriptors();
    long limit = Descriptors.limit(call);
    if ((flags & ~(OpenFlag.CLOSE_ON_EXEC | OpenFlag.NON_BLOCKING)) != 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (!table.hasRoomFor(2, limit)) {
      return Outcome.failed(Errno.EMFILE);
    }
    long address = call.argument(3);
    if (call.memory().accessible(address, PAIR_BYTES, Access.WRITE) < PAIR_BYTES) {
      return Outcome.failed(Errno.EFAULT);
    }
    Errno refusal = refusal(call, flags, true);
    if (refusal != null) {
      return Outcome.failed(refusal);
    }
    List<UnixSocket> ends =
        call.kernel()
            .sockets()
            .newPair(unixType(call.intArgument(1) & TYPE_MASK), flags, Peer.of(call.io(false)));
    boolean closesOnExec = (flags & OpenFlag.CLOSE_ON_EXEC) != 0;
    for (int i = 0; i < 2; i++) {
      call.memory().writeInt(address + 4L * i, table.add(ends.get(i), closesOnExec, limit));
    }
    return Outcome.ZERO;
  }

  // ---- names

  static Outcome bind(Call call) {
    return withAddress(call, (socket, address) -> socket.bind(address, caller(call, socket)));
  }

  static Outcome connect(Call call) {
    return withAddress(call, (socket, address) -> socket.connect(address, caller(call, socket)));
  }

  /// What is done with a socket and an address.
  private interface Naming {
    Outcome apply(Socket socket, byte[] address);
  }

  private static Outcome withAddress(Call call, Naming operation) {
    return Descriptors.with(
        call,
        description -> {
          if (!(description instanceof Socket socket)) {
            return Outcome.failed(Errno.ENOTSOCK);
          }
          byte[] address = address(call, call.argument(1), call.intArgument(2));
          return address == null ? Outcome.failed(Errno.EINVAL) : operation.apply(socket, address);
        });
  }

  static Outcome localName(Call call) {
    return with(
        call,
        socket -> giveAddress(call, socket.localAddress(), call.argument(1), call.argument(2)));
  }

  static Outcome peerName(Call call) {
    return with(
        call,
        socket -> {
          byte[] address = socket.peerAddress();
          return address == null
              ? Outcome.failed(Errno.ENOTCONN)
              : giveAddress(call, address, call.argument(1), call.argument(2));
        });
  }

  // ---- connections

  static Outcome listen(Call call) {
    return with(call, socket -> socket.listen(call.intArgument(1), caller(call, socket)));
  }

  static Outcome shutdown(Call call) {
    return with(
        call,
        socket -> {
          int how = call.intArgument(1);
          return how < 0 || how > 2 ? Outcome.failed(Errno.EINVAL) : socket.shutDown(how);
        });
  }

  static Outcome accept(Call call) {
    return accept(call, 0);
  }

  /// accept4(2).
  static Outcome acceptWithFlags(Call call) {
    return accept(call, call.intArgument(3));
  }

  private static Outcome accept(Call call, int flags) {
    if ((flags & ~(OpenFlag.CLOSE_ON_EXEC | OpenFlag.NON_BLOCKING)) != 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    return with(call, socket -> accept(call, socket, flags));
  }

  private static Outcome accept(Call call, Socket listener, int flags) {
    if (!call.process().descriptors().hasRoomFor(1, Descriptors.limit(call))) {
      return Outcome.failed(Errno.EMFILE);
    }
    Accepted accepted = listener.accept(caller(call, listener));
    Socket made = accepted.socket();
    if (made == null) {
      return accepted.outcome();
    }
    if ((flags & OpenFlag.NON_BLOCKING) != 0) {
      made.setStatusFlags(made.statusFlags() | OpenFlag.NON_BLOCKING);
    }
    if (call.argument(1) != 0) {
      byte[] peer = made.acceptedFrom();
      if (peer == null) {
        closeUnused(made);
        return Outcome.failed(Errno.ECONNABORTED);
      }
      Outcome given = giveAddress(call, peer, call.argument(1), call.argument(2));
      if (given instanceof Outcome.Failed) {
        closeUnused(made);
        return given;
      }
    }
    return Descriptors.install(call, made, (flags & OpenFlag.CLOSE_ON_EXEC) != 0);
  }

  private static void closeUnused(FileDescription description) {
    description.retain();
    description.release();
  }

  // ---- one buffer

  static Outcome sendTo(Call call) {
    return with(
        call,
        socket -> {
          byte[] address = null;
          if (call.argument(4) != 0) {
            address = address(call, call.argument(4), call.intArgument(5));
            if (address == null) {
              return Outcome.failed(Errno.EINVAL);
            }
          }
          Outgoing message =
              new Outgoing(
                  call.from(start(call), count(call)),
                  call.intArgument(3),
                  address,
                  List.of(),
                  null);
          return socket.send(message, caller(call, socket));
        });
  }

  static Outcome receiveFrom(Call call) {
    return with(
        call,
        socket -> {
          Incoming message = new Incoming(call.into(start(call), count(call)), call.intArgument(3));
          Outcome outcome = socket.receive(message, call.io(socket));
          message.dropDescriptions();
          if (outcome instanceof Outcome.Done && call.argument(4) != 0) {
            byte[] source = message.source();
            Outcome given =
                giveAddress(
                    call,
                    source == null ? new byte[0] : source,
                    call.argument(4),
                    call.argument(5));
            return given instanceof Outcome.Failed ? given : outcome;
          }
          return outcome;
        });
  }

  static long transferred(Call call) {
    Progress progress = call.progress();
    return progress == null ? 0 : progress.transferred();
  }

  private static long start(Call call) {
    return call.argument(1) + transferred(call);
  }

  private static long count(Call call) {
    long asked = call.argument(2);
    return (asked < 0 ? MOVE_BYTES_MAX : Math.min(asked, MOVE_BYTES_MAX)) - transferred(call);
  }

  // ---- names of machines

  /// Own call: the address of a machine of the simulation, in network byte order.
  static Outcome resolve(Call call) {
    String name = call.pathArgument(0);
    int address = call.kernel().sockets().addressOf(name);
    if (address == 0) {
      return Outcome.failed(Errno.ENOENT);
    }
    call.memory().writeInt(call.argument(1), Integer.reverseBytes(address));
    return Outcome.ZERO;
  }
}
