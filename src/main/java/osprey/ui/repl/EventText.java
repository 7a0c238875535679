package osprey.ui.repl;

import java.util.List;
import osprey.report.TimeText;
import osprey.trace.TraceEvent;
import osprey.trace.TraceLog;

/// An event of the trace on one line: `[12] 5.2ms blocked tid=3 reason=data in pipe:[4]`.
final class EventText {
  private final TraceLog log;

  EventText(TraceLog log) {
    this.log = log;
  }

  String of(long index) {
    TraceEvent event = log.event(index);
    String text = event.toString();
    String inside = text.substring(text.indexOf('[') + 1, text.length() - 1);
    StringBuilder line =
        new StringBuilder("[" + (index + 1) + "] " + TimeText.of(event.time()) + " ");
    line.append(log.kind(index).word());
    for (String part : List.of(inside.split(", (?=[a-zA-Z0-9]+=)"))) {
      if (!part.startsWith("time=")) {
        line.append(' ').append(part);
      }
    }
    return line.toString();
  }
}
