package osprey.ui.tui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import osprey.inspect.CpuInfo;
import osprey.inspect.HostInfo;
import osprey.report.RunState;
import osprey.report.TimeText;
import osprey.report.Timeline;
import osprey.trace.TraceEvent;
import osprey.trace.TraceKind;
import osprey.trace.TraceLog;

/// CPUs and threads over time, up to now, and the last wake-ups: who woke whom.
final class TimelinePanel implements Panel {
  private static final int NAME_COLUMNS = 14;

  /// Spans of a thread that are looked at in one cell; where there are more they are too short to
  /// be seen.
  private static final int SPANS_MAX = 64;

  private static final int WAKES_MAX = 3;
  private static final long EVENTS_SEARCHED_MAX = 20_000;
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  @Override
  public String title() {
    return "Timeline";
  }

  @Override
  public List<Line> lines(Scene scene, int columns, int rows) {
    List<Line> lines = new ArrayList<>();
    int cells = Math.max(8, columns - NAME_COLUMNS - 1);
    Map<Timeline, String> letters = letters(scene);
    for (HostInfo host : scene.system().hosts()) {
      String prefix = scene.system().hosts().size() > 1 ? host.name() + " " : "";
      for (CpuInfo cpu : host.cpus()) {
        lines.add(cpuRow(scene, host, cpu, prefix, letters, cells));
      }
    }
    lines.add(axis(scene, cells));
    for (Timeline thread : scene.history().all()) {
      if (thread.start() <= scene.now() && thread.size() > 0) {
        lines.add(threadRow(scene, thread, letters.getOrDefault(thread, "?"), cells));
      }
    }
    lines.addAll(wakes(scene));
    return lines;
  }

  private static Map<Timeline, String> letters(Scene scene) {
    Map<Timeline, String> letters = new LinkedHashMap<>();
    int next = 0;
    for (Timeline thread : scene.history().all()) {
      letters.put(thread, String.valueOf(LETTERS.charAt(next++ % LETTERS.length())));
    }
    return letters;
  }

  /// Where a cell of the time axis begins.
  private static long time(Scene scene, int cell, int cells) {
    long now = Math.max(1, scene.now());
    return now / cells * cell + now % cells * cell / cells;
  }

  private static Line cpuRow(
      Scene scene,
      HostInfo host,
      CpuInfo cpu,
      String prefix,
      Map<Timeline, String> letters,
      int cells) {
    Timeline[] owner = new Timeline[cells];
    long[] longest = new long[cells];
    for (Timeline thread : scene.history().all()) {
      if (thread.host() == host.number() && thread.start() <= scene.now()) {
        for (int cell = 0; cell < cells; cell++) {
          long share = share(scene, thread, cpu.number(), cell, cells);
          if (share > longest[cell]) {
            longest[cell] = share;
            owner[cell] = thread;
          }
        }
      }
    }
    Line.Builder line =
        Line.start().cell(prefix + "cpu" + cpu.number(), NAME_COLUMNS, Ink.STRONG).add(" ");
    for (Timeline thread : owner) {
      if (thread == null) {
        line.add(scene.glyphs().empty(), Ink.DIM);
      } else {
        boolean isSelected = thread.tid() == scene.tid() && thread.host() == scene.host();
        line.add(letters.getOrDefault(thread, "?"), isSelected ? Ink.HERE : Ink.RUNNING);
      }
    }
    return line.line();
  }

  /// How long a thread had a CPU during a cell; 0 for not at all.
  private static long share(Scene scene, Timeline thread, int cpu, int cell, int cells) {
    long from = time(scene, cell, cells);
    long to = Math.max(from + 1, time(scene, cell + 1, cells));
    if (thread.end() <= from || thread.start() >= to) {
      return 0;
    }
    long share = 0;
    int first = thread.spanAt(from);
    for (int span = first; isIn(thread, span, first, to); span++) {
      if (thread.state(span) == RunState.RUNNING && thread.cpu(span) == cpu) {
        share += Math.max(0, Math.min(to, thread.end(span)) - Math.max(from, thread.start(span)));
      }
    }
    return share;
  }

  private static boolean isIn(Timeline thread, int span, int first, long to) {
    return span < thread.size() && span - first < SPANS_MAX && thread.start(span) < to;
  }

  private static Line axis(Scene scene, int cells) {
    String end = TimeText.of(scene.now());
    return Line.start()
        .cell("", NAME_COLUMNS, Ink.DIM)
        .add(" 0", Ink.DIM)
        .right(end, cells - 1, Ink.DIM)
        .line();
  }

  private static Line threadRow(Scene scene, Timeline thread, String letter, int cells) {
    boolean isSelected = thread.tid() == scene.tid() && thread.host() == scene.host();
    Line.Builder line =
        Line.start()
            .add(letter + " ", Ink.DIM)
            .cell(
                scene.label(thread.host(), thread.tid()),
                NAME_COLUMNS - 2,
                isSelected ? Ink.STRONG : Ink.PLAIN)
            .add(" ");
    for (int cell = 0; cell < cells; cell++) {
      RunState state = during(scene, thread, cell, cells);
      switch (state) {
        case RUNNING -> line.add(scene.glyphs().full(), Ink.RUNNING);
        case READY -> line.add(scene.glyphs().part(), Ink.READY);
        case WAITING -> line.add(scene.glyphs().empty(), Ink.SLEEPING);
        case STOPPED -> line.add("s", Ink.STOPPED);
        case ABSENT -> line.add(" ");
      }
    }
    return line.line(new Target.Thread(thread.host(), thread.tid()));
  }

  /// What the thread did in a cell; having run at all counts most.
  private static RunState during(Scene scene, Timeline thread, int cell, int cells) {
    long from = time(scene, cell, cells);
    long to = Math.max(from + 1, time(scene, cell + 1, cells));
    RunState longest = RunState.ABSENT;
    long most = 0;
    int first = thread.spanAt(from);
    for (int span = first; isIn(thread, span, first, to); span++) {
      if (thread.state(span) == RunState.RUNNING && thread.end(span) > from) {
        return RunState.RUNNING;
      }
      long share = Math.min(to, thread.end(span)) - Math.max(from, thread.start(span));
      if (share > most) {
        most = share;
        longest = thread.state(span);
      }
    }
    return longest;
  }

  private static List<Line> wakes(Scene scene) {
    List<Line> lines = new ArrayList<>();
    TraceLog trace = scene.trace();
    long oldest = Math.max(trace.first(), trace.end() - EVENTS_SEARCHED_MAX);
    for (long index = trace.end() - 1; index >= oldest && lines.size() < WAKES_MAX; index--) {
      if (trace.kind(index) == TraceKind.WOKEN
          && trace.event(index) instanceof TraceEvent.Woken woken
          && woken.by() != 0) {
        lines.addFirst(
            Line.start()
                .right(TimeText.of(woken.time()), NAME_COLUMNS - 2, Ink.DIM)
                .add("   ")
                .add(scene.label(woken.host(), woken.by()), Ink.STRONG)
                .add(" wakes ", Ink.DIM)
                .add(scene.label(woken.host(), woken.tid()), Ink.STRONG)
                .line(new Target.Event(index)));
      }
    }
    return lines;
  }
}
