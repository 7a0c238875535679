package osprey.bench;

import static com.google.common.base.Preconditions.checkNotNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.sim.Moment;
import osprey.sim.RunOptions;
import osprey.trace.TraceLevel;
import osprey.ui.Setup;
import osprey.ui.SourceLoader;
import osprey.ui.SourceText;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Debugger;

/// How long steps back take, from moments all over a run of a hundred million instructions.
public final class Backwards {
  private static final int STEPS = 100;

  private static final String PROGRAM =
      """
      #include <stdlib.h>
      #include <pthread.h>
      static long sum;
      static int table[65536];
      static long mix(long x, int i) {
        table[(x + i) & 65535] += i;
        return x * 31 + table[i & 65535];
      }
      static void *work(void *arg) {
        long x = (long)arg;
        for (int i = 0; i < 2800000; i++)
          x = mix(x, i);
        sum += x;
        return NULL;
      }
      int main(void) {
        pthread_t one, other;
        pthread_create(&one, NULL, work, (void *)1L);
        pthread_create(&other, NULL, work, (void *)2L);
        pthread_join(one, NULL);
        pthread_join(other, NULL);
        return 0;
      }
      """;

  private Backwards() {}

  public static void main(String[] args) throws DebugError {
    for (int cpus = 1; cpus <= 2; cpus++) {
      measure(cpus);
    }
  }

  private static void measure(int cpus) throws DebugError {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Setup setup =
        checkNotNull(
            new SourceLoader().load(new SourceText("b.c", PROGRAM), List.of(), diagnostics));
    Debugger debugger = new Debugger(setup.images(), () -> null);
    RunOptions options = new RunOptions(1L, cpus, null, 0, TraceLevel.ALL);
    debugger.attach(checkNotNull(setup.boot(options, diagnostics)));
    long begun = System.nanoTime();
    debugger.proceed();
    Moment end = debugger.travel().end();
    System.out.printf(
        "%d cpus: %,d ticks in %d ms, %d MiB kept%n",
        cpus,
        end.ticks(),
        (System.nanoTime() - begun) / 1_000_000,
        debugger.travel().memory() >> 20);
    Random random = new Random(1);
    List<Double> jumps = new ArrayList<>();
    List<Double> first = new ArrayList<>();
    List<Double> next = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      Moment moment = new Moment((long) (random.nextDouble() * end.ticks()), 0, 0);
      jumps.add(millis(() -> debugger.travel().go(moment)));
      first.add(millis(() -> debugger.travel().reverseLine(false)));
      next.add(millis(() -> debugger.travel().reverseLine(false)));
    }
    tell("goto any moment", jumps);
    tell("reverse-step there", first);
    tell("reverse-step again", next);
    System.out.printf("%d MiB kept at the end%n", debugger.travel().memory() >> 20);
  }

  private interface Action {
    void go() throws DebugError;
  }

  private static double millis(Action action) throws DebugError {
    long begun = System.nanoTime();
    action.go();
    return (System.nanoTime() - begun) / 1e6;
  }

  private static void tell(String what, List<Double> millis) {
    Collections.sort(millis);
    System.out.printf(
        "%-20s median %6.1f ms, worst %6.1f ms%n",
        what, millis.get(millis.size() / 2), millis.getLast());
  }
}
