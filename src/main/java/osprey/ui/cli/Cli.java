package osprey.ui.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import osprey.lang.DiagnosticPrinter;
import osprey.lang.Diagnostics;
import osprey.ui.Setup;
import osprey.ui.SourceText;
import picocli.CommandLine;

/// The command line of one process: its streams, and the way to run things.
public final class Cli {
  private final HostStreams streams;
  private final Setup.Loader loader;

  Cli(HostStreams streams, Setup.Loader loader) {
    this.streams = streams;
    this.loader = loader;
  }

  /// Runs one command line on this process's streams and answers its exit code.
  public static int run(Setup.Loader loader, String... args) {
    return new Cli(HostStreams.ofThisProcess(), loader).run(args);
  }

  /// Runs one command line on other streams, none of them a terminal.
  public static int run(
      Setup.Loader loader, InputStream in, OutputStream out, PrintStream err, String... args) {
    return new Cli(new HostStreams(in, out, err, 0), loader).run(args);
  }

  HostStreams streams() {
    return streams;
  }

  Setup.Loader loader() {
    return loader;
  }

  int run(String... args) {
    try {
      return commandLine(args).execute(args);
    } catch (Error bug) {
      return internalError(bug);
    }
  }

  /// All commands, or only the one that is called by its full name: the others need not be loaded.
  CommandLine commandLine(String... args) {
    String called = args.length == 0 ? null : args[0];
    boolean isForScenario = isForScenario(args);
    CommandLine root = new CommandLine(new RootCommand());
    for (Commands.Entry entry : Commands.ALL) {
      if (entry.name().equals(called)) {
        add(root, entry, isForScenario);
      }
    }
    if (root.getSubcommands().isEmpty()) {
      for (Commands.Entry entry : Commands.ALL) {
        add(root, entry, isForScenario);
      }
      root.addSubcommand("help", new CommandLine.HelpCommand());
      root.setAbbreviatedSubcommandsAllowed(true);
    }
    root.getCommandSpec().version(VersionCommand.version());
    root.setOut(
        new PrintWriter(new OutputStreamWriter(streams.out(), StandardCharsets.UTF_8), true));
    root.setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8));
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setExecutionExceptionHandler((bug, _, _) -> internalError(bug));
    root.setParameterExceptionHandler((wrong, _) -> usageError(wrong));
    return root;
  }

  /// A scenario takes no arguments: what follows it are options of the command.
  private static boolean isForScenario(String... args) {
    for (String arg : args) {
      if (SourceText.isKnown(arg)) {
        return SourceText.isScenario(arg);
      }
    }
    return false;
  }

  private void add(CommandLine root, Commands.Entry entry, boolean isForScenario) {
    CommandLine command = new CommandLine(entry.command().apply(this));
    command.setStopAtPositional(entry.hasArguments() && !isForScenario);
    root.addSubcommand(entry.name(), command);
  }

  private static int usageError(CommandLine.ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("osprey: " + wrong.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err)) {
      err.println("Try 'osprey help" + helpTopic(command) + "'.");
    }
    return ExitCode.USAGE;
  }

  private static String helpTopic(CommandLine command) {
    return command.getParent() == null ? "" : " " + command.getCommandName();
  }

  private int internalError(Throwable bug) {
    if (bug instanceof HostStreams.BrokenPipe) {
      return ExitCode.BROKEN_PIPE;
    }
    streams.err().println("osprey: internal error, please report it with the file that shows it:");
    bug.printStackTrace(streams.err());
    return ExitCode.INTERNAL;
  }

  /// Shows diagnostics, if any, on standard error.
  void show(Diagnostics diagnostics) {
    streams.err().print(DiagnosticPrinter.print(diagnostics, streams.errIsColoured()));
  }
}
