package osprey.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import osprey.inspect.HostInfo;
import osprey.inspect.Metrics;

/// The same scenario under several scheduling policies, side by side: key figures, then a table for
/// each time with a column for each policy, then who ran when.
public final class PolicyComparison {
  /// More threads than that are not listed one by one.
  private static final int ROWS_MAX = 60;

  private final String title;
  private final List<PolicyRun> runs;
  private final int width;
  private final StringBuilder out = new StringBuilder();

  private PolicyComparison(String title, List<PolicyRun> runs, int width) {
    this.title = title;
    this.runs = List.copyOf(runs);
    this.width = width;
  }

  /// @param width columns of the terminal that charts may use
  public static String text(String title, List<PolicyRun> runs, int width) {
    return new PolicyComparison(title, runs, width).write();
  }

  private String write() {
    out.append("Comparison: ").append(title).append('\n');
    if (!runs.isEmpty()) {
      for (HostInfo host : runs.getFirst().system().hosts()) {
        out.append("  host ").append(host.name()).append(", ").append(host.cpus().size());
        out.append(host.cpus().size() == 1 ? " CPU\n" : " CPUs\n");
      }
    }
    keyFigures();
    times("Response", PolicyRun.Row::response, Averages::response);
    times("Turnaround", PolicyRun.Row::turnaround, Averages::turnaround);
    times("Waiting", PolicyRun.Row::waiting, Averages::waiting);
    charts();
    rules();
    return out.toString();
  }

  private void keyFigures() {
    Table table =
        new Table("  ", "lrrrrrrrrrl")
            .row(
                "policy",
                "avg response",
                "avg turnaround",
                "avg waiting",
                "end",
                "utilisation",
                "processes/s",
                "switches v/i",
                "migrations",
                "missed deadlines",
                "ending");
    for (PolicyRun run : runs) {
      Averages averages = run.averages();
      boolean hasEnded = averages.count() > 0;
      table.row(
          run.label(),
          hasEnded ? TimeText.of(averages.response()) : "-",
          hasEnded ? TimeText.of(averages.turnaround()) : "-",
          hasEnded ? TimeText.of(averages.waiting()) : "-",
          TimeText.of(run.system().timeNanos()),
          TimeText.percent(run.busyNanos(), run.cpuNanos()),
          TimeText.decimal(run.throughputMillis()),
          run.sum(Metrics::voluntarySwitches) + "/" + run.sum(Metrics::involuntarySwitches),
          Long.toString(run.sum(Metrics::migrations)),
          Long.toString(run.sum(Metrics::missedDeadlines)),
          run.ending());
    }
    out.append('\n').append(table);
  }

  /// A row for each thread, a column for each policy.
  private void times(
      String name, ToLongFunction<PolicyRun.Row> what, ToLongFunction<Averages> average) {
    Table table = new Table("  ", "l" + "r".repeat(runs.size()));
    List<String> head = new ArrayList<>(List.of(name));
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (int i = 0; i < runs.size(); i++) {
      PolicyRun run = runs.get(i);
      head.add(run.label());
      for (PolicyRun.Row row : run.rows()) {
        String label = row.isProcess() ? row.label() : "  thread " + row.label();
        List<String> cells = rows.computeIfAbsent(label, each -> new ArrayList<>(List.of(each)));
        while (cells.size() <= i) {
          cells.add("");
        }
        long value = what.applyAsLong(row);
        cells.add(value == Metrics.NEVER ? "-" : TimeText.of(value));
      }
    }
    table.row(head.toArray(String[]::new));
    rows.values().stream()
        .limit(ROWS_MAX)
        .forEach(cells -> table.row(cells.toArray(String[]::new)));
    List<String> last = new ArrayList<>(List.of("average"));
    for (PolicyRun run : runs) {
      Averages averages = run.averages();
      last.add(averages.count() == 0 ? "-" : TimeText.of(average.applyAsLong(averages)));
    }
    out.append('\n').append(table.row(last.toArray(String[]::new)));
    if (rows.size() > ROWS_MAX) {
      out.append("  (").append(rows.size() - ROWS_MAX).append(" more are left out)\n");
    }
  }

  private void charts() {
    for (PolicyRun run : runs) {
      Timelines timelines = run.timelines();
      if (timelines.end() == 0) {
        continue;
      }
      Schedule schedule = new Schedule(timelines);
      out.append('\n').append(run.scheduler()).append('\n');
      for (HostInfo host : run.system().hosts()) {
        if (host.number() < timelines.hostCount()) {
          out.append(run.system().hosts().size() > 1 ? " " + host.name() + "\n" : "");
          out.append(new Gantt(timelines, schedule, host.number(), width - 10));
        }
      }
    }
  }

  /// Those that all policies share, then those of single ones.
  private void rules() {
    Set<String> common = new LinkedHashSet<>();
    for (PolicyRun run : runs) {
      common.addAll(run.system().rules());
    }
    out.append("\nTie-break rules\n");
    for (String rule : common) {
      List<String> holders = new ArrayList<>();
      for (PolicyRun run : runs) {
        if (run.system().rules().contains(rule)) {
          holders.add(run.label());
        }
      }
      String whose = holders.size() == runs.size() ? "" : String.join(", ", holders) + ": ";
      out.append("  ").append(whose).append(rule).append('\n');
    }
  }
}
