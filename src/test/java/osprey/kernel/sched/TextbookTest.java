package osprey.kernel.sched;

import static org.assertj.core.api.Assertions.assertThat;
import static osprey.kernel.sched.Exercise.Result.average;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import osprey.kernel.sched.Exercise.Result;

/// The tables of textbooks and examinations, to the last digit.
class TextbookTest {
  @ParameterizedTest
  @ValueSource(strings = {"fifo", "sjf"})
  void equal_jobs_run_in_order_of_arrival(String policy) {
    Result result = Exercise.of(policy, 200, 200, 200).run();

    assertThat(result.response()).containsExactly(0.0, 200.0, 400.0);
    assertThat(average(result.turnaround())).isEqualTo(400);
    assertThat(average(result.waiting())).isEqualTo(200);
  }

  @Test
  void fifo_lets_short_jobs_wait_for_long_ones() {
    Result result = Exercise.of("fifo", 300, 200, 100).run();

    assertThat(average(result.response())).isEqualTo(266.67);
    assertThat(average(result.waiting())).isEqualTo(266.67);
    assertThat(average(result.turnaround())).isEqualTo(466.67);
  }

  @Test
  void sjf_runs_the_shortest_first() {
    Result result = Exercise.of("sjf", 300, 200, 100).run();

    assertThat(result.schedule()).isEqualTo("J2[0,100) J1[100,300) J0[300,600)");
    assertThat(average(result.waiting())).isEqualTo(133.33);
    assertThat(average(result.turnaround())).isEqualTo(333.33);
  }

  @Test
  void rr_answers_soon_and_ends_late() {
    Result result = Exercise.of("rr quantum=1ms", 100, 200, 300).run();

    assertThat(result.response()).containsExactly(0.0, 1.0, 2.0);
    assertThat(result.turnaround()).containsExactly(298.0, 499.0, 600.0);
    assertThat(result.waiting()).containsExactly(198.0, 299.0, 300.0);
    assertThat(average(result.turnaround())).isEqualTo(465.67);
    assertThat(average(result.waiting())).isEqualTo(265.67);
  }

  private static Exercise late(String policy) {
    return Exercise.under(policy)
        .job("A", 0, "cpu 100ms")
        .job("B", 10, "cpu 10ms")
        .job("C", 10, "cpu 10ms");
  }

  @Test
  void sjf_does_not_interrupt_for_short_jobs_that_come_late() {
    assertThat(average(late("sjf").run().turnaround())).isEqualTo(103.33);
  }

  @Test
  void srtf_interrupts_for_short_jobs_that_come_late() {
    Result result = late("srtf").run();

    assertThat(result.schedule()).isEqualTo("A[0,10) B[10,20) C[20,30) A[30,120)");
    assertThat(average(result.turnaround())).isEqualTo(50);
    assertThat(result.response()).containsExactly(0.0, 0.0, 10.0);
  }

  private static Exercise four(String policy) {
    return Exercise.under(policy)
        .job("P1", 0, "cpu 8ms")
        .job("P2", 1, "cpu 4ms")
        .job("P3", 2, "cpu 9ms")
        .job("P4", 3, "cpu 5ms");
  }

  @Test
  void four_arrivals_under_fcfs() {
    assertThat(average(four("fcfs").run().waiting())).isEqualTo(8.75);
  }

  @Test
  void four_arrivals_under_sjf() {
    assertThat(average(four("sjf").run().waiting())).isEqualTo(7.75);
  }

  @Test
  void four_arrivals_under_srtf() {
    Result result = four("srtf").run();

    assertThat(result.schedule()).isEqualTo("P1[0,1) P2[1,5) P4[5,10) P1[10,17) P3[17,26)");
    assertThat(result.waiting()).containsExactly(9.0, 0.0, 15.0, 2.0);
    assertThat(average(result.waiting())).isEqualTo(6.5);
  }

  @Test
  void four_arrivals_under_rr_with_4_ms() {
    assertThat(average(four("rr quantum=4ms").run().waiting())).isEqualTo(11.75);
  }

  @Test
  void four_arrivals_under_rr_with_2_ms_have_two_answers() {
    assertThat(average(four("rr quantum=2ms").run().waiting())).isEqualTo(12.75);
    assertThat(average(four("rr quantum=2ms").expiredFirst().run().waiting())).isEqualTo(12.25);
  }

