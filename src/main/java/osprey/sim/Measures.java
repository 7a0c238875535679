package osprey.sim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Syscall;
import osprey.inspect.CacheInfo;
import osprey.inspect.CpuInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.MemoryInfo;
import osprey.inspect.Metrics;
import osprey.inspect.ProcessState;
import osprey.inspect.SystemInfo;
import osprey.kernel.task.Task;
import osprey.kernel.task.TaskState;
import osprey.lang.scn.Expectation;
import osprey.lang.scn.Expectation.Aggregate;
import osprey.lang.scn.Metric;
import osprey.trace.TraceEvent;
import osprey.trace.TraceKind;
import osprey.trace.TraceLog;

/// Values of metrics at the end of a run.
final class Measures {
  private static final double NANOS_PER_SECOND = 1e9;

  private final SystemInfo system;
  private final Ensemble ensemble;
  private final TraceStory story;
  private final TraceLog log;

  Measures(SystemInfo system, Ensemble ensemble, TraceStory story, TraceLog log) {
    this.system = system;
    this.ensemble = ensemble;
    this.story = story;
    this.log = log;
  }

  /// Why there is no value.
  static final class Missing extends Exception {
    private static final long serialVersionUID = 1;

    Missing(String message) {
      super(message);
    }
  }

  /// @param host the machine it is about, -1 for all
  double value(Expectation.Measure what, int host) throws Missing {
    List<Ensemble.Actor> actors = actors(what, host);
    Aggregate aggregate = what.aggregate();
    if (aggregate != null) {
      return aggregate(what, aggregate, actors);
    }
    return switch (what.metric()) {
      case COMPLETION -> latestEnd(actors);
      case UTILISATION -> what.process() != null ? sum(what, actors) : utilisation(what, host);
      case THROUGHPUT -> ended(actors) * NANOS_PER_SECOND / Math.max(1, story.end());
      case SWITCHES -> what.process() != null ? sum(what, actors) : cpus(what, host, false);
      case TLB_MISSES -> cpus(what, host, true);
      case FRAMES, LINE_TRANSFERS, USELESS_TRANSFERS, INVALIDATIONS -> memory(what, host);
      case PACKETS -> packets(TraceEvent.Fate.SENT);
      case PACKETS_LOST -> packets(TraceEvent.Fate.DROPPED);
      case PROCESSES -> actors.size();
      case SYSCALLS -> what.call() == null ? sum(what, actors) : calls(what.call(), actors);
      default -> sum(what, actors);
    };
  }

  private List<Ensemble.Actor> actors(Expectation.Measure what, int host) throws Missing {
    String name = what.process();
    if (name == null) {
      return ensemble.current(host);
    }
    boolean countsDescendants =
        what.metric() == Metric.PROCESSES || what.metric() == Metric.ZOMBIES;
    List<Ensemble.Actor> actors = countsDescendants ? ensemble.family(name) : ensemble.called(name);
    if (actors.isEmpty()) {
      throw new Missing("there was no process " + name);
    }
    return actors;
  }

