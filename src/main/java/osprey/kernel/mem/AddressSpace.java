package osprey.kernel.mem;

import static com.google.common.base.Preconditions.checkState;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.machine.Access;
import osprey.machine.FrameSource;
import osprey.machine.PageTable;
import osprey.machine.Ram;

/// The memory of one process: its segments and the page table that the processor walks (Linux:
/// mm_struct). Shared by all threads of the process, reachable by no other process. Pages come into
/// being at their first touch.
public final class AddressSpace implements Copyable<AddressSpace> {
  /// Mappings are placed downwards from here; the main thread's stack lies above. The page number
  /// ends in other bits than the stack's top, lest the first thread's stack push the main thread's
  /// out of the translation buffer at every switch.
  public static final long MAPPINGS_TOP = 0x7fff_f7fc_0000L;

  public static final long STACK_TOP = 0x7fff_ffff_f000L;

  /// No mapping below: a null pointer with a small offset always faults (vm.mmap_min_addr).
  public static final long LOWEST = 0x10000;

  private static final int PAGE = PageTable.PAGE_BYTES;

  private final Ram ram;
  private final PageTable pages;
  private final TreeMap<Long, Segment> segments = new TreeMap<>();
  private final UserMemory memory = new UserMemory(this);
  private long heapStart;
  private long heapEnd;

  /// No gap for a mapping lies above this address.
  private long searchFrom = MAPPINGS_TOP;

  private boolean hasShared;

  /// Accesses to shared pages are told to the processors' observers.
  private boolean isSharedObserved;

  private long mappedPages;
  private long residentPages;

  /// @param space number of this address space, unique within the machine
  public AddressSpace(Ram ram, int space) {
    this.ram = ram;
    pages = new PageTable(space);
  }

  private AddressSpace(AddressSpace from, int space) {
    ram = from.ram;
    pages = from.pages.copy(space);
    segments.putAll(from.segments);
    copyScalars(from);
  }

  private AddressSpace(AddressSpace from, Copier copier) {
    copier.register(from, this);
    ram = copier.known(from.ram);
    pages = from.pages.copy();
    for (Map.Entry<Long, Segment> entry : from.segments.entrySet()) {
      segments.put(entry.getKey(), copySegment(entry.getValue(), copier));
    }
    copyScalars(from);
  }

  private static Segment copySegment(Segment segment, Copier copier) {
    FrameSource source = segment.source();
    return source == null ? segment : segment.from(copySource(source, copier));
  }

  @SuppressWarnings("unchecked")
  private static <S extends Copyable<? super S>> FrameSource copySource(
      FrameSource source, Copier copier) {
    return (FrameSource) copier.copy((S) source);
  }

  private void copyScalars(AddressSpace from) {
    heapStart = from.heapStart;
    heapEnd = from.heapEnd;
    searchFrom = from.searchFrom;
    hasShared = from.hasShared;
    mappedPages = from.mappedPages;
    residentPages = from.residentPages;
  }

  public PageTable pageTable() {
    return pages;
  }

  public Ram ram() {
    return ram;
  }

  /// Reading and writing it on behalf of system calls.
  public UserMemory memory() {
    return memory;
  }

  /// In address order.
  public Collection<Segment> segments() {
    return segments.values();
  }

  public @Nullable Segment segmentAt(long address) {
    Map.Entry<Long, Segment> entry = segments.floorEntry(address);
    return entry != null && entry.getValue().contains(address) ? entry.getValue() : null;
  }

  /// The segment that starts nearest above an address: what an overflow runs into.
  public @Nullable Segment segmentAbove(long address) {
    Map.Entry<Long, Segment> entry = segments.ceilingEntry(address);
    return entry == null ? null : entry.getValue();
  }

  /// Whether any mapping is, or ever was, shared with others.
  public boolean hasSharedMemory() {
    return hasShared;
  }

  public long mappedPages() {
    return mappedPages;
  }

  public long residentPages() {
    return residentPages;
  }

  public long heapStart() {
    return heapStart;
  }

  public long heapEnd() {
    return heapEnd;
  }

  /// Adds a segment where nothing is mapped.
  public void add(Segment segment) {
    checkState(isFree(segment.start(), segment.end()), "%s overlaps", segment);
    segments.put(segment.start(), segment);
    mappedPages += segment.pages();
    hasShared |= segment.isShared();
    if (segment.source() != null) {
      segment.source().mapped();
    }
  }

