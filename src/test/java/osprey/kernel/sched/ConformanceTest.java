package osprey.kernel.sched;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import osprey.abi.Signal;
import osprey.engine.SplittableSeed;
import osprey.inspect.CpuInfo;
import osprey.inspect.HostInfo;
import osprey.kernel.core.Kernel;
import osprey.kernel.sched.Exercise.Result;
import osprey.kernel.task.Process;
import osprey.kernel.task.SchedulingEntity;
import osprey.kernel.task.Task;
import osprey.lang.scn.Vocabulary;
import osprey.sim.Simulation;
import osprey.sim.Stop;
import osprey.sim.Until;
import osprey.trace.TraceFile;

/// What every policy must do, with all its parameters, on one and several CPUs.
class ConformanceTest {
  private static final int JOBS = 40;
  private static final long MILLI = 1_000_000;

  static Stream<String> policies() {
    List<String> all = new ArrayList<>();
    for (String each :
        List.of(
            "fcfs",
            "sjf",
            "srtf",
            "srtf oldest",
            "priority",
            "priority preemptive aging=5ms",
            "priority preemptive quantum=3ms high",
            "priority aging=2ms oldest quantum=2ms preemptive",
            "rr quantum=4ms",
            "rr quantum=4ms restart=no",
            "mlfq",
            "mlfq levels=5 quanta=1ms,2ms,4ms allotment=2,1 boost=20ms",
            "mlfq quantum=2ms boost=7ms reset front",
            "lottery quantum=2ms",
            "stride quantum=2ms",
            "stride quantum=2ms oldest=no",
            "cfs",
            "cfs latency=6ms granularity=1ms credit=0 wakeup=0",
            "eevdf",
            "eevdf slice=1ms",
            "edf",
            "edf preemptive=no",
            "rm")) {
      all.add(each);
      all.add(each + " per-cpu");
      all.add(each + " per-cpu steal=no balance=5ms");
    }
    return all.stream();
  }

  private static Exercise crowd(String policy, int cpus, long seed) {
    SplittableSeed chance = new SplittableSeed(seed);
    Exercise exercise = Exercise.under(policy).cpus(cpus).seed(seed);
    for (int i = 0; i < JOBS; i++) {
      StringBuilder steps = new StringBuilder();
      for (int burst = chance.below(4); burst >= 0; burst--) {
        steps.append("cpu ").append(1 + chance.below(9)).append("ms, ");
        if (burst > 0) {
          String device = chance.below(2) == 0 ? "disk" : "tape";
          steps.append("io ").append(device).append(' ').append(1 + chance.below(7)).append("ms");
          steps.append(device.equals("tape") ? " exclusive, " : ", ");
        }
      }
      exercise.job(
          "J" + i,
          chance.below(60),
          steps.toString(),
          "nice " + (chance.below(40) - 20),
          "priority " + chance.below(10),
          "tickets " + (1 + chance.below(500)),
          "deadline " + (1 + chance.below(300)) + "ms",
          chance.below(4) == 0 ? "cpus " + chance.below(cpus) : "");
    }
    return exercise;
  }

