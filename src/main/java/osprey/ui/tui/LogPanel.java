package osprey.ui.tui;

import java.util.ArrayList;
import java.util.List;
import osprey.report.EventText;
import osprey.report.TimeText;
import osprey.trace.TraceEvent;
import osprey.trace.TraceLog;

/// What happened last, an event a line.
final class LogPanel implements Panel {
  private static final int EVENTS_MAX = 500;

  @Override
  public String title() {
    return "Events";
  }

  @Override
  public List<Line> lines(Scene scene, int columns, int rows) {
    List<Line> lines = new ArrayList<>();
    TraceLog trace = scene.trace();
    EventText text = new EventText(scene.history());
    for (long index = Math.max(trace.first(), trace.end() - EVENTS_MAX);
        index < trace.end();
        index++) {
      TraceEvent event = trace.event(index);
      boolean isNew = index >= scene.shownBefore();
      lines.add(
          Line.start()
              .right(TimeText.of(event.time()), 10, Ink.DIM)
              .add(" ")
              .cell(text.who(event), 14, isNew ? Ink.STRONG : Ink.PLAIN)
              .add(" ")
              .add(text.what(event), ink(event, isNew))
              .line(new Target.Event(index)));
    }
    if (lines.isEmpty()) {
      lines.add(Line.of("Nothing has happened yet.", Ink.DIM));
    }
    return lines;
  }

  @Override
  public int home(Scene scene, List<Line> lines) {
    return Integer.MAX_VALUE;
  }

  private static Ink ink(TraceEvent event, boolean isNew) {
    return switch (event) {
      case TraceEvent.Faulted _,
          TraceEvent.Diagnosis _,
          TraceEvent.Deadlock _,
          TraceEvent.SignalDelivered _ ->
          Ink.ALERT;
      case TraceEvent.Blocked _ -> Ink.SLEEPING;
      case TraceEvent.Intervened _, TraceEvent.Mark _ -> Ink.STOPPED;
      default -> isNew ? Ink.STRONG : Ink.PLAIN;
    };
  }
}