  public boolean isFree(long start, long end) {
    Map.Entry<Long, Segment> below = segments.lowerEntry(end);
    return below == null || below.getValue().end() <= start;
  }

  /// The start of a free range of that many bytes, as high as possible; -1 if there is none.
  public long findGap(long bytes) {
    long end = searchFrom;
    while (true) {
      Map.Entry<Long, Segment> below = segments.lowerEntry(end);
      long floor = below == null ? LOWEST : Math.max(LOWEST, below.getValue().end());
      if (end - floor >= bytes) {
        if (end == searchFrom || isFull(end)) {
          searchFrom = end - bytes;
        }
        return end - bytes;
      }
      if (below == null || below.getKey() <= LOWEST) {
        return -1;
      }
      end = below.getKey();
    }
  }

  /// Whether no free page lies between an address and the place where the search starts.
  private boolean isFull(long from) {
    long at = from;
    while (at < searchFrom) {
      Segment segment = segments.get(at);
      if (segment == null) {
        return false;
      }
      at = segment.end();
    }
    return true;
  }

  public void startHeap(long address) {
    heapStart = address;
    heapEnd = address;
  }

  /// brk(2): moves the end of the heap; false if something is in the way.
  public boolean moveHeapEnd(long end) {
    if (end < heapStart) {
      return false;
    }
    long oldTop = alignUp(heapEnd);
    long newTop = alignUp(end);
    if (newTop > oldTop) {
      if (!isFree(oldTop, newTop)) {
        return false;
      }
      Segment old = segments.get(heapStart);
      if (old != null) {
        segments.put(
            heapStart,
            new Segment(
                heapStart, newTop, old.protection(), old.kind(), false, null, 0, old.name()));
        mappedPages += (newTop - oldTop) >>> PageTable.PAGE_SHIFT;
      } else {
        add(
            new Segment(
                heapStart,
                newTop,
                Segment.PROT_READ | Segment.PROT_WRITE,
                Segment.Kind.HEAP,
                false,
                null,
                0,
                "[heap]"));
      }
    } else if (newTop < oldTop) {
      unmap(newTop, oldTop);
    }
    heapEnd = end;
    return true;
  }

  /// Takes away every mapping in the range.
  public void unmap(long start, long end) {
    for (Segment segment : overlapping(start, end)) {
      long from = Math.max(start, segment.start());
      long to = Math.min(end, segment.end());
      segments.remove(segment.start());
      FrameSource source = segment.source();
      if (segment.start() < from) {
        segments.put(segment.start(), segment.part(segment.start(), from));
        if (source != null) {
          source.mapped();
        }
      }
      if (to < segment.end()) {
        segments.put(to, segment.part(to, segment.end()));
        if (source != null) {
          source.mapped();
        }
      }
      mappedPages -= (to - from) >>> PageTable.PAGE_SHIFT;
      dropPages(from, to);
      if (source != null) {
        source.unmapped();
      }
      searchFrom = Math.max(searchFrom, Math.min(to, MAPPINGS_TOP));
    }
  }

  /// mprotect(2): false if part of the range is not mapped.
  public boolean protect(long start, long end, int protection) {
    long covered = start;
    List<Segment> touched = overlapping(start, end);
    for (Segment segment : touched) {
      if (segment.start() > covered) {
        return false;
      }
      covered = segment.end();
    }
    if (covered < end) {
      return false;
    }
    for (Segment segment : touched) {
      replace(segment, start, end, protection);
    }
    return true;
  }

  private void replace(Segment segment, long start, long end, int protection) {
    long from = Math.max(start, segment.start());
    long to = Math.min(end, segment.end());
    segments.remove(segment.start());
    int pieces = 1;
    if (segment.start() < from) {
      segments.put(segment.start(), segment.part(segment.start(), from));
      pieces++;
    }
    if (to < segment.end()) {
      segments.put(to, segment.part(to, segment.end()));
      pieces++;
    }
    Segment changed = segment.part(from, to).protect(protection);
    segments.put(from, changed);
    for (int i = 1; i < pieces; i++) {
      if (segment.source() != null) {
        segment.source().mapped();
      }
    }
    forEachPage(
        from,
        to,
        page -> {
          int flags = PageTable.flags(pages.entry(page));
          pages.setFlags(
              page,
              PageTable.READ | PageTable.WRITE | PageTable.EXECUTE,
              allowed(changed) & ~(flags & PageTable.COPY_ON_WRITE) & PROTECTION);
        });
  }

