package osprey.ui.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `osprey version`.
@Command(name = "version", description = "Show the version.")
final class VersionCommand implements Callable<Integer> {
  private final HostStreams streams;

  VersionCommand(Cli cli) {
    streams = cli.streams();
  }

  @Override
  public Integer call() {
    streams.print(version() + "\n");
    return ExitCode.OK;
  }

  static String version() {
    String version = VersionCommand.class.getPackage().getImplementationVersion();
    return "osprey " + (version == null ? "(unpackaged)" : version);
  }
}
