package osprey.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.inspect.ProcessInfo;
import osprey.lang.Diagnostic;
import osprey.lang.DiagnosticPrinter;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.c.Compiler;

/// Scenarios and C programs in tests: booted and run to their end.
record Rehearsed(Boot boot, Simulation run, Stop stop) {
  private static final Compiler COMPILER = new Compiler();
  private static final long LIMIT_NANOS = 10_000_000_000L;

  static @Nullable Boot load(String scenario, Diagnostics diagnostics) {
    return Boot.ofScenario(COMPILER, "dir/test.scn", scenario, OutsideFiles.NONE, diagnostics);
  }

  static @Nullable Boot load(String scenario, Map<String, String> files, Diagnostics diagnostics) {
    OutsideFiles outside =
        path -> {
          String text = files.get(path);
          return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        };
    return Boot.ofScenario(COMPILER, "dir/test.scn", scenario, outside, diagnostics);
  }

  /// What is wrong with a scenario, found when it is loaded or booted.
  static List<String> complaints(String scenario, RunOptions options) {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Boot boot = load(scenario, diagnostics);
    if (boot != null) {
      boot.boot(options, diagnostics);
    }
    return diagnostics.all().stream().map(Diagnostic::message).toList();
  }

  static Rehearsed scenario(String text) {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    return play(load(text, diagnostics), RunOptions.NONE, diagnostics);
  }

  static Rehearsed program(String text, RunOptions options, String... arguments) {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Boot boot =
        Boot.ofProgram(
            COMPILER, "dir/test.c", text, List.of(arguments), OutsideFiles.NONE, diagnostics);
    return play(boot, options, diagnostics);
  }

  static Rehearsed play(@Nullable Boot loaded, RunOptions options, Diagnostics diagnostics) {
    Boot boot = there(loaded, diagnostics);
    Simulation run = there(boot.boot(options, diagnostics), diagnostics);
    Long limit = boot.scenario().timeLimitNanos();
    Stop stop = run.run(Until.END.time(limit == null ? LIMIT_NANOS : limit));
    return new Rehearsed(boot, run, stop);
  }

  /// What nothing was wrong with.
  static <T> T there(@Nullable T made, Diagnostics diagnostics) {
    if (made == null) {
      throw new AssertionError(DiagnosticPrinter.print(diagnostics, false));
    }
    return made;
  }

  /// All that was written to standard output or the terminal.
  String output() {
    StringBuilder all = new StringBuilder();
    run.streams(0)
        .logs()
        .subList(0, 2)
        .forEach(log -> all.append(new String(log.contents(), StandardCharsets.UTF_8)));
    return all.toString();
  }

  ProcessInfo main() {
    ProcessInfo main = run.inspect().process(0, Boot.mainPid(run));
    if (main == null) {
      throw new AssertionError("there is no first process");
    }
    return main;
  }

  List<Verdict> verdicts() {
    return boot.verdicts(run);
  }

  /// What was seen for the only expectation.
  Verdict verdict() {
    assertThat(verdicts()).hasSize(1);
    return verdicts().getFirst();
  }
}
