package osprey.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final long MS = 1_000_000;

  @Test
  void a_schedule_is_written_as_textbooks_do() {
    assertThat(schedule(Runs.fcfsWithIo())).hasToString("P1[0,6) P2[6,10) P2[13,15) P1[15,24)");
  }

  @Test
  void the_states_of_each_process_are_letters_a_millisecond() {
    Timelines timelines = Timelines.of(Runs.fcfsWithIo().log(), 24 * MS);

    assertThat(StateRows.of(timelines.all().get(0), MS)).isEqualTo("RRRRRRwwwwwwwwrRRRRRRRRR");
    assertThat(StateRows.of(timelines.all().get(1), MS)).isEqualTo("rrrrrrRRRRwwwRR");
  }

  @Test
  void turns_without_a_gap_are_one_interval() {
    Runs run = new Runs().host(1).process(0, 2, "A").process(0, 3, "B");
    run.on(0, 0, 2).preempted(10, 0, 2).on(10, 0, 2).preempted(20, 0, 2);
    run.on(20, 0, 3).exit(25, 0, 3).on(25, 0, 2).exit(31, 0, 2);

    assertThat(schedule(run)).hasToString("A[0,20) B[20,25) A[25,31)");
    assertThat(Schedule.order(run.log(), Timelines.of(run.log(), 0), 0, 0)).isEqualTo("A A B A");
  }

  @Test
  void levels_split_intervals_when_asked_for() {
    Runs run = new Runs().host(1).process(0, 2, "J0").level(0, 2, 2);
    run.on(0, 0, 2).preempted(10, 0, 2).level(10, 2, 1).on(10, 0, 2).preempted(20, 0, 2);
    run.level(20, 2, 0).on(20, 0, 2).preempted(30, 0, 2).on(30, 0, 2).exit(40, 0, 2);

    assertThat(schedule(run)).hasToString("J0[0,40)");
    assertThat(schedule(run).withLevels()).isEqualTo("J0@2[0,10) J0@1[10,20) J0@0[20,40)");
  }

  @Test
  void several_cpus_are_lanes() {
    assertThat(schedule(Runs.deadlockedTrace()))
        .hasToString("cpu0: locks[0,4) | cpu1: locks/2[1,3)");
  }

  @Test
  void fractions_of_a_millisecond_are_exact() {
    Runs run = new Runs().host(1).process(0, 2, "A");
    run.tracer.dispatched(1_500, 0, 0, 2);
    run.tracer.threadExited(2_000_001, 0, 2);

    assertThat(schedule(run)).hasToString("A[0.0015,2.000001)");
  }

  @Test
  void processes_of_one_name_are_numbered() {
    Runs run = new Runs().host(1).process(0, 2, "sh").process(0, 3, "sh").process(0, 4, "ls");
    Timelines timelines = Timelines.of(run.log(), MS);

    assertThat(timelines.processLabel(0, 2)).isEqualTo("sh");
    assertThat(timelines.processLabel(0, 3)).isEqualTo("sh.2");
    assertThat(timelines.label(0, 4)).isEqualTo("ls");
    assertThat(timelines.label(0, 99)).isEqualTo("thread 99");
  }

  @Test
  void a_run_that_stops_early_ends_its_spans() {
    Runs run = new Runs().host(1).process(0, 2, "A").on(3, 0, 2);

    assertThat(new Schedule(Timelines.of(run.log(), 10 * MS))).hasToString("A[3,10)");
  }

  private static Schedule schedule(Runs run) {
    return new Schedule(Timelines.of(run.log(), 0));
  }
}
