package osprey.kernel.sched;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import osprey.inspect.Metrics;
import osprey.kernel.sched.Exercise.Result;
import osprey.kernel.sched.StepByStep.Job;
import osprey.kernel.sched.StepByStep.Policy;

/// Random exercises against {@link StepByStep}: every thread is in the same state at every
/// millisecond, and the metrics are what these states say.
class RandomWorkloadsTest {
  private static final int WORKLOADS = Integer.getInteger("workloads", 100);

  static Stream<Arguments> policies() {
    List<Arguments> all = new ArrayList<>();
    Policy fcfs = Policy.cooperative(_ -> 0);
    Policy sjf = Policy.cooperative(thread -> thread.job.bursts().get(thread.burst));
    Policy srtf = Policy.preemptive(thread -> thread.left);
    Policy priority = Policy.cooperative(thread -> thread.job.priority());
    Policy urgent = Policy.preemptive(thread -> thread.job.priority()).withDisplacedAtHead();
    for (int cpus = 1; cpus <= 3; cpus++) {
      all.add(Arguments.of("fcfs", fcfs, cpus));
      all.add(Arguments.of("sjf", sjf, cpus));
      all.add(Arguments.of("srtf", srtf, cpus));
      all.add(Arguments.of("priority", priority, cpus));
      all.add(Arguments.of("priority preemptive", urgent, cpus));
      all.add(Arguments.of("rr quantum=1ms", Policy.roundRobin(1, true), cpus));
      all.add(Arguments.of("rr quantum=2ms", Policy.roundRobin(2, true), cpus));
      all.add(Arguments.of("rr quantum=3ms", Policy.roundRobin(3, true), cpus));
    }
    all.add(Arguments.of("mlfq quanta=1ms,2ms,4ms", Policy.feedback(1, 2, 4), 1));
    all.add(Arguments.of("mlfq quanta=2ms,2ms", Policy.feedback(2, 2), 1));
    all.add(Arguments.of("rr quantum=2ms restart=no", Policy.roundRobin(2, false), 1));
    return all.stream();
  }

  @ParameterizedTest(name = "{0}, {2} CPUs")
  @MethodSource("policies")
  void random_workloads_run_as_the_rules_say(String policy, Policy reference, int cpus) {
    Random random = new Random(cpus * 31L + policy.hashCode());
    for (int i = 0; i < WORKLOADS; i++) {
      List<Job> jobs = jobs(random);
      boolean hasRule = cpus == 1 && !policy.contains("restart"); // see docs/kernel/scheduling.md
      boolean isExpiredFirst = hasRule && random.nextBoolean();
      Exercise exercise = exercise(policy, jobs).cpus(cpus);
      if (isExpiredFirst) {
        exercise.expiredFirst();
      }
      List<String> expected = new StepByStep(reference, cpus, isExpiredFirst, 0, jobs).run();
      compare(exercise.run(), expected, jobs + (isExpiredFirst ? " expired first" : ""));
    }
  }

