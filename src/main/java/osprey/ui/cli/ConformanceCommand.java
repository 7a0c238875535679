package osprey.ui.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import osprey.hardware.conformance.RealConformance;
import osprey.hardware.real.Unavailable;
import osprey.sim.conformance.Conformance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `osprey conformance FILE.jsonl`.
@Command(
    name = "conformance",
    mixinStandardHelpOptions = true,
    description =
        "Replay recorded cases of the Linux kernel and show where the simulated one differs.")
final class ConformanceCommand implements Callable<Integer> {
  private final HostStreams streams;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "Recorded cases, one JSON object a line.")
  String file = "";

  @Option(
      names = "--only",
      paramLabel = "REGEX",
      description = "Only cases whose identifier this is found in.")
  @Nullable String only;

  @Option(
      names = "--hw",
      description = "Replay on this computer's own kernel too, and show both answers.")
  boolean isHardware;

  ConformanceCommand(Cli cli) {
    streams = cli.streams();
  }

  @Override
  public Integer call() {
    List<Conformance.Case> cases;
    try {
      Pattern pattern = only == null ? null : Pattern.compile(only);
      cases = Conformance.read(Files.readString(Path.of(file), StandardCharsets.UTF_8), pattern);
    } catch (PatternSyntaxException bad) {
      streams.err().println("osprey: --only: " + bad.getDescription());
      return ExitCode.USAGE;
    } catch (IOException unreadable) {
      streams.err().println("osprey: cannot read " + file);
      return ExitCode.INVALID;
    } catch (IllegalArgumentException bad) {
      streams.err().println("osprey: " + file + ", " + bad.getMessage());
      return ExitCode.INVALID;
    }
    return isHardware ? replayOnHardware(cases) : replay(cases);
  }

  private int replayOnHardware(List<Conformance.Case> cases) {
    Conformance simulated = new Conformance();
    int passed = 0;
    int skipped = 0;
    for (Conformance.Case each : cases) {
      String reason = RealConformance.reasonToSkip(each);
      if (reason != null) {
        skipped++;
        streams.print(each.id() + ": not replayed, " + reason + "\n");
        continue;
      }
      Conformance.Verdict real;
      try {
        real = RealConformance.replay(each);
      } catch (Unavailable reasonToStop) {
        streams.err().println("osprey: " + reasonToStop.getMessage());
        return ExitCode.USAGE;
      }
      Conformance.Verdict sim = simulated.replay(each);
      if (real.isPassed()) {
        passed++;
      }
      if (!real.isPassed() || !sim.isPassed()) {
        streams.print(each.id() + ":\n  real       " + told(real) + "\n");
        streams.print("  simulated  " + told(sim) + "\n");
      }
    }
    int failed = cases.size() - passed - skipped;
    streams.print(passed + " passed, " + failed + " failed");
    streams.print(skipped == 0 ? "\n" : ", " + skipped + " not replayed\n");
    return failed == 0 ? ExitCode.OK : ExitCode.UNMET;
  }

  private static String told(Conformance.Verdict verdict) {
    String difference = verdict.difference();
    return difference == null ? "as recorded" : difference;
  }

  private int replay(List<Conformance.Case> cases) {
    Conformance conformance = new Conformance();
    int passed = 0;
    for (Conformance.Case each : cases) {
      Conformance.Verdict verdict = conformance.replay(each);
      if (verdict.isPassed()) {
        passed++;
      } else {
        streams.print(each.id() + ": " + verdict.difference() + "\n");
      }
    }
    int failed = cases.size() - passed;
    streams.print(passed + " passed, " + failed + " failed\n");
    return failed == 0 ? ExitCode.OK : ExitCode.UNMET;
  }
}
