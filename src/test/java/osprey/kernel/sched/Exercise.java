package osprey.kernel.sched;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import osprey.inspect.Metrics;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SystemInfo;
import osprey.lang.DiagnosticPrinter;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.c.Compiler;
import osprey.report.Schedule;
import osprey.report.StateRows;
import osprey.report.Timeline;
import osprey.report.Timelines;
import osprey.sim.Boot;
import osprey.sim.OutsideFiles;
import osprey.sim.RunOptions;
import osprey.sim.Simulation;
import osprey.sim.Until;
import osprey.trace.TraceEvent;
import osprey.trace.TraceLog;

/// A scheduling exercise as textbooks set it: jobs without programs on a machine where nothing but
/// the jobs takes time. Times are milliseconds.
final class Exercise {
  private static final Compiler COMPILER = new Compiler();
  private static final long MILLI = 1_000_000;

  private final String policy;
  private final List<String> settings = new ArrayList<>();
  private final StringBuilder jobs = new StringBuilder();
  private long seed = 1;
  private String switchCost = "0";

  private Exercise(String policy) {
    this.policy = policy;
  }

  static Exercise under(String policy) {
    return new Exercise(policy);
  }

  /// Jobs A, B, C … that all come at 0 and compute so long.
  static Exercise of(String policy, int... millis) {
    Exercise exercise = new Exercise(policy);
    for (int i = 0; i < millis.length; i++) {
      exercise.job("J" + i, 0, "cpu " + millis[i] + "ms");
    }
    return exercise;
  }

  Exercise expiredFirst() {
    settings.add("ties expired first");
    return this;
  }

  Exercise cpus(int count) {
    settings.add("cpus " + count);
    return this;
  }

  Exercise switchCost(String time) {
    switchCost = time;
    return this;
  }

  Exercise seed(long number) {
    seed = number;
    return this;
  }

  /// @param share what the scheduler is told besides, `nice 5` for example
  Exercise job(String name, long arrival, String steps, String... share) {
    jobs.append("workload ").append(name).append(' ').append(String.join(" ", share));
    jobs.append(" { ").append(steps).append(" }\n");
    jobs.append("start ").append(name).append(" at ").append(arrival).append("ms\n");
    return this;
  }

  Simulation boot() {
    String cpus = settings.stream().anyMatch(each -> each.startsWith("cpus")) ? "" : "cpus 1; ";
    String text =
        "machine m { "
            + cpus
            + String.join("; ", settings)
            + "; costs zero { switch "
            + switchCost
            + " }; scheduler "
            + policy
            + " }\nseed "
            + seed
            + "\n"
            + jobs;
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Boot boot = Boot.ofScenario(COMPILER, "test.scn", text, OutsideFiles.NONE, diagnostics);
    Simulation run = boot == null ? null : boot.boot(RunOptions.NONE, diagnostics);
    assertThat(run).as(() -> DiagnosticPrinter.print(diagnostics, false)).isNotNull();
    return requireNonNull(run);
  }

  Result run() {
    Simulation run = boot();
    run.run(Until.END);
    return new Result(run);
  }

  /// What came of it.
  static final class Result {
    private final Simulation run;
    private final Timelines timelines;
    private final Map<String, Metrics> metrics = new LinkedHashMap<>();

    Result(Simulation run) {
      this.run = run;
      SystemInfo system = run.inspect();
      timelines = Timelines.of(run.trace(), system.timeNanos());
      for (ProcessInfo process : system.hosts().getFirst().processes()) {
        metrics.put(process.name(), process.metrics());
      }
    }

    /// `A[0,2) B[2,4)`.
    String schedule() {
      return new Schedule(timelines).toString();
    }

    /// `A@2[0,2) B@2[2,4)`.
    String levels() {
      return new Schedule(timelines).withLevels();
    }

    /// One name for each turn.
    String order() {
      return Schedule.order(run.trace(), timelines, 0, 0);
    }

    /// R runs, r ready, w waits, a letter for each millisecond.
    String states(String job) {
      for (Timeline each : timelines.all()) {
        if (timelines.label(0, each.tid()).equals(job)) {
          return StateRows.of(each, MILLI);
        }
      }
      return "";
    }

    long end() {
      return timelines.end() / MILLI;
    }

    List<Double> waiting() {
      return each(Metrics::ready);
    }

    List<Double> turnaround() {
      return each(Metrics::turnaround);
    }

    List<Double> response() {
      return each(Metrics::response);
    }

    private List<Double> each(ToLongFunction<Metrics> what) {
      return metrics.values().stream().map(m -> what.applyAsLong(m) / (double) MILLI).toList();
    }

    static double average(List<Double> values) {
      double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
      return Math.round(mean * 100) / 100.0;
    }

    /// What the simulator said by itself.
    List<String> findings() {
      List<String> found = new ArrayList<>();
      TraceLog log = run.trace();
      for (long index = log.first(); index < log.end(); index++) {
        if (log.event(index) instanceof TraceEvent.Diagnosis(long _, int _, String text)) {
          found.add(text);
        }
      }
      return found;
    }

    /// Jobs that ended.
    int ended() {
      return (int) metrics.values().stream().filter(Metrics::hasEnded).count();
    }

    Metrics metrics(String job) {
      return requireNonNull(metrics.get(job), job);
    }
  }
}
