package osprey.kernel.net;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;

/// getsockopt(2) and setsockopt(2): which options there are and what their values look like.
public final class OptionCalls {
  private static final int SOCKET_LEVEL = 1;
  private static final int IP_LEVEL = 0;
  private static final int TCP_LEVEL = 6;

  private static final int REUSEADDR = 2;
  private static final int TYPE = 3;
  private static final int ERROR = 4;
  private static final int BROADCAST = 6;
  private static final int SNDBUF = 7;
  private static final int RCVBUF = 8;
  private static final int OOBINLINE = 10;
  private static final int LINGER = 13;
  private static final int REUSEPORT = 15;
  private static final int PASSCRED = 16;
  private static final int PEERCRED = 17;
  private static final int RCVLOWAT = 18;
  private static final int SNDLOWAT = 19;
  private static final int RCVTIMEO = 20;
  private static final int SNDTIMEO = 21;
  private static final int ACCEPTCONN = 30;
  private static final int SNDBUFFORCE = 32;
  private static final int RCVBUFFORCE = 33;
  private static final int PROTOCOL = 38;
  private static final int DOMAIN = 39;

  private static final int TCP_NODELAY = 1;
  private static final int TCP_MAXSEG = 2;
  private static final int TCP_CORK = 3;
  private static final int TCP_KEEPIDLE = 4;
  private static final int TCP_KEEPINTVL = 5;
  private static final int TCP_KEEPCNT = 6;
  private static final int TCP_SYNCNT = 7;
  private static final int TCP_USER_TIMEOUT = 18;
  private static final int TCP_LAST = 30;
  private static final int SYN_RETRIES_MAX = 127;

  private static final int INT_BYTES = 4;
  private static final int LINGER_BYTES = 8;
  private static final int TIME_BYTES = 16;
  private static final int SECOND_MICROS = 1_000_000;

  /// HZ is 250: timeouts are whole ticks.
  private static final long TICK_NANOS = 4_000_000;

  private OptionCalls() {}

  /// The value of an option, or why there is none.
  public record Value(byte[] bytes, @Nullable Errno errno) {
    static Value of(int number) {
      return new Value(encode(INT_BYTES, number), null);
    }

    static Value of(boolean isOn) {
      return of(isOn ? 1 : 0);
    }

    static Value failed(Errno errno) {
      return new Value(new byte[0], errno);
    }
  }

  private static byte[] encode(int bytes, long... numbers) {
    byte[] result = new byte[bytes];
    int each = bytes / numbers.length;
    for (int i = 0; i < bytes; i++) {
      result[i] = (byte) (numbers[i / each] >>> (i % each * 8));
    }
    return result;
  }

