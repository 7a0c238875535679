package osprey.hardware.lockstep;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import osprey.hardware.real.Slot;
import osprey.kernel.file.FileDescription;
import osprey.kernel.mem.AddressSpace;
import osprey.kernel.mem.Segment;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;

/// Moves what one call points to from the simulated process's memory into the real one's, and notes
/// what is to be compared afterwards.
final class Marshal {
  /// Where nothing is mapped in any real process.
  private static final long NOWHERE = 8;

  private static final int PATH_MAX = 4200;

  private final Process process;
  private final AddressSpace memory;
  private final SharedMemory shared;
  private final Slot slot;
  private final Exchange exchange;

  Marshal(Task task, Slot slot, Exchange exchange, SharedMemory shared) {
    this.shared = shared;
    process = task.process();
    memory = process.memory();
    this.slot = slot;
    this.exchange = exchange;
    slot.clear();
  }

  Slot slot() {
    return slot;
  }

  long argument(int index) {
    return exchange.simulated[index];
  }

  /// An argument as the real call has it.
  long real(int index) {
    return exchange.real[index];
  }

  @Nullable FileDescription description(int fd) {
    return process.descriptors().get(fd);
  }

  void set(int index, long value) {
    exchange.real[index] = value;
  }

  /// Bytes of the simulated process, null if they are not all there. Reading has no effect on it.
  byte @Nullable [] peek(long address, long count) {
    byte[] bytes = new byte[(int) count];
    return count == 0 || memory.peek(address, bytes) == bytes.length ? bytes : null;
  }

  long peekLong(long address) {
    byte[] bytes = peek(address, 8);
    return bytes == null ? 0 : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  int peekInt(long address) {
    return (int) (peekShorter(address, 4) & 0xffff_ffffL);
  }

  private long peekShorter(long address, int count) {
    byte[] bytes = peek(address, count);
    long value = 0;
    for (int i = count - 1; bytes != null && i >= 0; i--) {
      value = value << 8 | bytes[i] & 0xff;
    }
    return value;
  }

  private boolean isWritable(long address) {
    Segment segment = memory.segmentAt(address);
    return segment != null && (segment.protection() & Segment.PROT_WRITE) != 0;
  }

  /// An argument that points to bytes going in.
  void in(int index, long count) {
    set(index, copyIn(argument(index), count));
  }

  /// The real address of bytes going in; 0 stays 0.
  long copyIn(long address, long count) {
    if (address == 0 || count < 0 || count > Slot.ROOM_MAX) {
      return address == 0 ? 0 : NOWHERE;
    }
    long real = shared.real(process, address, count);
    if (real != 0) {
      return real;
    }
    byte[] bytes = peek(address, count);
    return bytes == null ? NOWHERE : slot.put(bytes);
  }

  /// An argument that is a C string.
  void text(int index) {
    long address = argument(index);
    if (address == 0) {
      return;
    }
    byte[] bytes = new byte[PATH_MAX];
    int there = memory.peek(address, bytes);
    int length = 0;
    while (length < there && bytes[length] != 0) {
      length++;
    }
    set(
        index,
        length < there
            ? slot.text(new String(bytes, 0, length, StandardCharsets.ISO_8859_1))
            : there == PATH_MAX ? slot.text("x".repeat(PATH_MAX)) : NOWHERE);
  }

  /// An argument that points to where bytes come out, as many as the result says.
  void out(int index, long room) {
    out(index, room, result -> Math.min(result, room), bytes -> bytes);
  }

  /// An argument that points to where that many bytes come out; 0 is allowed.
  void outFixed(int index, long count, UnaryOperator<byte[]> normal) {
    out(index, count, _ -> count, normal);
  }

  void out(int index, long room, LongUnaryOperator length, UnaryOperator<byte[]> normal) {
    set(index, copyOut("argument " + (index + 1), argument(index), room, length, normal, false));
  }

  /// As {@link #outFixed} for bytes that also go in.
  void inOut(int index, long count, UnaryOperator<byte[]> normal) {
    set(
        index,
        copyOut("argument " + (index + 1), argument(index), count, _ -> count, normal, true));
  }

  long copyOut(
      String what,
      long address,
      long room,
      LongUnaryOperator length,
      UnaryOperator<byte[]> normal,
      boolean alsoIn) {
    if (address == 0) {
      return 0;
    }
    if (room < 0 || room > Slot.ROOM_MAX) {
      return slot.room(Slot.ROOM_MAX / 2);
    }
    if (room > 0 && !isWritable(address)) {
      return NOWHERE;
    }
    long mapped = shared.real(process, address, room);
    long real = mapped != 0 ? mapped : alsoIn ? copyIn(address, room) : slot.room(room);
    exchange.outputs.add(new Output(what, address, real, length, normal));
    return real;
  }

  /// Compares nothing but what the mask says.
  static UnaryOperator<byte[]> only(int... ranges) {
    return bytes -> {
      byte[] kept = new byte[bytes.length];
      for (int i = 0; i + 1 < ranges.length; i += 2) {
        int from = Math.min(ranges[i], bytes.length);
        int to = Math.min(ranges[i] + ranges[i + 1], bytes.length);
        System.arraycopy(bytes, from, kept, from, to - from);
      }
      return kept;
    };
  }

  /// Equal records in any order are the same.
  static UnaryOperator<byte[]> unordered(int size) {
    return bytes -> {
      byte[][] records = new byte[bytes.length / size][];
      for (int i = 0; i < records.length; i++) {
        records[i] = Arrays.copyOfRange(bytes, i * size, (i + 1) * size);
      }
      Arrays.sort(records, Arrays::compare);
      byte[] sorted = new byte[records.length * size];
      for (int i = 0; i < records.length; i++) {
        System.arraycopy(records[i], 0, sorted, i * size, size);
      }
      return sorted;
    };
  }
}
