package osprey.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a report says about a run beside its trace and final state.
///
/// @param title of the scenario or the program's file
/// @param ending why the run ended: `finished`, `deadlock`, `time limit`
/// @param checks the scenario's expectations, in order of the source
/// @param output what the programs wrote, where the report is to tell it
public record Summary(String title, String ending, List<Check> checks, @Nullable Output output) {
  public Summary {
    checks = List.copyOf(checks);
  }

  public Summary(String title, String ending, List<Check> checks) {
    this(title, ending, checks, null);
  }

  /// What all programs together wrote to standard output and standard error.
  public record Output(String stdout, String stderr) {}

  /// One expectation.
  ///
  /// @param place where it is written: `pipe.scn:34:5`
  /// @param clause as written
  /// @param actual what was seen instead, or null when it was met
  public record Check(String place, String clause, boolean isMet, @Nullable String actual) {}

  public boolean isMet() {
    for (Check check : checks) {
      if (!check.isMet) {
        return false;
      }
    }
    return true;
  }
}
