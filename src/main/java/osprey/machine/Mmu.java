package osprey.machine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A processor's address translation: page table walks, a translation buffer, access checks,
/// faults.
///
/// Two things in one. What the hardware has: a direct-mapped buffer of {@link #ENTRIES}
/// translations tagged with the address space, whose misses are counted the same in every run. And
/// what makes the interpreter fast: for each recent address space and slot the host's bytes of the
/// page, apart for reading and writing, dropped as well when a checkpoint changes which bytes those
/// are. The second never holds a page that the first does not.
final class Mmu {
  static final int ENTRIES = 256;
  static final int SLOT_MASK = ENTRIES - 1;
  static final int WRITE = ENTRIES;
  static final int PAGE_SHIFT = PageTable.PAGE_SHIFT;
  static final int OFFSET_MASK = PageTable.PAGE_BYTES - 1;
  static final int PAGE_MASK = -PageTable.PAGE_BYTES;

  private static final int SPACES = 16;

  /// An entry of the buffer is a page number and above it the number of the address space.
  private static final int SPACE_SHIFT = PageTable.ADDRESS_BITS - PAGE_SHIFT + 1;

  /// Spreads over the buffer what address spaces use alike.
  private static final int SPREAD = 0x9e3779b1;

  private static final int SPREAD_SHIFT = 24;

  /// Tags keep the stamp in the bits below the page number; 0 is no stamp.
  private static final int STAMPS_MAX = OFFSET_MASK - 1;

  final Ram ram;

  /// The current space's slots for reading, then, from {@link #WRITE} on, those for writing.
  long[] tags;

  byte[][] pages;

  /// Stands for generation and version of memory in the tags.
  long stamp;

  /// What the last failed access wanted; meaningful after a method said so.
  long faultAddress;

  Access faultAccess = Access.READ;
  boolean faultPresent;

  /// What the last {@link #load} read.
  long loaded;

  /// The last {@link #readPage} was of a page whose accesses are observed.
  boolean observed;

  @Nullable MemoryObserver observer;

  /// If there are caches to be watched, all accesses go the long way round.
  private @Nullable CoherentCaches caches;

  private int processor;

  private @Nullable Watcher watcher;

  private final long[] buffer = new long[ENTRIES];
  private final Space[] spaces = new Space[SPACES];
  private Space current;
  private PageTable table = new PageTable(0);
  private long misses;
  private long hits;

  /// What is remembered of one address space.
  private static final class Space {
    int number;
    long generation;
    @Nullable PageTable table;
    int version;
    long stamp;
    long[] tags = {};
    byte[][] pages = {};

    Space(int number, long generation) {
      this.number = number;
      this.generation = generation;
    }

    /// Forgets all bytes of pages.
    void restamp() {
      if (stamp == 0 || stamp == STAMPS_MAX) {
        tags = new long[2 * ENTRIES];
        pages = new byte[2 * ENTRIES][];
        stamp = 0;
      }
      stamp++;
    }

    void forget(long page) {
      if (stamp != 0) {
        tags[(int) page & SLOT_MASK] = 0;
        tags[(int) page & SLOT_MASK | WRITE] = 0;
      }
    }
  }

  Mmu(Ram ram) {
    this.ram = ram;
    Arrays.fill(buffer, -1);
    for (int i = 0; i < SPACES; i++) {
      spaces[i] = new Space(-1, 0);
    }
    current = spaces[0];
    tags = current.tags;
    pages = current.pages;
  }

  /// The same hardware state in front of a copy of the memory.
  Mmu(Mmu other, Ram ram) {
    this(ram);
    System.arraycopy(other.buffer, 0, buffer, 0, ENTRIES);
    for (int i = 0; i < SPACES; i++) {
      spaces[i] = new Space(other.spaces[i].number, other.spaces[i].generation);
    }
    misses = other.misses;
    hits = other.hits;
  }

  void attach(@Nullable CoherentCaches watched, int number) {
    caches = watched;
    processor = number;
  }

  /// Translations found in the buffer, -1 where they are not counted: most never come here.
  long hits() {
    return caches == null ? -1 : hits;
  }

