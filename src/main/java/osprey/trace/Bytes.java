package osprey.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An immutable run of bytes with equality.
public record Bytes(byte[] toArray) {
  public Bytes {
    toArray = toArray.clone();
  }

  public int length() {
    return toArray.length;
  }

  @Override
  public byte[] toArray() {
    return toArray.clone();
  }

  /// As UTF-8, malformed parts replaced.
  public String text() {
    return new String(toArray, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes(byte[] bytes) && Arrays.equals(toArray, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toArray);
  }

  @Override
  public String toString() {
    return TraceQuote.quote(toArray);
  }
}
