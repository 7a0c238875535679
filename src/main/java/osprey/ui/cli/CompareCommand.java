package osprey.ui.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import osprey.sim.RunOptions;
import osprey.trace.TraceLevel;
import osprey.ui.DurationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `osprey compare`: several runs beside each other.
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description =
        "Run scenarios, or one under several scheduling policies, and print them side by side.")
final class CompareCommand implements Callable<Integer> {
  private static final String TIME_LIMIT = "60s";

  private final Cli cli;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scenarios or C programs.")
  List<String> files = List.of();

  @Option(names = "--json", description = "Print JSON.")
  boolean isJson;

  @Option(
      names = "--schedulers",
      paramLabel = "LIST",
      description = "Run the file under each of these: 'rr:quantum=2ms,mlfq:quanta=1ms,2ms,cfs'.")
  @Nullable String schedulers;

  @Option(names = "--cpus", paramLabel = "N", description = "With --schedulers: CPUs of machines.")
  @Nullable Integer cpus;

  @Option(names = "--seed", paramLabel = "N", description = "With --schedulers: seed of chance.")
  @Nullable Long seed;

  @Option(
      names = "--time-limit",
      paramLabel = "DURATION",
      defaultValue = TIME_LIMIT,
      converter = RunCommand.Nanos.class,
      description = "Simulated time each run may take: ${DEFAULT-VALUE} if not given.")
  long timeLimit = DurationText.parse(TIME_LIMIT);

  CompareCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    return schedulers == null
        ? new ScenarioComparison(cli).run(files, timeLimit, isJson)
        : compareSchedulers(schedulers);
  }

  private int compareSchedulers(String list) {
    if (files.size() != 1) {
      cli.streams().err().println("osprey: --schedulers compares policies on one file");
      return ExitCode.USAGE;
    }
    RunOptions options = new RunOptions(seed, cpus, null, 0, TraceLevel.SCHEDULE);
    List<String> policies = SchedulerComparison.specifications(list);
    return new SchedulerComparison(cli)
        .run(
            files.getFirst(),
            new SchedulerComparison.Settings(policies, options, timeLimit),
            isJson);
  }
}