  /// Nothing is remembered of pages that are watched from now on.
  void watch(@Nullable Watcher newWatcher) {
    watcher = newWatcher;
    for (Space space : spaces) {
      space.version = -1;
    }
  }

  /// Whether the instruction just executed is to be stopped after.
  boolean takeHit() {
    return watcher != null && watcher.takeHit();
  }

  long misses() {
    return misses;
  }

  /// Makes an address space the current one; cheap if nothing changed since it last was.
  void use(PageTable next) {
    Space space = spaces[next.space() & (SPACES - 1)];
    if (space.table != next
        || space.generation != next.generation()
        || space.version != ram.version()) {
      adopt(next, space);
    }
    current = space;
    table = next;
    tags = space.tags;
    pages = space.pages;
    stamp = space.stamp;
  }

  private void adopt(PageTable next, Space space) {
    if (space.number != next.space() || space.generation != next.generation()) {
      for (int i = 0; i < ENTRIES; i++) {
        if (buffer[i] >>> SPACE_SHIFT == next.space()) {
          buffer[i] = -1;
        }
      }
    }
    space.restamp();
    space.table = next;
    space.number = next.space();
    space.generation = next.generation();
    space.version = ram.version();
  }

  /// Bytes of the page of an address, for reading `count` bytes that do not leave the page; null is
  /// a fault.
  byte @Nullable [] readPage(long address, int count) {
    int slot = (int) (address >>> PAGE_SHIFT) & SLOT_MASK;
    observed = false;
    if (tags[slot] == ((address & PAGE_MASK) | stamp)) {
      return pages[slot];
    }
    long entry = walk(address, PageTable.READ, Access.READ);
    if (entry == 0) {
      return null;
    }
    byte[] page = ram.readable(PageTable.frame(entry));
    if (isObserved(entry)) {
      observed = true;
      observe(entry, address, count, Access.READ);
    } else {
      tags[slot] = (address & PAGE_MASK) | stamp;
      pages[slot] = page;
    }
    return page;
  }

  /// Bytes of the page of an address, for reading and writing; null is a fault.
  byte @Nullable [] writePage(long address, int count) {
    int slot = (int) (address >>> PAGE_SHIFT) & SLOT_MASK | WRITE;
    if (tags[slot] == ((address & PAGE_MASK) | stamp)) {
      return pages[slot];
    }
    long entry = walk(address, PageTable.WRITE, Access.WRITE);
    if (entry == 0) {
      return null;
    }
    byte[] page = writable(PageTable.frame(entry));
    if (isObserved(entry)) {
      observe(entry, address, count, Access.WRITE);
    } else {
      tags[slot] = (address & PAGE_MASK) | stamp;
      pages[slot] = page;
    }
    return page;
  }

  /// Memory may give the frame new bytes, its old ones belonging to a checkpoint; those must no
  /// longer be read here. Other processors see by the version that theirs are stale.
  private byte[] writable(int frame) {
    byte[] before = ram.readable(frame);
    byte[] page = ram.writable(frame);
    if (page != before) {
      for (int i = 0; i < ENTRIES; i++) {
        if (pages[i] == before) {
          pages[i] = page;
        }
      }
      current.version = ram.version();
    }
    return page;
  }

  private long walk(long address, int permission, Access access) {
    long page = address >>> PAGE_SHIFT;
    long entry = page < PageTable.PAGES_MAX ? table.entry(page) : 0;
    boolean allowed =
        (entry & permission) != 0
            && (access != Access.WRITE || (entry & PageTable.COPY_ON_WRITE) == 0);
    if (!PageTable.isPresent(entry) || !allowed) {
      fault(address, access);
      faultPresent = PageTable.isPresent(entry);
      return 0;
    }
    int used = access == Access.WRITE ? PageTable.ACCESSED | PageTable.DIRTY : PageTable.ACCESSED;
    if ((entry & used) != used) {
      table.mark(page, used);
    }
    remember(page);
    return entry;
  }

