package osprey.report;

import java.util.List;
import osprey.inspect.HostInfo;
import osprey.inspect.Metrics;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SystemInfo;
import osprey.trace.TraceLog;

/// A run as an exercise: what is given, what is asked, and blanks or, in the same layout, the
/// answers.
public final class Quiz {
  private static final String BLANK = "______";
  private static final int STATES_MAX = 100;
  private static final int OUTPUT_LINES = 3;

  /// A process as it is given.
  ///
  /// @param steps `cpu 6ms, io disk 8ms`
  /// @param share what the scheduler is told besides: `priority 2`
  public record Job(String name, String machine, long arrivalNanos, String steps, String share) {}

  private final Summary summary;
  private final SystemInfo system;
  private final boolean isAnswered;
  private final StringBuilder out = new StringBuilder();

  private Quiz(Summary summary, SystemInfo system, boolean isAnswered) {
    this.summary = summary;
    this.system = system;
    this.isAnswered = isAnswered;
  }

  /// @param summary of the ended run
  /// @param jobs empty for a run of programs
  public static String of(
      Summary summary, SystemInfo system, TraceLog log, List<Job> jobs, boolean isAnswered) {
    Quiz quiz = new Quiz(summary, system, isAnswered);
    return jobs.isEmpty() ? quiz.ofPrograms() : quiz.ofJobs(jobs, log);
  }

  private void head() {
    out.append(isAnswered ? "Answers: " : "Question: ").append(summary.title());
    out.append(" (seed ").append(system.seed()).append(")\n");
    for (HostInfo host : system.hosts()) {
      out.append("\nMachine ").append(host.name()).append(": ").append(host.cpus().size());
      out.append(host.cpus().size() == 1 ? " CPU" : " CPUs");
      out.append(", scheduler ").append(host.scheduler()).append('\n');
    }
  }

  private String answer(String value) {
    return isAnswered ? value : BLANK;
  }

  private static String time(long nanos) {
    return nanos == Metrics.NEVER ? "-" : TimeText.of(nanos);
  }

  // ---- scheduling

  private String ofJobs(List<Job> jobs, TraceLog log) {
    head();
    out.append("\nRules\n");
    system.rules().forEach(rule -> out.append("  ").append(rule).append('\n'));
    boolean hasShares = jobs.stream().anyMatch(job -> !job.share.isEmpty());
    Table given = new Table("  ", "lrll");
    given.row("process", "arrives", "does", hasShares ? "and has" : "");
    for (Job job : jobs) {
      given.row(job.name, TimeText.of(job.arrivalNanos), job.steps, job.share);
    }
    out.append("\nGiven\n").append(given);
    Timelines timelines = Timelines.of(log, system.timeNanos());
    out.append("\n1. Who runs when? Write process[from,to), times in milliseconds.\n");
    for (Schedule.Lane lane : new Schedule(timelines).lanes()) {
      String host = system.hosts().size() > 1 ? system.hosts().get(lane.host()).name() + "." : "";
      out.append("  ").append(host).append("cpu").append(lane.cpu()).append(": ");
      out.append(isAnswered ? turns(lane) : BLANK.repeat(5)).append('\n');
    }
    states(timelines);
    times();
    return out.toString();
  }

  private String turns(Schedule.Lane lane) {
    StringBuilder turns = new StringBuilder();
    for (Schedule.Interval each : lane.intervals()) {
      turns.append(turns.isEmpty() ? "" : " ").append(name(lane.host(), each.tid()));
      turns.append('[').append(TimeText.millis(each.start()));
      turns.append(',').append(TimeText.millis(each.end())).append(')');
    }
    return turns.toString();
  }

  /// A workload's process is called as its start calls it.
  private String name(int host, int tid) {
    ProcessInfo process = system.process(host, tid);
    return process == null ? "thread " + tid : process.name();
  }

  private void states(Timelines timelines) {
    long step = StateRows.step(timelines, STATES_MAX);
    out.append("\n2. What state is each process in, from its arrival to its end? One letter for ");
    out.append(TimeText.of(step)).append(":\n   R runs, r is ready, w waits.\n");
    Table rows = new Table("  ", "ll");
    for (Timeline each : timelines.all()) {
      String row = isAnswered ? StateRows.of(each, step) : BLANK.repeat(3);
      rows.row(name(each.host(), each.tid()), row);
    }
    out.append(rows);
  }

  private void times() {
    out.append("\n3. For each process: response time, turnaround time, waiting time, end.\n");
    Table table = new Table("  ", "lrrrr");
    table.row("process", "response", "turnaround", "waiting", "end");
    for (HostInfo host : system.hosts()) {
      for (ProcessInfo process : host.processes()) {
        Metrics metrics = process.metrics();
        table.row(
            process.name(),
            answer(time(metrics.response())),
            answer(time(metrics.turnaround())),
            answer(TimeText.of(metrics.ready())),
            answer(time(metrics.end())));
      }
    }
    Averages averages = Averages.of(system.hosts());
    table.row(
        "average",
        answer(TimeText.of(averages.response())),
        answer(TimeText.of(averages.turnaround())),
        answer(TimeText.of(averages.waiting())),
        "");
    out.append(table);
    long busy = 0;
    long all = 0;
    for (HostInfo host : system.hosts()) {
      busy += host.cpus().stream().mapToLong(cpu -> cpu.busyNanos()).sum();
      all += system.timeNanos() * host.cpus().size();
    }
    out.append("\n4. Utilisation of the CPUs: ");
    out.append(answer(TimeText.percent(busy, Math.max(1, all)))).append('\n');
  }

  // ---- programs

  private String ofPrograms() {
    head();
    Summary.Output output = summary.output();
    String text = output == null ? "" : output.stdout();
    out.append("\n1. What is written to standard output?\n");
    List<String> lines = isAnswered ? text.lines().toList() : blankLines();
    lines.forEach(line -> out.append("  | ").append(line).append('\n'));
    out.append("\n2. Which processes are there, who is whose parent, and how does each end?\n");
    Table table = new Table("  ", "lrrl").row("process", "pid", "parent", "end");
    for (HostInfo host : system.hosts()) {
      for (ProcessInfo process : host.processes()) {
        String end = process.hasExited() ? ExitText.of(process.exitStatus()) : "never";
        table.row(
            answer(process.name()),
            answer(Integer.toString(process.pid())),
            answer(Integer.toString(process.ppid())),
            answer(end));
      }
    }
    out.append(table);
    return out.toString();
  }

  private static List<String> blankLines() {
    return List.of(BLANK.repeat(OUTPUT_LINES), BLANK.repeat(OUTPUT_LINES));
  }
}
