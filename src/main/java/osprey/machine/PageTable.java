package osprey.machine;

import java.util.Arrays;

/// One address space as the hardware sees it: which frame holds which page, and what may be done
/// there.
///
/// User addresses have 47 bits. An entry is a long: frame number in the high half, flags in the low
/// one; 0 means nothing. An entry without {@link #PRESENT} may carry what the kernel likes (a swap
/// slot); the processor only sees that the page is absent. Pages are kept in address order, in runs
/// of 64.
public final class PageTable {
  public static final int PRESENT = 1;
  public static final int READ = 1 << 1;
  public static final int WRITE = 1 << 2;
  public static final int EXECUTE = 1 << 3;

  /// The first write must copy the frame: the processor treats the page as read-only.
  public static final int COPY_ON_WRITE = 1 << 4;

  /// Set by the processor on the first use after the flag was cleared.
  public static final int ACCESSED = 1 << 5;

  /// Set by the processor on the first write after the flag was cleared.
  public static final int DIRTY = 1 << 6;

  /// For the kernel: the same frame is meant to be seen by several processes.
  public static final int SHARED = 1 << 7;

  /// Every access to the page is told to the processor's {@link MemoryObserver}; slow.
  public static final int OBSERVED = 1 << 8;

  /// The lowest of the flags that the processor does not look at.
  public static final int FIRST_KERNEL_FLAG = 1 << 9;

  public static final int PAGE_BYTES = Ram.FRAME_BYTES;
  public static final int PAGE_SHIFT = Ram.FRAME_SHIFT;
  public static final int ADDRESS_BITS = 47;

  /// Page numbers are below this.
  public static final long PAGES_MAX = 1L << (ADDRESS_BITS - PAGE_SHIFT);

  public static final int SPACES_MAX = (1 << 28) - 1;

  private static final int RECENT = 8;
  private static final int RUN_SHIFT = 6;
  private static final int RUN_PAGES = 1 << RUN_SHIFT;
  private static final long FLAGS = 0xffff_ffffL;

  private final int space;
  private long[] keys;
  private long[][] runs;
  private int runCount;
  private final int[] recent = new int[RECENT];
  private int emptyRuns;
  private int pageCount;
  private long generation;

  /// @param space number of the address space, never used for another one in the same machine
  public PageTable(int space) {
    if (space < 0 || space >= SPACES_MAX) {
      throw new IllegalArgumentException("no address space has the number " + space);
    }
    this.space = space;
    keys = new long[4];
    runs = new long[4][];
  }

  private PageTable(int space, PageTable other) {
    this.space = space;
    keys = Arrays.copyOf(other.keys, Math.max(4, other.runCount));
    runs = Arrays.copyOf(other.runs, Math.max(4, other.runCount));
    for (int i = 0; i < other.runCount; i++) {
      runs[i] = other.runs[i].clone();
    }
    runCount = other.runCount;
    emptyRuns = other.emptyRuns;
    pageCount = other.pageCount;
  }

  /// The same table for a checkpoint.
  public PageTable copy() {
    PageTable copy = new PageTable(space, this);
    copy.generation = generation;
    return copy;
  }

  /// The same entries for a new address space, as fork makes one; frames are not retained.
  public PageTable copy(int newSpace) {
    return new PageTable(newSpace, this);
  }

  public static long entryOf(int frame, int flags) {
    return ((long) frame << 32) | (flags & FLAGS);
  }

  public static int frame(long entry) {
    return (int) (entry >>> 32);
  }

  public static int flags(long entry) {
    return (int) entry;
  }

  public static boolean isPresent(long entry) {
    return (entry & PRESENT) != 0;
  }

  public static long pageOf(long address) {
    return address >>> PAGE_SHIFT;
  }

  public static int offsetOf(long address) {
    return (int) address & (PAGE_BYTES - 1);
  }

  public int space() {
    return space;
  }

  /// Changes with every edit that may contradict what a processor remembers of this table.
  public long generation() {
    return generation;
  }

  /// Number of pages with an entry, present or not.
  public int pageCount() {
    return pageCount;
  }

  /// Memory that the table itself takes: 8 bytes an entry, in runs of 64.
  public long tableBytes() {
    return (long) (runCount - emptyRuns) * RUN_PAGES * Long.BYTES;
  }

  /// A page's entry; 0 if it has none.
  public long entry(long page) {
    int index = find(page >>> RUN_SHIFT);
    return index < 0 ? 0 : runs[index][(int) page & (RUN_PAGES - 1)];
  }