  /// Reads 1, 2, 4 or 8 bytes anywhere into {@link #loaded}, zero-extended; false is a fault.
  boolean load(long address, int size) {
    int offset = PageTable.offsetOf(address);
    int here = Math.min(size, PageTable.PAGE_BYTES - offset);
    byte[] page = readPage(address, here);
    if (page == null) {
      return false;
    }
    if (here == size) {
      loaded = get(page, offset, size);
      return true;
    }
    byte[] rest = readPage(address + here, size - here);
    if (rest == null) {
      return false;
    }
    loaded = 0;
    for (int i = 0; i < size; i++) {
      long value = i < here ? page[offset + i] : rest[i - here];
      loaded |= (value & 0xff) << (8 * i);
    }
    return true;
  }

  /// Writes the low 1, 2, 4 or 8 bytes of a value anywhere; false is a fault, and then nothing is
  /// written.
  boolean store(long address, int size, long value) {
    int offset = PageTable.offsetOf(address);
    int here = Math.min(size, PageTable.PAGE_BYTES - offset);
    byte[] page = writePage(address, here);
    if (page == null) {
      return false;
    }
    if (here == size) {
      put(page, offset, size, value);
      return true;
    }
    byte[] rest = writePage(address + here, size - here);
    if (rest == null) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      byte part = (byte) (value >>> (8 * i));
      if (i < here) {
        page[offset + i] = part;
      } else {
        rest[i - here] = part;
      }
    }
    return true;
  }

  /// Writes two longs, or nothing.
  boolean storePair(long address, long first, long second) {
    return probe(address, 16, Access.WRITE)
        && store(address, 8, first)
        && store(address + 8, 8, second);
  }

  /// True if every byte of a short range can be accessed.
  boolean probe(long address, int count, Access access) {
    int here = Math.min(count, PageTable.PAGE_BYTES - PageTable.offsetOf(address));
    return probePage(address, here, access)
        && (here == count || probePage(address + here, count - here, access));
  }

  private boolean probePage(long address, int count, Access access) {
    return (access == Access.WRITE ? writePage(address, count) : readPage(address, count)) != null;
  }

  private static long get(byte[] page, int offset, int size) {
    return switch (size) {
      case 1 -> page[offset] & 0xff;
      case 2 -> (short) Ram.SHORT.get(page, offset) & 0xffff;
      case 4 -> (int) Ram.INT.get(page, offset) & 0xffff_ffffL;
      default -> (long) Ram.LONG.get(page, offset);
    };
  }

  private static void put(byte[] page, int offset, int size, long value) {
    switch (size) {
      case 1 -> page[offset] = (byte) value;
      case 2 -> Ram.SHORT.set(page, offset, (short) value);
      case 4 -> Ram.INT.set(page, offset, (int) value);
      default -> Ram.LONG.set(page, offset, value);
    }
  }

  /// Looks a translation up in the hardware's buffer, where it may drive out another.
  private void remember(long page) {
    long tag = ((long) table.space() << SPACE_SHIFT) | page;
    int slot = (int) (page ^ (table.space() * SPREAD >>> SPREAD_SHIFT)) & SLOT_MASK;
    long old = buffer[slot];
    if (old != tag) {
      buffer[slot] = tag;
      misses++;
      Space loser = spaces[(int) (old >>> SPACE_SHIFT) & (SPACES - 1)];
      if (old >>> SPACE_SHIFT == loser.number) {
        loser.forget(old);
      }
    } else {
      hits++;
    }
  }

  void fault(long address, Access access) {
    faultAddress = address;
    faultAccess = access;
    faultPresent = false;
  }

  /// Tells the observer of bytes of a page that was found {@link #observed}.
  void observeRead(long address, int count) {
    readPage(address, count);
  }

  private boolean isObserved(long entry) {
    return caches != null
        || (entry & PageTable.OBSERVED) != 0
        || watcher != null && watcher.watches(PageTable.frame(entry));
  }

  private void observe(long entry, long address, int count, Access access) {
    if (count <= 0) {
      return;
    }
    int frame = PageTable.frame(entry);
    int offset = PageTable.offsetOf(address);
    if (caches != null) {
      caches.access(processor, address, frame, count, access == Access.WRITE);
    }
    if (observer != null && (entry & PageTable.OBSERVED) != 0) {
      observer.accessed(frame, offset, count, access);
    }
    if (watcher != null) {
      watcher.accessed(frame, offset, count, access);
    }
  }
}
