package osprey.ui;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.lang.Diagnostics;
import osprey.report.Quiz;
import osprey.report.Summary;
import osprey.sim.RunOptions;
import osprey.sim.Simulation;

/// A checked and compiled scenario or C program, ready to be run any number of times.
public interface Setup {
  String title();

  /// Simulated time after which the scenario itself says the run is over; null when it does not.
  @Nullable Long timeLimitNanos();

  /// Whether the scenario itself says that it runs on this computer's kernel too.
  boolean isHardware();

  /// What stays simulated even then: `network`, `ipc`, `files` …
  List<String> keptSimulated();

  /// The programs that may run.
  List<Image> images();

  /// Whether the options fit; if not (an unknown scheduler), the diagnostics say why.
  boolean accepts(RunOptions options, Diagnostics diagnostics);

  /// A new run at time 0 in which nothing has happened yet. Reports through the diagnostics, and
  /// answers null, when the options do not fit (an unknown scheduler).
  @Nullable Simulation boot(RunOptions options, Diagnostics diagnostics);

  /// The workloads of a run with these options, in words; none where programs run.
  List<Quiz.Job> exercise(RunOptions options);

  /// How the scenario's expectations stand, in order of the source; none for a C program.
  List<Summary.Check> checks(Simulation run);

  /// The process on host 0 whose exit status is a C program's; 0 when there is none.
  int mainPid(Simulation run);

  /// Makes setups of source texts.
  interface Loader {
    /// Null when the diagnostics tell of errors.
    ///
    /// @param arguments of a C program; a scenario takes none
    @Nullable Setup load(SourceText source, List<String> arguments, Diagnostics diagnostics);
  }
}
