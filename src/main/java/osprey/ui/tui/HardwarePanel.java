package osprey.ui.tui;

import java.util.ArrayList;
import java.util.List;
import osprey.inspect.CacheInfo;
import osprey.inspect.CpuInfo;
import osprey.inspect.FrameUse;
import osprey.inspect.HostInfo;
import osprey.inspect.MemoryInfo;
import osprey.report.TimeText;

/// What the machine itself sees: CPUs with their translation buffers, the cache lines that travel
/// between them, and frames of memory with the page tables that map them.
final class HardwarePanel implements Panel {
  private static final int BAR_CELLS = 20;
  private static final int NAME_COLUMNS = 20;

  @Override
  public String title() {
    return "Hardware";
  }

  @Override
  public List<Line> lines(Scene scene, int columns, int rows) {
    List<Line> lines = new ArrayList<>();
    for (HostInfo host : scene.system().hosts()) {
      if (scene.system().hosts().size() > 1) {
        lines.add(Line.of(host.name(), Ink.STRONG));
      }
      for (CpuInfo cpu : host.cpus()) {
        lines.add(cpu(scene, host, cpu));
      }
      MemoryInfo memory = host.memory();
      lines.add(
          Line.start()
              .cell("memory", 7, Ink.STRONG)
              .add(
                  scene.glyphs().bar(memory.usedBytes(), memory.totalBytes(), BAR_CELLS),
                  Ink.RUNNING)
              .add(
                  " "
                      + memory.usedBytes() / memory.pageBytes()
                      + " of "
                      + memory.totalBytes() / memory.pageBytes()
                      + " frames")
              .add(
                  ", " + memory.sharedBytes() / memory.pageBytes() + " shared",
                  memory.sharedBytes() > 0 ? Ink.SHARED : Ink.DIM)
              .line());
      CacheInfo caches = memory.caches();
      if (caches != null) {
        caches(scene, host, caches, lines);
      }
      frames(scene, host, lines);
    }
    return lines;
  }

  /// A letter for each CPU: M modified, E exclusive, S shared, I invalid.
  private static void caches(Scene scene, HostInfo host, CacheInfo caches, List<Line> lines) {
    lines.add(
        Line.start()
            .cell("caches", 7, Ink.STRONG)
            .add(caches.transfers() + " lines went from CPU to CPU, ")
            .add(caches.useful() + " usefully; " + caches.invalidations() + " copies invalidated")
            .line());
    for (CacheInfo.Line each : caches.lines()) {
      Line.Builder line =
          Line.start()
              .right(Long.toHexString(each.address()), 12, Ink.DIM)
              .add(" ")
              .cell(each.name(), NAME_COLUMNS, Ink.PLAIN);
      for (int cpu = 0; cpu < each.states().length(); cpu++) {
        char state = each.states().charAt(cpu);
        line.add(" ").add(String.valueOf(state), ink(state));
      }
      line.add("  went " + each.transfers() + "x, " + each.useful() + "x usefully", Ink.PLAIN);
      if (each.isFalselyShared()) {
        line.add("  false sharing", Ink.ALERT);
      }
      lines.add(line.line());
      for (CacheInfo.Use use : each.uses()) {
        lines.add(
            Line.start()
                .to(13)
                .add(scene.label(host.number(), use.tid()) + " ", Ink.PLAIN)
                .add(use.words(), Ink.DIM)
                .line(new Target.Thread(host.number(), use.tid())));
      }
    }
  }

  private static Ink ink(char state) {
    return switch (state) {
      case 'M' -> Ink.RUNNING;
      case 'E' -> Ink.READY;
      case 'S' -> Ink.SHARED;
      default -> Ink.DIM;
    };
  }

  private static void frames(Scene scene, HostInfo host, List<Line> lines) {
    for (FrameUse use : host.memory().frames()) {
      String mark = use.isShared() ? " = " : "   ";
      for (int i = 0; i < use.mappings().size(); i++) {
        FrameUse.Mapping mapping = use.mappings().get(i);
        Line.Builder line = Line.start();
        if (i == 0) {
          line.right("frame " + use.frame(), 12, Ink.DIM).right("" + use.count(), 6, Ink.PLAIN);
        }
        lines.add(
            line.to(18)
                .add(mark, Ink.SHARED)
                .add(scene.history().processLabel(host.number(), mapping.pid()), Ink.STRONG)
                .add(" " + Long.toHexString(mapping.address()), Ink.DIM)
                .add(" " + mapping.permissions() + " ", Ink.DIM)
                .add(
                    mapping.name().isEmpty() ? "anonymous" : mapping.name(),
                    use.isShared() ? Ink.SHARED : Ink.PLAIN)
                .add(mapping.isCopyOnWrite() ? "  copied on write" : "", Ink.DIM)
                .line(new Target.Process(host.number(), mapping.pid())));
      }
    }
  }

  private static Line cpu(Scene scene, HostInfo host, CpuInfo cpu) {
    long translations = cpu.tlbHits() + cpu.tlbMisses();
    long total = Math.max(1, cpu.busyNanos() + cpu.idleNanos());
    String hits =
        cpu.tlbHits() == CpuInfo.NOT_COUNTED
            ? cpu.tlbMisses() + " TLB misses"
            : "TLB hits " + TimeText.percent(cpu.tlbHits(), translations);
    return Line.start()
        .cell("cpu" + cpu.number(), 7, Ink.STRONG)
        .cell(
            cpu.tid() == 0 ? "idle" : scene.label(host.number(), cpu.tid()),
            14,
            cpu.tid() == 0 ? Ink.DIM : Ink.RUNNING)
        .add(" busy " + TimeText.percent(cpu.busyNanos(), total), Ink.PLAIN)
        .add("  " + cpu.switches() + " switches", Ink.PLAIN)
        .add("  " + cpu.instructions() + " instructions", Ink.DIM)
        .add("  " + hits, Ink.DIM)
        .line(cpu.tid() == 0 ? null : new Target.Thread(host.number(), cpu.tid()));
  }
}
