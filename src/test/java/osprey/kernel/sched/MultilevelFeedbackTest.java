package osprey.kernel.sched;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import osprey.kernel.sched.Exercise.Result;

/// MLFQ as OSTEP, chapter 8, and its program mlfq.py have it.
class MultilevelFeedbackTest {
  private static final String THREE_LEVELS = "mlfq levels=3 quantum=10ms";

  @Test
  void a_short_job_overtakes_a_long_one_that_has_sunk() {
    Result result =
        Exercise.under(THREE_LEVELS).job("J0", 0, "cpu 180ms").job("J1", 100, "cpu 20ms").run();

    assertThat(result.levels())
        .isEqualTo("J0@2[0,10) J0@1[10,20) J0@0[20,100) J1@2[100,110) J1@1[110,120) J0@0[120,200)");
    assertThat(result.turnaround()).containsExactly(200.0, 20.0);
    assertThat(result.response()).containsExactly(0.0, 0.0);
  }

  private static Exercise three(String policy) {
    return Exercise.under(policy)
        .job("J0", 0, "cpu 120ms")
        .job("J1", 100, "cpu 50ms")
        .job("J2", 100, "cpu 50ms");
  }

  @Test
  void short_jobs_hold_up_a_long_one() {
    assertThat(three(THREE_LEVELS).run().turnaround()).containsExactly(180.0, 110.0, 120.0);
  }

  @Test
  void a_boost_ends_starvation() {
    Result result = three(THREE_LEVELS + " boost=50ms").run();

    assertThat(result.turnaround()).containsExactly(140.0, 100.0, 120.0);
    assertThat(result.response()).containsExactly(0.0, 10.0, 20.0);
  }

  @Test
  void a_boost_gives_the_same_under_the_other_tie_rule() {
    Result result = three(THREE_LEVELS + " boost=50ms").expiredFirst().run();

    assertThat(result.turnaround()).containsExactly(140.0, 100.0, 120.0);
    assertThat(result.response()).containsExactly(0.0, 10.0, 20.0);
  }

  @Test
  void lower_levels_have_longer_quanta() {
    assertThat(Exercise.of("mlfq quanta=10ms,20ms,40ms", 140, 140).run().schedule())
        .isEqualTo(
            "J0[0,10) J1[10,20) J0[20,40) J1[40,60) J0[60,100) J1[100,140) J0[140,180)"
                + " J1[180,220) J0[220,250) J1[250,280)");
  }

  private static Exercise gaming(String policy) {
    return Exercise.under(policy)
        .job("J0", 0, "cpu 40ms")
        .job("J1", 0, "repeat 3 { cpu 9ms; io disk 1ms }; cpu 3ms");
  }

  @Test
  void an_allotment_that_is_kept_cannot_be_gamed() {
    assertThat(gaming(THREE_LEVELS).run().turnaround()).containsExactly(67.0, 70.0);
  }

  @Test
  void an_allotment_that_is_reset_can_be_gamed() {
    assertThat(gaming(THREE_LEVELS + " reset").run().turnaround()).containsExactly(70.0, 43.0);
  }

  @Test
  void an_allotment_may_be_several_quanta() {
    assertThat(Exercise.of("mlfq levels=2 quantum=10ms allotment=2", 50, 30).run().levels())
        .isEqualTo(
            "J0@1[0,10) J1@1[10,20) J0@1[20,30) J1@1[30,40) J0@0[40,50) J1@0[50,60)"
                + " J0@0[60,80)");
  }

  @Test
  void an_allotment_may_be_a_time() {
    assertThat(Exercise.of("mlfq levels=2 quantum=10ms allotment=15ms", 30, 10).run().levels())
        .isEqualTo("J0@1[0,10) J1@1[10,20) J0@1[20,25) J0@0[25,40)");
  }

  @Test
  void a_boost_moves_the_lowest_level_first() {
    Result result =
        Exercise.under("mlfq levels=3 quantum=10ms boost=40ms")
            .job("A", 0, "cpu 40ms")
            .job("B", 15, "cpu 40ms")
            .expiredFirst()
            .run();

    // At 40 A is at the lowest level, B ran at the middle one and had used up its quantum.
    assertThat(result.levels())
        .isEqualTo(
            "A@2[0,10) A@1[10,15) B@2[15,25) A@1[25,30) B@1[30,40) A@2[40,50) B@2[50,60)"
                + " A@1[60,70) B@1[70,80)");
  }

  @Test
  void a_lone_job_goes_up_at_a_boost() {
    assertThat(Exercise.of("mlfq levels=2 quantum=10ms boost=25ms", 40).run().levels())
        .isEqualTo("J0@1[0,10) J0@0[10,25) J0@1[25,35) J0@0[35,40)");
  }
}