  static Stream<Arguments> withSwitches() {
    return Stream.of(
        Arguments.of("fcfs", Policy.cooperative(_ -> 0)),
        Arguments.of("sjf", Policy.cooperative(thread -> thread.job.bursts().get(thread.burst))),
        Arguments.of("rr quantum=2ms", Policy.roundRobin(2, true)),
        Arguments.of("rr quantum=3ms", Policy.roundRobin(3, true)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withSwitches")
  void switches_take_their_time(String policy, Policy reference) {
    Random random = new Random(policy.hashCode());
    for (int i = 0; i < WORKLOADS; i++) {
      List<Job> jobs = jobs(random);
      Exercise exercise = exercise(policy, jobs).switchCost("1ms");
      List<String> expected = new StepByStep(reference, 1, false, 1, jobs).run();
      compare(exercise.run(), expected, jobs.toString());
    }
  }

  static Stream<Arguments> periodic() {
    return Stream.of(
        Arguments.of("edf", Policy.preemptive(thread -> thread.due)),
        Arguments.of("rm", Policy.preemptive(thread -> thread.job.period())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("periodic")
  void periodic_jobs_run_as_the_rules_say(String policy, Policy reference) {
    Random random = new Random(policy.hashCode());
    for (int i = 0; i < WORKLOADS; i++) {
      List<Job> jobs = new ArrayList<>();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        int period = 4 + random.nextInt(12);
        jobs.add(new Job(0, List.of(1 + random.nextInt(5)), 0, period, 1 + random.nextInt(5)));
      }
      Exercise exercise = Exercise.under(policy);
      for (int n = 0; n < jobs.size(); n++) {
        Job job = jobs.get(n);
        exercise.job(
            "J" + n,
            job.arrival(),
            "cpu " + job.bursts().getFirst() + "ms",
            "period " + job.period() + "ms",
            "jobs " + job.rounds());
      }
      List<String> expected = new StepByStep(reference, 1, false, 0, jobs).run();
      compare(exercise.run(), expected, jobs.toString());
    }
  }

  /// Stride with passes as fractions: each decision takes the least, the first created among
  /// equals.
  @Test
  void stride_shares_as_the_passes_say() {
    int[] tickets = {50, 100, 250, 300};
    Random random = new Random(1);
    for (int i = 0; i < WORKLOADS; i++) {
      int count = 1 + random.nextInt(5);
      Exercise exercise = Exercise.under("stride quantum=2ms");
      int[] left = new int[count];
      int[] share = new int[count];
      for (int n = 0; n < count; n++) {
        left[n] = 1 + random.nextInt(15);
        share[n] = tickets[random.nextInt(tickets.length)];
        exercise.job("J" + n, 0, "cpu " + left[n] + "ms", "tickets " + share[n]);
      }
      String[] rows = new String[count];
      Arrays.fill(rows, "");
      long[] pass = new long[count];
      while (Arrays.stream(left).sum() > 0) {
        int next = -1;
        for (int n = 0; n < count; n++) {
          next = left[n] > 0 && (next < 0 || pass[n] < pass[next]) ? n : next;
        }
        int turn = Math.min(2, left[next]);
        for (int n = 0; n < count; n++) {
          rows[n] += left[n] == 0 ? "" : (n == next ? "R" : "r").repeat(turn);
        }
        left[next] -= turn;
        pass[next] += turn * 1500L / share[next];
      }
      compare(exercise.run(), List.of(rows), Arrays.toString(share));
    }
  }

  /// Equal weights, all at 0: slices of 24 ms over the number of jobs that are left, at least 2 ms.
  @Test
  void cfs_gives_equal_slices() {
    Random random = new Random(1);
    for (int i = 0; i < WORKLOADS; i++) {
      int count = 1 + random.nextInt(4);
      Exercise exercise = Exercise.under("cfs latency=24ms granularity=2ms");
      int[] left = new int[count];
      for (int n = 0; n < count; n++) {
        left[n] = 1 + random.nextInt(60);
        exercise.job("J" + n, 0, "cpu " + left[n] + "ms");
      }
      String[] rows = new String[count];
      Arrays.fill(rows, "");
      int[] used = new int[count];
      for (int alive = count; alive > 0; ) {
        int next = -1;
        for (int n = 0; n < count; n++) {
          next = left[n] > 0 && (next < 0 || used[n] < used[next]) ? n : next;
        }
        int turn = Math.min(24 / alive, left[next]);
        for (int n = 0; n < count; n++) {
          rows[n] += left[n] == 0 ? "" : (n == next ? "R" : "r").repeat(turn);
        }
        left[next] -= turn;
        used[next] += turn;
        alive -= left[next] == 0 ? 1 : 0;
      }
      compare(exercise.run(), List.of(rows), "jobs " + count);
    }
  }

  private static List<Job> jobs(Random random) {
    List<Job> jobs = new ArrayList<>();
    for (int n = 1 + random.nextInt(6); n > 0; n--) {
      List<Integer> bursts = new ArrayList<>(List.of(1 + random.nextInt(8)));
      for (int pairs = random.nextInt(3); pairs > 0; pairs--) {
        bursts.add(1 + random.nextInt(6));
        bursts.add(1 + random.nextInt(6));
      }
      jobs.add(new Job(random.nextInt(9), bursts, random.nextInt(4)));
    }
    return jobs;
  }

  private static Exercise exercise(String policy, List<Job> jobs) {
    Exercise exercise = Exercise.under(policy);
    for (int i = 0; i < jobs.size(); i++) {
      StringBuilder steps = new StringBuilder();
      List<Integer> bursts = jobs.get(i).bursts();
      for (int b = 0; b < bursts.size(); b++) {
        steps.append(b == 0 ? "" : ", ").append(b % 2 == 0 ? "cpu " : "io disk ");
        steps.append(bursts.get(b)).append("ms");
      }
      exercise.job(
          "J" + i, jobs.get(i).arrival(), steps.toString(), "priority " + jobs.get(i).priority());
    }
    return exercise;
  }

  private static void compare(Result result, List<String> expected, String workload) {
    List<String> states = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      states.add(result.states("J" + i));
    }
    assertThat(states).as(workload).isEqualTo(expected);
    for (int i = 0; i < expected.size(); i++) {
      String row = expected.get(i);
      Metrics metrics = result.metrics("J" + i);
      assertThat(metrics.turnaround()).isEqualTo(millis(row.length()));
      assertThat(metrics.ready()).isEqualTo(millis(count(row, 'r')));
      assertThat(metrics.blocked()).isEqualTo(millis(count(row, 'w')));
      assertThat(metrics.cpu()).isEqualTo(millis(count(row, 'R')));
      assertThat(metrics.response()).isEqualTo(millis(row.indexOf('R')));
    }
  }

  private static long count(String row, char state) {
    return row.chars().filter(c -> c == state).count();
  }

  private static long millis(long count) {
    return count * 1_000_000;
  }
}
