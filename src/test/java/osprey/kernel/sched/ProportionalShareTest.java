package osprey.kernel.sched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import osprey.kernel.sched.Exercise.Result;

/// Stride, lottery, CFS and EEVDF.
class ProportionalShareTest {
  @Test
  void stride_repeats_its_pattern() {
    Result result =
        Exercise.under("stride quantum=10ms")
            .job("A", 0, "cpu 100ms", "tickets 100")
            .job("B", 0, "cpu 50ms", "tickets 50")
            .job("C", 0, "cpu 250ms", "tickets 250")
            .run();

    assertThat(result.order()).startsWith("A B C C C A C C A B C C C A C C A B C C C A C C ");
  }

  @Test
  void a_stride_thread_that_comes_late_does_not_catch_up() {
    Result result =
        Exercise.under("stride quantum=10ms")
            .job("A", 0, "cpu 140ms")
            .job("B", 100, "cpu 40ms")
            .run();

    assertThat(result.schedule())
        .isEqualTo(
            "A[0,100) B[100,110) A[110,120) B[120,130) A[130,140) B[140,150) A[150,160)"
                + " B[160,170) A[170,180)");
  }

  @Test
  void lottery_gives_shares_in_the_long_run() {
    Result result =
        Exercise.under("lottery quantum=1ms")
            .job("A", 0, "cpu 7500ms", "tickets 75")
            .job("B", 0, "cpu 9000ms", "tickets 25")
            .run();

    assertThat(result.metrics("A").end() / 1e9).isCloseTo(10, within(0.3));
  }

  @Test
  void lottery_follows_the_seed() {
    Exercise one = Exercise.of("lottery quantum=1ms", 50, 50).seed(7);

    assertThat(one.run().schedule())
        .isEqualTo(Exercise.of("lottery quantum=1ms", 50, 50).seed(7).run().schedule())
        .isNotEqualTo(Exercise.of("lottery quantum=1ms", 50, 50).seed(8).run().schedule());
  }

  private static final String CFS = "cfs latency=48ms granularity=6ms";

  @Test
  void four_cfs_tasks_have_slices_of_12_ms() {
    assertThat(Exercise.of(CFS, 24, 24, 24, 24).run().schedule())
        .startsWith("J0[0,12) J1[12,24) J2[24,36) J3[36,48) J0[48,60)");
  }

  @Test
  void two_cfs_tasks_have_slices_of_24_ms() {
    assertThat(Exercise.of(CFS, 48, 48).run().schedule())
        .isEqualTo("J0[0,24) J1[24,48) J0[48,72) J1[72,96)");
  }

  @Test
  void ten_cfs_tasks_have_the_least_slice() {
    assertThat(Exercise.of(CFS, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12).run().schedule())
        .startsWith("J0[0,6) J1[6,12) J2[12,18) J3[18,24) J4[24,30)")
        .contains("J9[54,60) J0[60,66)");
  }

  @Test
  void cfs_slices_follow_niceness() {
    Result result =
        Exercise.under(CFS).job("A", 0, "cpu 100ms", "nice -5").job("B", 0, "cpu 100ms").run();

    assertThat(result.schedule()).startsWith("A[0,36.141857) B[36.141857,47.999999) A[");
  }

  @Test
  void cfs_slices_shrink_when_a_task_comes() {
    Result result = Exercise.under(CFS).job("A", 0, "cpu 60ms").job("B", 10, "cpu 48ms").run();

    // A has had 10 ms alone; its slice is 24 ms now, 14 of which are left.
    assertThat(result.schedule()).startsWith("A[0,24) B[24,48) A[48,");
  }

  @Test
  void a_cfs_sleeper_preempts_but_has_little_credit() {
    Result result =
        Exercise.under(CFS)
            .job("hog", 0, "cpu 300ms")
            .job("sleeper", 0, "cpu 1ms, io disk 100ms, cpu 60ms")
            .run();

    // At 125 ms hog has had 124 ms; the sleeper is placed 24 ms behind it and runs at once.
    assertThat(result.schedule()).startsWith("hog[0,24) sleeper[24,25) hog[25,125) sleeper[125,");
  }

  @Test
  void equal_eevdf_tasks_take_turns() {
    assertThat(Exercise.of("eevdf slice=3ms", 6, 6, 6).run().schedule())
        .isEqualTo("J0[0,3) J1[3,6) J2[6,9) J0[9,12) J1[12,15) J2[15,18)");
  }

  @Test
  void eevdf_shares_follow_niceness() {
    Result result =
        Exercise.under("eevdf slice=3ms")
            .job("heavy", 0, "cpu 300ms", "nice -5")
            .job("light", 0, "cpu 300ms")
            .run();

    double share = 300.0 * (3121 + 1024) / 3121;
    assertThat(result.metrics("heavy").end() / 1e6).isCloseTo(share, within(3.0));
  }

  @Test
  void nobody_gets_ahead_of_an_eevdf_share_by_more_than_a_slice() {
    Exercise exercise = Exercise.under("eevdf slice=3ms");
    for (int i = 0; i < 7; i++) {
      exercise.job("J" + i, 0, "cpu 70ms");
    }

    assertThat(exercise.run().turnaround()).allMatch(end -> end >= 470 && end <= 490);
  }
}
