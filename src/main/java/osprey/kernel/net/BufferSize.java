package osprey.kernel.net;

/// What a message costs in a socket's buffer: not its bytes but the memory the kernel needs for it
/// (`skb->truesize`), which is why 278 messages of one byte fill the same buffer as 44 of 4096.
final class BufferSize {
  private static final int PAGE = 4096;

  /// `struct sk_buff`.
  private static final int DESCRIPTOR = 256;

  /// `struct skb_shared_info`, at the end of the linear part.
  private static final int TRAILER = 320;

  /// Linear bytes that fit in one page.
  private static final int LINEAR_MAX = PAGE - TRAILER;

  /// The most that one message of a stream takes.
  static final int STREAM_PIECE_MAX = LINEAR_MAX + 8 * PAGE;

  private static final int DATAGRAM_LINEAR_MAX = 16384 - TRAILER;
  private static final int SMALLEST = 512;

  /// Small packets come from a cache of their own.
  private static final int SMALLEST_PACKET = 576;

  private static final int HEADERS = 60;

  private BufferSize() {}

  /// A piece of a unix stream.
  static int ofStream(int bytes) {
    int paged = Math.min(bytes, roundUp(Math.max(0, bytes - LINEAR_MAX), PAGE));
    return DESCRIPTOR + linear(bytes - paged) + roundUp(paged, PAGE);
  }

  /// A unix datagram.
  static int ofDatagram(int bytes) {
    int paged = Math.min(bytes, roundUp(Math.max(0, bytes - DATAGRAM_LINEAR_MAX), PAGE));
    return DESCRIPTOR + linear(bytes - paged) + roundUp(paged, PAGE);
  }

  /// A datagram with its headers.
  static int ofPacket(int bytes) {
    int wanted = roundUp(bytes + HEADERS, 64) + TRAILER;
    if (bytes + HEADERS >= DATAGRAM_LINEAR_MAX) {
      return DESCRIPTOR + SMALLEST_PACKET + bytes;
    }
    return DESCRIPTOR + (wanted <= SMALLEST_PACKET ? SMALLEST_PACKET : linear(bytes + HEADERS));
  }

  private static int linear(int bytes) {
    int wanted = roundUp(bytes, 64) + TRAILER;
    int size = SMALLEST;
    while (size < wanted) {
      size *= 2;
    }
    return size;
  }

  private static int roundUp(int value, int unit) {
    return (value + unit - 1) / unit * unit;
  }
}
