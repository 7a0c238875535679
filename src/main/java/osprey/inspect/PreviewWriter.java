package osprey.inspect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes the first bytes of what is in a channel as text: `"abc\n"`, several messages as `"abc"
/// "d"`, three dots where more follows.
public final class PreviewWriter {
  public static final int BYTES_MAX = 48;

  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
  private int left = BYTES_MAX;
  private boolean isCut;

  /// Whether later bytes would not be shown.
  public boolean isFull() {
    return isCut;
  }

  /// More bytes of the message, or of the stream.
  public void put(byte[] bytes, int from, int count) {
    int taken = Math.min(count, left);
    piece.write(bytes, from, taken);
    left -= taken;
    isCut |= taken < count;
  }

  /// A whole message.
  public void message(byte[] bytes, int from) {
    put(bytes, from, bytes.length - from);
    endMessage();
  }

  /// What comes next is of another stream.
  public void endStream() {
    if (piece.size() > 0) {
      endMessage();
    }
  }

  public void endMessage() {
    byte[] bytes = piece.toByteArray();
    piece.reset();
    if (bytes.length == 0 && isCut) {
      return;
    }
    int end = bytes.length;
    // A character that was cut in the middle is left out.
    for (int back = 1; isCut && back < 4 && back <= bytes.length; back++) {
      int lead = bytes[bytes.length - back] & 0xff;
      if (lead >= 0xc0) {
        int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        end = length > back ? bytes.length - back : end;
        break;
      }
    }
    text.append(text.isEmpty() ? "\"" : " \"").append(quoted(bytes, end)).append('"');
  }

  private static String quoted(byte[] bytes, int count) {
    String decoded = new String(bytes, 0, count, StandardCharsets.UTF_8);
    boolean isText = decoded.indexOf('\ufffd') < 0;
    StringBuilder quoted = new StringBuilder();
    String characters = isText ? decoded : new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      switch (c) {
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        default -> {
          if (Character.isISOControl(c) || c >= 0x80 && !isText) {
            quoted.append("\\x%02x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.toString();
  }

  /// Empty when nothing is in the channel.
  @Override
  public String toString() {
    endStream();
    return isCut ? text + "..." : text.toString();
  }
}
