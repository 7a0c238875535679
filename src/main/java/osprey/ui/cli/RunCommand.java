package osprey.ui.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import osprey.hardware.lockstep.Divergence;
import osprey.hardware.lockstep.HardwareRun;
import osprey.hardware.real.Unavailable;
import osprey.hardware.real.WorkerGone;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.report.JsonReport;
import osprey.report.Quiz;
import osprey.report.Summary;
import osprey.report.TextReport;
import osprey.sim.RunOptions;
import osprey.sim.Simulation;
import osprey.sim.Stop;
import osprey.sim.Until;
import osprey.trace.TraceFile;
import osprey.trace.TraceLevel;
import osprey.ui.DurationText;
import osprey.ui.Setup;
import osprey.ui.SourceText;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// `osprey run FILE [arguments]`.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Run a scenario (.scn) or a C program (.c).",
      "A program's output and exit status are Osprey's own; a scenario ends with a report."
    })
final class RunCommand implements Callable<Integer> {
  private static final int WIDTH = 80;

  private final Cli cli;
  private final HostStreams streams;

  @Parameters(index = "0", paramLabel = "FILE", description = "A scenario or a C program.")
  String file = "";

  @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "Arguments of the C program.")
  List<String> arguments = List.of();

  @Option(names = "--seed", paramLabel = "N", description = "Seed of everything random.")
  @Nullable Long seed;

  @Option(names = "--cpus", paramLabel = "N", description = "CPUs of each machine.")
  @Nullable Integer cpus;

  @Option(
      names = "--scheduler",
      paramLabel = "SPEC",
      description = "Scheduling policy as a scenario writes it: 'rr quantum=10ms'.")
  @Nullable String scheduler;

  @Option(
      names = "--coherence",
      description = "Simulate the CPUs' caches: the report shows lines that travel. Slower.")
  boolean isCoherent;

  @Option(names = "--quiz", description = "Print an exercise about the run, with blanks.")
  boolean isQuiz;

  @Option(names = "--answers", description = "Print the exercise with its answers.")
  boolean isAnswered;

  @Option(names = "--report", description = "Report after a C program too, on standard error.")
  boolean isReportWanted;

  @Option(
      names = "--hw",
      description = "Run on this computer's own kernel too, and compare call by call.")
  boolean isHardware;

  @Option(names = "--json", description = "Print nothing but the report, as JSON.")
  boolean isJson;

  @Option(names = "--trace", paramLabel = "FILE", description = "Write everything that happened.")
  @Nullable Path traceFile;

  @Option(
      names = "--time-limit",
      paramLabel = "DURATION",
      converter = Nanos.class,
      description = "Stop at this simulated time, inconclusive: 10ms, 2s.")
  @Nullable Long timeLimit;

  @Option(
      names = "--event-limit",
      paramLabel = "N",
      description = "Stop after so many instructions and other events, inconclusive.")
  @Nullable Long eventLimit;

  @Option(
      names = "--terminal",
      negatable = true,
      description = "Whether the program's streams are a terminal; if not given, as ours are.")
  @Nullable Boolean isTerminal;

  @Option(
      names = {"-q", "--quiet"},
      description = "No report and no explanations.")
  boolean isQuiet;

  RunCommand(Cli cli) {
    this.cli = cli;
    streams = cli.streams();
  }

  @Override
  public Integer call() {
    SourceText source;
    try {
      source = Sources.runnable(file);
    } catch (SourceText.Unreadable reason) {
      streams.err().println("osprey: " + reason.getMessage());
      return ExitCode.INVALID;
    }
    if (source.isScenario() && !arguments.isEmpty()) {
      streams.err().println("osprey: a scenario takes no arguments: " + arguments.getFirst());
      return ExitCode.USAGE;
    }
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Setup setup = cli.loader().load(source, arguments, diagnostics);
    RunOptions options = options(source);
    if (setup != null && !setup.accepts(options, diagnostics)) {
      cli.show(diagnostics);
      return ExitCode.USAGE;
    }
    Simulation simulation = setup == null ? null : setup.boot(options, diagnostics);
    if (setup == null || simulation == null) {
      cli.show(diagnostics);
      return ExitCode.INVALID;
    }
    if (isHardware || setup.isHardware()) {
      return playOnHardware(source, setup, simulation);
    }
    return play(source, setup, simulation);
  }

  private int playOnHardware(SourceText source, Setup setup, Simulation simulation) {
    try (HardwareRun hardware = new HardwareRun(simulation, setup.keptSimulated())) {
      int code = play(source, setup, simulation);
      if (!isJson && !isQuiet) {
        hardware.summary().forEach(line -> streams.err().println("osprey: " + line));
      }
      return code;
    } catch (Unavailable reason) {
      streams.err().println("osprey: " + reason.getMessage());
      return ExitCode.USAGE;
    } catch (Divergence found) {
      streams.err().println("osprey: " + found.getMessage());
      return ExitCode.UNMET;
    } catch (WorkerGone gone) {
      streams.err().println("osprey: hardware mode stopped: " + gone.getMessage());
      return ExitCode.UNMET;
    }
  }

  private int play(SourceText source, Setup setup, Simulation simulation) {
    Playback playback = new Playback(simulation, streams, isJson || isQuiz || isAnswered);
    try {
      Stop stop = playback.play(until(setup));
      Ending ending =
          new Ending(setup, simulation, stop, source.isScenario(), isScenariosEnd(setup, stop));
      if (isQuiz || isAnswered) {
        quiz(source, setup, simulation, ending, playback);
      } else {
        tell(source, setup, simulation, ending, playback);
      }
      int status = isQuiz || isAnswered ? ExitCode.OK : ending.exitCode();
      return writeTrace(simulation) ? status : ExitCode.INVALID;
    } finally {
      playback.close();
    }
  }

  private RunOptions options(SourceText source) {
    Integer terminals = null;
    if (isTerminal != null) {
      terminals = isTerminal ? 7 : 0;
    } else if (!source.isScenario()) {
      terminals = isJson ? 0 : streams.terminals();
    }
    boolean hasReport = source.isScenario() || isReportWanted || isJson || isQuiz || isAnswered;
    TraceLevel level =
        traceFile != null ? TraceLevel.ALL : hasReport ? TraceLevel.SCHEDULE : TraceLevel.FINDINGS;
    RunOptions options = new RunOptions(seed, cpus, scheduler, terminals, level);
    return isCoherent ? options.withCoherence() : options;
  }

  private Until until(Setup setup) {
    Long ownLimit = setup.timeLimitNanos();
    long time = ownLimit == null ? Long.MAX_VALUE : ownLimit;
    if (timeLimit != null) {
      time = Math.min(time, timeLimit);
    }
    return new Until(time, eventLimit == null ? Long.MAX_VALUE : eventLimit, 0);
  }

  /// Whether the run stopped at the time at which the scenario says it is over.
  private boolean isScenariosEnd(Setup setup, Stop stop) {
    Long ownLimit = setup.timeLimitNanos();
    return stop instanceof Stop.TimeReached
        && ownLimit != null
        && (timeLimit == null || ownLimit <= timeLimit);
  }

  private void tell(
      SourceText source, Setup setup, Simulation simulation, Ending ending, Playback playback) {
    if (isJson) {
      Summary summary =
          new Summary(
              setup.title(), ending.ending(), setup.checks(simulation), playback.captured());
      streams.print(JsonReport.of(summary, simulation.inspect(), simulation.trace()));
      return;
    }
    if (!isQuiet) {
      streams.err().print(ending.explanation());
    }
    boolean isReported = source.isScenario() ? !isQuiet : isReportWanted;
    if (isReported) {
      Summary summary = new Summary(setup.title(), ending.ending(), setup.checks(simulation));
      String report = TextReport.of(summary, simulation.inspect(), simulation.trace(), WIDTH);
      if (source.isScenario()) {
        streams.print(report);
      } else {
        streams.err().print(report);
      }
    }
  }

  private void quiz(
      SourceText source, Setup setup, Simulation simulation, Ending ending, Playback playback) {
    Summary summary = new Summary(setup.title(), ending.ending(), List.of(), playback.captured());
    streams.print(
        Quiz.of(
            summary,
            simulation.inspect(),
            simulation.trace(),
            setup.exercise(options(source)),
            isAnswered));
  }

  private boolean writeTrace(Simulation simulation) {
    if (traceFile == null) {
      return true;
    }
    try {
      TraceFile.write(simulation.trace(), traceFile);
      return true;
    } catch (IOException failed) {
      streams.err().println("osprey: " + traceFile + " cannot be written: " + failed.getMessage());
      return false;
    }
  }

  /// Durations as options.
  static final class Nanos implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return DurationText.parse(text);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(wrong.getMessage());
      }
    }
  }
}