  private static final int PROTECTION = PageTable.READ | PageTable.WRITE | PageTable.EXECUTE;

  /// Names the segments of a range for the views.
  public void name(long start, long end, String name) {
    for (Segment segment : overlapping(start, end)) {
      long from = Math.max(start & -PAGE, segment.start());
      long to = Math.min(alignUp(end), segment.end());
      replace(segment, from, to, segment.protection());
      segments.computeIfPresent(from, (_, part) -> part.rename(name));
    }
  }

  private List<Segment> overlapping(long start, long end) {
    List<Segment> found = new ArrayList<>();
    Map.Entry<Long, Segment> below = segments.lowerEntry(start);
    if (below != null && below.getValue().end() > start) {
      found.add(below.getValue());
    }
    found.addAll(segments.subMap(start, end).values());
    return found;
  }

  /// From now on every access to a shared page that is brought in is told to the processors'
  /// observers. Not part of a checkpoint.
  public void observeShared() {
    isSharedObserved = true;
  }

  /// Answers an access that the page table refused; see {@link PageFault}.
  public PageFault fault(long address, Access access) {
    Segment segment = segmentAt(address);
    if (segment == null) {
      return PageFault.UNMAPPED;
    }
    if (!segment.permits(access)) {
      return PageFault.FORBIDDEN;
    }
    long page = PageTable.pageOf(address);
    long entry = pages.entry(page);
    boolean write = access == Access.WRITE;
    if (PageTable.isPresent(entry)) {
      return write && (PageTable.flags(entry) & PageTable.COPY_ON_WRITE) != 0
          ? copyOnWrite(segment, page, PageTable.frame(entry))
          : minor(segment, page);
    }
    FrameSource source = segment.source();
    if (source == null) {
      int frame = ram.allocate();
      if (frame < 0) {
        return PageFault.OUT_OF_MEMORY;
      }
      pages.map(page, frame, allowed(segment));
      residentPages++;
      return PageFault.DEMAND;
    }
    return fromSource(segment, source, page, write);
  }

  private PageFault fromSource(Segment segment, FrameSource source, long page, boolean write) {
    int frame = source.frame(segment.sourcePage() + page - PageTable.pageOf(segment.start()));
    if (frame == FrameSource.BEYOND_END) {
      return PageFault.BEYOND_END;
    }
    if (frame < 0) {
      return PageFault.OUT_OF_MEMORY;
    }
    if (segment.isShared()) {
      ram.retain(frame);
      int observed = isSharedObserved ? PageTable.OBSERVED : 0;
      pages.map(page, frame, allowed(segment) | PageTable.SHARED | observed);
    } else if (write) {
      int own = ram.allocate();
      if (own < 0) {
        return PageFault.OUT_OF_MEMORY;
      }
      ram.copy(frame, 0, own, 0, PAGE);
      pages.map(page, own, allowed(segment));
    } else {
      ram.retain(frame);
      pages.map(page, frame, (allowed(segment) & ~PageTable.WRITE) | PageTable.COPY_ON_WRITE);
    }
    residentPages++;
    return PageFault.FILE;
  }

  private PageFault copyOnWrite(Segment segment, long page, int frame) {
    if (ram.references(frame) == 1) {
      pages.map(page, frame, allowed(segment));
      return PageFault.MINOR;
    }
    int own = ram.allocate();
    if (own < 0) {
      return PageFault.OUT_OF_MEMORY;
    }
    ram.copy(frame, 0, own, 0, PAGE);
    pages.map(page, own, allowed(segment));
    ram.release(frame);
    return PageFault.COPY_ON_WRITE;
  }

  private PageFault minor(Segment segment, long page) {
    int flags = PageTable.flags(pages.entry(page));
    int allowed = allowed(segment);
    if ((flags & PageTable.COPY_ON_WRITE) != 0) {
      allowed &= ~PageTable.WRITE;
    }
    pages.setFlags(page, PROTECTION, allowed & PROTECTION);
    return PageFault.MINOR;
  }

