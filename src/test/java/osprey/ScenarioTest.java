package osprey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import osprey.lang.DiagnosticPrinter;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.c.Compiler;
import osprey.sim.Boot;
import osprey.sim.RunOptions;
import osprey.sim.Simulation;
import osprey.sim.Stop;
import osprey.sim.Until;
import osprey.sim.Verdict;
import osprey.trace.TraceFile;

/// Every scenario of the project is a test: what it expects comes true, every time in the same way.
class ScenarioTest {
  private static final Path FOLDER = Path.of("scenarios");

  /// Simulated; no scenario needs as much.
  private static final long LIMIT_NANOS = 100_000_000_000L;

  private final Compiler compiler = new Compiler();

  @TestFactory
  Stream<DynamicTest> scenarios_meet_their_expectations() throws IOException {
    return each(boot -> {
      Simulation run = start(boot);

      toTheEnd(run, boot);

      List<Verdict> verdicts = boot.verdicts(run);
      assertThat(verdicts).as("a scenario without expectations tests nothing").isNotEmpty();
      assertThat(verdicts).allMatch(Verdict::isMet);
    });
  }

  @TestFactory
  Stream<DynamicTest> runs_with_the_same_seed_leave_the_same_trace() throws IOException {
    return each(boot -> {
      Simulation first = start(boot);
      Simulation second = start(boot);

      toTheEnd(first, boot);
      toTheEnd(second, boot);

      assertThat(traceOf(second)).isEqualTo(traceOf(first));
    });
  }

  @TestFactory
  Stream<DynamicTest> a_copy_taken_half_way_ends_like_the_original() throws IOException {
    return each(boot -> {
      Simulation whole = start(boot);
      toTheEnd(whole, boot);
      Simulation original = start(boot);
      original.run(Until.END.time(whole.now() / 2));

      Simulation copy = original.copy();
      toTheEnd(original, boot);
      toTheEnd(copy, boot);

      assertThat(traceOf(copy)).isEqualTo(traceOf(original)).isEqualTo(traceOf(whole));
      assertThat(boot.verdicts(copy)).isEqualTo(boot.verdicts(whole));
    });
  }

  private Stream<DynamicTest> each(Consumer<Boot> test) throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      List<Path> scenarios =
          files.filter(file -> file.toString().endsWith(".scn")).sorted().toList();
      return scenarios.stream()
          .map(file ->
              DynamicTest.dynamicTest(
                  file.toString(), file.toUri(), () -> test.accept(load(file))));
    }
  }

  private Boot load(Path file) throws IOException {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Boot boot =
        Boot.ofScenario(
            compiler, file.toString(), Files.readString(file), ScenarioTest::outside, diagnostics);
    String complaints = DiagnosticPrinter.print(diagnostics, false);
    assertThat(complaints).isEmpty();
    return Objects.requireNonNull(boot);
  }

  /// Files that a scenario names, for Boot.
  static byte @Nullable [] outside(String path) {
    try {
      return Files.isRegularFile(Path.of(path)) ? Files.readAllBytes(Path.of(path)) : null;
    } catch (IOException reason) {
      throw new UncheckedIOException(reason);
    }
  }

  private static Simulation start(Boot boot) {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Simulation run = boot.boot(RunOptions.NONE, diagnostics);
    assertThat(DiagnosticPrinter.print(diagnostics, false)).isEmpty();
    return Objects.requireNonNull(run);
  }

  private static void toTheEnd(Simulation run, Boot boot) {
    Long own = boot.scenario().timeLimitNanos();
    Until until = Until.END.time(own == null ? LIMIT_NANOS : own);
    Stop stop = run.run(until);
    while (stop instanceof Stop.InputWanted) {
      run.endInput();
      stop = run.run(until);
    }
    assertThat(stop instanceof Stop.TimeReached).as("stopped by the clock").isEqualTo(own != null);
  }

  private static String traceOf(Simulation run) {
    StringBuilder text = new StringBuilder();
    try {
      TraceFile.write(run.trace(), text);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }
}
