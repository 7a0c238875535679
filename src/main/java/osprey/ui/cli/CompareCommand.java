package osprey.ui.cli;

import java.util.List;
import java.util.concurrent.Callable;
import osprey.ui.DurationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `osprey compare`: several runs beside each other.
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Run scenarios and print their key figures side by side.")
final class CompareCommand implements Callable<Integer> {
  private static final String TIME_LIMIT = "60s";

  private final Cli cli;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scenarios or C programs.")
  List<String> files = List.of();

  @Option(names = "--json", description = "Print JSON.")
  boolean isJson;

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
    return new ScenarioComparison(cli).run(files, timeLimit, isJson);
  }
}
