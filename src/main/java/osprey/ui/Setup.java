package osprey.ui;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.lang.Diagnostics;

/// A checked and compiled scenario or C program, ready to be run any number of times.
public interface Setup {
  String title();

  /// Simulated time after which the scenario itself says the run is over; null when it does not.
  @Nullable Long timeLimitNanos();

  /// A new run at time 0 in which nothing has happened yet. Reports through the diagnostics, and
  /// answers null, when the options do not fit (an unknown scheduler).
  @Nullable Session boot(RunOptions options, Diagnostics diagnostics);

  /// Makes setups of source texts.
  interface Loader {
    /// Null when the diagnostics tell of errors.
    ///
    /// @param arguments of a C program; a scenario takes none
    @Nullable Setup load(SourceText source, List<String> arguments, Diagnostics diagnostics);
  }
}