  private static int allowed(Segment segment) {
    int protection = segment.protection();
    return PageTable.PRESENT
        | (segment.permits(Access.READ) ? PageTable.READ : 0)
        | ((protection & Segment.PROT_WRITE) != 0 ? PageTable.WRITE : 0)
        | ((protection & Segment.PROT_EXEC) != 0 ? PageTable.EXECUTE : 0);
  }

  /// The child's memory after fork(2): private pages are shared until one side writes.
  public AddressSpace fork(int space) {
    for (Segment segment : segments.values()) {
      FrameSource source = segment.source();
      if (source != null) {
        source.mapped();
      }
      boolean isPrivate = !segment.isShared();
      forEachPage(
          segment.start(),
          segment.end(),
          page -> {
            ram.retain(PageTable.frame(pages.entry(page)));
            if (isPrivate) {
              pages.setFlags(
                  page, PageTable.WRITE | PageTable.COPY_ON_WRITE, PageTable.COPY_ON_WRITE);
            }
          });
    }
    return new AddressSpace(this, space);
  }

  /// Gives everything back: exit, exec.
  public void clear() {
    List<Segment> all = List.copyOf(segments.values());
    segments.clear();
    mappedPages = 0;
    for (Segment segment : all) {
      dropPages(segment.start(), segment.end());
      if (segment.source() != null) {
        segment.source().unmapped();
      }
    }
  }

  private void dropPages(long start, long end) {
    forEachPage(
        start,
        end,
        page -> {
          int frame = PageTable.frame(pages.entry(page));
          pages.unmap(page);
          ram.release(frame);
          residentPages--;
        });
  }

  private interface PageAction {
    void at(long page);
  }

  /// Visits the present pages of a range in address order.
  private void forEachPage(long start, long end, PageAction action) {
    long last = PageTable.pageOf(end - 1);
    long page = pages.next(PageTable.pageOf(start), last);
    while (page >= 0) {
      if (PageTable.isPresent(pages.entry(page))) {
        action.at(page);
      }
      page = pages.next(page + 1, last);
    }
  }

  /// Drops the pages that map a source beyond its new end, after a truncation.
  public void forget(FrameSource source, long fromSourcePage) {
    for (Segment segment : segments.values()) {
      if (segment.source() == source) {
        long first = Math.max(0, fromSourcePage - segment.sourcePage());
        if (first < segment.pages()) {
          dropPages(segment.start() + first * PAGE, segment.end());
        }
      }
    }
  }

  /// Copies bytes that are in memory now, as a debugger looks: nothing is brought in. Pages that
  /// would be zero at their first touch read as zero. Returns how many bytes there are before the
  /// first that no mapping holds.
  public int peek(long address, byte[] into) {
    int done = 0;
    while (done < into.length) {
      long at = address + done;
      Segment segment = segmentAt(at);
      if (segment == null || !segment.permits(Access.READ)) {
        return done;
      }
      int offset = PageTable.offsetOf(at);
      int part = Math.min(into.length - done, PAGE - offset);
      long entry = pages.entry(PageTable.pageOf(at));
      if (PageTable.isPresent(entry)) {
        ram.read(PageTable.frame(entry), offset, into, done, part);
      } else if (segment.source() != null) {
        int frame = sourceFrame(segment, at);
        if (frame < 0) {
          return done;
        }
        ram.read(frame, offset, into, done, part);
      } else {
        Arrays.fill(into, done, done + part, (byte) 0);
      }
      done += part;
    }
    return done;
  }

  /// The frame in which an address's byte lies, whether or not the page has been brought in; -1 for
  /// none.
  public int frameOf(long address) {
    long entry = pages.entry(PageTable.pageOf(address));
    if (PageTable.isPresent(entry)) {
      return PageTable.frame(entry);
    }
    Segment segment = segmentAt(address);
    return segment == null || segment.source() == null ? -1 : sourceFrame(segment, address);
  }

  private static int sourceFrame(Segment segment, long address) {
    FrameSource source = segment.source();
    long page =
        segment.sourcePage() + PageTable.pageOf(address) - PageTable.pageOf(segment.start());
    return source == null ? -1 : source.frame(page);
  }

  static long alignUp(long address) {
    return (address + PAGE - 1) & -PAGE;
  }

  @Override
  public AddressSpace copy(Copier copier) {
    return new AddressSpace(this, copier);
  }
}
