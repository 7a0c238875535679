package osprey.engine;

import java.util.Arrays;

/// (time, rank) pairs in ascending order, consumed from the front and extended at the end.
final class SortedRun {
  /// Below this, insertion sort alone is the fastest.
  private static final int INSERTION_ENTRIES = 24;

  private static final int DIGITS = 256;

  /// Time and rank of an entry are neighbours; the live part is `[first, end)`.
  private long[] cells;

  private int first;
  private int end;

  /// Scratch for sorting: where the entries of each digit begin. Made when first needed.
  private int[] starts = {};

  SortedRun() {
    cells = new long[16];
  }

  SortedRun(SortedRun other) {
    int length = other.end - other.first;
    cells = new long[Math.max(16, length)];
    end = other.copyTo(cells, 0);
  }

  int size() {
    return (end - first) / 2;
  }

  boolean isEmpty() {
    return first == end;
  }

  long firstTime() {
    return cells[first];
  }

  long firstRank() {
    return cells[first + 1];
  }

  /// Whether this entry may be appended. The run must not be empty.
  boolean endsBefore(long time, long rank) {
    return Rank.precedes(cells[end - 2], cells[end - 1], time, rank);
  }

  /// Adds an entry that comes after all others.
  void append(long time, long rank) {
    if (end == cells.length) {
      makeRoom();
    }
    cells[end] = time;
    cells[end + 1] = rank;
    end += 2;
  }

  /// Removes the first entry and returns its rank.
  long poll() {
    long rank = cells[first + 1];
    first += 2;
    return rank;
  }

  /// Replaces the content by the entries in `from[0 .. length)`, sorted. Refuses and stays empty
  /// when they are in an order that it cannot sort in nearly linear time.
  boolean fill(long[] from, int length) {
    clear();
    if (cells.length < length) {
      cells = new long[Math.max(length, 2 * cells.length)];
    }
    if (length / 2 <= INSERTION_ENTRIES || isSorted(from, length)) {
      System.arraycopy(from, 0, cells, 0, length);
    } else if (!distribute(from, length)) {
      return false;
    }
    end = length;
    insertionSort(length);
    return true;
  }

  int copyTo(long[] to, int at) {
    System.arraycopy(cells, first, to, at, end - first);
    return at + end - first;
  }

  int drainTo(long[] to, int at) {
    int length = copyTo(to, at);
    clear();
    return length;
  }

  void clear() {
    first = 0;
    end = 0;
  }

  private void makeRoom() {
    if (first > cells.length / 2) {
      System.arraycopy(cells, first, cells, 0, end - first);
      end -= first;
      first = 0;
    } else {
      cells = Arrays.copyOf(cells, 2 * cells.length);
    }
  }

  private static boolean isSorted(long[] cells, int length) {
    for (int at = 2; at < length; at += 2) {
      if (Rank.precedes(cells[at], cells[at + 1], cells[at - 2], cells[at - 1])) {
        return false;
      }
    }
    return true;
  }

  /// Puts the entries roughly in order, by the leading bits of their distance from the soonest.
  /// Returns false when many of them would still be together.
  private boolean distribute(long[] from, int length) {
    long soonest = Long.MAX_VALUE;
    long latest = 0;
    for (int at = 0; at < length; at += 2) {
      soonest = Math.min(soonest, from[at]);
      latest = Math.max(latest, from[at]);
    }
    int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(latest - soonest) - 8);
    if (starts.length == 0) {
      starts = new int[DIGITS + 1];
    }
    int[] starts = this.starts;
    Arrays.fill(starts, 0);
    for (int at = 0; at < length; at += 2) {
      starts[(int) ((from[at] - soonest) >>> shift) + 1] += 2;
    }
    for (int digit = 1; digit <= DIGITS; digit++) {
      if (starts[digit] > 2 * INSERTION_ENTRIES) {
        return false;
      }
      starts[digit] += starts[digit - 1];
    }
    for (int at = 0; at < length; at += 2) {
      int digit = (int) ((from[at] - soonest) >>> shift);
      int to = starts[digit];
      starts[digit] = to + 2;
      cells[to] = from[at];
      cells[to + 1] = from[at + 1];
    }
    return true;
  }

  private void insertionSort(int length) {
    long[] cells = this.cells;
    for (int at = 2; at < length; at += 2) {
      long time = cells[at];
      long rank = cells[at + 1];
      int to = at;
      while (to > 0 && Rank.precedes(time, rank, cells[to - 2], cells[to - 1])) {
        cells[to] = cells[to - 2];
        cells[to + 1] = cells[to - 1];
        to -= 2;
      }
      cells[to] = time;
      cells[to + 1] = rank;
    }
  }
}
