package osprey.ui;

import org.jspecify.annotations.Nullable;
import osprey.trace.TraceLevel;

/// What the command line says about a run beside its scenario; null leaves it to the scenario.
///
/// @param scheduler as a scenario writes it: `rr quantum=10ms`
/// @param terminals which of standard input, output and error (bits 0 to 2) are a terminal for the
///   program, null for what the scenario says
public record RunOptions(
    @Nullable Long seed,
    @Nullable Integer cpus,
    @Nullable String scheduler,
    @Nullable Integer terminals,
    TraceLevel trace) {
  public static final RunOptions NONE = new RunOptions(null, null, null, null, TraceLevel.ALL);
}
