package osprey.ui.tui;

import java.util.ArrayList;
import java.util.List;
import osprey.inspect.CpuInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.MemoryInfo;
import osprey.report.TimeText;

/// What the machine itself sees: CPUs with their translation buffers, and frames of memory.
final class HardwarePanel implements Panel {
  private static final int BAR_CELLS = 20;

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
    }
    return lines;
  }

  private static Line cpu(Scene scene, HostInfo host, CpuInfo cpu) {
    long translations = cpu.tlbHits() + cpu.tlbMisses();
    long total = Math.max(1, cpu.busyNanos() + cpu.idleNanos());
    return Line.start()
        .cell("cpu" + cpu.number(), 7, Ink.STRONG)
        .cell(
            cpu.tid() == 0 ? "idle" : scene.label(host.number(), cpu.tid()),
            14,
            cpu.tid() == 0 ? Ink.DIM : Ink.RUNNING)
        .add(" busy " + TimeText.percent(cpu.busyNanos(), total), Ink.PLAIN)
        .add("  " + cpu.switches() + " switches", Ink.PLAIN)
        .add("  " + cpu.instructions() + " instructions", Ink.DIM)
        .add("  TLB hits " + TimeText.percent(cpu.tlbHits(), translations), Ink.DIM)
        .line(cpu.tid() == 0 ? null : new Target.Thread(host.number(), cpu.tid()));
  }
}
