package osprey.hardware.fuzz;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import osprey.hardware.lockstep.Divergence;
import osprey.hardware.lockstep.HardwareRun;
import osprey.hardware.real.Unavailable;
import osprey.hardware.real.WorkerGone;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.c.Compiler;
import osprey.sim.Boot;
import osprey.sim.RunOptions;
import osprey.sim.Simulation;
import osprey.sim.Until;

/// Runs random programs on both kernels.
public final class Fuzzer {
  /// The time limit that the scenarios have, and one for programs that spin.
  private static final Until LIMIT = new Until(100_000_000L, 5_000_000, 0);

  private static final String PROGRAM = "random.scn";

  private final Compiler compiler = new Compiler();
  private long compared;

  /// Makes the program of a seed and runs it; null if both kernels agree about it.
  ///
  /// @throws Unavailable if this computer has no hardware mode
  public @Nullable Finding examine(long seed) throws Unavailable {
    Case made = Generator.program(seed);
    String report = difference(made);
    if (report == null) {
      return null;
    }
    Unavailable[] refused = new Unavailable[1];
    Case shortest =
        Shrinker.shortest(
            made,
            each -> {
              try {
                return refused[0] == null && difference(each) != null;
              } catch (Unavailable reason) {
                refused[0] = reason;
                return false;
              }
            });
    if (refused[0] != null) {
      throw refused[0];
    }
    String shortestReport = difference(shortest);
    return shortestReport == null
        ? new Finding(seed, made.scenario(), report)
        : new Finding(seed, shortest.scenario(), shortestReport);
  }

  /// How many answers have been compared so far.
  public long compared() {
    return compared;
  }

  private @Nullable String difference(Case program) throws Unavailable {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Boot boot = Boot.ofScenario(compiler, PROGRAM, program.scenario(), _ -> null, diagnostics);
    if (boot == null) {
      throw new IllegalStateException(
          "the random program " + program.seed() + " is no program: " + diagnostics.all());
    }
    Simulation simulation =
        Objects.requireNonNull(boot.boot(RunOptions.NONE, diagnostics), "a scenario that boots");
    try (HardwareRun hardware = new HardwareRun(simulation, List.of())) {
      simulation.run(LIMIT);
      compared += hardware.compared();
      return null;
    } catch (Divergence found) {
      return found.getMessage();
    } catch (WorkerGone gone) {
      return gone.getMessage();
    }
  }
}
