package osprey.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import osprey.inspect.DeathInfo;
import osprey.inspect.FrameInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SystemInfo;
import osprey.inspect.ThreadInfo;
import osprey.inspect.ThreadState;
import osprey.inspect.WaitGraph;
import osprey.inspect.WaitInfo;
import osprey.trace.TraceEvent;

/// What went wrong, told to the user in a few lines.
public final class Explanation {
  private static final int FRAMES_MAX = 8;

  private Explanation() {}

  /// Why a signal killed the process: the fault, the segment it hit, and the calls that led there.
  /// Empty for a process that no signal killed.
  public static String ofDeath(ProcessInfo process) {
    DeathInfo death = process.death();
    if (death == null) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    out.append(process.name()).append(" (pid ").append(process.pid()).append("): ");
    out.append(death.what());
    out.append('\n');
    int shown = 0;
    for (FrameInfo frame : death.frames()) {
      if (shown++ == FRAMES_MAX) {
        out.append("    … ").append(death.frames().size() - FRAMES_MAX).append(" more calls\n");
        break;
      }
      out.append(frame.level() == 0 ? "    in " : "    by ").append(frame.function());
      if (!frame.file().isEmpty()) {
        out.append(" at ").append(frame.file()).append(':').append(frame.line());
      }
      out.append('\n');
    }
    return out.toString();
  }

  /// A deadlock that closed during the run, a line for each thread in it.
  public static String ofDeadlock(TraceEvent.Deadlock deadlock) {
    StringBuilder out = new StringBuilder("deadlock of ").append(deadlock.threads());
    out.append(deadlock.threads() == 1 ? " thread" : " threads").append(" at ");
    out.append(TimeText.of(deadlock.time())).append(":\n");
    for (String line : deadlock.text().split("; ")) {
      out.append("  ").append(line).append('\n');
    }
    return out.toString();
  }

  /// Who waits for what when nothing can happen any more, and the circle if there is one.
  public static String ofStandstill(SystemInfo system) {
    return ofStandstill(system, false);
  }

  /// @param isCircleTold leaves out the threads of the circle
  public static String ofStandstill(SystemInfo system, boolean isCircleTold) {
    StringBuilder out = new StringBuilder();
    for (HostInfo host : system.hosts()) {
      List<Integer> cycle = cycle(host.waits());
      out.append(cycle.isEmpty() || isCircleTold ? "" : circle(host, cycle));
      for (ProcessInfo process : host.processes()) {
        for (ThreadInfo thread : process.threads()) {
          if (!isCircleTold || !cycle.contains(thread.tid())) {
            appendWait(out, process, thread);
          }
        }
      }
    }
    return out.toString();
  }

  private static void appendWait(StringBuilder out, ProcessInfo process, ThreadInfo thread) {
    WaitInfo wait = thread.waitsFor();
    if (wait == null && thread.state() != ThreadState.STOPPED) {
      return;
    }
    out.append("  thread ").append(thread.tid());
    out.append(" of ").append(process.name()).append(" (pid ").append(process.pid()).append(") ");
    if (wait == null) {
      out.append("is stopped\n");
      return;
    }
    out.append("waits for ").append(wait.what());
    if (!wait.call().isEmpty()) {
      out.append(" in ").append(wait.call()).append("()");
    }
    out.append(" since ").append(TimeText.of(wait.sinceNanos())).append('\n');
  }

  private static String circle(HostInfo host, List<Integer> cycle) {
    StringBuilder out = new StringBuilder("deadlock: thread ").append(cycle.getFirst());
    for (int i = 1; i <= cycle.size(); i++) {
      out.append(i == 1 ? " waits for thread " : ", which waits for thread ");
      out.append(cycle.get(i % cycle.size()));
    }
    out.append('\n');
    for (WaitGraph.Edge edge : host.waits().edges()) {
      int at = cycle.indexOf(edge.tid());
      if (at >= 0 && edge.forTid() == cycle.get((at + 1) % cycle.size())) {
        String who = "thread " + edge.forTid();
        out.append("  thread ").append(edge.tid()).append(" waits for ").append(edge.what());
        out.append(edge.what().contains(who) ? "" : ", held by " + who).append('\n');
      }
    }
    return out.toString();
  }

  /// Threads that wait for each other in a circle, the first found, along edges that have no
  /// alternative; empty when there is none.
  public static List<Integer> cycle(WaitGraph graph) {
    Map<Integer, List<Integer>> next = new LinkedHashMap<>();
    for (WaitGraph.Edge edge : graph.edges()) {
      if (!edge.isAny()) {
        next.computeIfAbsent(edge.tid(), _ -> new ArrayList<>()).add(edge.forTid());
      }
    }
    Map<Integer, Boolean> done = new LinkedHashMap<>();
    for (Integer start : next.keySet()) {
      List<Integer> path = new ArrayList<>();
      List<Integer> found = search(start, next, path, done);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private static List<Integer> search(
      int tid, Map<Integer, List<Integer>> next, List<Integer> path, Map<Integer, Boolean> done) {
    int at = path.indexOf(tid);
    if (at >= 0) {
      return List.copyOf(path.subList(at, path.size()));
    }
    if (done.putIfAbsent(tid, true) != null) {
      return List.of();
    }
    path.add(tid);
    for (int other : next.getOrDefault(tid, List.of())) {
      List<Integer> found = search(other, next, path, done);
      if (!found.isEmpty()) {
        return found;
      }
    }
    path.removeLast();
    return List.of();
  }
}