  private double aggregate(
      Expectation.Measure what, Aggregate aggregate, List<Ensemble.Actor> actors) throws Missing {
    if (actors.isEmpty()) {
      throw new Missing("there was no process");
    }
    double sum = 0;
    double least = Double.MAX_VALUE;
    double most = -Double.MAX_VALUE;
    for (Ensemble.Actor actor : actors) {
      double value = of(what, actor);
      sum += value;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return switch (aggregate) {
      case AVERAGE -> sum / actors.size();
      case TOTAL -> sum;
      case MAXIMUM -> most;
      case MINIMUM -> least;
    };
  }

  private double sum(Expectation.Measure what, List<Ensemble.Actor> actors) throws Missing {
    double sum = 0;
    for (Ensemble.Actor actor : actors) {
      sum += of(what, actor);
    }
    return sum;
  }

  /// The value of one process.
  private double of(Expectation.Measure what, Ensemble.Actor actor) throws Missing {
    Metrics metrics = actor.info().metrics();
    return switch (what.metric()) {
      case TURNAROUND -> known(metrics.turnaround(), actor, " has not ended");
      case COMPLETION -> known(metrics.end(), actor, " has not ended");
      case RESPONSE -> known(metrics.response(), actor, " has never run");
      case WAITING -> metrics.ready() + soFar(actor, TaskState.READY);
      case CPU -> metrics.cpu();
      case BLOCKED -> metrics.blocked() + soFar(actor, TaskState.BLOCKED);
      case UTILISATION -> metrics.cpu() / (double) Math.max(1, story.end());
      case THROUGHPUT -> ended(List.of(actor)) * NANOS_PER_SECOND / Math.max(1, story.end());
      case SWITCHES -> metrics.voluntarySwitches() + metrics.involuntarySwitches();
      case VOLUNTARY_SWITCHES -> metrics.voluntarySwitches();
      case INVOLUNTARY_SWITCHES -> metrics.involuntarySwitches();
      case COPIES -> metrics.copies();
      case BYTES_COPIED -> metrics.copiedBytes();
      case SYSCALLS -> what.call() == null ? metrics.calls() : calls(what.call(), List.of(actor));
      case PAGE_FAULTS -> metrics.pageFaults();
      case MINOR_FAULTS -> metrics.minorFaults();
      case MAJOR_FAULTS -> metrics.majorFaults();
      case COPY_ON_WRITES -> metrics.copyOnWrites();
      case SIGNALS -> story.signals(actor);
      case REFUSALS -> story.refusals(actor);
      case PROCESSES -> 1;
      case THREADS -> story.threads(actor);
      case ZOMBIES -> actor.info().state() == ProcessState.ZOMBIE ? 1 : 0;
      case MISSED_DEADLINES -> metrics.missedDeadlines();
      case MIGRATIONS -> metrics.migrations();
      case TLB_MISSES,
          FRAMES,
          LINE_TRANSFERS,
          USELESS_TRANSFERS,
          INVALIDATIONS,
          PACKETS,
          PACKETS_LOST ->
          throw new Missing(what.metric().words() + " are not counted for each process");
    };
  }

  /// What threads have spent in a state that they are in at the end of the run.
  private double soFar(Ensemble.Actor actor, TaskState state) {
    long nanos = 0;
    for (Task task : actor.process().threads()) {
      nanos += task.state == state ? Math.max(0, story.end() - task.accounts.since) : 0;
    }
    return nanos;
  }

  private static double known(long value, Ensemble.Actor actor, String otherwise) throws Missing {
    if (value == Metrics.NEVER) {
      throw new Missing(actor.role() + otherwise);
    }
    return value;
  }

  private double latestEnd(List<Ensemble.Actor> actors) throws Missing {
    double latest = 0;
    for (Ensemble.Actor actor : actors) {
      latest = Math.max(latest, known(actor.info().metrics().end(), actor, " has not ended"));
    }
    return latest;
  }

  private static int ended(List<Ensemble.Actor> actors) {
    int ended = 0;
    for (Ensemble.Actor actor : actors) {
      ended += actor.info().hasExited() ? 1 : 0;
    }
    return ended;
  }

  // ---- of machines

  private List<CpuInfo> cpusOf(Expectation.Measure what, int host) throws Missing {
    List<CpuInfo> cpus = new ArrayList<>();
    for (HostInfo each : system.hosts()) {
      boolean isOther = host >= 0 ? each.number() != host : what.cpu() >= 0 && each.number() > 0;
      for (CpuInfo cpu : isOther ? List.<CpuInfo>of() : each.cpus()) {
        if (what.cpu() < 0 || cpu.number() == what.cpu()) {
          cpus.add(cpu);
        }
      }
    }
    if (cpus.isEmpty()) {
      throw new Missing("there is no CPU " + what.cpu());
    }
    return cpus;
  }

  private double utilisation(Expectation.Measure what, int host) throws Missing {
    List<CpuInfo> cpus = cpusOf(what, host);
    double busy = 0;
    for (CpuInfo cpu : cpus) {
      busy += cpu.busyNanos();
    }
    return busy / Math.max(1.0, (double) story.end() * cpus.size());
  }

  private double cpus(Expectation.Measure what, int host, boolean isTlb) throws Missing {
    double sum = 0;
    for (CpuInfo cpu : cpusOf(what, host)) {
      sum += isTlb ? cpu.tlbMisses() : cpu.switches();
    }
    return sum;
  }

  private double memory(Expectation.Measure what, int host) throws Missing {
    if (what.process() != null) {
      throw new Missing(what.metric().words() + " are not counted for each process");
    }
    double sum = 0;
    for (HostInfo each : system.hosts()) {
      if (host < 0 || each.number() == host) {
        MemoryInfo memory = each.memory();
        sum +=
            what.metric() == Metric.FRAMES
                ? (double) memory.peakBytes() / memory.pageBytes()
                : lines(what.metric(), memory.caches());
      }
    }
    return sum;
  }

  private static double lines(Metric metric, @Nullable CacheInfo caches) throws Missing {
    if (caches == null) {
      throw new Missing("the caches are not simulated: say 'coherence on' in the machine");
    }
    return switch (metric) {
      case LINE_TRANSFERS -> caches.transfers();
      case USELESS_TRANSFERS -> caches.transfers() - caches.useful();
      default -> caches.invalidations();
    };
  }

  // ---- from the trace

  private double calls(String name, List<Ensemble.Actor> actors) throws Missing {
    boolean isKnown = false;
    for (Syscall call : Syscall.values()) {
      isKnown |= call.spelling().equals(name);
    }
    if (!isKnown) {
      throw new Missing("there is no system call '" + name + "'");
    }
    long count = 0;
    for (long index = log.first(); index < log.end(); index++) {
      if (log.kind(index) == TraceKind.CALL_ENTERED
          && log.event(index) instanceof TraceEvent.CallEntered entered
          && isOf(entered.host(), entered.tid(), actors)) {
        Syscall call = Syscall.of(entered.number());
        count += call != null && call.spelling().equals(name) ? 1 : 0;
      }
    }
    return count;
  }

  private boolean isOf(int host, int tid, List<Ensemble.Actor> actors) {
    Integer pid = story.pid(host, tid);
    for (Ensemble.Actor actor : actors) {
      if (pid != null && actor.host() == host && actor.info().pid() == pid) {
        return true;
      }
    }
    return false;
  }

  private double packets(TraceEvent.Fate fate) {
    long count = 0;
    for (long index = log.first(); index < log.end(); index++) {
      if (log.kind(index) == TraceKind.PACKET
          && log.event(index) instanceof TraceEvent.Packet packet
          && packet.fate() == fate) {
        count++;
      }
    }
    return count;
  }
}
