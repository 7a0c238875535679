package osprey.lang.c.object;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Grows a byte array with numbers of variable length, as in DWARF.
final class ByteSink {
  private byte[] bytes = new byte[1024];
  private int size;

  int size() {
    return size;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  void raw(byte[] source) {
    reserve(source.length);
    System.arraycopy(source, 0, bytes, size, source.length);
    size += source.length;
  }

  void octet(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  void fixed(long value) {
    for (int i = 0; i < 8; i++) {
      octet((int) (value >>> (8 * i)));
    }
  }

  void unsigned(long value) {
    long rest = value;
    while ((rest & ~0x7f) != 0) {
      octet((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    octet((int) rest);
  }

  void signed(long value) {
    unsigned(value << 1 ^ value >> 63);
  }

  void text(String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    unsigned(encoded.length);
    raw(encoded);
  }

  private void reserve(int count) {
    if (size + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count));
    }
  }
}
