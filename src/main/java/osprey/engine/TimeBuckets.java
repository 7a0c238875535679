package osprey.engine;

import java.util.Arrays;

/// (time, rank) pairs later than a moving boundary, sorted only roughly: by the highest byte in
/// which their time differs from the boundary, and by the value of that byte. So 8 levels of 256
/// buckets cover all of time, the soonest entries are in the first bucket of the lowest level in
/// use, and no estimate of how the times are spread is needed.
///
/// The caller owns the boundary and may move it up to, or within, the soonest bucket's span only:
/// then every other entry is still where the new boundary would have put it.
///
/// A bucket is a chain of chunks in one pool, filled and read in order, which is what makes a queue
/// larger than the processor's caches fast.
final class TimeBuckets {
  private static final int LEVELS = 8;
  private static final int DIGIT_BITS = 8;
  private static final int DIGITS = 1 << DIGIT_BITS;
  private static final int CHUNK_CELLS = 32;
  private static final int SMALL_CHUNKS = 32;
  private static final int NONE = -1;

  /// The pool: chunk `c` is `cells[c * CHUNK_CELLS ..]`, its successor in a chain or in the list of
  /// free chunks is `next[c]`.
  private long[] cells = {};

  private int[] next = {};
  private int chunkCount;
  private int freeChunk = NONE;

  /// By bucket: its first chunk, and the cell after its last entry (0 while it is empty, and on the
  /// border of a chunk when that chunk is full).
  private int[] heads = {};

  private int[] ends = {};

  /// One bit per bucket that is not empty.
  private final long[] occupied;

  private int size;

  /// What [#take] took out.
  private long[] taken = {};

  private int takenLength;

  TimeBuckets() {
    occupied = new long[LEVELS * DIGITS / Long.SIZE];
  }

  TimeBuckets(TimeBuckets other) {
    occupied = other.occupied.clone();
    size = other.size;
    if (size > 0) {
      cells = other.cells.clone();
      next = other.next.clone();
      chunkCount = other.chunkCount;
      freeChunk = other.freeChunk;
      heads = other.heads.clone();
      ends = other.ends.clone();
    }
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// Adds an entry that is later than the boundary.
  void add(long time, long rank, long boundary) {
    int level = (Long.SIZE - 1 - Long.numberOfLeadingZeros(time ^ boundary)) / DIGIT_BITS;
    int digit = (int) (time >>> (level * DIGIT_BITS)) & (DIGITS - 1);
    int bucket = level * DIGITS + digit;
    if (ends.length == 0) {
      heads = new int[LEVELS * DIGITS];
      ends = new int[LEVELS * DIGITS];
    }
    int end = ends[bucket];
    if (end % CHUNK_CELLS == 0) {
      end = extend(bucket, end);
    }
    cells[end] = time;
    cells[end + 1] = rank;
    ends[bucket] = end + 2;
    size++;
  }

  /// The bucket that holds the soonest entries. There must be one.
  int first() {
    int word = 0;
    while (occupied[word] == 0) {
      word++;
    }
    return word * Long.SIZE + Long.numberOfTrailingZeros(occupied[word]);
  }

  /// Whether the bucket is worth sorting as a whole.
  boolean isSmall(int bucket) {
    int last = (ends[bucket] - 1) / CHUNK_CELLS;
    int chunk = heads[bucket];
    for (int chunks = 1; chunks <= SMALL_CHUNKS; chunks++) {
      if (chunk == last) {
        return true;
      }
      chunk = next[chunk];
    }
    return false;
  }

  static boolean holdsOneTime(int bucket) {
    return bucket < DIGITS;
  }

  /// The first time that belongs in a bucket.
  static long start(int bucket, long boundary) {
    int shift = bucket / DIGITS * DIGIT_BITS;
    long digit = bucket % DIGITS;
    long above = shift + DIGIT_BITS == Long.SIZE ? 0 : boundary >>> (shift + DIGIT_BITS);
    return ((above << DIGIT_BITS) | digit) << shift;
  }

  /// The last time that belongs in a bucket.
  static long end(int bucket, long boundary) {
    int shift = bucket / DIGITS * DIGIT_BITS;
    return start(bucket, boundary) | ((1L << shift) - 1);
  }

  /// Empties a bucket. Its entries are in the returned array, up to [#takenLength], until the next
  /// call.
  long[] take(int bucket) {
    takenLength = 0;
    int last = (ends[bucket] - 1) / CHUNK_CELLS;
    int chunk = heads[bucket];
    while (true) {
      int length = chunk == last ? ends[bucket] - chunk * CHUNK_CELLS : CHUNK_CELLS;
      if (takenLength + length > taken.length) {
        taken = Arrays.copyOf(taken, Math.max(4 * CHUNK_CELLS, 2 * taken.length));
      }
      System.arraycopy(cells, chunk * CHUNK_CELLS, taken, takenLength, length);
      takenLength += length;
      int successor = next[chunk];
      next[chunk] = freeChunk;
      freeChunk = chunk;
      if (chunk == last) {
        break;
      }
      chunk = successor;
    }
    ends[bucket] = 0;
    occupied[bucket / Long.SIZE] &= ~(1L << bucket);
    size -= takenLength / 2;
    return taken;
  }

  int takenLength() {
    return takenLength;
  }

  int copyTo(long[] to, int at) {
    int length = at;
    for (int bucket = 0; bucket < ends.length; bucket++) {
      if (ends[bucket] == 0) {
        continue;
      }
      int last = (ends[bucket] - 1) / CHUNK_CELLS;
      for (int chunk = heads[bucket]; chunk != last; chunk = next[chunk]) {
        System.arraycopy(cells, chunk * CHUNK_CELLS, to, length, CHUNK_CELLS);
        length += CHUNK_CELLS;
      }
      int rest = ends[bucket] - last * CHUNK_CELLS;
      System.arraycopy(cells, last * CHUNK_CELLS, to, length, rest);
      length += rest;
    }
    return length;
  }

  void clear() {
    if (size > 0) {
      Arrays.fill(ends, 0);
      Arrays.fill(occupied, 0);
      chunkCount = 0;
      freeChunk = NONE;
      size = 0;
    }
  }

  /// Chains a new chunk to a bucket and returns its first cell.
  private int extend(int bucket, int end) {
    int chunk = freeChunk;
    if (chunk == NONE) {
      chunk = newChunk();
    } else {
      freeChunk = next[chunk];
    }
    if (end == 0) {
      heads[bucket] = chunk;
      occupied[bucket / Long.SIZE] |= 1L << bucket;
    } else {
      next[end / CHUNK_CELLS - 1] = chunk;
    }
    return chunk * CHUNK_CELLS;
  }

  private int newChunk() {
    if (chunkCount == next.length) {
      int capacity = Math.max(4, 2 * chunkCount);
      cells = Arrays.copyOf(cells, capacity * CHUNK_CELLS);
      next = Arrays.copyOf(next, capacity);
    }
    return chunkCount++;
  }
}
