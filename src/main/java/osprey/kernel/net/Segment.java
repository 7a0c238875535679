package osprey.kernel.net;

import osprey.network.Packet;

/// One TCP segment, RFC 9293. Sequence numbers have 64 bits here and never wrap.
///
/// @param window bytes that the sender of this segment would take from `acknowledged` on
/// @param urgent number of the byte after the urgent one, -1 for none
record Segment(
    Endpoint source,
    Endpoint destination,
    int flags,
    long sequence,
    long acknowledged,
    long window,
    byte[] data,
    long urgent)
    implements Packet.Load {
  static final int FIN = 1;
  static final int SYN = 2;
  static final int RST = 4;
  static final int ACK = 16;

  /// Headers of Ethernet, IP and TCP.
  static final int HEADER_BYTES = 66;

  @Override
  public String words() {
    StringBuilder words = new StringBuilder("TCP");
    words.append(has(SYN) ? " SYN" : "").append(has(FIN) ? " FIN" : "");
    words.append(has(RST) ? " RST" : "").append(has(ACK) ? " ACK" : "");
    return data.length == 0 ? words.toString() : words.append(" data").toString();
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /// The sequence number after this segment.
  long end() {
    return sequence + data.length + (has(SYN) ? 1 : 0) + (has(FIN) ? 1 : 0);
  }
}
