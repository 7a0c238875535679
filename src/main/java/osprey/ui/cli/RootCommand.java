package osprey.ui.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `osprey` without a command.
@Command(
    name = "osprey",
    description = "Simulates processes and threads of an operating system, running C programs.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all expectations are met",
      "1:an expectation is not met, or the run came to a standstill",
      "2:wrong usage",
      "3:the scenario or its C is invalid or cannot be read",
      "4:a limit was hit: inconclusive",
      "70:a bug in Osprey",
      "130:interrupted by Ctrl-C",
      "N:run FILE.c exits with the program's status, 128+n for fatal signal n"
    },
    footer = {"", "'osprey help COMMAND' tells about a command."})
final class RootCommand implements Runnable {
  @Spec CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean isHelpAsked;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean isVersionAsked;

  RootCommand() {
    spec = CommandSpec.create();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
