package osprey.report;

import java.util.ArrayList;
import java.util.List;
import osprey.inspect.CacheInfo;
import osprey.inspect.CpuInfo;
import osprey.inspect.FrameUse;
import osprey.inspect.HostInfo;
import osprey.inspect.Metrics;
import osprey.inspect.ProcessInfo;

/// A machine's memory for people: page faults, translations, frames and who maps them, cache lines
/// and how they travelled.
final class MemoryText {
  private static final int LINES_MAX = 12;
  private static final int FRAMES_MAX = 30;

  private final HostInfo host;
  private final Timelines timelines;
  private final StringBuilder out = new StringBuilder();

  MemoryText(HostInfo host, Timelines timelines) {
    this.host = host;
    this.timelines = timelines;
  }

  @Override
  public String toString() {
    faults();
    frames();
    CacheInfo caches = host.memory().caches();
    if (caches != null) {
      lines(caches);
    }
    return out.toString();
  }

  private void faults() {
    long minor = 0;
    long major = 0;
    long copies = 0;
    for (ProcessInfo process : host.processes()) {
      Metrics metrics = process.metrics();
      minor += metrics.minorFaults();
      major += metrics.majorFaults();
      copies += metrics.copyOnWrites();
    }
    if (minor + major == 0) {
      return;
    }
    long peak = host.memory().peakBytes() / host.memory().pageBytes();
    out.append("\n  memory: at most ").append(peak).append(" frames at one time; page faults: ");
    out.append(minor).append(" minor (").append(copies).append(" copies on write), ");
    out.append(major).append(" major; translations not in the buffer:");
    for (CpuInfo cpu : host.cpus()) {
      out.append(cpu.number() == 0 ? " " : ", ").append("cpu").append(cpu.number());
      out.append(' ').append(cpu.tlbMisses());
      if (cpu.tlbHits() != CpuInfo.NOT_COUNTED) {
        out.append(" of ").append(cpu.tlbHits() + cpu.tlbMisses());
      }
    }
    out.append('\n');
  }

  private void frames() {
    List<FrameUse> frames = host.memory().frames();
    if (frames.isEmpty()) {
      return;
    }
    Table table = new Table("  ", "lrl").row("frame", "count", "mapped by");
    for (FrameUse use : frames.subList(0, Math.min(FRAMES_MAX, frames.size()))) {
      List<String> mappings = new ArrayList<>();
      for (FrameUse.Mapping each : use.mappings()) {
        String copy = each.isCopyOnWrite() ? ", copied on write" : "";
        mappings.add(
            "pid "
                + each.pid()
                + " at 0x"
                + Long.toHexString(each.address())
                + " "
                + each.permissions()
                + (each.name().isEmpty() ? "" : " " + each.name())
                + copy);
      }
      String who = String.join("; ", mappings);
      table.row(Integer.toString(use.frame()), Integer.toString(use.count()), who);
    }
    out.append('\n').append(table);
    if (frames.size() > FRAMES_MAX) {
      out.append("  … ").append(frames.size() - FRAMES_MAX).append(" more\n");
    }
  }

  private void lines(CacheInfo caches) {
    out.append("\n  cache lines went ").append(caches.transfers());
    out.append(" times from CPU to CPU, ").append(caches.useful()).append(" times usefully; ");
    out.append(caches.invalidations()).append(" copies became invalid\n");
    if (caches.lines().isEmpty()) {
      return;
    }
    Table table =
        new Table("  ", "lllrrrl")
            .row("line", "what", "state", "transfers", "useful", "invalidated", "why");
    int left = LINES_MAX;
    for (CacheInfo.Line line : caches.lines()) {
      if (left-- > 0) {
        table.row(
            "0x" + Long.toHexString(line.address()),
            line.name(),
            line.states(),
            Long.toString(line.transfers()),
            Long.toString(line.useful()),
            Long.toString(line.invalidations()),
            why(line));
      }
    }
    out.append(table);
    if (left < 0) {
      out.append("  … ").append(-left).append(" more lines\n");
    }
  }

  private String why(CacheInfo.Line line) {
    List<String> who = new ArrayList<>();
    for (CacheInfo.Use use : line.uses()) {
      String name = timelines.label(host.number(), use.tid());
      who.add(name + " " + use.words());
    }
    return (line.isFalselyShared() ? "false sharing: " : "") + String.join(", ", who);
  }
}
