package osprey.ui.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import osprey.sim.RunOptions;
import osprey.trace.TraceLevel;
import osprey.ui.SourceText;
import osprey.ui.repl.Repl;
import osprey.ui.repl.ScreenOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `osprey tui FILE [arguments]`.
@Command(
    name = "tui",
    mixinStandardHelpOptions = true,
    description = {
      "Watch a scenario or a C program on one screen, forwards and backwards.",
      "Processes, threads, memory, channels, locks, time: press ? there for the keys."
    })
final class TuiCommand implements Callable<Integer> {
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

  @Option(names = "--ascii", description = "Draw with characters that every terminal has.")
  boolean isAscii;

  @Option(
      names = "--linear",
      description = "No screen: tell what changes in lines, for screen readers and logs.")
  boolean isLinear;

  TuiCommand(Cli cli) {
    this.cli = cli;
    streams = cli.streams();
  }

  @Override
  public Integer call() throws IOException {
    boolean isAtTerminal = streams.inIsTerminal() && streams.outIsTerminal();
    Integer terminals = SourceText.isScenario(file) ? null : 7;
    RunOptions options = new RunOptions(seed, cpus, scheduler, terminals, TraceLevel.ALL);
    PrintStream out = new PrintStream(streams.out(), false, StandardCharsets.UTF_8);
    if (isLinear) {
      InputStream nothing = InputStream.nullInputStream();
      Repl repl = Repl.plain(cli.loader(), options, nothing, out, streams.err(), false);
      return status(repl.runLinear(file, arguments, streams.in(), out, isAtTerminal));
    }
    if (!isAtTerminal || "dumb".equals(System.getenv("TERM"))) {
      streams
          .err()
          .print(
              "osprey: the full screen needs a terminal; 'osprey tui --linear' and 'osprey repl' do"
                  + " not.\n");
      return ExitCode.USAGE;
    }
    ScreenOptions style = ScreenStyle.ofEnvironment();
    Repl repl =
        Repl.atTerminal(
            cli.loader(),
            options,
            out,
            streams.err(),
            ReplCommand.historyFile(),
            new ScreenOptions(isAscii || style.isAscii(), style.hasColours()));
    return status(repl.runScreen(file, arguments));
  }

  private static int status(boolean couldRun) {
    return couldRun ? ExitCode.OK : ExitCode.INVALID;
  }
}
