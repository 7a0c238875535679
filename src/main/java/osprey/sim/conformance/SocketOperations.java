package osprey.sim.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.abi.Syscall;

/// Sockets.
final class SocketOperations extends Operations {
  private static final int ADDRESS_BYTES = 128;
  private static final int DO_NOT_WAIT = 64;
  private static final int HEADER_BYTES = 56;

  /// Level and number of each option.
  private static final Map<String, int[]> OPTIONS = options();

  private static Map<String, int[]> options() {
    Map<String, int[]> options = new TreeMap<>();
    String table =
        """
        SO_REUSEADDR 1 2 SO_TYPE 1 3 SO_ERROR 1 4 SO_BROADCAST 1 6 SO_SNDBUF 1 7 SO_RCVBUF 1 8
        SO_KEEPALIVE 1 9 SO_OOBINLINE 1 10 SO_LINGER 1 13 SO_REUSEPORT 1 15 SO_PASSCRED 1 16
        SO_PEERCRED 1 17 SO_RCVLOWAT 1 18 SO_RCVTIMEO 1 20 SO_SNDTIMEO 1 21 SO_ACCEPTCONN 1 30
        SO_PROTOCOL 1 38 SO_DOMAIN 1 39 TCP_NODELAY 6 1 TCP_CORK 6 3 TCP_SYNCNT 6 7
        TCP_USER_TIMEOUT 6 18 SO_BOGUS 1 9999
        """;
    String[] words = table.trim().split("\\s+");
    for (int i = 0; i < words.length; i += 3) {
      options.put(
          words[i], new int[] {Integer.parseInt(words[i + 1]), Integer.parseInt(words[i + 2])});
    }
    return options;
  }

  @Override
  public @Nullable Reply begin(String operation, Arguments with, Actor actor) {
    Scratch scratch = actor.scratch;
    long fd = with.number("fd", -1);
    return switch (operation) {
      case "socket" ->
          call(Syscall.SOCKET, constant(with, "domain"), type(with), with.number("protocol", 0));
      case "socketpair" -> {
        long at = scratch.ints(-1, -1);
        yield call(
            Syscall.SOCKETPAIR,
            FileOperations.pairAt(scratch, at),
            constant(with, "domain"),
            type(with),
            with.number("protocol", 0),
            at);
      }
      case "bind" -> addressed(Syscall.BIND, with, scratch);
      case "connect" -> addressed(Syscall.CONNECT, with, scratch);
      case "listen" -> call(Syscall.LISTEN, fd, with.number("backlog"));
      case "accept" -> accept(with, scratch);
      case "send" -> {
        byte[] data = with.data("data");
        boolean isMasked = with.number("mask", 0) != 0;
        yield call(
            Syscall.SENDTO,
            sent ->
                isMasked && sent > 0 && sent < data.length
                    ? Reply.of(Reply.fields("ret", "partial"), List.of(sent))
                    : Reply.answer(sent),
            fd,
            scratch.put(data),
            data.length,
            with.flags("flags"),
            0,
            0);
      }
      case "recv" -> receive(with, scratch);
      case "sendto" -> sendTo(with, scratch);
      case "recvfrom" -> receiveFrom(with, scratch);
      case "sendmsg" -> sendMessage(with, scratch);
      case "recvmsg" -> receiveMessage(with, scratch);
      case "shutdown" -> {
        String how = with.text("how");
        yield call(Syscall.SHUTDOWN, fd, how.equals("BOGUS") ? 9 : Constants.of(how));
      }
      case "fill" -> fill(with, scratch, 0, 0);
      case "drain" -> drain(with, scratch, 0, 0);
      case "getsockname" -> name(Syscall.GETSOCKNAME, fd, scratch);
      case "getpeername" -> name(Syscall.GETPEERNAME, fd, scratch);
      case "setsockopt" -> setOption(with, scratch);
      case "getsockopt" -> getOption(with, scratch);
      default -> null;
    };
  }

  private static long constant(Arguments with, String name) {
    return Constants.of(with.text(name));
  }

  private static long type(Arguments with) {
    return constant(with, "type") | with.flags("flags");
  }

