package osprey.sim;

import org.jspecify.annotations.Nullable;
import osprey.trace.TraceLevel;

/// What is said about one run beside its scenario; null leaves it to the scenario.
///
/// @param scheduler as a scenario writes it: `rr quantum=10ms`
/// @param terminals which of standard input, output and error (bits 0 to 2) are a terminal for the
///   programs, null for what the scenario says
/// @param isCoherent the CPUs' caches are simulated even where the scenario does not say so
/// @param trace raised as far as the scenario's expectations need it
public record RunOptions(
    @Nullable Long seed,
    @Nullable Integer cpus,
    @Nullable String scheduler,
    @Nullable Integer terminals,
    TraceLevel trace,
    boolean isCoherent) {
  public RunOptions(
      @Nullable Long seed,
      @Nullable Integer cpus,
      @Nullable String scheduler,
      @Nullable Integer terminals,
      TraceLevel trace) {
    this(seed, cpus, scheduler, terminals, trace, false);
  }

  public static final RunOptions NONE = new RunOptions(null, null, null, null, TraceLevel.ALL);

  public RunOptions withScheduler(String other) {
    return new RunOptions(seed, cpus, other, terminals, trace, isCoherent);
  }

  /// The same with the CPUs' caches simulated.
  public RunOptions withCoherence() {
    return new RunOptions(seed, cpus, scheduler, terminals, trace, true);
  }
}
