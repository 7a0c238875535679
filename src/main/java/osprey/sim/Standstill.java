package osprey.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import osprey.inspect.HostInfo;
import osprey.inspect.SystemInfo;
import osprey.inspect.ThreadInfo;
import osprey.inspect.ThreadState;
import osprey.inspect.WaitGraph;
import osprey.inspect.WaitInfo;

/// The threads that can never go on: those that wait for each other in a circle, or for one that
/// does; and when nothing can happen any more, those that wait for something only other programs
/// could do.
///
/// A thread that waits for the world outside (a signal, a connection, input) is not in a deadlock.
final class Standstill {
  /// @param what in words
  record Stuck(int host, int pid, int tid, String what) {}

  private final SystemInfo system;
  private final boolean isOver;
  private final List<Stuck> found = new ArrayList<>();

  /// @param isOver nothing can happen any more
  Standstill(SystemInfo system, boolean isOver) {
    this.system = system;
    this.isOver = isOver;
    for (HostInfo host : system.hosts()) {
      search(host);
    }
  }

  List<Stuck> threads() {
    return found;
  }

  private void search(HostInfo host) {
    Map<Integer, ThreadInfo> live = new LinkedHashMap<>();
    host.processes()
        .forEach(process ->
            process
                .threads()
                .forEach(thread -> {
                  if (isLive(thread)) {
                    live.put(thread.tid(), thread);
                  }
                }));
    Set<Integer> free = new LinkedHashSet<>();
    boolean grows = true;
    while (grows) {
      grows = false;
      for (ThreadInfo thread : live.values()) {
        if (!free.contains(thread.tid()) && canGoOn(thread, host.waits(), live, free)) {
          free.add(thread.tid());
          grows = true;
        }
      }
    }
    for (ThreadInfo thread : live.values()) {
      WaitInfo wait = thread.waitsFor();
      if (!free.contains(thread.tid()) && wait != null) {
        found.add(
            new Stuck(host.number(), thread.pid(), thread.tid(), what(thread, wait, host.waits())));
      }
    }
  }

  private static boolean isLive(ThreadInfo thread) {
    return thread.state() != ThreadState.ENDED && thread.state() != ThreadState.ZOMBIE;
  }

  private boolean canGoOn(
      ThreadInfo thread, WaitGraph graph, Map<Integer, ThreadInfo> live, Set<Integer> free) {
    WaitInfo wait = thread.waitsFor();
    if (wait == null || wait.untilNanos() != WaitInfo.FOREVER) {
      return true;
    }
    boolean hasEdges = false;
    boolean hasChoice = false;
    boolean hasFreeChoice = false;
    for (WaitGraph.Edge edge : graph.edges()) {
      if (edge.tid() != thread.tid()) {
        continue;
      }
      hasEdges = true;
      boolean isFree = !live.containsKey(edge.forTid()) || free.contains(edge.forTid());
      if (edge.isAny()) {
        hasChoice = true;
        hasFreeChoice |= isFree;
      } else if (!isFree) {
        return false;
      }
    }
    return hasEdges ? !hasChoice || hasFreeChoice : !isOver || isForOutside(thread, wait);
  }

  private boolean isForOutside(ThreadInfo thread, WaitInfo wait) {
    return switch (wait.call()) {
      case "pause", "rt_sigsuspend", "rt_sigtimedwait", "accept", "accept4", "connect" -> true;
      case "poll", "ppoll", "select", "pselect6", "epoll_wait", "epoll_pwait" -> true;
      // A server without clients; two that wait for each other's messages are another matter.
      case "msgrcv", "mq_timedreceive", "recvfrom", "recvmsg" -> isAlone(thread);
      default -> wait.what().contains("terminal") || wait.what().contains("stdin");
    };
  }

  /// No other process waits.
  private boolean isAlone(ThreadInfo thread) {
    for (HostInfo host : system.hosts()) {
      for (var process : host.processes()) {
        if (process.pid() != thread.pid()
            && process.threads().stream().anyMatch(Standstill::isLive)) {
          return false;
        }
      }
    }
    return true;
  }

  private static String what(ThreadInfo thread, WaitInfo wait, WaitGraph graph) {
    for (WaitGraph.Edge edge : graph.edges()) {
      if (edge.tid() == thread.tid()) {
        return edge.what();
      }
    }
    return wait.what();
  }
}
