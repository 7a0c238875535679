package osprey.kernel.file;

import java.util.BitSet;
import java.util.TreeSet;

/// Which pages of a file on a disk are in memory, and which of them the disk does not have yet. The
/// bytes themselves are always in the file's frames.
final class PageCache {
  private final BitSet resident;
  private final TreeSet<Long> dirty;

  PageCache() {
    resident = new BitSet();
    dirty = new TreeSet<>();
  }

  PageCache(PageCache from) {
    resident = (BitSet) from.resident.clone();
    dirty = new TreeSet<>(from.dirty);
  }

  boolean isResident(long page) {
    return resident.get(Math.toIntExact(page));
  }

  void read(long firstPage, int pages) {
    resident.set(Math.toIntExact(firstPage), Math.toIntExact(firstPage + pages));
  }

  void written(long page) {
    resident.set(Math.toIntExact(page));
    dirty.add(page);
  }

  boolean isDirty() {
    return !dirty.isEmpty();
  }

  /// The first run of consecutive dirty pages as first page and count, marked clean; {0, 0} if
  /// none.
  long[] takeDirtyRun() {
    if (dirty.isEmpty()) {
      return new long[] {0, 0};
    }
    long first = dirty.first();
    long next = first;
    while (dirty.remove(next)) {
      next++;
    }
    return new long[] {first, next - first};
  }

  /// The file ends before this page now.
  void truncate(long firstPage) {
    resident.clear(Math.toIntExact(firstPage), Integer.MAX_VALUE);
    dirty.tailSet(firstPage).clear();
  }
}