  private static long decode(byte[] bytes, int at, int count) {
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = value << 8 | (bytes[at + i] & 0xff);
    }
    return value;
  }

  // ---- get

  public static Value get(Socket socket, int level, int name) {
    return switch (level) {
      case SOCKET_LEVEL -> general(socket, name);
      case TCP_LEVEL ->
          socket instanceof TcpSocket
              ? tcp(socket.options(), name)
              : Value.failed(Errno.EOPNOTSUPP);
      case IP_LEVEL ->
          socket instanceof UnixSocket
              ? Value.failed(Errno.EOPNOTSUPP)
              : Value.of(socket.options().other(level, name));
      default -> Value.failed(Errno.EOPNOTSUPP);
    };
  }

  private static Errno wrong(Socket socket) {
    return socket instanceof UnixSocket ? Errno.EOPNOTSUPP : Errno.ENOPROTOOPT;
  }

  private static Value general(Socket socket, int name) {
    SocketOptions options = socket.options();
    return switch (name) {
      case REUSEADDR -> Value.of(options.reuseAddress);
      case REUSEPORT -> Value.of(options.reusePort);
      case BROADCAST -> Value.of(options.broadcast);
      case OOBINLINE -> Value.of(options.outOfBandInline);
      case PASSCRED ->
          socket instanceof UnixSocket
              ? Value.of(options.passCredentials)
              : Value.failed(Errno.EOPNOTSUPP);
      case TYPE -> Value.of(socket.type());
      case DOMAIN -> Value.of(socket.family());
      case PROTOCOL -> Value.of(socket.protocol());
      case ACCEPTCONN -> Value.of(socket.isListening());
      case SNDBUF -> Value.of(options.sendBytes);
      case RCVBUF -> Value.of(options.receiveBytes);
      case RCVLOWAT -> Value.of(options.lowWater);
      case SNDLOWAT -> Value.of(1);
      case ERROR -> {
        Errno error = socket.takeError();
        yield Value.of(error == null ? 0 : error.number());
      }
      case LINGER ->
          new Value(encode(LINGER_BYTES, options.lingers ? 1 : 0, options.lingerSeconds), null);
      case PEERCRED -> {
        Peer peer = socket.peerCredentials();
        yield new Value(encode(3 * INT_BYTES, peer.pid(), peer.uid(), peer.gid()), null);
      }
      case RCVTIMEO -> time(options.receiveTimeoutNanos);
      case SNDTIMEO -> time(options.sendTimeoutNanos);
      case SNDBUFFORCE, RCVBUFFORCE -> Value.failed(Errno.ENOPROTOOPT);
      default ->
          isKept(name)
              ? Value.of(options.other(SOCKET_LEVEL, name))
              : Value.failed(Errno.ENOPROTOOPT);
    };
  }

  private static Value time(long nanos) {
    long micros = nanos / 1000;
    return new Value(encode(TIME_BYTES, micros / SECOND_MICROS, micros % SECOND_MICROS), null);
  }

  private static Value tcp(SocketOptions options, int name) {
    return switch (name) {
      case TCP_NODELAY -> Value.of(options.noDelay);
      case TCP_CORK -> Value.of(options.isCorked);
      case TCP_SYNCNT -> Value.of(options.synRetries == 0 ? 6 : options.synRetries);
      case TCP_USER_TIMEOUT -> Value.of(options.userTimeoutMillis);
      case TCP_MAXSEG -> Value.of(536);
      case TCP_KEEPIDLE -> Value.of(orElse(options, name, 7200));
      case TCP_KEEPINTVL -> Value.of(orElse(options, name, 75));
      case TCP_KEEPCNT -> Value.of(orElse(options, name, 9));
      default ->
          name > 0 && name <= TCP_LAST
              ? Value.of(options.other(TCP_LEVEL, name))
              : Value.failed(Errno.ENOPROTOOPT);
    };
  }

  private static int orElse(SocketOptions options, int name, int standard) {
    int kept = options.other(TCP_LEVEL, name);
    return kept == 0 ? standard : kept;
  }

  /// Options that are taken and have no effect here: SO_DEBUG, SO_DONTROUTE, SO_KEEPALIVE,
  /// SO_NO_CHECK, SO_PRIORITY, SO_TIMESTAMP.
  private static boolean isKept(int name) {
    return switch (name) {
      case 1, 5, 9, 11, 12, 29 -> true;
      default -> false;
    };
  }

  // ---- set

  /// Null when it is done.
  public static @Nullable Errno set(Socket socket, int level, int name, byte[] value) {
    return switch (level) {
      case SOCKET_LEVEL -> setGeneral(socket, name, value);
      case TCP_LEVEL -> socket instanceof TcpSocket tcp ? setTcp(tcp, name, value) : wrong(socket);
      case IP_LEVEL -> {
        if (socket instanceof UnixSocket) {
          yield Errno.EOPNOTSUPP;
        }
        socket.options().setOther(level, name, value.length == 0 ? 0 : number(value));
        yield null;
      }
      default -> wrong(socket);
    };
  }

  private static int number(byte[] value) {
    return (int) decode(value, 0, Math.min(INT_BYTES, value.length));
  }

  private static @Nullable Errno setGeneral(Socket socket, int name, byte[] value) {
    if (value.length < INT_BYTES) {
      return Errno.EINVAL;
    }
    int number = number(value);
    boolean isOn = number != 0;
    boolean isUnix = socket instanceof UnixSocket;
    if ((name == PASSCRED && !isUnix) || (name == REUSEPORT && isUnix && isOn)) {
      return Errno.EOPNOTSUPP;
    }
    SocketOptions options = socket.options();
    switch (name) {
      case REUSEADDR -> options.reuseAddress = isOn;
      case REUSEPORT -> options.reusePort = isOn;
      case BROADCAST -> options.broadcast = isOn;
      case OOBINLINE -> options.outOfBandInline = isOn;
      case PASSCRED -> options.passCredentials = isOn;
      case SNDBUF, SNDBUFFORCE -> options.setSendBytes(number);
      case RCVBUF, RCVBUFFORCE -> options.setReceiveBytes(number);
      case RCVLOWAT -> options.lowWater = number < 0 ? Integer.MAX_VALUE : Math.max(1, number);
      case LINGER -> {
        if (value.length < LINGER_BYTES) {
          return Errno.EINVAL;
        }
        options.lingers = isOn;
        options.lingerSeconds = (int) decode(value, INT_BYTES, INT_BYTES);
      }
      case RCVTIMEO, SNDTIMEO -> {
        return setTime(options, name, value);
      }
      case TYPE, ERROR, PEERCRED, SNDLOWAT, ACCEPTCONN, PROTOCOL, DOMAIN -> {
        return Errno.ENOPROTOOPT;
      }
      default -> {
        if (!isKept(name)) {
          return Errno.ENOPROTOOPT;
        }
        options.setOther(SOCKET_LEVEL, name, name == 12 ? number : isOn ? 1 : 0);
      }
    }
    return null;
  }

  private static @Nullable Errno setTime(SocketOptions options, int name, byte[] value) {
    if (value.length < TIME_BYTES) {
      return Errno.EINVAL;
    }
    long seconds = decode(value, 0, 8);
    long micros = decode(value, 8, 8);
    if (micros < 0 || micros >= SECOND_MICROS) {
      return Errno.EDOM;
    }
    boolean isFinite = seconds >= 0 && seconds < Integer.MAX_VALUE;
    long nanos = isFinite ? (seconds * SECOND_MICROS + micros) * 1000 : 0;
    long rounded = Math.ceilDiv(nanos, TICK_NANOS) * TICK_NANOS;
    if (name == RCVTIMEO) {
      options.receiveTimeoutNanos = rounded;
    } else {
      options.sendTimeoutNanos = rounded;
    }
    return null;
  }

  private static @Nullable Errno setTcp(TcpSocket socket, int name, byte[] value) {
    if (value.length < INT_BYTES) {
      return Errno.EINVAL;
    }
    SocketOptions options = socket.options();
    int number = number(value);
    switch (name) {
      case TCP_NODELAY -> {
        options.noDelay = number != 0;
        socket.pushHeldBack();
      }
      case TCP_CORK -> {
        options.isCorked = number != 0;
        socket.pushHeldBack();
      }
      case TCP_SYNCNT -> {
        if (number < 1 || number > SYN_RETRIES_MAX) {
          return Errno.EINVAL;
        }
        options.synRetries = number;
      }
      case TCP_USER_TIMEOUT -> {
        if (number < 0) {
          return Errno.EINVAL;
        }
        options.userTimeoutMillis = number;
      }
      default -> {
        if (name <= 0 || name > TCP_LAST) {
          return Errno.ENOPROTOOPT;
        }
        options.setOther(TCP_LEVEL, name, number);
      }
    }
    return null;
  }
}
