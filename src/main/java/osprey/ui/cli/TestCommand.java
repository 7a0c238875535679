package osprey.ui.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import osprey.lang.DiagnosticPrinter;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.report.Summary;
import osprey.sim.RunOptions;
import osprey.sim.Simulation;
import osprey.sim.Stop;
import osprey.sim.Until;
import osprey.trace.TraceLevel;
import osprey.ui.DurationText;
import osprey.ui.Setup;
import osprey.ui.SourceText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `osprey test DIR|FILE…`: scenarios as tests, a line each.
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = "Run scenarios and tell whether their expectations are met, a line each.")
final class TestCommand implements Callable<Integer> {
  /// Simulated time after which a scenario without a limit of its own has failed.
  private static final String TIME_LIMIT = "60s";

  private final Cli cli;
  private final HostStreams streams;

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR|FILE",
      description = "Scenarios, or folders of them.")
  List<String> paths = List.of();

  @Option(
      names = "--time-limit",
      paramLabel = "DURATION",
      defaultValue = TIME_LIMIT,
      converter = RunCommand.Nanos.class,
      description = "Simulated time each may take at most: ${DEFAULT-VALUE} if not given.")
  long timeLimit = DurationText.parse(TIME_LIMIT);

  TestCommand(Cli cli) {
    this.cli = cli;
    streams = cli.streams();
  }

  /// Whether some file could not be read, or is no valid scenario.
  private boolean isInvalid;

  @Override
  public Integer call() {
    List<String> files = new ArrayList<>();
    try {
      for (String path : paths) {
        files.addAll(Sources.scenarios(path));
      }
    } catch (SourceText.Unreadable reason) {
      streams.err().println("osprey: " + reason.getMessage());
      return ExitCode.INVALID;
    }
    if (files.isEmpty()) {
      streams.err().println("osprey: no scenarios (*.scn) in " + String.join(", ", paths));
      return ExitCode.USAGE;
    }
    int failed = 0;
    isInvalid = false;
    for (String file : files) {
      List<String> complaints = run(file);
      streams.print((complaints.isEmpty() ? "PASS " : "FAIL ") + file + "\n");
      for (String complaint : complaints) {
        streams.print("  " + complaint + "\n");
      }
      failed += complaints.isEmpty() ? 0 : 1;
    }
    streams.print(files.size() - failed + " passed, " + failed + " failed\n");
    return failed == 0 ? ExitCode.OK : isInvalid ? ExitCode.INVALID : ExitCode.UNMET;
  }

  /// What is wrong with a scenario; nothing when it passes.
  private List<String> run(String file) {
    SourceText source;
    try {
      source = Sources.runnable(file);
    } catch (SourceText.Unreadable reason) {
      isInvalid = true;
      return List.of(String.valueOf(reason.getMessage()));
    }
    if (!source.isScenario()) {
      isInvalid = true;
      return List.of("is no scenario, and has nothing to test");
    }
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Setup setup = cli.loader().load(source, List.of(), diagnostics);
    RunOptions options = new RunOptions(null, null, null, null, TraceLevel.SCHEDULE);
    Simulation simulation = setup == null ? null : setup.boot(options, diagnostics);
    if (setup == null || simulation == null) {
      isInvalid = true;
      return DiagnosticPrinter.print(diagnostics, false).lines().toList();
    }
    return play(setup, simulation);
  }

  private List<String> play(Setup setup, Simulation simulation) {
    Long ownLimit = setup.timeLimitNanos();
    Until until = Until.END.time(ownLimit == null ? timeLimit : Math.min(ownLimit, timeLimit));
    simulation.attach((_, _, _, _) -> {});
    Stop stop = simulation.run(until);
    while (stop instanceof Stop.InputWanted) {
      simulation.endInput();
      stop = simulation.run(until);
    }
    List<String> complaints = new ArrayList<>();
    if (stop instanceof Stop.TimeReached && (ownLimit == null || ownLimit > timeLimit)) {
      complaints.add("it has not ended within the time limit");
    }
    if (simulation.inspect().hosts().stream().allMatch(host -> host.processes().isEmpty())) {
      complaints.add("nothing was started, so nothing was tested");
    }
    for (Summary.Check check : setup.checks(simulation)) {
      if (!check.isMet()) {
        String actual = check.actual() == null ? "" : ", actually: " + check.actual();
        complaints.add(check.place() + ": not met: " + check.clause() + actual);
      }
    }
    return complaints;
  }
}
