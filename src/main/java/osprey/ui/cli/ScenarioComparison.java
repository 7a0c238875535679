package osprey.ui.cli;

import java.util.ArrayList;
import java.util.List;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.report.KeyFigures;
import osprey.report.RequestTables;
import osprey.report.SideBySide;
import osprey.report.Summary;
import osprey.sim.RunOptions;
import osprey.sim.Simulation;
import osprey.sim.Stop;
import osprey.sim.Until;
import osprey.trace.TraceLevel;
import osprey.ui.Setup;
import osprey.ui.SourceText;

/// `osprey compare a.scn b.scn …`: runs each and prints their key figures beside each other.
final class ScenarioComparison {
  private final Cli cli;
  private final HostStreams streams;
  private final boolean showsRequests;

  /// @param showsRequests tables of requests instead of the key figures
  ScenarioComparison(Cli cli, boolean showsRequests) {
    this.cli = cli;
    this.showsRequests = showsRequests;
    streams = cli.streams();
  }

  /// @param timeLimitNanos simulated time after which a run without a limit of its own is cut off
  int run(List<String> files, long timeLimitNanos, boolean isJson) {
    List<KeyFigures> runs = new ArrayList<>();
    RequestTables requests = new RequestTables();
    TraceLevel level = showsRequests ? TraceLevel.ALL : TraceLevel.SCHEDULE;
    int code = ExitCode.OK;
    for (String file : files) {
      SourceText source;
      try {
        source = Sources.runnable(file);
      } catch (SourceText.Unreadable reason) {
        streams.err().println("osprey: " + reason.getMessage());
        return ExitCode.INVALID;
      }
      Diagnostics diagnostics = new Diagnostics(new SourceMap());
      Setup setup = cli.loader().load(source, List.of(), diagnostics);
      RunOptions options = new RunOptions(null, null, null, 0, level);
      Simulation simulation = setup == null ? null : setup.boot(options, diagnostics);
      if (setup == null || simulation == null) {
        cli.show(diagnostics);
        return ExitCode.INVALID;
      }
      Ending ending = play(source, setup, simulation, timeLimitNanos);
      Summary summary = new Summary(file, ending.ending(), setup.checks(simulation));
      runs.add(KeyFigures.of(file, summary, simulation.inspect()));
      if (showsRequests) {
        requests.add(file, simulation.inspect(), simulation.trace());
      }
      if (ending.exitCode() != ExitCode.OK) {
        code = code == ExitCode.LIMIT ? code : ending.exitCode();
      }
    }
    if (showsRequests) {
      streams.print(isJson ? requests.json() : requests.toString());
      return code;
    }
    streams.print(isJson ? SideBySide.json(runs) : SideBySide.text(runs));
    return code;
  }

  private static Ending play(
      SourceText source, Setup setup, Simulation simulation, long timeLimitNanos) {
    Long ownLimit = setup.timeLimitNanos();
    Until until =
        Until.END.time(Math.min(timeLimitNanos, ownLimit == null ? Long.MAX_VALUE : ownLimit));
    simulation.attach((_, _, _, _) -> {});
    Stop stop = simulation.run(until);
    while (stop instanceof Stop.InputWanted) {
      simulation.endInput();
      stop = simulation.run(until);
    }
    boolean isScenariosEnd =
        stop instanceof Stop.TimeReached && ownLimit != null && ownLimit <= timeLimitNanos;
    return new Ending(setup, simulation, stop, source.isScenario(), isScenariosEnd);
  }
}
