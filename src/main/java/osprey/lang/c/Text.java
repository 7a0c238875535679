package osprey.lang.c;

import java.io.ByteArrayOutputStream;
import osprey.code.CType;

/// What a string literal stands for.
///
/// @param bytes all of it, little-endian for wide elements, with the terminating zero
/// @param elementType `char`, or the type of a wide character: `int` (`L`), `unsigned short` (`u`),
///   `unsigned int` (`U`)
@SuppressWarnings("ArrayRecordComponent") // made once, read once
public record Text(byte[] bytes, CType.Int elementType) {
  /// Elements, the terminating zero included.
  public long length() {
    return bytes.length / elementType.size();
  }

  public CType.Array type() {
    return new CType.Array(elementType, length());
  }

  /// Lone surrogates are written as if they were characters.
  static byte[] utf8(int codePoint) {
    if (codePoint < 0x80) {
      return new byte[] {(byte) codePoint};
    }
    if (codePoint < 0x800) {
      return new byte[] {(byte) (0xc0 | codePoint >> 6), continuation(codePoint)};
    }
    if (codePoint < 0x10000) {
      return new byte[] {
        (byte) (0xe0 | codePoint >> 12), continuation(codePoint >> 6), continuation(codePoint)
      };
    }
    return new byte[] {
      (byte) (0xf0 | codePoint >> 18),
      continuation(codePoint >> 12),
      continuation(codePoint >> 6),
      continuation(codePoint)
    };
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3f));
  }

  static void writeCodePoint(ByteArrayOutputStream to, int codePoint, CType.Int element) {
    if (element.size() == 1) {
      to.writeBytes(utf8(codePoint));
    } else if (element.size() == 2 && codePoint > 0xffff) {
      writeUnit(to, Character.highSurrogate(codePoint), 2);
      writeUnit(to, Character.lowSurrogate(codePoint), 2);
    } else {
      writeUnit(to, codePoint, (int) element.size());
    }
  }

  static void writeUnit(ByteArrayOutputStream to, int unit, int size) {
    for (int i = 0; i < size; i++) {
      to.write(unit >> (8 * i));
    }
  }
}
