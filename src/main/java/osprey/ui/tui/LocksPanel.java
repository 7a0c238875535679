package osprey.ui.tui;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import osprey.inspect.HostInfo;
import osprey.inspect.LockInfo;
import osprey.inspect.WaitGraph;

/// Locks with their holders, and who waits for whom; a circle stands out.
final class LocksPanel implements Panel {
  private static final int NAMES_MAX = 4;

  @Override
  public String title() {
    return "Locks and waits";
  }

  @Override
  public List<Line> lines(Scene scene, int columns, int rows) {
    List<Line> lines = new ArrayList<>();
    for (HostInfo host : scene.system().hosts()) {
      int before = lines.size();
      Set<Integer> circle = circle(host.waits());
      for (WaitGraph.Edge edge : host.waits().edges()) {
        lines.add(edge(scene, host, edge, circle));
      }
      for (LockInfo lock : host.locks()) {
        lines.add(lock(scene, host, lock));
      }
      if (lines.size() > before && scene.system().hosts().size() > 1) {
        lines.add(before, Line.of(host.name(), Ink.STRONG));
      }
    }
    if (lines.isEmpty()) {
      lines.add(Line.of("Nobody holds a lock or waits for somebody.", Ink.DIM));
    }
    return lines;
  }

  private static Line lock(Scene scene, HostInfo host, LockInfo lock) {
    Line.Builder line =
        Line.start().cell(lock.kind(), 10, Ink.DIM).add(" ").cell(lock.name(), 16, Ink.STRONG);
    if (lock.owner() != 0) {
      line.add(" held by ", Ink.DIM).add(scene.label(host.number(), lock.owner()), Ink.RUNNING);
    } else {
      line.add(lock.value() != 0 ? " value " + lock.value() : " free", Ink.DIM);
    }
    if (!lock.waiters().isEmpty()) {
      line.add("  wanted by ", Ink.DIM)
          .add(scene.labels(host.number(), lock.waiters(), NAMES_MAX), Ink.SLEEPING);
    }
    if (lock.contentions() > 0) {
      line.add("  " + lock.contentions() + " of " + lock.acquisitions() + " had to wait", Ink.DIM);
    }
    return line.line();
  }

  private static Line edge(Scene scene, HostInfo host, WaitGraph.Edge edge, Set<Integer> circle) {
    boolean isInCircle = circle.contains(edge.tid()) && circle.contains(edge.forTid());
    Ink ink = isInCircle ? Ink.ALERT : Ink.PLAIN;
    return Line.start()
        .add(isInCircle ? "! " : "  ", Ink.ALERT)
        .add(scene.label(host.number(), edge.tid()), ink)
        .add(" " + scene.glyphs().right() + " ", ink)
        .add(scene.label(host.number(), edge.forTid()), ink)
        .add("  for " + edge.what() + (edge.isAny() ? " (one of several)" : ""), Ink.DIM)
        .line(new Target.Thread(host.number(), edge.tid()));
  }

  /// Threads from which one comes back to oneself.
  private static Set<Integer> circle(WaitGraph graph) {
    Map<Integer, List<Integer>> next = new LinkedHashMap<>();
    for (WaitGraph.Edge edge : graph.edges()) {
      next.computeIfAbsent(edge.tid(), _ -> new ArrayList<>()).add(edge.forTid());
    }
    Set<Integer> circle = new HashSet<>();
    for (Integer start : next.keySet()) {
      if (reaches(next, start, start)) {
        circle.add(start);
      }
    }
    return circle;
  }

  private static boolean reaches(Map<Integer, List<Integer>> next, int from, int goal) {
    Set<Integer> seen = new HashSet<>();
    List<Integer> open = new ArrayList<>(next.getOrDefault(from, List.of()));
    while (!open.isEmpty()) {
      int at = open.removeLast();
      if (at == goal) {
        return true;
      }
      if (seen.add(at)) {
        open.addAll(next.getOrDefault(at, List.of()));
      }
    }
    return false;
  }
}