  private static Exercise silberschatz(String policy) {
    return Exercise.under(policy)
        .job("P1", 0, "cpu 7ms")
        .job("P2", 2, "cpu 4ms")
        .job("P3", 4, "cpu 1ms")
        .job("P4", 5, "cpu 4ms");
  }

  @Test
  void sjf_chooses_when_the_processor_is_free() {
    Result result = silberschatz("sjf").run();

    assertThat(result.waiting()).containsExactly(0.0, 6.0, 3.0, 7.0);
    assertThat(average(result.waiting())).isEqualTo(4);
  }

  @Test
  void srtf_chooses_at_each_arrival() {
    Result result = silberschatz("srtf").run();

    assertThat(result.schedule()).isEqualTo("P1[0,2) P2[2,4) P3[4,5) P2[5,7) P4[7,11) P1[11,16)");
    assertThat(average(result.waiting())).isEqualTo(3);
  }

  private static Exercise priorities(String policy) {
    return Exercise.under(policy)
        .job("P1", 0, "cpu 10ms", "priority 3")
        .job("P2", 0, "cpu 1ms", "priority 1")
        .job("P3", 0, "cpu 2ms", "priority 4")
        .job("P4", 0, "cpu 1ms", "priority 5")
        .job("P5", 0, "cpu 5ms", "priority 2");
  }

  @Test
  void a_low_number_is_a_high_priority() {
    Result result = priorities("priority").run();

    assertThat(result.order()).isEqualTo("P2 P5 P1 P3 P4");
    assertThat(result.waiting()).containsExactly(6.0, 0.0, 16.0, 18.0, 1.0);
    assertThat(average(result.waiting())).isEqualTo(8.2);
  }

  @Test
  void a_high_number_is_a_high_priority_if_the_scenario_says_so() {
    assertThat(priorities("priority high").run().order()).isEqualTo("P4 P3 P1 P5 P2");
  }

  @Test
  void equal_priorities_take_turns_when_there_is_a_quantum() {
    Result result =
        Exercise.under("priority quantum=2ms")
            .job("A", 0, "cpu 3ms", "priority 1")
            .job("B", 0, "cpu 3ms", "priority 1")
            .job("C", 0, "cpu 3ms", "priority 2")
            .run();

    assertThat(result.schedule()).isEqualTo("A[0,2) B[2,4) A[4,5) B[5,6) C[6,9)");
  }

  @Test
  void a_preempted_thread_goes_on_with_the_rest_of_its_quantum() {
    Result result =
        Exercise.under("priority preemptive quantum=4ms")
            .job("A", 0, "cpu 8ms", "priority 2")
            .job("B", 0, "cpu 8ms", "priority 2")
            .job("C", 3, "cpu 1ms", "priority 1")
            .run();

    assertThat(result.schedule()).isEqualTo("A[0,3) C[3,4) A[4,5) B[5,9) A[9,13) B[13,17)");
  }

  private static Exercise withDevices(String policy) {
    return Exercise.under(policy)
        .job("P1", 0, "cpu 6ms, io disk 8ms, cpu 9ms")
        .job("P2", 0, "cpu 4ms, io disk 3ms, cpu 2ms");
  }

  @Test
  void fcfs_with_devices() {
    Result result = withDevices("fcfs").run();

    assertThat(result.states("P1")).isEqualTo("RRRRRRwwwwwwwwrRRRRRRRRR");
    assertThat(result.states("P2")).isEqualTo("rrrrrrRRRRwwwRR");
    assertThat(result.waiting()).containsExactly(1.0, 6.0);
    assertThat(result.end()).isEqualTo(24);
  }

  @Test
  void sjf_with_devices() {
    Result result = withDevices("sjf").run();

    assertThat(result.states("P1")).isEqualTo("rrrrRRRRRRwwwwwwwwRRRRRRRRR");
    assertThat(result.states("P2")).isEqualTo("RRRRwwwrrrRR");
    assertThat(result.waiting()).containsExactly(4.0, 3.0);
    assertThat(result.end()).isEqualTo(27);
  }

  @Test
  void rr_with_devices() {
    Result result = withDevices("rr quantum=3ms").run();

    assertThat(result.states("P1")).isEqualTo("RRRrrrRRRwwwwwwwwRRRRRRRRR");
    assertThat(result.states("P2")).isEqualTo("rrrRRRrrrRwwwRR");
    assertThat(result.waiting()).containsExactly(3.0, 6.0);
    assertThat(result.end()).isEqualTo(26);
  }
}
