package osprey.ui.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/// `osprey completion`.
@Command(
    name = "completion",
    description = "Print a completion script for bash and zsh: source <(osprey completion)")
final class CompletionCommand implements Callable<Integer> {
  private final Cli cli;

  CompletionCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.streams().print(AutoComplete.bash("osprey", cli.commandLine()) + "\n");
    return ExitCode.OK;
  }
}
