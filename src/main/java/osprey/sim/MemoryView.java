package osprey.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import osprey.inspect.CacheInfo;
import osprey.inspect.FrameUse;
import osprey.inspect.MemoryInfo;
import osprey.kernel.core.Kernel;
import osprey.kernel.core.Processor;
import osprey.kernel.mem.AddressSpace;
import osprey.kernel.mem.Segment;
import osprey.kernel.task.Process;
import osprey.machine.CoherentCaches;
import osprey.machine.PageTable;
import osprey.machine.Ram;

/// A machine's memory from the hardware's side: frames and who maps them, lines and who caches
/// them.
final class MemoryView {
  private static final int LINES_MAX = 100;

  private final Kernel kernel;

  MemoryView(Kernel kernel) {
    this.kernel = kernel;
  }

  MemoryInfo memory() {
    Ram ram = kernel.ram();
    return new MemoryInfo(
        (long) ram.limitFrames() * Ram.FRAME_BYTES,
        ram.usedBytes(),
        ram.sharedFrames() * (long) Ram.FRAME_BYTES,
        Ram.FRAME_BYTES,
        ram.peakFrames() * (long) Ram.FRAME_BYTES,
        pageTableBytes(),
        frames(),
        caches());
  }

  private long pageTableBytes() {
    long bytes = 0;
    for (Process process : kernel.processTable().processes()) {
      if (!process.isZombie && process.parent() != null) {
        bytes += process.memory().pageTable().tableBytes();
      }
    }
    return bytes;
  }

  // ---- frames

  private List<FrameUse> frames() {
    Map<Integer, List<FrameUse.Mapping>> byFrame = new TreeMap<>();
    for (Process process : kernel.processTable().processes()) {
      if (!process.isZombie && process.parent() != null) {
        collect(process, byFrame);
      }
    }
    List<FrameUse> shared = new ArrayList<>();
    Map<String, FrameUse> own = new LinkedHashMap<>();
    byFrame.forEach((frame, mappings) -> {
      FrameUse one = new FrameUse(frame, 1, mappings);
      if (one.isShared()) {
        FrameUse last = shared.isEmpty() ? null : shared.getLast();
        if (last != null && continues(last, one)) {
          shared.set(
              shared.size() - 1, new FrameUse(last.frame(), last.count() + 1, last.mappings()));
        } else {
          shared.add(one);
        }
      } else {
        FrameUse.Mapping mapping = mappings.getFirst();
        own.merge(
            mapping.pid() + " " + mapping.name() + mapping.permissions(),
            one,
            (some, _) -> new FrameUse(some.frame(), some.count() + 1, some.mappings()));
      }
    });
    shared.addAll(own.values());
    return shared;
  }

  private static void collect(Process process, Map<Integer, List<FrameUse.Mapping>> byFrame) {
    AddressSpace space = process.memory();
    PageTable pages = space.pageTable();
    for (Segment segment : space.segments()) {
      long last = PageTable.pageOf(segment.end() - 1);
      long page = pages.next(PageTable.pageOf(segment.start()), last);
      while (page >= 0) {
        long entry = pages.entry(page);
        if (PageTable.isPresent(entry)) {
          byFrame
              .computeIfAbsent(PageTable.frame(entry), _ -> new ArrayList<>())
              .add(
                  new FrameUse.Mapping(
                      process.id(),
                      page << PageTable.PAGE_SHIFT,
                      segment.permissions(),
                      Inspector.nameOf(segment),
                      (PageTable.flags(entry) & PageTable.COPY_ON_WRITE) != 0));
        }
        page = pages.next(page + 1, last);
      }
    }
  }

  private static boolean continues(FrameUse before, FrameUse next) {
    if (next.frame() != before.frame() + before.count()
        || next.mappings().size() != before.mappings().size()) {
      return false;
    }
    for (int i = 0; i < next.mappings().size(); i++) {
      FrameUse.Mapping one = before.mappings().get(i);
      FrameUse.Mapping other = next.mappings().get(i);
      long expected = one.address() + (long) before.count() * Ram.FRAME_BYTES;
      if (one.pid() != other.pid()
          || other.address() != expected
          || one.isCopyOnWrite() != other.isCopyOnWrite()
          || !one.name().equals(other.name())) {
        return false;
      }
    }
    return true;
  }

  // ---- caches

  private @Nullable CacheInfo caches() {
    CoherentCaches caches = kernel.caches();
    if (caches == null) {
      return null;
    }
    List<CacheInfo.Line> lines = new ArrayList<>();
    long useful = 0;
    for (CoherentCaches.Line line : caches.travellers()) {
      useful += line.useful();
      if (lines.size() < LINES_MAX) {
        lines.add(line(line));
      }
    }
    return new CacheInfo(caches.transfers(), caches.invalidations(), useful, lines);
  }

  private CacheInfo.Line line(CoherentCaches.Line line) {
    StringBuilder states = new StringBuilder();
    for (Processor processor : kernel.processors()) {
      states.append(line.state(processor.id()).letter());
    }
    List<CacheInfo.Use> uses = new ArrayList<>();
    for (CoherentCaches.Footprint each : line.footprints()) {
      uses.add(new CacheInfo.Use(each.thread(), each.read(), each.written()));
    }
    return new CacheInfo.Line(
        line.address(),
        line.name(),
        states.toString(),
        line.transfers(),
        line.invalidations(),
        line.useful(),
        uses);
  }
}
