package osprey.engine;

import java.util.Arrays;

/// A heap of (time, rank) pairs, the soonest first. Each node has four children, which share a
/// cache line, so it is half as deep as a binary heap and misses the cache half as often.
final class EntryHeap {
  private static final int CHILDREN = 4;

  /// Time and rank of entry `i` are at `2 * i` and `2 * i + 1`.
  private long[] cells;

  private int size;

  EntryHeap() {
    cells = new long[16];
  }

  EntryHeap(EntryHeap other) {
    cells = Arrays.copyOf(other.cells, Math.max(16, 2 * other.size));
    size = other.size;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long firstTime() {
    return cells[0];
  }

  long firstRank() {
    return cells[1];
  }

  void add(long time, long rank) {
    if (2 * size == cells.length) {
      cells = Arrays.copyOf(cells, 4 * size);
    }
    siftUp(size++, time, rank);
  }

  /// Removes the first entry and returns its rank.
  long poll() {
    long rank = cells[1];
    size--;
    if (size > 0) {
      siftDown(0, cells[2 * size], cells[2 * size + 1]);
    }
    return rank;
  }

  /// Replaces the content by the entries in `from[0 .. length)`.
  void fill(long[] from, int length) {
    if (cells.length < length) {
      cells = new long[length];
    }
    System.arraycopy(from, 0, cells, 0, length);
    size = length / 2;
    for (int i = (size - 2) / CHILDREN; i >= 0 && size > 1; i--) {
      siftDown(i, cells[2 * i], cells[2 * i + 1]);
    }
  }

  int copyTo(long[] to, int at) {
    System.arraycopy(cells, 0, to, at, 2 * size);
    return at + 2 * size;
  }

  int drainTo(long[] to, int at) {
    int end = copyTo(to, at);
    clear();
    return end;
  }

  void clear() {
    size = 0;
  }

  private void siftUp(int hole, long time, long rank) {
    long[] cells = this.cells;
    int at = hole;
    while (at > 0) {
      int parent = (at - 1) / CHILDREN;
      long parentTime = cells[2 * parent];
      long parentRank = cells[2 * parent + 1];
      if (!Rank.precedes(time, rank, parentTime, parentRank)) {
        break;
      }
      cells[2 * at] = parentTime;
      cells[2 * at + 1] = parentRank;
      at = parent;
    }
    cells[2 * at] = time;
    cells[2 * at + 1] = rank;
  }

  private void siftDown(int hole, long time, long rank) {
    long[] cells = this.cells;
    int at = hole;
    while (true) {
      int child = CHILDREN * at + 1;
      if (child >= size) {
        break;
      }
      int end = Math.min(child + CHILDREN, size);
      int least = child;
      long leastTime = cells[2 * child];
      long leastRank = cells[2 * child + 1];
      for (int next = child + 1; next < end; next++) {
        long nextTime = cells[2 * next];
        long nextRank = cells[2 * next + 1];
        if (Rank.precedes(nextTime, nextRank, leastTime, leastRank)) {
          least = next;
          leastTime = nextTime;
          leastRank = nextRank;
        }
      }
      if (Rank.precedes(time, rank, leastTime, leastRank)) {
        break;
      }
      cells[2 * at] = leastTime;
      cells[2 * at + 1] = leastRank;
      at = least;
    }
    cells[2 * at] = time;
    cells[2 * at + 1] = rank;
  }
}
