package osprey.ui.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import osprey.sim.RunOptions;
import osprey.trace.TraceLevel;
import osprey.ui.DurationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// `osprey compare`: several runs beside each other.
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Run scenarios, or one under several scheduling policies, and print them side by side.",
      "Without a file: the same messages over every family of IPC, and between threads."
    })
final class CompareCommand implements Callable<Integer> {
  private static final String TIME_LIMIT = "60s";

  private final Cli cli;

  @Parameters(arity = "0..*", paramLabel = "FILE", description = "Scenarios or C programs.")
  List<String> files = List.of();

  @Option(names = "--json", description = "Print JSON.")
  boolean isJson;

  @Option(
      names = "--schedulers",
      paramLabel = "LIST",
      description = "Run the file under each of these: 'rr:quantum=2ms,mlfq:quanta=1ms,2ms,cfs'.")
  @Nullable String schedulers;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "What N workers cost as threads and as processes: creation, memory, messages.")
  @Nullable Integer workers;

  @Option(names = "--cpus", paramLabel = "N", description = "With --schedulers: CPUs of machines.")
  @Nullable Integer cpus;

  @Option(names = "--seed", paramLabel = "N", description = "With --schedulers: seed of chance.")
  @Nullable Long seed;

  @Option(
      names = "--requests",
      description = "Show how long servers kept their clients waiting, and what it cost them.")
  boolean showsRequests;

  @Option(
      names = "--sizes",
      paramLabel = "SIZE",
      split = ",",
      converter = Size.class,
      description = "Without a file: sizes of the messages: 64,4K,64K if not given.")
  List<Long> sizes = List.of(64L, 4096L, 65536L);

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "40",
      description = "Without a file: messages to measure: ${DEFAULT-VALUE} if not given.")
  int rounds = 40;

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
    if (workers != null) {
      return new WorkerComparison(cli).run(workers, isJson);
    }
    if (files.isEmpty() && schedulers == null) {
      if (rounds < 1) {
        cli.streams().err().println("osprey: --rounds must be at least 1");
        return ExitCode.USAGE;
      }
      return new FamilyComparison(cli).run(sizes, rounds, isJson);
    }
    if (showsRequests && schedulers != null) {
      cli.streams().err().println("osprey: --requests and --schedulers exclude each other");
      return ExitCode.USAGE;
    }
    return schedulers == null
        ? new ScenarioComparison(cli, showsRequests).run(files, timeLimit, isJson)
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

  /// `64`, `4K`, `1M`: what one message may have, up to a mebibyte.
  static final class Size implements ITypeConverter<Long> {
    private static final long BYTES_MAX = 1 << 20;

    @Override
    public Long convert(String text) {
      String digits = text.replaceFirst("(?i)(K|M)(iB)?$|B$", "");
      String unit = text.substring(digits.length()).toUpperCase(Locale.ROOT);
      int shift = unit.startsWith("K") ? 10 : unit.startsWith("M") ? 20 : 0;
      try {
        long bytes = Math.multiplyExact(Long.parseLong(digits), 1L << shift);
        if (bytes >= 1 && bytes <= BYTES_MAX) {
          return bytes;
        }
      } catch (NumberFormatException | ArithmeticException wrong) {
        throw new TypeConversionException("'" + text + "' is no size: 64, 4K, 1M");
      }
      throw new TypeConversionException("a message has 1 byte to 1M, not " + text);
    }
  }
}
