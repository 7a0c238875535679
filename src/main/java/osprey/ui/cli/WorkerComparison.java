package osprey.ui.cli;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import osprey.inspect.SystemInfo;
import osprey.lang.DiagnosticPrinter;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.report.WorkerCosts;
import osprey.sim.RunOptions;
import osprey.sim.Simulation;
import osprey.sim.Until;
import osprey.trace.TraceLevel;
import osprey.ui.Setup;
import osprey.ui.SourceText;

/// `osprey compare --workers N`: the same program with threads and with processes.
final class WorkerComparison {
  private static final String PROGRAM = "osprey/experiments/workers.c";
  private static final int WORKERS_MAX = 10_000;
  private static final int ROUNDS = 100;

  private final Cli cli;

  WorkerComparison(Cli cli) {
    this.cli = cli;
  }

  int run(int workers, boolean isJson) {
    if (workers < 1 || workers > WORKERS_MAX) {
      cli.streams()
          .err()
          .println("osprey: --workers takes 1 to " + WORKERS_MAX + ", not " + workers);
      return ExitCode.USAGE;
    }
    WorkerCosts thread = costs("threads", workers);
    WorkerCosts process = costs("processes", workers);
    cli.streams()
        .print(
            isJson
                ? WorkerCosts.json(workers, thread, process)
                : WorkerCosts.table(workers, thread, process));
    return ExitCode.OK;
  }

  private WorkerCosts costs(String kind, int workers) {
    return WorkerCosts.of(
        new WorkerCosts.Pair(end(kind, "create", 0), end(kind, "create", workers), workers),
        new WorkerCosts.Pair(end(kind, "talk", 0), end(kind, "talk", ROUNDS), ROUNDS));
  }

  /// What is there when nothing happens any more.
  private SystemInfo end(String kind, String what, int count) {
    SourceText source = new SourceText("workers.c", text());
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    List<String> arguments = List.of(kind, what, Integer.toString(count));
    Setup setup = cli.loader().load(source, arguments, diagnostics);
    RunOptions options = new RunOptions(null, 1, null, 0, TraceLevel.OFF);
    Simulation simulation = setup == null ? null : setup.boot(options, diagnostics);
    if (simulation == null) {
      throw new IllegalStateException(PROGRAM + ": " + DiagnosticPrinter.print(diagnostics, false));
    }
    simulation.run(Until.END);
    return simulation.inspect();
  }

  private static String text() {
    try {
      return Resources.toString(Resources.getResource(PROGRAM), StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
