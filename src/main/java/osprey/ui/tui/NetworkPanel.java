package osprey.ui.tui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import osprey.inspect.CpuInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.LinkInfo;
import osprey.inspect.ProcessInfo;
import osprey.report.TimeText;
import osprey.trace.TraceEvent;
import osprey.trace.TraceKind;
import osprey.trace.TraceLog;

/// The machines, the cables between them, and the packets that went between them last or are still
/// on their way.
final class NetworkPanel implements Panel {
  private static final long EVENTS_SEARCHED_MAX = 20_000;
  private static final int PACKETS_MAX = 12;

  @Override
  public String title() {
    return "Hosts and links";
  }

  @Override
  public List<Line> lines(Scene scene, int columns, int rows) {
    List<Line> lines = new ArrayList<>();
    for (HostInfo host : scene.system().hosts()) {
      long busy = host.cpus().stream().filter(cpu -> cpu.tid() != 0).count();
      long live = host.processes().stream().filter(process -> !process.hasExited()).count();
      lines.add(
          Line.start()
              .cell(host.name(), 12, host.number() == scene.host() ? Ink.STRONG : Ink.PLAIN)
              .add(" " + busy + "/" + host.cpus().size() + " CPUs busy", Ink.PLAIN)
              .add("  " + live + " processes", Ink.PLAIN)
              .add("  " + TimeText.size(host.memory().usedBytes()) + " used", Ink.DIM)
              .add("  " + host.scheduler(), Ink.DIM)
              .line(firstThread(host)));
    }
    for (LinkInfo link : scene.system().links()) {
      lines.add(link(scene, link));
    }
    packets(scene, lines);
    return lines;
  }

  private static Line link(Scene scene, LinkInfo link) {
    String cable = scene.glyphs().horizontal();
    Line.Builder line =
        Line.start()
            .add(link.from() + " ", Ink.PLAIN)
            .add(link.isCut() ? cable + "X" + cable : cable.repeat(3), cut(link, Ink.BORDER))
            .add(" " + link.to(), Ink.PLAIN)
            .add(link.isCut() ? "  cut" : "", Ink.ALERT)
            .add("  " + TimeText.of(link.latencyNanos()), Ink.NUMBER);
    if (link.jitterNanos() > 0) {
      line.add(" +-" + TimeText.of(link.jitterNanos()), Ink.NUMBER);
    }
    if (link.bitsPerSecond() > 0) {
      line.add("  " + TimeText.bandwidth(link.bitsPerSecond()), Ink.DIM);
    }
    if (link.lossPartsPerMillion() > 0) {
      line.add("  loses " + TimeText.percent(link.lossPartsPerMillion(), 1_000_000), Ink.READY);
    }
    if (link.duplicatePartsPerMillion() > 0) {
      String share = TimeText.percent(link.duplicatePartsPerMillion(), 1_000_000);
      line.add("  doubles " + share, Ink.READY);
    }
    line.add("  " + link.carried() + " arrived", Ink.DIM);
    if (link.lost() > 0) {
      line.add(", " + link.lost() + " lost", Ink.ALERT);
    }
    return line.line();
  }

  private static Ink cut(LinkInfo link, Ink whole) {
    return link.isCut() ? Ink.ALERT : whole;
  }

  private static Target firstThread(HostInfo host) {
    int tid = 0;
    for (CpuInfo cpu : host.cpus()) {
      tid = tid == 0 ? cpu.tid() : tid;
    }
    for (ProcessInfo process : host.processes()) {
      if (tid == 0 && !process.hasExited() && !process.threads().isEmpty()) {
        tid = process.threads().getFirst().tid();
      }
    }
    return new Target.Thread(host.number(), tid);
  }

  private static void packets(Scene scene, List<Line> lines) {
    TraceLog trace = scene.trace();
    Map<Long, TraceEvent.Packet> latest = new LinkedHashMap<>();
    for (long index = Math.max(trace.first(), trace.end() - EVENTS_SEARCHED_MAX);
        index < trace.end();
        index++) {
      if (trace.kind(index) == TraceKind.PACKET
          && trace.event(index) instanceof TraceEvent.Packet packet) {
        latest.remove(packet.id());
        latest.put(packet.id(), packet);
      }
    }
    List<TraceEvent.Packet> shown = new ArrayList<>(latest.values());
    int from = Math.max(0, shown.size() - PACKETS_MAX);
    for (TraceEvent.Packet packet : shown.subList(from, shown.size())) {
      lines.add(packet(scene, packet));
    }
  }

  private static Line packet(Scene scene, TraceEvent.Packet packet) {
    String fate =
        switch (packet.fate()) {
          case SENT -> "on its way";
          case DELIVERED -> "arrived";
          case DROPPED -> "lost";
        };
    Ink ink =
        switch (packet.fate()) {
          case SENT -> Ink.MOVING;
          case DELIVERED -> Ink.PLAIN;
          case DROPPED -> Ink.ALERT;
        };
    return Line.start()
        .right(TimeText.of(packet.time()), 10, Ink.DIM)
        .add(" " + name(scene, packet.fromHost()), ink)
        .add(" " + scene.glyphs().right() + " ", ink)
        .add(name(scene, packet.toHost()), ink)
        .add("  " + packet.what() + ", " + packet.bytes() + " B, " + fate, ink)
        .line();
  }

  private static String name(Scene scene, int host) {
    List<HostInfo> hosts = scene.system().hosts();
    return host >= 0 && host < hosts.size() ? hosts.get(host).name() : "host" + host;
  }
}
