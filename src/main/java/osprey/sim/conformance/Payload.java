package osprey.sim.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Bytes as the recorded cases write them: a short string of characters up to U+00FF, runs of equal
/// bytes, or a length and a hash.
final class Payload {
  private static final int STRING_MAX = 64;
  private static final int RUNS_MAX = 40;

  private Payload() {}

  static byte[] decode(@Nullable Object data) {
    if (data instanceof String string) {
      return string.getBytes(StandardCharsets.ISO_8859_1);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (data instanceof Map<?, ?> map && map.get("rle") instanceof List<?> runs) {
      for (Object run : runs) {
        if (run instanceof List<?> pair && pair.get(1) instanceof Long count) {
          byte[] each = decode(pair.get(0));
          for (long i = 0; i < count; i++) {
            bytes.writeBytes(each);
          }
        }
      }
      return bytes.toByteArray();
    }
    throw new IllegalArgumentException("no data: " + data);
  }

  static Object encode(byte[] bytes) {
    if (bytes.length <= STRING_MAX) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    List<Object> runs = new ArrayList<>();
    for (int start = 0; start < bytes.length; ) {
      int end = start + 1;
      while (end < bytes.length && bytes[end] == bytes[start]) {
        end++;
      }
      runs.add(List.of(String.valueOf((char) (bytes[start] & 0xff)), (long) (end - start)));
      if (runs.size() > RUNS_MAX) {
        return Map.of("len", (long) bytes.length, "sha256", hash(bytes));
      }
      start = end;
    }
    return Map.of("rle", runs);
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
