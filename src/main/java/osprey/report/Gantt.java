package osprey.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A chart in text: a row for each CPU, a letter for who had it most of the time in each column,
/// `.` for nobody; under it the time and who the letters are.
public final class Gantt {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final Timelines timelines;
  private final List<Schedule.Lane> lanes;
  private final int host;
  private final int width;
  private final Map<Integer, Character> letters = new LinkedHashMap<>();

  /// @param width columns for the time, at least 10
  public Gantt(Timelines timelines, Schedule schedule, int host, int width) {
    this.timelines = timelines;
    this.host = host;
    this.width = Math.max(10, width);
    this.lanes = new ArrayList<>();
    for (Schedule.Lane lane : schedule.lanes()) {
      if (lane.host() == host) {
        lanes.add(lane);
      }
    }
    chooseLetters();
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    String indent = "  ";
    for (Schedule.Lane lane : lanes) {
      String name = "cpu" + lane.cpu();
      out.append(indent).append(name).append(" ".repeat(Math.max(0, 6 - name.length())));
      out.append('|').append(row(lane)).append("|\n");
    }
    axis(out.append(" ".repeat(indent.length() + 6)));
    legend(out, indent);
    return out.toString();
  }

  /// Threads that ran, in order of creation. A name of one letter is its own letter.
  private void chooseLetters() {
    List<Timeline> ran = new ArrayList<>();
    boolean ownLetters = true;
    for (Timeline thread : timelines.all()) {
      if (thread.host() == host && hasRun(thread)) {
        ran.add(thread);
        String label = timelines.label(host, thread.tid());
        ownLetters &= label.length() == 1 && LETTERS.contains(label);
      }
    }
    int next = 0;
    for (Timeline thread : ran) {
      char letter =
          ownLetters
              ? timelines.label(host, thread.tid()).charAt(0)
              : next < LETTERS.length() ? LETTERS.charAt(next++) : '#';
      letters.put(thread.tid(), letter);
    }
  }

  private static boolean hasRun(Timeline thread) {
    for (int i = 0; i < thread.size(); i++) {
      if (thread.state(i) == RunState.RUNNING) {
        return true;
      }
    }
    return false;
  }

  private String row(Schedule.Lane lane) {
    long end = Math.max(1, timelines.end());
    char[] row = new char[width];
    List<Schedule.Interval> intervals = lane.intervals();
    int next = 0;
    for (int column = 0; column < width; column++) {
      long from = edge(column, end);
      long to = Math.max(from + 1, edge(column + 1, end));
      while (next < intervals.size() && intervals.get(next).end() <= from) {
        next++;
      }
      Map<Integer, Long> shares = new LinkedHashMap<>();
      long idle = to - from;
      for (int i = next; i < intervals.size() && intervals.get(i).start() < to; i++) {
        Schedule.Interval each = intervals.get(i);
        long share = Math.min(to, each.end()) - Math.max(from, each.start());
        shares.merge(each.tid(), share, Long::sum);
        idle -= share;
      }
      char letter = '.';
      long most = idle;
      for (Map.Entry<Integer, Long> share : shares.entrySet()) {
        if (share.getValue() > most) {
          most = share.getValue();
          letter = letters.getOrDefault(share.getKey(), '?');
        }
      }
      row[column] = letter;
    }
    return new String(row);
  }

  private long edge(int column, long end) {
    return (long) ((double) end * column / width);
  }

  private void axis(StringBuilder out) {
    long end = timelines.end();
    StringBuilder axis = new StringBuilder("0");
    int marks = Math.max(1, width / 20);
    for (int i = 1; i <= marks; i++) {
      String text = TimeText.of(end / marks * i + end % marks * i / marks);
      int at = 1 + width * i / marks - (i == marks ? text.length() : 0);
      if (at > axis.length()) {
        axis.append(" ".repeat(at - axis.length())).append(text);
      }
    }
    out.append(axis).append('\n');
  }

  private void legend(StringBuilder out, String indent) {
    StringBuilder line = new StringBuilder();
    for (Map.Entry<Integer, Character> each : letters.entrySet()) {
      String label = timelines.label(host, each.getKey());
      if (label.length() == 1 && label.charAt(0) == each.getValue()) {
        continue;
      }
      String entry = each.getValue() + " " + label;
      if (!line.isEmpty() && line.length() + entry.length() + 3 > width) {
        out.append(indent).append(" ".repeat(6)).append(line).append('\n');
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : "   ").append(entry);
    }
    if (!line.isEmpty()) {
      out.append(indent).append(" ".repeat(6)).append(line).append('\n');
    }
  }
}
