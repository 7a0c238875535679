package osprey.bench;

import static com.google.common.base.Preconditions.checkNotNull;
import static com.google.common.base.Preconditions.checkState;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.lang.DiagnosticPrinter;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.c.Compiler;
import osprey.sim.Boot;
import osprey.sim.Console;
import osprey.sim.OutsideFiles;
import osprey.sim.RunOptions;
import osprey.sim.Simulation;
import osprey.sim.Until;
import osprey.trace.TraceLevel;

/// A C program run from boot to end on the standard machine with one CPU, tracing off: compiler,
/// kernel, MMU and preemption all take part. Compiling is not part of a run.
final class SimulatedProgram {
  private final String source;

  /// Compiled with the argument of the last run.
  private @Nullable Boot boot;

  private long compiledFor;

  SimulatedProgram(String source) {
    this.source = source;
  }

  /// What the program prints when it is given a number.
  String run(long argument) {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    if (boot == null || argument != compiledFor) {
      boot = compile(argument, diagnostics);
      compiledFor = argument;
    }
    Simulation simulation =
        checkNotNull(boot.boot(new RunOptions(null, 1, null, 0, TraceLevel.OFF), diagnostics));
    List<byte[]> printed = new ArrayList<>();
    Console console = (_, bytes, _, _) -> printed.add(bytes);
    simulation.attach(console);
    simulation.run(Until.END);
    StringBuilder text = new StringBuilder();
    for (byte[] bytes : printed) {
      text.append(new String(bytes, StandardCharsets.ISO_8859_1));
    }
    return text.toString().strip();
  }

  private Boot compile(long argument, Diagnostics diagnostics) {
    Boot made =
        Boot.ofProgram(
            new Compiler(),
            "bench.c",
            source,
            List.of(Long.toString(argument)),
            OutsideFiles.NONE,
            diagnostics);
    checkState(made != null, "%s", DiagnosticPrinter.print(diagnostics, false));
    return made;
  }
}
