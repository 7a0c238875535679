package osprey.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import umontreal.ssj.simevents.eventlist.EventList;
import umontreal.ssj.simevents.eventlist.Henriksen;
import umontreal.ssj.simevents.eventlist.RedblackTree;
import umontreal.ssj.simevents.eventlist.SplayTree;

/// How many times faster Osprey is than each competitor. All run in one process, taking turns in
/// short rounds, so that whatever disturbs the machine disturbs all of them; the ratio is the
/// median over the rounds.
///
/// `make bench BENCH=ratios`, or the argument `queue`, `interpreter`, `policies` or `switches` for
/// one part.
public final class Ratios {
  private static final int ROUNDS = 15;
  private static final int WARM_ROUNDS = 3;
  private static final String OSPREY = "osprey";

  /// What is measured, and the operations one call of it does.
  private record Contestant(String name, LongSupplier work) {}

  private Ratios() {}

  static void main(String[] args) {
    String which = args.length == 0 ? "all" : args[0];
    if (which.equals("all") || which.equals("queue")) {
      for (int pending : new int[] {1_000, 100_000, 1_000_000}) {
        compareQueues(pending);
      }
    }
    if (which.equals("all") || which.equals("interpreter")) {
      compareInterpreters();
    }
    if (which.equals("all") || which.equals("policies")) {
      measurePolicies();
    }
    if (which.equals("all") || which.equals("switches")) {
      measureSwitches();
    }
  }

  /// Two threads hand a token back and forth with semaphores: two switches a round.
  private static void measureSwitches() {
    int rounds = 2_000_000;
    Contestant[] contestants = {
      new Contestant("osprey, sem_wait/sem_post", new PingPong(PingPong.LIBRARY, rounds)),
      new Contestant("osprey, the bare calls", new PingPong(PingPong.BARE, rounds))
    };
    System.out.println("semaphore ping-pong between two threads: ns per switch");
    compare(contestants, rounds * 2);
  }

  /// What a switch costs with many ready threads, compared with 100 of them.
  private static void measurePolicies() {
    int switches = 50_000;
    for (String policy : SwitchBenchmark.POLICIES) {
      Contestant[] contestants = new Contestant[SwitchBenchmark.SIZES.length];
      for (int i = 0; i < contestants.length; i++) {
        SwitchBenchmark queue = new SwitchBenchmark();
        queue.policy = policy;
        queue.threads = SwitchBenchmark.SIZES[i];
        queue.fill();
        contestants[i] =
            new Contestant(
                queue.threads + " ready",
                () -> {
                  long sum = 0;
                  for (int n = 0; n < switches; n++) {
                    sum += queue.decide().id();
                  }
                  return sum;
                });
      }
      System.out.printf("%s: ns per switch of a CPU%n", policy);
      compare(contestants, switches);
    }
  }

  private static void compareQueues(int pending) {
    int operations = 200_000;
    Map<String, HoldModel> models = new LinkedHashMap<>();
    models.put(OSPREY, new HoldModel.Osprey());
    models.put("java.util.PriorityQueue", new HoldModel.JavaUtil());
    for (EventList list : new EventList[] {new SplayTree(), new Henriksen(), new RedblackTree()}) {
      models.put("ssj " + list.getClass().getSimpleName(), new HoldModel.Ssj(list));
    }
    models.values().forEach(model -> model.warm(pending));
    Contestant[] contestants =
        models.entrySet().stream()
            .map(e -> new Contestant(e.getKey(), () -> e.getValue().hold(operations)))
            .toArray(Contestant[]::new);
    System.out.printf("hold model, %,d pending: ns per operation%n", pending);
    compare(contestants, operations);
  }

  private static void compareInterpreters() {
    int iterations = 1_000_000;
    Contestant[] contestants =
        Interpreters.ALL.entrySet().stream()
            .map(e -> {
              ArrayLoop loop = e.getValue().get();
              return new Contestant(e.getKey(), () -> loop.run(iterations));
            })
            .toArray(Contestant[]::new);
    System.out.println("array loop: ns per iteration");
    compare(contestants, iterations);
  }

  /// Prints a line per contestant; ratios are to the one called Osprey, or else the first.
  private static void compare(Contestant[] contestants, int operations) {
    double[][] nanos = new double[contestants.length][ROUNDS];
    long answers = 0;
    for (int round = -WARM_ROUNDS; round < ROUNDS; round++) {
      for (int i = 0; i < contestants.length; i++) {
        long start = System.nanoTime();
        answers += contestants[i].work().getAsLong();
        if (round >= 0) {
          nanos[i][round] = (double) (System.nanoTime() - start) / operations;
        }
      }
    }
    int own = 0;
    for (int i = 0; i < contestants.length; i++) {
      own = contestants[i].name().equals(OSPREY) ? i : own;
    }
    for (int i = 0; i < contestants.length; i++) {
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        ratios[round] = nanos[i][round] / nanos[own][round];
      }
      System.out.printf(
          "  %-26s %8.1f   %6.2f x%n", contestants[i].name(), median(nanos[i]), median(ratios));
    }
    System.out.printf("  (checksum %d)%n", answers);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
