package osprey.ui.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import osprey.hardware.fuzz.Finding;
import osprey.hardware.fuzz.Fuzzer;
import osprey.hardware.real.Leftovers;
import osprey.hardware.real.Unavailable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `osprey hw`: what has to do with this computer's own kernel.
@Command(
    name = "hw",
    mixinStandardHelpOptions = true,
    description =
        "This computer's own kernel beside the simulated one: 'osprey run --hw' runs on both.")
final class HwCommand implements Runnable {
  private final HostStreams streams;

  @Spec CommandSpec spec;

  HwCommand(Cli cli) {
    streams = cli.streams();
    spec = CommandSpec.create();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: fuzz or clean");
  }

  @Command(
      name = "fuzz",
      mixinStandardHelpOptions = true,
      description = {
        "Run random programs on both kernels; where they differ, print the shortest program that"
            + " shows it.",
        "Program i of a run has the seed N + i: '--seed N+i --runs 1' makes it again."
      })
  int fuzz(
      @Option(
              names = "--seed",
              paramLabel = "N",
              defaultValue = "1",
              description = "Seed of the first program. Default: ${DEFAULT-VALUE}.")
          long seed,
      @Option(
              names = "--runs",
              paramLabel = "N",
              defaultValue = "100",
              description = "How many programs. Default: ${DEFAULT-VALUE}.")
          int runs,
      @Option(
              names = "--go-on",
              description = "Do not stop at the first program on which they differ.")
          boolean isGoingOn,
      @Option(
              names = "--keep",
              paramLabel = "DIR",
              description = "Write what is found into this folder as scenarios.")
          @Nullable Path folder) {
    if (runs < 1) {
      throw new ParameterException(spec.commandLine(), "--runs must be at least 1");
    }
    Fuzzer fuzzer = new Fuzzer();
    int found = 0;
    try {
      for (int i = 0; i < runs && (found == 0 || isGoingOn); i++) {
        Finding finding = fuzzer.examine(seed + i);
        if (finding != null) {
          found++;
          streams.print(finding.scenario());
          streams.err().println("osprey: program " + finding.seed() + ": " + finding.report());
          if (folder != null) {
            Files.createDirectories(folder);
            Files.writeString(
                folder.resolve("fuzz-" + finding.seed() + ".scn"), finding.scenario());
          }
        }
      }
    } catch (Unavailable reason) {
      streams.err().println("osprey: " + reason.getMessage());
      return ExitCode.USAGE;
    } catch (IOException failed) {
      streams.err().println("osprey: " + folder + " cannot be written: " + failed.getMessage());
      return ExitCode.INVALID;
    }
    if (found > 0) {
      return ExitCode.UNMET;
    }
    streams.print(runs + " programs, no divergence\n");
    streams.err().println("osprey: " + fuzzer.compared() + " answers compared");
    return ExitCode.OK;
  }

  @Command(
      name = "clean",
      mixinStandardHelpOptions = true,
      description = "Make sure that nothing is left of runs on this computer's kernel.")
  int clean() {
    int removed = Leftovers.remove();
    streams.print(
        removed == 0
            ? "Nothing is left: the kernel removed each run's namespaces, and all that was in them,"
                + " with the run.\n"
            : removed
                + " processes of a run that is dead were still there and have been killed;"
                + " their namespaces went with them.\n");
    return ExitCode.OK;
  }
}
