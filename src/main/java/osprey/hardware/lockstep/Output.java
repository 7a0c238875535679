package osprey.hardware.lockstep;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/// Bytes that a call writes for its caller, in both worlds.
///
/// @param what in words, for messages
/// @param simulated address there
/// @param real address in the slot
/// @param length how many bytes are meaningful after a result
/// @param normal brings both into a form in which equal means the same: order, times and numbers
///   that nobody promises are taken out
record Output(
    String what,
    long simulated,
    long real,
    LongUnaryOperator length,
    UnaryOperator<byte[]> normal) {
  private static final int SHOWN_MAX = 48;

  static Output exact(String what, long simulated, long real, LongUnaryOperator length) {
    return new Output(what, simulated, real, length, bytes -> bytes);
  }

  boolean agrees(byte[] there, byte[] here) {
    return Arrays.equals(normal.apply(there), normal.apply(here));
  }

  /// Bytes in words: text where it is text.
  static String show(byte[] bytes) {
    byte[] shown = Arrays.copyOf(bytes, Math.min(bytes.length, SHOWN_MAX));
    boolean isText = shown.length > 0;
    for (byte each : shown) {
      isText &= each >= ' ' && each < 127 || each == '\n';
    }
    String words =
        isText
            ? "\"" + new String(shown, java.nio.charset.StandardCharsets.ISO_8859_1) + "\""
            : HexFormat.ofDelimiter(" ").formatHex(shown);
    return words.replace("\n", "\\n") + (bytes.length > SHOWN_MAX ? "…" : "");
  }
}