  private static byte[] address(Arguments with) {
    if (!(with.raw("addr") instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("there is no address");
    }
    return SocketAddress.encode(map);
  }

  private Reply addressed(Syscall call, Arguments with, Scratch scratch) {
    byte[] address = address(with);
    return call(call, with.number("fd"), scratch.put(address), address.length);
  }

  private Reply accept(Arguments with, Scratch scratch) {
    long at = scratch.room(ADDRESS_BYTES);
    long length = scratch.ints(ADDRESS_BYTES);
    boolean isPeerWanted = with.number("peer", 0) != 0;
    return call(
        Syscall.ACCEPT4,
        value ->
            value < 0 || !isPeerWanted
                ? Reply.answer(value)
                : Reply.of(
                    Reply.fields("ret", value, "peer", named(scratch, at, length).address()),
                    List.of(value)),
        with.number("fd"),
        at,
        length,
        with.flags("flags"));
  }

  private static SocketAddress.Decoded named(Scratch scratch, long at, long length) {
    return SocketAddress.decode(scratch.read(at, Math.min(ADDRESS_BYTES, scratch.readInt(length))));
  }

  private Reply receive(Arguments with, Scratch scratch) {
    long count = with.number("count");
    long at = scratch.room(count);
    return call(
        Syscall.RECVFROM,
        with(got ->
            Reply.fields(
                "ret", got, "data", Payload.encode(scratch.read(at, Math.min(got, count))))),
        with.number("fd"),
        at,
        count,
        with.flags("flags"),
        0,
        0);
  }

  private Reply sendTo(Arguments with, Scratch scratch) {
    byte[] data = with.data("data");
    byte[] address = address(with);
    return call(
        Syscall.SENDTO,
        with.number("fd"),
        scratch.put(data),
        data.length,
        with.flags("flags"),
        scratch.put(address),
        address.length);
  }

  private Reply receiveFrom(Arguments with, Scratch scratch) {
    long count = with.number("count");
    long at = scratch.room(count);
    long from = scratch.room(ADDRESS_BYTES);
    long length = scratch.ints(ADDRESS_BYTES);
    return call(
        Syscall.RECVFROM,
        got -> {
          if (got < 0) {
            return Reply.failed(got);
          }
          SocketAddress.Decoded sender = named(scratch, from, length);
          Object data = Payload.encode(scratch.read(at, Math.min(got, count)));
          return Reply.of(
              Reply.fields("ret", got, "data", data, "from", sender.address()), values(sender));
        },
        with.number("fd"),
        at,
        count,
        with.flags("flags"),
        from,
        length);
  }

  private static List<Object> values(SocketAddress.Decoded decoded) {
    return decoded.value() == null ? List.of() : List.of(decoded.value());
  }

  private Reply sendMessage(Arguments with, Scratch scratch) {
    byte[] data = with.data("data");
    List<Long> fds = with.numbers("fds");
    long vector = scratch.longs(scratch.put(data), data.length);
    long control = 0;
    long controlBytes = 0;
    if (!fds.isEmpty()) {
      controlBytes = 16 + 4L * fds.size();
      control = scratch.room(controlBytes + 4);
      scratch.putLong(control, controlBytes);
      scratch.putInt(control + 8, 1);
      scratch.putInt(control + 12, 1);
      for (int i = 0; i < fds.size(); i++) {
        scratch.putInt(control + 16 + 4L * i, fds.get(i).intValue());
      }
      controlBytes = (controlBytes + 7) & ~7;
    }
    long header = header(scratch, vector, control, controlBytes);
    return call(
        Syscall.SENDMSG,
        sent -> sent < 0 ? Reply.failed(sent) : plain(sent),
        with.number("fd"),
        header,
        with.flags("flags"));
  }

  private static long header(Scratch scratch, long vector, long control, long controlBytes) {
    return scratch.longs(0, 0, vector, 1, control, controlBytes, 0);
  }

  private Reply receiveMessage(Arguments with, Scratch scratch) {
    long count = with.number("count");
    long mostFds = with.number("maxfds", 4);
    long at = scratch.room(count);
    long controlBytes = mostFds == 0 ? 0 : 16 + 4 * mostFds;
    long control = controlBytes == 0 ? 0 : scratch.room(controlBytes + 8);
    long header = header(scratch, scratch.longs(at, count), control, controlBytes);
    return call(
        Syscall.RECVMSG,
        got -> got < 0 ? Reply.failed(got) : received(scratch, got, at, count, header, control),
        with.number("fd"),
        header,
        with.flags("flags"));
  }

  private static Reply received(
      Scratch scratch, long got, long at, long count, long header, long control) {
    byte[] head = scratch.read(header, HEADER_BYTES);
    long controlBytes = scratch.readLong(header + 40);
    int messageFlags = head.length == 0 ? 0 : scratch.readInt(header + 48);
    List<Object> fds = new ArrayList<>();
    Object credentials = null;
    for (long offset = 0; offset + 16 <= controlBytes; ) {
      long length = scratch.readLong(control + offset);
      if (length < 16) {
        break;
      }
      int type = scratch.readInt(control + offset + 12);
      if (type == 1) {
        for (long each = 16; each + 4 <= length; each += 4) {
          fds.add((long) scratch.readInt(control + offset + each));
        }
      } else if (type == 2) {
        credentials = credentials(scratch, control + offset + 16);
      }
      offset += (length + 7) & ~7;
    }
    List<Object> flags = new ArrayList<>();
    for (String flag : List.of("MSG_TRUNC", "MSG_CTRUNC", "MSG_EOR", "MSG_OOB")) {
      if ((messageFlags & Constants.of(flag)) != 0) {
        flags.add(flag);
      }
    }
    Map<String, @Nullable Object> result =
        Reply.fields(
            "ret",
            got,
            "data",
            Payload.encode(scratch.read(at, Math.min(got, count))),
            "fds",
            fds,
            "msgflags",
            flags);
    if (credentials != null) {
      result.put("cred", credentials);
    }
    return Reply.of(result, fds);
  }

  private static Object credentials(Scratch scratch, long at) {
    return Reply.fields(
        "pid",
        new Reply.Id(scratch.readInt(at)),
        "uid",
        (long) scratch.readInt(at + 4),
        "gid",
        (long) scratch.readInt(at + 8));
  }

  private Reply fill(Arguments with, Scratch scratch, long calls, long total) {
    int chunk = (int) with.number("chunk");
    byte[] bytes = new byte[chunk];
    Arrays.fill(bytes, (byte) 'f');
    scratch.clear();
    return call(
        Syscall.SENDTO,
        sent ->
            sent < 0
                ? moved(with, calls, total, errorName(sent))
                : fill(with, scratch, calls + 1, total + sent),
        with.number("fd"),
        scratch.put(bytes),
        chunk,
        DO_NOT_WAIT,
        0,
        0);
  }

  private Reply drain(Arguments with, Scratch scratch, long calls, long total) {
    int chunk = (int) with.number("chunk");
    scratch.clear();
    return call(
        Syscall.RECVFROM,
        got ->
            got <= 0
                ? moved(with, calls, total, got < 0 ? errorName(got) : "EOF")
                : drain(with, scratch, calls + 1, total + got),
        with.number("fd"),
        scratch.room(chunk),
        chunk,
        DO_NOT_WAIT,
        0,
        0);
  }

  private static String errorName(long result) {
    Errno errno = Errno.of((int) -result);
    return errno == null ? Long.toString(-result) : errno.name();
  }

  private static Reply moved(Arguments with, long calls, long total, String then) {
    boolean isExact = with.number("exact", 0) != 0;
    return Reply.of(
        Reply.fields(
            "ret", isExact ? total : "some", "calls", isExact ? calls : "some", "then", then),
        List.of(total));
  }

  private Reply name(Syscall call, long fd, Scratch scratch) {
    long at = scratch.room(ADDRESS_BYTES);
    long length = scratch.ints(ADDRESS_BYTES);
    LongFunction<Reply> then =
        value -> {
          if (value < 0) {
            return Reply.failed(value);
          }
          SocketAddress.Decoded decoded = named(scratch, at, length);
          return Reply.of(Reply.fields("ret", value, "addr", decoded.address()), values(decoded));
        };
    return call(call, then, fd, at, length);
  }

  private static int[] option(Arguments with) {
    int[] option = OPTIONS.get(with.text("opt"));
    if (option == null) {
      throw new IllegalArgumentException("unknown option " + with.text("opt"));
    }
    return option;
  }

  private Reply setOption(Arguments with, Scratch scratch) {
    int[] option = option(with);
    String name = with.text("opt");
    long value = with.number("value");
    long at;
    long length;
    if (name.equals("SO_LINGER")) {
      at = scratch.ints((int) value, (int) with.number("value2", 0));
      length = 8;
    } else if (name.endsWith("TIMEO")) {
      at = scratch.longs(value / 1000, value % 1000 * 1000);
      length = 16;
    } else {
      at = scratch.ints((int) value);
      length = 4;
    }
    return call(Syscall.SETSOCKOPT, with.number("fd"), option[0], option[1], at, length);
  }

  private Reply getOption(Arguments with, Scratch scratch) {
    int[] option = option(with);
    long at = scratch.room(64);
    long length = scratch.ints(64);
    return call(
        Syscall.GETSOCKOPT,
        with(value -> Reply.fields("ret", value, "value", value(with.text("opt"), scratch, at))),
        with.number("fd"),
        option[0],
        option[1],
        at,
        length);
  }

  private static @Nullable Object value(String option, Scratch scratch, long at) {
    long first = scratch.readInt(at);
    return switch (option) {
      case "SO_PEERCRED" -> credentials(scratch, at);
      case "SO_ERROR" -> first == 0 ? (Object) 0L : errorName(-first);
      case "SO_LINGER" -> List.of(first, (long) scratch.readInt(at + 4));
      case "SO_RCVTIMEO", "SO_SNDTIMEO" ->
          scratch.readLong(at) * 1000 + scratch.readLong(at + 8) / 1000;
      default -> first;
    };
  }
}
