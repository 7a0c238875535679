package osprey.kernel.net;

import osprey.network.Packet;

/// One UDP datagram, or the ICMP message that nobody takes it.
///
/// @param isRefusal port unreachable: goes back to the sender, source and destination as they were
record Datagram(Endpoint source, Endpoint destination, byte[] data, boolean isRefusal)
    implements Packet.Load {
  static final int HEADER_BYTES = 42;

  @Override
  public String words() {
    return isRefusal ? "UDP port unreachable" : "UDP data";
  }

  Datagram refused() {
    return new Datagram(source, destination, new byte[0], true);
  }
}
