package osprey.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import osprey.trace.TraceEvent;
import osprey.trace.TraceKind;
import osprey.trace.TraceLog;

/// Who ran when, as textbooks write it: `A[0,10) B[10,20)`, times in milliseconds. Turns of one
/// thread that follow each other without a gap are one interval.
///
/// Several CPUs are written `cpu0: A[0,10) | cpu1: B[0,5)`, several hosts `desk.cpu0: …`.
public final class Schedule {
  /// @param level of the queue or priority the thread ran at
  public record Interval(String label, int tid, long start, long end, int level) {}

  /// The intervals of one CPU.
  public record Lane(int host, int cpu, List<Interval> intervals) {}

  private final Timelines timelines;
  private final List<Lane> lanes = new ArrayList<>();

  public Schedule(Timelines timelines) {
    this.timelines = timelines;
    for (int host = 0; host < timelines.hostCount(); host++) {
      for (int cpu = 0; cpu < timelines.cpuCount(host); cpu++) {
        lanes.add(new Lane(host, cpu, intervals(host, cpu)));
      }
    }
  }

  /// By host and CPU. An interval ends where the level changes.
  public List<Lane> lanes() {
    return List.copyOf(lanes);
  }

  @Override
  public String toString() {
    return write(false);
  }

  /// The same with levels: `A@2[0,10) A@1[10,20)`.
  public String withLevels() {
    return write(true);
  }

  /// The turns in order, one name for each dispatch: `A B C C C A C C`. Turns without length do not
  /// count.
  public static String order(TraceLog log, Timelines timelines, int host, int cpu) {
    StringBuilder out = new StringBuilder();
    int running = 0;
    long since = 0;
    for (long index = log.first(); index < log.end(); index++) {
      TraceKind kind = log.kind(index);
      if (kind != TraceKind.DISPATCHED && kind != TraceKind.DESCHEDULED
          || log.host(index) != host) {
        continue;
      }
      switch (log.event(index)) {
        case TraceEvent.Dispatched(long time, int _, int where, int tid) when where == cpu -> {
          running = tid;
          since = time;
        }
        case TraceEvent.Descheduled(long time, int _, int where, int tid, var _)
            when where == cpu -> {
          if (running == tid && time > since) {
            out.append(out.isEmpty() ? "" : " ").append(timelines.label(host, tid));
          }
          running = 0;
        }
        default -> {}
      }
    }
    if (running != 0 && timelines.end() > since) {
      out.append(out.isEmpty() ? "" : " ").append(timelines.label(host, running));
    }
    return out.toString();
  }

  private List<Interval> intervals(int host, int cpu) {
    List<Interval> found = new ArrayList<>();
    for (Timeline thread : timelines.all()) {
      if (thread.host() != host) {
        continue;
      }
      String label = timelines.label(host, thread.tid());
      for (int i = 0; i < thread.size(); i++) {
        if (thread.state(i) == RunState.RUNNING
            && thread.cpu(i) == cpu
            && thread.end(i) > thread.start(i)) {
          found.add(
              new Interval(label, thread.tid(), thread.start(i), thread.end(i), thread.level(i)));
        }
      }
    }
    found.sort(Comparator.comparingLong(Interval::start));
    return join(found, true);
  }

  private static List<Interval> join(List<Interval> parts, boolean byLevel) {
    List<Interval> joined = new ArrayList<>();
    for (Interval next : parts) {
      Interval last = joined.isEmpty() ? null : joined.getLast();
      if (last != null
          && last.tid == next.tid
          && last.end == next.start
          && (!byLevel || last.level == next.level)) {
        joined.removeLast();
        joined.add(new Interval(last.label, last.tid, last.start, next.end, last.level));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }

  private String write(boolean withLevels) {
    StringBuilder out = new StringBuilder();
    for (Lane lane : lanes) {
      if (!out.isEmpty()) {
        out.append(" | ");
      }
      if (lanes.size() > 1) {
        if (timelines.hostCount() > 1) {
          out.append(timelines.host(lane.host)).append('.');
        }
        out.append("cpu").append(lane.cpu).append(':');
      }
      List<Interval> intervals = withLevels ? lane.intervals : join(lane.intervals, false);
      for (Interval each : intervals) {
        out.append(out.isEmpty() ? "" : " ").append(each.label);
        if (withLevels) {
          out.append('@').append(each.level);
        }
        out.append('[').append(TimeText.millis(each.start));
        out.append(',').append(TimeText.millis(each.end)).append(')');
      }
    }
    return out.toString();
  }
}