  @ParameterizedTest
  @MethodSource("policies")
  void no_thread_is_lost_and_all_times_add_up(String policy) {
    for (int cpus : new int[] {1, 3}) {
      Result result = crowd(policy, cpus, 5 + cpus).run();

      assertThat(result.ended()).isEqualTo(JOBS);
      for (int i = 0; i < JOBS; i++) {
        var metrics = result.metrics("J" + i);
        assertThat(metrics.cpu() + metrics.ready() + metrics.blocked())
            .isEqualTo(metrics.turnaround());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void a_copy_goes_on_exactly_as_the_original(String policy) {
    for (long millis : new long[] {3, 21, 47, 80}) {
      Simulation run = crowd(policy, 3, 9).boot();
      run.run(Until.END.time(millis * MILLI + 300_000));
      Simulation copy = run.copy();

      assertThat(run.run(Until.END)).isInstanceOf(Stop.Finished.class);
      assertThat(copy.run(Until.END)).isInstanceOf(Stop.Finished.class);
      assertThat(trace(copy)).isEqualTo(trace(run));
    }
  }

  private static String trace(Simulation run) {
    StringBuilder text = new StringBuilder();
    try {
      TraceFile.write(run.trace(), text);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("policies")
  void killed_and_changed_threads_leave_their_queues(String policy) {
    Simulation run = crowd(policy, 2, 11).boot();
    Kernel kernel = run.hosts().getFirst();
    SplittableSeed chance = new SplittableSeed(3);
    for (int millis = 1; millis < 70; millis++) {
      run.run(Until.END.time(millis * MILLI));
      List<Process> live =
          kernel.processTable().processes().stream()
              .filter(each -> each.parent() != null && !each.isZombie)
              .toList();
      if (!live.isEmpty()) {
        Process victim = live.get(chance.below(live.size()));
        kernel.at(run.now());
        if (chance.below(8) == 0) {
          kernel.processes().end(victim, Signal.SIGKILL.number());
        } else {
          Task task = victim.threads().getFirst();
          kernel.dispatcher().requeue(task, () -> change(task.scheduling, chance));
        }
        kernel.dispatcher().dispatchIdle(run.now());
      }
    }

    assertThat(run.run(Until.END)).isInstanceOf(Stop.Finished.class);
    assertThat(kernel.dispatcher().policy().size()).isZero();
  }

  private static void change(SchedulingEntity entity, SplittableSeed chance) {
    entity.nice = chance.below(40) - 20;
    entity.policyClass = chance.below(6) == 0 ? 1 + chance.below(2) : 0;
    entity.realTimePriority = entity.policyClass == 0 ? 0 : 5;
    entity.affinity = 1L + chance.below(3);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void no_processor_is_idle_while_a_thread_waits_that_may_run_there(String policy) {
    if (policy.contains("steal=no")) {
      return;
    }
    Exercise exercise = Exercise.under(policy).cpus(4);
    for (int i = 0; i < 24; i++) {
      exercise.job("J" + i, i / 6, "cpu " + (2 + i % 5) + "ms", "priority " + i % 3);
    }
    Simulation run = exercise.boot();

    run.run(Until.END.time(12 * MILLI));

    HostInfo host = run.inspect().hosts().getFirst();
    assertThat(host.cpus()).extracting(CpuInfo::idleNanos).allMatch(idle -> idle <= MILLI);
  }

  static Stream<String> fair() {
    return Stream.of(
        "rr quantum=4ms",
        "mlfq boost=100ms",
        "lottery quantum=4ms",
        "stride quantum=4ms",
        "cfs",
        "eevdf",
        "priority preemptive aging=20ms quantum=4ms",
        "cfs per-cpu",
        "eevdf per-cpu",
        "stride quantum=4ms per-cpu",
        "rr quantum=4ms per-cpu");
  }

  @ParameterizedTest
  @MethodSource("fair")
  void nobody_starves(String policy) {
    Exercise exercise = Exercise.under(policy);
    exercise.job("meek", 0, "cpu 50ms", "nice 5", "priority 9", "tickets 10");
    for (int i = 0; i < 5; i++) {
      exercise.job("bold" + i, 0, "cpu 3000ms", "priority 1");
    }

    Result result = exercise.run();

    assertThat(result.metrics("meek").turnaround()).isLessThan(10_000 * MILLI);
  }

  @Test
  void the_language_knows_every_policy_and_parameter() {
    Vocabulary words = Vocabulary.standard();

    for (String name : Policies.names()) {
      assertThat(words.policies().get(name))
          .as("parameters of %s", name)
          .containsExactlyElementsOf(Policies.parameters(name));
    }
  }

  @Test
  void a_description_makes_the_same_policy_again() {
    policies()
        .forEach(policy -> {
          Simulation run = crowd(policy, 2, 4).boot();
          String description = run.hosts().getFirst().dispatcher().policy().description();
          Simulation again = crowd(description, 2, 4).boot();
          run.run(Until.END);
          again.run(Until.END);

          assertThat(trace(again)).as(description).isEqualTo(trace(run));
        });
  }
}
