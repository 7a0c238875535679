package osprey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import osprey.lang.DiagnosticPrinter;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.c.Compiler;
import osprey.sim.Boot;
import osprey.sim.History;
import osprey.sim.Moment;
import osprey.sim.RunOptions;
import osprey.sim.Simulation;
import osprey.sim.Stop;
import osprey.sim.Until;
import osprey.sim.UserAction;
import osprey.trace.TraceFile;

/// Every scenario can be cut into pieces and travelled through, and is the same at each moment
/// whichever way one came there.
class TimeTravelTest {
  private static final Path FOLDER = Path.of("scenarios");
  private static final long LIMIT_NANOS = 100_000_000_000L;
  private static final int MOMENTS = 6;

  private final Compiler compiler = new Compiler();

  @TestFactory
  Stream<DynamicTest> a_run_in_pieces_is_the_whole_run_and_its_moments_stay_what_they_were()
      throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      List<Path> scenarios =
          files.filter(file -> file.toString().endsWith(".scn")).sorted().toList();
      return scenarios.stream()
          .map(file ->
              DynamicTest.dynamicTest(file.toString(), file.toUri(), () -> travel(load(file))));
    }
  }

  private void travel(Boot boot) {
    Random random = new Random(42);
    Simulation whole = start(boot);
    Until limit = limit(boot);
    toTheEnd(whole, limit);

    History history = new History(start(boot));
    inPieces(history, limit, whole.ticks(), random);
    Moment end = history.now();
    assertThat(traceOf(history.present())).isEqualTo(traceOf(whole));
    assertThat(history.present().inspect()).isEqualTo(whole.inspect());

    List<Moment> moments = new ArrayList<>();
    List<String> pictures = new ArrayList<>();
    for (int i = 0; i < MOMENTS; i++) {
      history.go(new Moment((long) (random.nextDouble() * end.ticks()), 0, 0));
      moments.add(history.now());
      pictures.add(picture(history));
    }
    for (int i = MOMENTS - 1; i >= 0; i--) {
      history.go(moments.get(i));
      assertThat(history.now()).isEqualTo(moments.get(i));
      assertThat(picture(history)).isEqualTo(pictures.get(i));
    }
    history.go(end);
    assertThat(traceOf(history.present())).isEqualTo(traceOf(whole));
    assertThat(history.present().inspect()).isEqualTo(whole.inspect());
  }

  private static void inPieces(History history, Until limit, long ticks, Random random) {
    Stop stop = new Stop.TicksReached();
    while (!(stop instanceof Stop.Finished
        || stop instanceof Stop.Stuck
        || stop instanceof Stop.TimeReached && history.now().nanos() >= limit.timeNanos())) {
      if (stop instanceof Stop.InputWanted) {
        history.perform(new UserAction.EndInput());
      }
      long piece = 1 + (long) (random.nextDouble() * ticks / 5);
      Until until = limit.ticks(history.now().ticks() + piece);
      if (random.nextInt(4) == 0) {
        long nanos = history.now().nanos() + random.nextInt(1_000_000);
        until = until.time(Math.min(limit.timeNanos(), nanos));
      }
      stop = history.run(until);
    }
  }

  private static String picture(History history) {
    return history.present().inspect() + "\n" + history.present().trace().end();
  }

  private Boot load(Path file) throws IOException {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Boot boot =
        Boot.ofScenario(
            compiler,
            file.toString(),
            Files.readString(file),
            TimeTravelTest::outside,
            diagnostics);
    assertThat(DiagnosticPrinter.print(diagnostics, false)).isEmpty();
    return Objects.requireNonNull(boot);
  }

  private static byte @Nullable [] outside(String path) {
    try {
      return Files.readAllBytes(Path.of(path));
    } catch (IOException unreadable) {
      return null;
    }
  }

  private static Simulation start(Boot boot) {
    return Objects.requireNonNull(boot.boot(RunOptions.NONE, new Diagnostics(new SourceMap())));
  }

  private static Until limit(Boot boot) {
    Long own = boot.scenario().timeLimitNanos();
    return Until.END.time(own == null ? LIMIT_NANOS : own);
  }

  private static void toTheEnd(Simulation run, Until limit) {
    while (run.run(limit) instanceof Stop.InputWanted) {
      run.endInput();
    }
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
