package osprey.lang.c.object;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads what {@link ByteSink} wrote.
final class ByteSource {
  private final byte[] bytes;
  private int at;

  ByteSource(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  int position() {
    return at;
  }

  int octet() {
    return bytes[at++] & 0xff;
  }

  long fixed() {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value |= (long) octet() << (8 * i);
    }
    return value;
  }

  int unsigned() {
    return (int) unsignedLong();
  }

  long unsignedLong() {
    long value = 0;
    int shift = 0;
    int next;
    do {
      next = bytes[at++];
      value |= (long) (next & 0x7f) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }

  int signed() {
    return (int) signedLong();
  }

  long signedLong() {
    long value = unsignedLong();
    return value >>> 1 ^ -(value & 1);
  }

  String text() {
    int length = unsigned();
    String value = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return value;
  }

  byte[] raw(int length) {
    byte[] slice = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return slice;
  }
}
