package osprey.hardware.lockstep;

import osprey.abi.Syscall;

/// Sockets. Names and addresses are the same in both worlds; ports that the kernel has chosen are
/// not.
final class SocketTranslation {
  private static final int ADDRESS_MAX = 128;
  private static final int HEADER_BYTES = 56;
  private static final int INET = 2;

  private final Ids ids;

  SocketTranslation(Ids ids) {
    this.ids = ids;
  }

  boolean translate(Syscall call, Exchange exchange, Marshal with) {
    switch (call) {
      case SOCKET, LISTEN, SHUTDOWN -> {}
      case SOCKETPAIR -> with.outFixed(3, 8, bytes -> bytes);
      case BIND, CONNECT -> address(with, 1, 2);
      case ACCEPT, ACCEPT4, GETSOCKNAME, GETPEERNAME -> addressOut(with, 1, 2);
      case SENDTO -> {
        with.in(1, with.argument(2));
        address(with, 4, 5);
      }
      case RECVFROM -> {
        long room = with.argument(2);
        with.out(1, room);
        addressOut(with, 4, 5);
      }
      case SENDMSG -> header(with, false);
      case RECVMSG -> header(with, true);
      case SETSOCKOPT -> {
        // Timeouts pass in simulated time.
        if (with.argument(1) == 1 && (with.argument(2) == 20 || with.argument(2) == 21)) {
          return false;
        }
        with.in(3, with.argument(4));
      }
      case GETSOCKOPT -> {
        boolean isPlain =
            with.argument(1) == 1
                && (with.argument(2) == 3 || with.argument(2) == 4 || with.argument(2) == 30);
        if (!isPlain) {
          return false;
        }
        with.outFixed(3, 4, bytes -> bytes);
        with.inOut(4, 4, bytes -> bytes);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void address(Marshal with, int index, int lengthIndex) {
    long count = with.argument(lengthIndex);
    with.in(index, count);
    long at = with.argument(index);
    byte[] bytes = at == 0 || count < 4 || count > ADDRESS_MAX ? null : with.peek(at, count);
    if (bytes != null && bytes[0] == INET && bytes[1] == 0) {
      int port = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
      int real = ids.realPort(port);
      with.slot().putShort(with.real(index) + 2, (real & 0xff) << 8 | real >> 8);
    }
  }

  private void addressOut(Marshal with, int index, int lengthIndex) {
    if (with.argument(index) == 0 || with.argument(lengthIndex) == 0) {
      with.in(index, 0);
      with.in(lengthIndex, 4);
      return;
    }
    int room = Math.clamp(with.peekInt(with.argument(lengthIndex)), 0, ADDRESS_MAX);
    // What lies behind an address of the real length is not compared: names end with a zero byte.
    with.outFixed(index, room, this::normalAddress);
    with.inOut(lengthIndex, 4, bytes -> bytes);
  }

  /// Learns from a name that both kernels have told which port is which.
  static void notePorts(Ids ids, Syscall call, byte[] there, byte[] here) {
    boolean tellsName =
        call == Syscall.GETSOCKNAME
            || call == Syscall.RECVFROM
            || call == Syscall.ACCEPT
            || call == Syscall.ACCEPT4;
    if (tellsName && there.length >= 8 && there[0] == INET && there[1] == 0) {
      int simulated = (there[2] & 0xff) << 8 | there[3] & 0xff;
      int real = (here[2] & 0xff) << 8 | here[3] & 0xff;
      if (Ids.isEphemeral(simulated)) {
        ids.pairPort(simulated, real);
      }
    }
  }

  private byte[] normalAddress(byte[] bytes) {
    if (bytes.length < 8 || bytes[0] != INET) {
      return bytes;
    }
    byte[] normal = java.util.Arrays.copyOf(bytes, 8);
    int port = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
    if (Ids.isEphemeral(port)) {
      normal[2] = (byte) 0xff;
      normal[3] = 0;
    }
    return normal;
  }

  /// struct msghdr: an address, parts, control data.
  private void header(Marshal with, boolean comesOut) {
    long at = with.argument(1);
    byte[] header = with.peek(at, HEADER_BYTES);
    if (header == null) {
      with.set(1, 8);
      return;
    }
    with.in(1, HEADER_BYTES);
    long real = with.real(1);
    long parts = with.peekLong(at + 16);
    int count = Math.clamp(with.peekLong(at + 24), 0, 64);
    long vector = with.copyIn(parts, 16L * count);
    with.slot().putLong(real + 16, vector);
    long before = 0;
    for (int i = 0; i < count; i++) {
      long base = with.peekLong(parts + 16L * i);
      long bytes = with.peekLong(parts + 16L * i + 8);
      long earlier = before;
      long there =
          comesOut
              ? with.copyOut(
                  "part " + (i + 1),
                  base,
                  bytes,
                  result -> Math.clamp(result - earlier, 0, bytes),
                  all -> all,
                  false)
              : with.copyIn(base, bytes);
      with.slot().putLong(vector + 16L * i, there);
      before += bytes;
    }
    long name = with.peekLong(at);
    int nameBytes = with.peekInt(at + 8);
    with.slot().putLong(real, name == 0 ? 0 : with.copyIn(name, nameBytes));
    long control = with.peekLong(at + 32);
    long controlBytes = with.peekLong(at + 40);
    with.slot()
        .putLong(
            real + 32,
            control == 0
                ? 0
                : comesOut
                    ? with.copyOut("control data", control, controlBytes, _ -> 0, all -> all, false)
                    : with.copyIn(control, controlBytes));
  }
}
