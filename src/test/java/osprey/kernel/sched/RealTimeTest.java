package osprey.kernel.sched;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.util.List;
import org.junit.jupiter.api.Test;
import osprey.kernel.sched.Exercise.Result;

/// Rate monotonic and earliest deadline first.
class RealTimeTest {
  private static final Splitter SPACE = Splitter.on(' ');

  private static Exercise tasks(String policy, String first, String second) {
    List<String> one = SPACE.splitToList(first);
    List<String> two = SPACE.splitToList(second);
    return Exercise.under(policy)
        .job("T1", 0, "cpu " + one.get(0) + "ms", "period " + one.get(1) + "ms jobs " + one.get(2))
        .job("T2", 0, "cpu " + two.get(0) + "ms", "period " + two.get(1) + "ms jobs " + two.get(2));
  }

  private static int missed(Result result) {
    return result.findings().size();
  }

  @Test
  void rm_meets_the_deadlines_of_tasks_that_fit() {
    Result result = tasks("rm", "20 50 2", "35 100 1").run();

    assertThat(result.schedule()).isEqualTo("T1[0,20) T2[20,50) T1[50,70) T2[70,75)");
    assertThat(missed(result)).isZero();
  }

  @Test
  void rm_misses_a_deadline_where_edf_does_not() {
    Result result = tasks("rm", "25 50 2", "35 80 1").run();

    assertThat(result.schedule()).isEqualTo("T1[0,25) T2[25,50) T1[50,75) T2[75,85)");
    assertThat(missed(result)).isOne();
    assertThat(result.findings().getFirst()).contains("T2 missed its deadline by 5000000 ns");
  }

  @Test
  void edf_meets_the_deadlines_of_tasks_that_fit() {
    Result result = tasks("edf", "25 50 3", "35 80 2").run();

    assertThat(result.schedule())
        .isEqualTo("T1[0,25) T2[25,60) T1[60,85) T2[85,100) T1[100,125) T2[125,145)");
    assertThat(missed(result)).isZero();
  }

  @Test
  void edf_without_preemption_waits_for_the_end_of_a_job() {
    Result result =
        Exercise.under("edf preemptive=no")
            .job("long", 0, "cpu 20ms", "deadline 100ms")
            .job("soon", 5, "cpu 5ms", "deadline 10ms")
            .run();

    assertThat(result.schedule()).isEqualTo("long[0,20) soon[20,25)");
  }

  @Test
  void threads_without_a_deadline_come_last() {
    Result result =
        Exercise.under("edf")
            .job("plain", 0, "cpu 10ms")
            .job("urgent", 3, "cpu 5ms", "deadline 50ms")
            .run();

    assertThat(result.schedule()).isEqualTo("plain[0,3) urgent[3,8) plain[8,15)");
  }
}
