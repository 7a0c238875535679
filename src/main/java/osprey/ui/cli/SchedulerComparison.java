package osprey.ui.cli;

import java.util.ArrayList;
import java.util.List;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.report.PolicyComparison;
import osprey.report.PolicyJson;
import osprey.report.PolicyRun;
import osprey.sim.RunOptions;
import osprey.sim.Simulation;
import osprey.sim.Stop;
import osprey.sim.Until;
import osprey.ui.Setup;
import osprey.ui.SourceText;

/// `osprey compare FILE --schedulers …`: the same scenario under each of several policies.
final class SchedulerComparison {
  private static final int WIDTH = 80;

  private final Cli cli;
  private final HostStreams streams;

  SchedulerComparison(Cli cli) {
    this.cli = cli;
    streams = cli.streams();
  }

  /// The policies of a list such as `rr:quantum=2ms,mlfq:quanta=10ms,20ms,cfs`, as a scenario
  /// writes them. A comma before a digit belongs to a parameter's values.
  static List<String> specifications(String list) {
    List<String> found = new ArrayList<>();
    StringBuilder one = new StringBuilder();
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      boolean isInValue = i + 1 < list.length() && Character.isDigit(list.charAt(i + 1));
      if (c == ',' && !isInValue) {
        found.add(one.toString().strip());
        one.setLength(0);
      } else {
        one.append(c == ':' ? ' ' : c);
      }
    }
    found.add(one.toString().strip());
    found.removeIf(String::isEmpty);
    return found;
  }

  /// What holds for each of the runs.
  ///
  /// @param timeLimitNanos simulated time after which a run without a limit of its own is cut off
  record Settings(List<String> schedulers, RunOptions options, long timeLimitNanos) {}

  int run(String file, Settings settings, boolean isJson) {
    SourceText source;
    try {
      source = Sources.runnable(file);
    } catch (SourceText.Unreadable reason) {
      streams.err().println("osprey: " + reason.getMessage());
      return ExitCode.INVALID;
    }
    if (settings.schedulers.isEmpty()) {
      streams.err().println("osprey: --schedulers names no policy");
      return ExitCode.USAGE;
    }
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Setup setup = cli.loader().load(source, List.of(), diagnostics);
    if (setup == null) {
      cli.show(diagnostics);
      return ExitCode.INVALID;
    }
    for (String scheduler : settings.schedulers) {
      setup.accepts(settings.options.withScheduler(scheduler), diagnostics);
    }
    if (diagnostics.hasErrors()) {
      cli.show(diagnostics);
      return ExitCode.USAGE;
    }
    List<PolicyRun> runs = new ArrayList<>();
    int code = ExitCode.OK;
    for (String scheduler : settings.schedulers) {
      Simulation simulation = setup.boot(settings.options.withScheduler(scheduler), diagnostics);
      if (simulation == null) {
        cli.show(diagnostics);
        return ExitCode.INVALID;
      }
      Ending ending = play(setup, simulation, settings.timeLimitNanos);
      code = ending.exitCode() == ExitCode.LIMIT ? ExitCode.LIMIT : code;
      runs.add(PolicyRun.of(scheduler, ending.ending(), simulation.inspect(), simulation.trace()));
    }
    streams.print(
        isJson
            ? PolicyJson.of(setup.title(), runs)
            : PolicyComparison.text(setup.title(), runs, WIDTH));
    return code;
  }

  /// A process that reads standard input finds it empty.
  private static Ending play(Setup setup, Simulation simulation, long timeLimitNanos) {
    Long ownLimit = setup.timeLimitNanos();
    long limit = ownLimit == null ? timeLimitNanos : Math.min(ownLimit, timeLimitNanos);
    Until until = Until.END.time(limit);
    simulation.attach((_, _, _, _) -> {});
    Stop stop = simulation.run(until);
    while (stop instanceof Stop.InputWanted) {
      simulation.endInput();
      stop = simulation.run(until);
    }
    boolean isScenariosEnd =
        stop instanceof Stop.TimeReached && ownLimit != null && ownLimit <= limit;
    return new Ending(setup, simulation, stop, true, isScenariosEnd);
  }
}
