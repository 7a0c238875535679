package osprey.hardware.real;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// A real thread's part of the memory that all real processes and the coordinator share: for what
/// system calls point to. Used from the start again by each call.
public final class Slot {
  static final int BYTES = 4 << 20;
  private static final int ALIGNMENT = 16;

  /// More than this no call may point to.
  public static final int ROOM_MAX = 1 << 20;

  /// The beginning belongs to the machinery.
  private static final int RESERVED_BYTES = 4096;

  private final MemorySegment here;
  private final long there;
  private int base = RESERVED_BYTES;
  private int next = RESERVED_BYTES;

  /// @param here the memory in this process
  /// @param there its address in the real processes
  Slot(MemorySegment here, long there) {
    this.here = here;
    this.there = there;
  }

  /// Address of the part that belongs to the machinery.
  long reserved() {
    return there;
  }

  MemorySegment memory() {
    return here;
  }

  public void clear() {
    next = base;
  }

  /// Keeps what is there now: a handler interrupts the call that it belongs to.
  ///
  /// @return what {@link #release} wants to know
  public int keep() {
    int before = base;
    base = next;
    return before;
  }

  public void release(int before) {
    base = before;
  }

  /// Address of that many bytes of zeros.
  ///
  /// @throws IllegalArgumentException if there is no room
  public long room(long count) {
    int at = next;
    if (count < 0 || count > BYTES - at - ALIGNMENT) {
      throw new IllegalArgumentException("no room for " + count + " bytes");
    }
    next = (at + (int) count + ALIGNMENT) & -ALIGNMENT;
    here.asSlice(at, count).fill((byte) 0);
    return there + at;
  }

  public long put(byte[] bytes) {
    long at = room(bytes.length);
    write(at, bytes);
    return at;
  }

  /// A C string; characters are bytes.
  public long text(String text) {
    return put((text + "\0").getBytes(StandardCharsets.ISO_8859_1));
  }

  public void write(long at, byte[] bytes) {
    MemorySegment.copy(bytes, 0, here, JAVA_BYTE, at - there, bytes.length);
  }

  public byte[] read(long at, long count) {
    byte[] bytes = new byte[(int) Math.max(0, count)];
    MemorySegment.copy(here, JAVA_BYTE, at - there, bytes, 0, bytes.length);
    return bytes;
  }

  public int readInt(long at) {
    return here.get(JAVA_INT_UNALIGNED, at - there);
  }

  public int readShort(long at) {
    return here.get(JAVA_SHORT_UNALIGNED, at - there);
  }

  public long readLong(long at) {
    return here.get(JAVA_LONG_UNALIGNED, at - there);
  }

  public void putInt(long at, int value) {
    here.set(JAVA_INT_UNALIGNED, at - there, value);
  }

  public void putShort(long at, int value) {
    here.set(JAVA_SHORT_UNALIGNED, at - there, (short) value);
  }

  public void putLong(long at, long value) {
    here.set(JAVA_LONG_UNALIGNED, at - there, value);
  }
}
