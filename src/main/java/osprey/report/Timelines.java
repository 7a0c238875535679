package osprey.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.trace.TraceEvent;
import osprey.trace.TraceEvent.Departure;
import osprey.trace.TraceLevel;
import osprey.trace.TraceLog;

/// The lives of all threads of a run, with their names, worked out from the trace.
///
/// A process is called by its program; the second and later ones of that name on a host get a
/// number: `greeter`, `greeter.2`. A thread that is not its process's first is called `greeter/2`.
public final class Timelines {
  private final List<Timeline> all = new ArrayList<>();
  private final Map<Long, Timeline> current = new LinkedHashMap<>();
  private final Map<Long, String> programs = new LinkedHashMap<>();
  private final Map<Long, String> processLabels = new LinkedHashMap<>();
  private final Map<Long, String> labels = new LinkedHashMap<>();
  private final List<String> hosts = new ArrayList<>();
  private final List<Integer> cpus = new ArrayList<>();
  private long end;

  /// Index of the first event that has not been read.
  private long next;

  private boolean areNamesOld;

  private Timelines() {}

  /// @param end simulated time at which the run stopped
  public static Timelines of(TraceLog log, long end) {
    Timelines made = empty();
    made.follow(log, log.isEmpty() ? end : Math.max(end, log.time(log.end() - 1)));
    return made;
  }

  /// Those of a run that has not begun, to be brought up to date by {@link #follow}.
  public static Timelines empty() {
    return new Timelines();
  }

  /// Reads what a growing log has beyond what was read before.
  public void follow(TraceLog log, long upTo) {
    long wanted = TraceLevel.SCHEDULE.mask();
    for (long index = Math.max(next, log.first()); index < log.end(); index++) {
      if ((wanted & log.kind(index).bit()) != 0) {
        take(log.event(index));
      }
    }
    next = Math.max(next, log.end());
    end = Math.max(end, upTo);
    for (Timeline each : current.values()) {
      each.reach(end);
    }
  }

  /// Index of the first event that has not been read.
  public long eventsRead() {
    return next;
  }

  /// In order of creation.
  public List<Timeline> all() {
    return List.copyOf(all);
  }

  public long end() {
    return end;
  }

  public int hostCount() {
    return hosts.size();
  }

  public String host(int host) {
    return hosts.get(host);
  }

  public int cpuCount(int host) {
    return cpus.get(host);
  }

  public @Nullable Timeline of(int host, int tid) {
    return current.get(key(host, tid));
  }

  /// What a thread is called.
  public String label(int host, int tid) {
    nameAll();
    String label = labels.get(key(host, tid));
    return label == null ? "thread " + tid : label;
  }

  /// What a process is called.
  public String processLabel(int host, int pid) {
    nameAll();
    String label = processLabels.get(key(host, pid));
    return label == null ? "process " + pid : label;
  }

  private void take(TraceEvent event) {
    switch (event) {
      case TraceEvent.HostAdded(long _, int host, String name, int cpuCount) -> {
        growTo(host);
        hosts.set(host, name);
        cpus.set(host, cpuCount);
      }
      case TraceEvent.ProcessCreated(long _, int host, int pid, int _, String name) ->
          name(host, pid, name);
      case TraceEvent.ProgramExecuted(long _, int host, int pid, String name) ->
          name(host, pid, name);
      case TraceEvent.ThreadCreated(long time, int host, int tid, int pid, int _) -> {
        growTo(host);
        Timeline made = new Timeline(host, tid, pid);
        all.add(made);
        areNamesOld = true;
        current.put(key(host, tid), made);
        made.enter(time, RunState.READY, 0, 0);
      }
      case TraceEvent.ThreadExited(long time, int host, int tid) ->
          enter(time, host, tid, RunState.ABSENT, 0);
      case TraceEvent.Dispatched(long time, int host, int cpu, int tid) -> {
        growTo(host);
        cpus.set(host, Math.max(cpus.get(host), cpu + 1));
        enter(time, host, tid, RunState.RUNNING, cpu);
      }
      case TraceEvent.Descheduled(long time, int host, int _, int tid, Departure why) ->
          enter(time, host, tid, after(why), 0);
      case TraceEvent.Blocked(long time, int host, int tid, String _) -> {
        Timeline thread = of(host, tid);
        if (thread != null && thread.current() == RunState.READY) {
          thread.enter(time, RunState.WAITING, 0, thread.currentLevel());
        }
      }
      case TraceEvent.Woken(long time, int host, int tid, int _) -> {
        Timeline thread = of(host, tid);
        if (thread != null && thread.current() == RunState.WAITING) {
          thread.enter(time, RunState.READY, 0, thread.currentLevel());
        }
      }
      case TraceEvent.Stopped(long time, int host, int tid) ->
          enter(time, host, tid, RunState.STOPPED, 0);
      case TraceEvent.Continued(long time, int host, int tid) ->
          enter(time, host, tid, RunState.READY, 0);
      case TraceEvent.LevelChanged(long time, int host, int tid, int level) -> {
        Timeline thread = of(host, tid);
        if (thread != null && thread.size() > 0) {
          int last = thread.size() - 1;
          thread.enter(time, thread.current(), thread.cpu(last), level);
        }
      }
      default -> {}
    }
  }

  private static RunState after(Departure why) {
    return switch (why) {
      case PREEMPTED, YIELDED -> RunState.READY;
      case BLOCKED -> RunState.WAITING;
      case EXITED -> RunState.ABSENT;
      case STOPPED -> RunState.STOPPED;
    };
  }

  private void enter(long time, int host, int tid, RunState state, int cpu) {
    Timeline thread = of(host, tid);
    if (thread == null) {
      return; // the events of its creation were dropped
    }
    boolean isGone = thread.current() == RunState.ABSENT;
    if (!isGone) {
      thread.enter(time, state, cpu, thread.currentLevel());
    }
  }

  private void growTo(int host) {
    while (hosts.size() <= host) {
      hosts.add("host" + hosts.size());
      cpus.add(1);
    }
  }

  private void name(int host, int pid, String program) {
    programs.put(key(host, pid), program);
    areNamesOld = true;
  }

  private void nameAll() {
    if (areNamesOld) {
      areNamesOld = false;
      nameProcesses();
      nameThreads();
    }
  }

  private void nameProcesses() {
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (Map.Entry<Long, String> process : programs.entrySet()) {
      int host = (int) (process.getKey() >> 32);
      int nth = seen.merge(host + ":" + process.getValue(), 1, Integer::sum);
      String program = process.getValue();
      processLabels.put(process.getKey(), nth == 1 ? program : program + "." + nth);
    }
  }

  private void nameThreads() {
    Map<Long, Integer> threads = new LinkedHashMap<>();
    for (Timeline thread : all) {
      int nth = threads.merge(key(thread.host(), thread.pid()), 1, Integer::sum);
      long owner = key(thread.host(), thread.pid());
      String process = processLabels.getOrDefault(owner, "process " + thread.pid());
      labels.put(key(thread.host(), thread.tid()), nth == 1 ? process : process + "/" + nth);
    }
  }

  private static long key(int host, int id) {
    return (long) host << 32 | id;
  }
}
