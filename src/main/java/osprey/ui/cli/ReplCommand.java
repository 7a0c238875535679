package osprey.ui.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import osprey.sim.RunOptions;
import osprey.trace.TraceLevel;
import osprey.ui.repl.Repl;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `osprey repl [FILE [arguments]]`.
@Command(
    name = "repl",
    mixinStandardHelpOptions = true,
    description = {
      "Debug a scenario or a C program at a prompt that understands gdb's words.",
      "Commands also come from a pipe or from scripts."
    })
final class ReplCommand implements Callable<Integer> {
  private final Cli cli;
  private final HostStreams streams;

  @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "Loaded at once.")
  @Nullable String file;

  @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "Arguments of the C program.")
  List<String> arguments = List.of();

  @Option(
      names = {"-ex", "--eval-command"},
      paramLabel = "COMMAND",
      parameterConsumer = CommandConsumer.class,
      description = "Do a command first; can be repeated.")
  List<Repl.Opening> openings = new ArrayList<>();

  @Option(
      names = {"-x", "--command"},
      paramLabel = "SCRIPT",
      parameterConsumer = ScriptConsumer.class,
      description = "Do the commands of a file first; can be repeated.")
  List<Repl.Opening> scripts = openings;

  @Option(
      names = {"-batch", "--batch"},
      description = "Do the commands given, and end.")
  boolean isBatch;

  @Option(
      names = {"-nx", "--nx"},
      description = "Do not read the personal script, $XDG_CONFIG_HOME/osprey/init.")
  boolean isBare;

  @Option(
      names = {"--bail"},
      description = "Stop at the first command from a pipe that fails.")
  boolean isBailing;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of everything random.")
  @Nullable Long seed;

  @Option(names = "--cpus", paramLabel = "N", description = "CPUs of each machine.")
  @Nullable Integer cpus;

  @Option(
      names = "--scheduler",
      paramLabel = "SPEC",
      description = "Scheduling policy as a scenario writes it: 'rr quantum=10ms'.")
  @Nullable String scheduler;

  ReplCommand(Cli cli) {
    this.cli = cli;
    streams = cli.streams();
  }

  @Override
  public Integer call() throws IOException {
    boolean isAtTerminal = streams.inIsTerminal() && streams.outIsTerminal();
    boolean isInteractive = isAtTerminal && !isBatch;
    Integer terminals = isAtTerminal ? 7 : 0;
    RunOptions options = new RunOptions(seed, cpus, scheduler, terminals, TraceLevel.ALL);
    PrintStream out = new PrintStream(streams.out(), false, StandardCharsets.UTF_8);
    Repl repl =
        isInteractive && !"dumb".equals(System.getenv("TERM"))
            ? Repl.atTerminal(
                cli.loader(),
                options,
                out,
                streams.err(),
                historyFile(),
                ScreenStyle.ofEnvironment())
            : Repl.plain(cli.loader(), options, streams.in(), out, streams.err(), isInteractive);
    List<Repl.Opening> first = new ArrayList<>();
    Path init = personal("XDG_CONFIG_HOME", ".config", "init");
    if (isInteractive && !isBare && init != null && Files.isRegularFile(init)) {
      first.add(new Repl.Opening.Script(init.toString()));
    }
    first.addAll(openings);
    return repl.run(file, arguments, first, new Repl.Manner(isBatch, isBailing));
  }

  static @Nullable Path historyFile() throws IOException {
    Path history = personal("XDG_STATE_HOME", ".local/state", "history");
    if (history != null && history.getParent() != null) {
      try {
        Files.createDirectories(history.getParent());
      } catch (IOException notAllowed) {
        return null;
      }
    }
    return history;
  }

  /// A file in the user's own folders; null when there are none.
  private static @Nullable Path personal(String variable, String otherwise, String name) {
    String folder = System.getenv(variable);
    String home = System.getenv("HOME");
    if (folder != null && !folder.isEmpty()) {
      return Path.of(folder, "osprey", name);
    }
    return home == null ? null : Path.of(home, otherwise, "osprey", name);
  }

  /// `-ex` and `-x` share one list, since their order counts.
  static final class CommandConsumer implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> args, ArgSpec option, CommandSpec spec) {
      add(args, option, spec, new Repl.Opening.Line(next(args, option, spec)));
    }

    static String next(Stack<String> args, ArgSpec option, CommandSpec spec) {
      if (args.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "Missing required parameter for option " + option.paramLabel());
      }
      return args.pop();
    }

    static void add(Stack<String> args, ArgSpec option, CommandSpec spec, Repl.Opening opening) {
      ((ReplCommand) spec.userObject()).openings.add(opening);
    }
  }

  static final class ScriptConsumer implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> args, ArgSpec option, CommandSpec spec) {
      String path = CommandConsumer.next(args, option, spec);
      CommandConsumer.add(args, option, spec, new Repl.Opening.Script(path));
    }
  }
}