  /// Maps a page, replacing what was there. Does not count references.
  public void map(long page, int frame, int flags) {
    set(page, entryOf(frame, flags));
  }

  /// Sets a page's entry; 0 takes it away.
  public void set(long page, long entry) {
    if (page < 0 || page >= PAGES_MAX) {
      throw new IllegalArgumentException("page " + page + " is outside the address space");
    }
    int index = find(page >>> RUN_SHIFT);
    if (index < 0) {
      if (entry == 0) {
        return;
      }
      index = insert(page >>> RUN_SHIFT, -index - 1);
    }
    long[] run = runs[index];
    int at = (int) page & (RUN_PAGES - 1);
    long old = run[at];
    run[at] = entry;
    pageCount += (entry == 0 ? 0 : 1) - (old == 0 ? 0 : 1);
    if (isPresent(old)
        && (frame(old) != frame(entry) || (old & ~entry & FLAGS) != 0 || grew(old, entry))) {
      generation++;
    }
    if (entry == 0 && old != 0) {
      noteIfEmpty(index);
    }
  }

  /// Flags whose appearance forbids something a processor may remember as allowed.
  private static boolean grew(long old, long entry) {
    return (~old & entry & (COPY_ON_WRITE | OBSERVED)) != 0;
  }

  public void unmap(long page) {
    set(page, 0);
  }

  /// Replaces the flags in `mask` by those in `flags`; the frame stays.
  public void setFlags(long page, int mask, int flags) {
    long entry = entry(page);
    if (entry != 0) {
      set(page, (entry & ~(mask & FLAGS)) | (flags & mask & FLAGS));
    }
  }

  /// The first page at or after `page` that has an entry; -1 if there is none.
  public long next(long page) {
    return next(page, PAGES_MAX);
  }

  /// The first page from `page` to `last` that has an entry; -1 if there is none.
  public long next(long page, long last) {
    int index = find(page >>> RUN_SHIFT);
    int at = index < 0 ? 0 : (int) page & (RUN_PAGES - 1);
    for (int i = index < 0 ? -index - 2 : index; i >= 0 && keys[i] << RUN_SHIFT <= last; i--) {
      long[] run = runs[i];
      for (; at < RUN_PAGES; at++) {
        if (run[at] != 0) {
          long found = (keys[i] << RUN_SHIFT) | at;
          return found <= last ? found : -1;
        }
      }
      at = 0;
    }
    return -1;
  }

  /// Marks a present page as used; what a processor remembers stays right.
  void mark(long page, int flags) {
    int index = find(page >>> RUN_SHIFT);
    runs[index][(int) page & (RUN_PAGES - 1)] |= flags;
  }

  /// Index of a run, or -1 - the place where it belongs.
  private int find(long key) {
    int slot = (int) key & (RECENT - 1);
    int guess = recent[slot];
    if (guess < runCount && keys[guess] == key) {
      return guess;
    }
    int low = 0;
    int high = runCount - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (keys[middle] == key) {
        recent[slot] = middle;
        return middle;
      }
      if (keys[middle] > key) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - low;
  }

  private int insert(long key, int index) {
    if (runCount == keys.length) {
      keys = Arrays.copyOf(keys, runCount * 2);
      runs = Arrays.copyOf(runs, runCount * 2);
    }
    System.arraycopy(keys, index, keys, index + 1, runCount - index);
    System.arraycopy(runs, index, runs, index + 1, runCount - index);
    keys[index] = key;
    runs[index] = new long[RUN_PAGES];
    runCount++;
    return index;
  }

  /// Runs that became empty stay until they are the greater part.
  private void noteIfEmpty(int index) {
    for (long entry : runs[index]) {
      if (entry != 0) {
        return;
      }
    }
    emptyRuns++;
    if (emptyRuns > RUN_PAGES && emptyRuns * 2 > runCount) {
      dropEmptyRuns();
    }
  }

  private void dropEmptyRuns() {
    int kept = 0;
    for (int i = 0; i < runCount; i++) {
      boolean isEmpty = true;
      for (long entry : runs[i]) {
        isEmpty &= entry == 0;
      }
      if (!isEmpty) {
        keys[kept] = keys[i];
        runs[kept++] = runs[i];
      }
    }
    runCount = kept;
    emptyRuns = 0;
  }
}
