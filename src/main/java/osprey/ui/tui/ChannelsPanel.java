package osprey.ui.tui;

import java.util.ArrayList;
import java.util.List;
import osprey.inspect.ChannelInfo;
import osprey.inspect.HostInfo;
import osprey.report.TimeText;

/// Pipes, queues, sockets and shared memory: how full, who holds the ends, who is stuck, and what
/// has just moved.
final class ChannelsPanel implements Panel {
  private static final int BAR_CELLS = 8;
  private static final int NAMES_MAX = 3;

  @Override
  public String title() {
    return "Channels";
  }

  @Override
  public List<Line> lines(Scene scene, int columns, int rows) {
    List<Line> lines = new ArrayList<>();
    for (HostInfo host : scene.system().hosts()) {
      if (scene.system().hosts().size() > 1 && !host.channels().isEmpty()) {
        lines.add(Line.of(host.name(), Ink.STRONG));
      }
      for (ChannelInfo channel : host.channels()) {
        draw(scene, host, channel, lines);
      }
    }
    if (lines.isEmpty()) {
      lines.add(Line.of("No process has made a channel yet.", Ink.DIM));
    }
    return lines;
  }

  /// Whether bytes went in or out since the instant that was on the screen before.
  private static boolean hasMoved(Scene scene, HostInfo host, ChannelInfo channel) {
    for (ChannelInfo before : scene.before().hosts().get(host.number()).channels()) {
      if (before.name().equals(channel.name()) && before.kind().equals(channel.kind())) {
        return channel.bytesIn() > before.bytesIn() || channel.bytesOut() > before.bytesOut();
      }
    }
    return channel.bytesIn() > 0;
  }

  private static void draw(Scene scene, HostInfo host, ChannelInfo channel, List<Line> lines) {
    Glyphs glyphs = scene.glyphs();
    boolean hasMoved = hasMoved(scene, host, channel);
    boolean isFull = channel.capacityBytes() > 0 && channel.fillBytes() >= channel.capacityBytes();
    Line.Builder line =
        Line.start()
            .cell(channel.name(), 20, hasMoved ? Ink.MOVING : Ink.STRONG)
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
    lines.add(line.line(new Target.Channel(host.number(), channel.name())));
    if (!channel.contents().isEmpty()) {
      lines.add(
          Line.start()
              .add("    holds ", Ink.DIM)
              .add(channel.contents(), hasMoved ? Ink.MOVING : Ink.STRING)
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
