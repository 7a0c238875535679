package osprey.machine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Physical memory: frames of 4096 bytes, counted references, a fixed limit.
///
/// Host memory is taken when a frame is allocated, not before. {@link #copy} makes a checkpoint in
/// time proportional to the number of frames, not bytes: both copies share every frame's bytes
/// until one of them writes. Not for use by several host threads at once; copies may go to other
/// threads.
public final class Ram {
  public static final int FRAME_BYTES = 4096;

  static final int FRAME_SHIFT = 12;
  static final VarHandle SHORT = view(short[].class);
  static final VarHandle INT = view(int[].class);
  static final VarHandle LONG = view(long[].class);
  static final byte[] NO_BYTES = {};

  private static final int FRAMES_AT_FIRST = 64;

  private final int limitFrames;
  private byte[][] frames;
  private int[] references;

  /// A frame's bytes are ours alone if it carries the current era; {@link #copy} starts a new era.
  private int[] eras;

  private int era = 1;
  private int[] free = new int[0];
  private int freeCount;
  private int highWater;
  private int version;

  public Ram(int limitFrames) {
    if (limitFrames < 1) {
      throw new IllegalArgumentException("a machine needs memory, not " + limitFrames + " frames");
    }
    this.limitFrames = limitFrames;
    int capacity = Math.min(limitFrames, FRAMES_AT_FIRST);
    frames = new byte[capacity][];
    references = new int[capacity];
    eras = new int[capacity];
  }

  private Ram(Ram other) {
    limitFrames = other.limitFrames;
    frames = other.frames.clone();
    references = other.references.clone();
    eras = new int[other.eras.length];
    free = Arrays.copyOf(other.free, other.freeCount);
    freeCount = other.freeCount;
    highWater = other.highWater;
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /// The same memory for a checkpoint; both sides may go on and write.
  public Ram copy() {
    era++;
    version++;
    return new Ram(this);
  }

  /// Takes a zeroed frame with one reference; -1 when memory is full.
  public int allocate() {
    int frame;
    if (freeCount > 0) {
      frame = free[--freeCount];
    } else if (highWater < limitFrames) {
      frame = highWater++;
      if (frame == frames.length) {
        grow();
      }
    } else {
      return -1;
    }
    frames[frame] = new byte[FRAME_BYTES];
    references[frame] = 1;
    eras[frame] = era;
    return frame;
  }

  private void grow() {
    int capacity = (int) Math.min(limitFrames, highWater * 2L);
    frames = Arrays.copyOf(frames, capacity);
    references = Arrays.copyOf(references, capacity);
    eras = Arrays.copyOf(eras, capacity);
  }

  public void retain(int frame) {
    checkUsed(frame);
    references[frame]++;
  }

  /// Gives back one reference; true if it was the last and the frame is free now. Whoever calls has
  /// already taken the frame out of every page table it gives up.
  public boolean release(int frame) {
    checkUsed(frame);
    if (--references[frame] > 0) {
      return false;
    }
    frames[frame] = NO_BYTES;
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, Math.max(FRAMES_AT_FIRST, freeCount * 2));
    }
    free[freeCount++] = frame;
    return true;
  }

  private void checkUsed(int frame) {
    if (frame < 0 || frame >= highWater || references[frame] <= 0) {
      throw new IllegalStateException("frame " + frame + " is not in use");
    }
  }

  public int references(int frame) {
    return frame >= 0 && frame < highWater ? references[frame] : 0;
  }

  public int limitFrames() {
    return limitFrames;
  }

  public int usedFrames() {
    return highWater - freeCount;
  }

  /// The most that were used at one time.
  public int peakFrames() {
    return highWater;
  }

  public int freeFrames() {
    return limitFrames - usedFrames();
  }

  /// Frames with more than one reference.
  public int sharedFrames() {
    int shared = 0;
    for (int frame = 0; frame < highWater; frame++) {
      if (references[frame] > 1) {
        shared++;
      }
    }
    return shared;
  }

  public long usedBytes() {
    return (long) usedFrames() * FRAME_BYTES;
  }

  /// Host memory of frames whose bytes are not shared with that copy, null for none.
  public long bytesNotIn(@Nullable Ram copy) {
    long bytes = 0;
    for (int frame = 0; frame < highWater; frame++) {
      byte[] own = frames[frame];
      byte[] other = copy != null && frame < copy.highWater ? copy.frames[frame] : NO_BYTES;
      if (own != other) {
        bytes += own.length;
      }
    }
    return bytes;
  }

  /// A frame's bytes, not to be written; valid until the next {@link #writable} of the frame.
  public byte[] readable(int frame) {
    return frames[frame];
  }

  /// A frame's bytes for reading and writing, valid until the next {@link #copy}.
  public byte[] writable(int frame) {
    if (eras[frame] != era) {
      frames[frame] = frames[frame].clone();
      eras[frame] = era;
      version++;
    }
    return frames[frame];
  }

  /// Changes whenever bytes that a processor may have remembered are no longer the frame's.
  int version() {
    return version;
  }

  public byte getByte(int frame, int offset) {
    return frames[frame][offset];
  }

  public int getInt(int frame, int offset) {
    return (int) INT.get(frames[frame], offset);
  }

  public long getLong(int frame, int offset) {
    return (long) LONG.get(frames[frame], offset);
  }

  public void putByte(int frame, int offset, int value) {
    writable(frame)[offset] = (byte) value;
  }

  public void putInt(int frame, int offset, int value) {
    INT.set(writable(frame), offset, value);
  }

  public void putLong(int frame, int offset, long value) {
    LONG.set(writable(frame), offset, value);
  }

  /// One simulated instruction at a time runs, so a plain read, test and write is atomic.
  public boolean compareAndSetInt(int frame, int offset, int expected, int value) {
    if (getInt(frame, offset) != expected) {
      return false;
    }
    putInt(frame, offset, value);
    return true;
  }

  public void read(int frame, int offset, byte[] into, int start, int count) {
    System.arraycopy(frames[frame], offset, into, start, count);
  }

  public void write(int frame, int offset, byte[] from, int start, int count) {
    System.arraycopy(from, start, writable(frame), offset, count);
  }

  public void copy(int from, int fromOffset, int to, int toOffset, int count) {
    byte[] target = writable(to);
    System.arraycopy(frames[from], fromOffset, target, toOffset, count);
  }

  public void fill(int frame, int offset, int count, int value) {
    Arrays.fill(writable(frame), offset, offset + count, (byte) value);
  }
}
