package osprey.trace;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// How trace files and messages write bytes and names: C string literals, all of it printable
/// ASCII.
public final class TraceQuote {
  private static final String HEX = "0123456789abcdef";

  private TraceQuote() {}

  /// `"hello\n"`; other bytes as `\x7f`.
  public static String quote(byte[] bytes) {
    StringBuilder out = new StringBuilder(bytes.length + 2);
    append(out, bytes);
    return out.toString();
  }

  static void append(StringBuilder out, byte[] bytes) {
    out.append('"');
    for (byte b : bytes) {
      switch (b) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        default -> {
          if (b >= ' ' && b < 0x7f) {
            out.append((char) b);
          } else {
            out.append("\\x").append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
          }
        }
      }
    }
    out.append('"');
  }

  static void append(StringBuilder out, String text) {
    append(out, text.getBytes(StandardCharsets.UTF_8));
  }

  /// The bytes between the quotes that {@link #quote} put; throws IllegalArgumentException if it
  /// cannot have.
  static byte[] unquote(String quoted) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(quoted.length());
    int end = quoted.length() - 1;
    if (end < 1 || quoted.charAt(0) != '"' || quoted.charAt(end) != '"') {
      throw new IllegalArgumentException("not a quoted text: " + quoted);
    }
    for (int i = 1; i < end; i++) {
      char c = quoted.charAt(i);
      if (c != '\\') {
        out.write(c);
        continue;
      }
      c = quoted.charAt(++i);
      switch (c) {
        case 'n' -> out.write('\n');
        case 'r' -> out.write('\r');
        case 't' -> out.write('\t');
        case '"', '\\' -> out.write(c);
        case 'x' -> {
          if (i + 2 >= end) {
            throw new IllegalArgumentException("an escape is cut short: " + quoted);
          }
          out.write(Integer.parseInt(quoted, i + 1, i + 3, 16));
          i += 2;
        }
        default -> throw new IllegalArgumentException("unknown escape \\" + c);
      }
    }
    return out.toByteArray();
  }

  /// `COPY_ON_WRITE` as `copy-on-write`.
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
