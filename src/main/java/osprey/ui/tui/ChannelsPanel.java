package osprey.ui.tui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.inspect.ChannelInfo;
import osprey.inspect.HostInfo;
import osprey.report.TimeText;
import osprey.trace.TraceEvent;
import osprey.trace.TraceKind;
import osprey.trace.TraceLog;

/// Pipes, queues, sockets and shared memory: how full, who holds the ends, who is stuck, and what
/// has just moved.
final class ChannelsPanel implements Panel {
  private static final int BAR_CELLS = 8;
  private static final int NAMES_MAX = 3;
  private static final long EVENTS_SEARCHED_MAX = 5_000;

  @Override
  public String title() {
    return "Channels";
  }

  @Override
  public List<Line> lines(Scene scene, int columns, int rows) {
    List<Line> lines = new ArrayList<>();
    Map<String, TraceEvent.Transfer> moved = moved(scene);
    for (HostInfo host : scene.system().hosts()) {
      if (scene.system().hosts().size() > 1 && !host.channels().isEmpty()) {
        lines.add(Line.of(host.name(), Ink.STRONG));
      }
      for (ChannelInfo channel : host.channels()) {
        draw(scene, host, channel, moved.get(host.number() + channel.name()), lines);
      }
    }
    if (lines.isEmpty()) {
      lines.add(Line.of("No process has made a channel yet.", Ink.DIM));
    }
    return lines;
  }

  /// The last transfer through each channel since the screen was drawn before.
  private static Map<String, TraceEvent.Transfer> moved(Scene scene) {
    Map<String, TraceEvent.Transfer> moved = new HashMap<>();
    TraceLog trace = scene.trace();
    long from = Math.max(scene.shownBefore(), trace.end() - EVENTS_SEARCHED_MAX);
    for (long index = Math.max(trace.first(), from); index < trace.end(); index++) {
      if (trace.kind(index) == TraceKind.TRANSFER
          && trace.event(index) instanceof TraceEvent.Transfer transfer) {
        moved.put(transfer.host() + transfer.channel(), transfer);
      }
    }
    return moved;
  }

  private static void draw(
      Scene scene,
      HostInfo host,
      ChannelInfo channel,
      TraceEvent.@Nullable Transfer moved,
      List<Line> lines) {
    Glyphs glyphs = scene.glyphs();
    boolean isFull = channel.capacityBytes() > 0 && channel.fillBytes() >= channel.capacityBytes();
    Line.Builder line =
        Line.start()
            .cell(channel.name(), 20, moved == null ? Ink.STRONG : Ink.MOVING)
            .add(" ")
            .add(
                channel.capacityBytes() > 0
                    ? glyphs.bar(channel.fillBytes(), channel.capacityBytes(), BAR_CELLS)
                    : " ".repeat(BAR_CELLS),
                isFull ? Ink.ALERT : Ink.RUNNING)
            .right(TimeText.size(channel.fillBytes()), 8, Ink.PLAIN)
            .add(
                channel.capacityBytes() > 0 ? "/" + TimeText.size(channel.capacityBytes()) : "",
                Ink.DIM);
    if (channel.messages() > 0) {
      line.add("  " + channel.messages() + " msg", Ink.PLAIN);
    }
    line.add("  " + channel.readers() + "r " + channel.writers() + "w", Ink.DIM);
    if (moved != null) {
      String arrow = moved.direction() == TraceEvent.Direction.IN ? glyphs.right() : glyphs.left();
      line.add(
          "  "
              + arrow
              + " "
              + TimeText.size(moved.bytes())
              + " "
              + scene.label(host.number(), moved.tid()),
          Ink.MOVING);
    }
    lines.add(line.line(new Target.Channel(host.number(), channel.name())));
    if (!channel.contents().isEmpty()) {
      lines.add(
          Line.start()
              .add("    holds ", Ink.DIM)
              .add(channel.contents(), moved == null ? Ink.STRING : Ink.MOVING)
              .line());
    }
    waiting(scene, host, "reading", channel.waitingReaders(), lines);
    waiting(scene, host, "writing", channel.waitingWriters(), lines);
  }

  private static void waiting(
      Scene scene, HostInfo host, String doing, List<Integer> tids, List<Line> lines) {
    if (!tids.isEmpty()) {
      lines.add(
          Line.start()
              .add("    blocked " + doing + ": ", Ink.DIM)
              .add(scene.labels(host.number(), tids, NAMES_MAX), Ink.SLEEPING)
              .line(new Target.Thread(host.number(), tids.getFirst())));
    }
  }
}
