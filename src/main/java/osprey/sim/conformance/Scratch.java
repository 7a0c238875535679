package osprey.sim.conformance;

import java.nio.charset.StandardCharsets;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.task.Process;

/// An actor's part of its process's memory, for what system calls point to. Used from the start
/// again by each operation.
final class Scratch {
  private static final long SLOT_BYTES = 4 << 20;
  private static final int ALIGNMENT = 16;

  private final Process process;
  private final long start;
  private long next;

  Scratch(Process process, int slot) {
    this.process = process;
    start = AgentProgram.SCRATCH + slot * SLOT_BYTES;
    next = start;
  }

  private UserMemory memory() {
    return process.memory().memory();
  }

  void clear() {
    next = start;
  }

  /// Address of that many bytes of zeros.
  long room(long count) {
    long at = next;
    next = (next + count + ALIGNMENT) & -ALIGNMENT;
    if (next > start + SLOT_BYTES) {
      throw new IllegalArgumentException("no room for " + count + " bytes");
    }
    memory().write(at, new byte[(int) count]);
    return at;
  }

  long put(byte[] bytes) {
    long at = room(bytes.length);
    memory().write(at, bytes);
    return at;
  }

  /// A C string.
  long text(String text) {
    return put((text + "\0").getBytes(StandardCharsets.ISO_8859_1));
  }

  long longs(long... values) {
    long at = room(values.length * 8L);
    for (int i = 0; i < values.length; i++) {
      memory().writeLong(at + i * 8L, values[i]);
    }
    return at;
  }

  long ints(int... values) {
    long at = room(values.length * 4L);
    for (int i = 0; i < values.length; i++) {
      memory().writeInt(at + i * 4L, values[i]);
    }
    return at;
  }

  void putInt(long at, int value) {
    memory().writeInt(at, value);
  }

  void putLong(long at, long value) {
    memory().writeLong(at, value);
  }

  void putShort(long at, int value) {
    memory().writeShort(at, value);
  }

  byte[] read(long at, long count) {
    return memory().read(at, (int) Math.max(0, count));
  }

  int readInt(long at) {
    return memory().readInt(at);
  }

  int readShort(long at) {
    return memory().readShort(at);
  }

  long readLong(long at) {
    return memory().readLong(at);
  }
}
