package osprey.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import osprey.inspect.CpuInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.Metrics;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SystemInfo;
import osprey.trace.TraceLog;

/// One of several runs of the same scenario, each under another scheduling policy.
///
/// @param label the policy as the user named it: `rr quantum=2ms`
/// @param ending a word or two: `finished`, `deadlock`
public record PolicyRun(String label, String ending, SystemInfo system, Timelines timelines) {
  /// A row of the tables: a process, or a thread of one that had several.
  ///
  /// @param label the same in every run of the scenario
  /// @param response like the others in nanoseconds, {@link Metrics#NEVER} if there is none
  /// @param waiting of all threads of a process together
  public record Row(
      String label, boolean isProcess, long arrival, long response, long turnaround, long waiting) {
    private static Row of(String label, Metrics metrics) {
      return new Row(
          label,
          true,
          metrics.arrival(),
          metrics.response(),
          metrics.turnaround(),
          metrics.ready());
    }

    private static Row of(String label, Timeline thread, boolean hasEnded) {
      long response = Metrics.NEVER;
      long waiting = 0;
      for (int i = 0; i < thread.size(); i++) {
        RunState state = thread.state(i);
        if (state == RunState.READY) {
          waiting += thread.end(i) - thread.start(i);
        } else if (state == RunState.RUNNING && response == Metrics.NEVER) {
          response = thread.start(i) - thread.start();
        }
      }
      long turnaround = hasEnded ? thread.end() - thread.start() : Metrics.NEVER;
      return new Row(label, false, thread.start(), response, turnaround, waiting);
    }
  }

  public static PolicyRun of(String label, String ending, SystemInfo system, TraceLog log) {
    return new PolicyRun(label, ending, system, Timelines.of(log, system.timeNanos()));
  }

  /// As the scenario would write it with all parameters, of all machines.
  public String scheduler() {
    List<String> schedulers = system.hosts().stream().map(HostInfo::scheduler).distinct().toList();
    return String.join(" / ", schedulers);
  }

  /// Processes in order of creation; one that had several threads is followed by them.
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (HostInfo host : system.hosts()) {
      String prefix = system.hosts().size() > 1 ? host.name() + "." : "";
      Map<Integer, List<Timeline>> threads = new LinkedHashMap<>();
      for (Timeline thread : timelines.all()) {
        if (thread.host() == host.number()) {
          threads.computeIfAbsent(thread.pid(), _ -> new ArrayList<>()).add(thread);
        }
      }
      for (ProcessInfo process : host.processes()) {
        List<Timeline> own = threads.getOrDefault(process.pid(), List.of());
        if (own.isEmpty()) {
          continue;
        }
        String label = prefix + timelines.processLabel(host.number(), process.pid());
        rows.add(Row.of(label, process.metrics()));
        for (Timeline thread : own.size() > 1 ? own : List.<Timeline>of()) {
          String name = prefix + timelines.label(host.number(), thread.tid());
          boolean hasEnded = process.hasExited() || thread.end() < timelines.end();
          rows.add(Row.of(name, thread, hasEnded));
        }
      }
    }
    return rows;
  }

  /// Of the processes of all machines that have ended.
  public Averages averages() {
    return Averages.of(system.hosts());
  }

  public long busyNanos() {
    return cpus().stream().mapToLong(CpuInfo::busyNanos).sum();
  }

  /// Busy or not, of all CPUs.
  public long cpuNanos() {
    return cpus().stream().mapToLong(cpu -> cpu.busyNanos() + cpu.idleNanos()).sum();
  }

  private List<CpuInfo> cpus() {
    return system.hosts().stream().flatMap(host -> host.cpus().stream()).toList();
  }

  /// Processes that ended in a second, in thousandths.
  public long throughputMillis() {
    long time = system.timeNanos();
    return time == 0 ? 0 : Math.round(averages().count() * 1e12 / time);
  }

  /// Over all processes.
  public long sum(ToLongFunction<Metrics> what) {
    long sum = 0;
    for (HostInfo host : system.hosts()) {
      for (ProcessInfo process : host.processes()) {
        sum += what.applyAsLong(process.metrics());
      }
    }
    return sum;
  }
}
