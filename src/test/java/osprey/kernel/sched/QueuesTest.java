package osprey.kernel.sched;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import osprey.kernel.sched.Exercise.Result;

/// One queue for all CPUs, and a queue for each.
class QueuesTest {
  private static Exercise four(String policy) {
    return Exercise.under(policy)
        .cpus(2)
        .job("A", 0, "cpu 6ms")
        .job("B", 0, "cpu 2ms")
        .job("C", 0, "cpu 6ms")
        .job("D", 0, "cpu 2ms");
  }

  @Test
  void one_queue_serves_all_processors() {
    assertThat(four("fcfs").run().schedule())
        .isEqualTo("cpu0: A[0,6) D[6,8) | cpu1: B[0,2) C[2,8)");
  }

  @Test
  void without_stealing_everybody_stays() {
    Result result = four("rr quantum=2ms per-cpu steal=no").run();

    assertThat(result.schedule())
        .isEqualTo("cpu0: A[0,2) C[2,4) A[4,6) C[6,8) A[8,10) C[10,12) | cpu1: B[0,2) D[2,4)");
    assertThat(result.metrics("A").migrations()).isZero();
  }

  @Test
  void an_idle_processor_steals_who_waits() {
    Result result = four("rr quantum=2ms per-cpu").run();

    assertThat(result.schedule()).isEqualTo("cpu0: A[0,2) C[2,8) | cpu1: B[0,2) D[2,4) A[4,8)");
    assertThat(result.metrics("A").migrations()).isOne();
  }

  @Test
  void balancing_evens_queues_out_at_its_time() {
    Result result =
        Exercise.under("rr quantum=2ms per-cpu steal=no balance=10ms")
            .cpus(2)
            .job("A", 0, "cpu 20ms")
            .job("B", 0, "cpu 2ms")
            .job("C", 0, "cpu 20ms")
            .run();

    assertThat(result.schedule()).contains("cpu1: B[0,2) ").contains("[10,");
    assertThat(result.end()).isLessThan(30);
  }

  @Test
  void affinity_is_respected_by_stealing() {
    Result result =
        Exercise.under("rr quantum=2ms per-cpu")
            .cpus(2)
            .job("A", 0, "cpu 4ms", "cpus 0")
            .job("B", 0, "cpu 4ms", "cpus 0")
            .run();

    assertThat(result.schedule()).isEqualTo("cpu0: A[0,2) B[2,4) A[4,6) B[6,8) | cpu1:");
  }

  @Test
  void a_woken_thread_goes_to_an_idle_processor_if_its_own_is_busy() {
    Result result =
        Exercise.under("fcfs per-cpu steal=no")
            .cpus(2)
            .job("A", 0, "cpu 2ms, io disk 4ms, cpu 2ms")
            .job("B", 0, "cpu 3ms")
            .job("C", 0, "cpu 8ms")
            .run();

    assertThat(result.schedule()).isEqualTo("cpu0: A[0,2) C[2,10) | cpu1: B[0,3) A[6,8)");
  }

  @Test
  void who_finds_a_processor_taken_by_another_may_still_preempt() {
    Result result =
        Exercise.under("priority preemptive")
            .cpus(2)
            .job("low", 0, "cpu 10ms", "priority 9")
            .job("first", 2, "cpu 5ms", "priority 5")
            .job("second", 2, "cpu 4ms", "priority 1")
            .run();

    assertThat(result.schedule())
        .isEqualTo("cpu0: low[0,2) first[2,7) | cpu1: second[2,6) low[6,14)");
  }
}
