package osprey.kernel.net;

/// An IPv4 address and a port: one end of a connection.
///
/// @param address the first byte highest; 0 for any
/// @param port 0 for none
public record Endpoint(int address, int port) implements Comparable<Endpoint> {
  static final int FAMILY = 2;

  /// `struct sockaddr_in`.
  static final int BYTES = 16;

  static final int LOOPBACK = 0x7f00_0001;
  static final int BROADCAST = -1;
  static final Endpoint NONE = new Endpoint(0, 0);

  /// The address in a `struct sockaddr_in` of sufficient length.
  static Endpoint in(byte[] bytes) {
    int port = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    int address = 0;
    for (int i = 4; i < 8; i++) {
      address = address << 8 | (bytes[i] & 0xff);
    }
    return new Endpoint(address, port);
  }

  static int family(byte[] bytes) {
    return bytes.length < 2 ? -1 : (bytes[0] & 0xff) | (bytes[1] & 0xff) << 8;
  }

  byte[] encoded() {
    byte[] bytes = new byte[BYTES];
    bytes[0] = FAMILY;
    bytes[2] = (byte) (port >> 8);
    bytes[3] = (byte) port;
    for (int i = 0; i < 4; i++) {
      bytes[4 + i] = (byte) (address >>> (24 - 8 * i));
    }
    return bytes;
  }

  /// Where a packet to this goes: to the sender's own address if none is given.
  Endpoint orSource(Endpoint source) {
    if (address != 0) {
      return this;
    }
    return new Endpoint(source.address() == 0 ? LOOPBACK : source.address(), port);
  }

  boolean isLoopback() {
    return address >>> 24 == 127;
  }

  /// Whether something bound here and something bound there would compete.
  boolean overlaps(Endpoint other) {
    return port == other.port && (address == 0 || other.address == 0 || address == other.address);
  }

  @Override
  public int compareTo(Endpoint other) {
    int byAddress = Integer.compareUnsigned(address, other.address);
    return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
  }

  @Override
  public String toString() {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 0xff)
        + "."
        + (address >>> 8 & 0xff)
        + "."
        + (address & 0xff)
        + ":"
        + port;
  }
}
