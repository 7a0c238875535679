package osprey.kernel.syscall;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.file.IoBuffer;
import osprey.kernel.mem.UserMemory;

/// The parts of a readv(2) or writev(2) call, as one buffer.
final class VectorBuffer implements IoBuffer {
  static final int PARTS_MAX = 1024;

  private static final int PART_BYTES = 16;

  private final List<UserBuffer> parts;
  private int current;

  private VectorBuffer(List<UserBuffer> parts) {
    this.parts = parts;
  }

  /// What is wrong with an array of `struct iovec`, or null.
  static @Nullable Errno problem(Call call, long address, long count) {
    if (count < 0 || count > PARTS_MAX) {
      return Errno.EINVAL;
    }
    UserMemory memory = call.memory();
    long sum = 0;
    for (long i = 0; i < count; i++) {
      long length = memory.readLong(address + i * PART_BYTES + 8);
      sum += length;
      if (length < 0 || sum < 0) {
        return Errno.EINVAL;
      }
    }
    return null;
  }

  /// @param skipped bytes that the call has moved before
  static VectorBuffer of(Call call, long address, long count, boolean isFilled, long skipped) {
    UserMemory memory = call.memory();
    List<UserBuffer> parts = new ArrayList<>();
    long left = skipped;
    for (long i = 0; i < count; i++) {
      long start = memory.readLong(address + i * PART_BYTES);
      long length = memory.readLong(address + i * PART_BYTES + 8);
      long done = Math.min(left, length);
      left -= done;
      if (length > done) {
        parts.add(
            isFilled
                ? call.into(start + done, length - done)
                : call.from(start + done, length - done));
      }
    }
    return new VectorBuffer(parts);
  }

  @Override
  public long remaining() {
    long sum = 0;
    for (int i = current; i < parts.size(); i++) {
      sum += parts.get(i).remaining();
    }
    return sum;
  }

  @Override
  public int accessible(int count) {
    int reached = 0;
    for (int i = current; i < parts.size() && reached < count; i++) {
      int wanted = (int) Math.min(count - reached, parts.get(i).remaining());
      int got = parts.get(i).accessible(wanted);
      reached += got;
      if (got < wanted) {
        break;
      }
    }
    return reached;
  }

  @Override
  public void put(byte[] from, int offset, int count) {
    int done = 0;
    while (done < count) {
      UserBuffer part = part();
      int some = (int) Math.min(count - done, part.remaining());
      part.put(from, offset + done, some);
      done += some;
    }
  }

  @Override
  public void get(byte[] to, int offset, int count) {
    int done = 0;
    while (done < count) {
      UserBuffer part = part();
      int some = (int) Math.min(count - done, part.remaining());
      part.get(to, offset + done, some);
      done += some;
    }
  }

  @Override
  public void skip(int count) {
    int left = count;
    while (left > 0) {
      UserBuffer part = part();
      int some = (int) Math.min(left, part.remaining());
      part.skip(some);
      left -= some;
    }
  }

  private UserBuffer part() {
    while (parts.get(current).remaining() == 0) {
      current++;
    }
    return parts.get(current);
  }
}
