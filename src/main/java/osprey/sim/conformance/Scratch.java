package osprey.sim.conformance;

import java.nio.charset.StandardCharsets;

/// An actor's part of its process's memory, for what system calls point to. Used from the start
/// again by each operation.
public interface Scratch {
  void clear();

  /// Address of that many bytes of zeros.
  ///
  /// @throws IllegalArgumentException if there is no room
  long room(long count);

  long put(byte[] bytes);

  void putInt(long at, int value);

  void putLong(long at, long value);

  void putShort(long at, int value);

  byte[] read(long at, long count);

  int readInt(long at);

  int readShort(long at);

  long readLong(long at);

  /// A C string.
  default long text(String text) {
    return put((text + "\0").getBytes(StandardCharsets.ISO_8859_1));
  }

  default long longs(long... values) {
    long at = room(values.length * 8L);
    for (int i = 0; i < values.length; i++) {
      putLong(at + i * 8L, values[i]);
    }
    return at;
  }

  default long ints(int... values) {
    long at = room(values.length * 4L);
    for (int i = 0; i < values.length; i++) {
      putInt(at + i * 4L, values[i]);
    }
    return at;
  }
}
