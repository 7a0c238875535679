package osprey.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import osprey.trace.TraceEvent;
import osprey.trace.TraceKind;
import osprey.trace.TraceLog;

/// What sandboxes refused.
final class Refusals {
  /// @param words what was refused and why
  record Row(String sandbox, int tid, int times, String words) {}

  private Refusals() {}

  /// Of one host, in the order of their first time; what was refused again is counted.
  static List<Row> of(TraceLog log, int host) {
    Map<Row, Integer> times = new LinkedHashMap<>();
    for (long at = log.first(); at < log.end(); at++) {
      if (log.kind(at) == TraceKind.REFUSED
          && log.event(at) instanceof TraceEvent.Refused refused
          && refused.host() == host) {
        times.merge(new Row(refused.sandbox(), refused.tid(), 0, refused.words()), 1, Integer::sum);
      }
    }
    List<Row> rows = new ArrayList<>();
    times.forEach((row, count) -> rows.add(new Row(row.sandbox, row.tid, count, row.words)));
    return rows;
  }
}
