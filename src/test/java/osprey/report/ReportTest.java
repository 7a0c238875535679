package osprey.report;

import static org.assertj.core.api.Assertions.assertThat;
import static osprey.Golden.assertGolden;

import java.util.List;
import org.junit.jupiter.api.Test;
import osprey.inspect.SystemInfo;
import osprey.inspect.WaitGraph;
import osprey.inspect.WaitGraph.Edge;
import osprey.trace.TraceLog;

class ReportTest {
  private static final Summary FCFS =
      new Summary(
          "Two jobs with I/O",
          "finished",
          List.of(
              new Summary.Check("io.scn:12:5", "turnaround P1 == 24ms", true, null),
              new Summary.Check("io.scn:13:5", "waiting P2 == 5ms", false, "6ms")));

  @Test
  void a_text_report_tells_times_use_chart_and_expectations() {
    assertGolden(
        "report/fcfs.txt", TextReport.of(FCFS, Runs.fcfsSystem(), Runs.fcfsWithIo().log(), 80));
  }

  @Test
  void a_json_report_holds_the_same() {
    assertGolden(
        "report/fcfs.json", JsonReport.of(FCFS, Runs.fcfsSystem(), Runs.fcfsWithIo().log()));
  }

  @Test
  void a_report_shows_threads_channels_and_locks() {
    Summary summary = new Summary("Locks", "deadlock", List.of());

    assertGolden(
        "report/deadlock.txt",
        TextReport.of(summary, Runs.deadlocked(), Runs.deadlockedTrace().log(), 60));
  }

  @Test
  void an_empty_run_has_a_report_too() {
    SystemInfo nothing =
        new SystemInfo(
            0,
            0,
            List.of(),
            List.of(Runs.host("desk", List.of(), List.of(), List.of(), WaitGraph.EMPTY)));
    Summary summary = new Summary("nothing", "finished", List.of());

    assertThat(TextReport.of(summary, nothing, new TraceLog(), 80)).contains("finished at 0");
    assertThat(JsonReport.of(summary, nothing, new TraceLog())).contains("\"processes\": []");
  }

  @Test
  void a_death_is_explained_with_its_calls() {
    assertThat(Explanation.ofDeath(Runs.crashed()))
        .isEqualTo(
            """
            list (pid 2): write to address 0x0, which is not mapped
                in set at list.c:12
                by main at list.c:30
                by _start
            """);
  }

  @Test
  void a_standstill_is_explained_by_its_circle() {
    assertThat(Explanation.ofStandstill(Runs.deadlocked()))
        .isEqualTo(
            """
            deadlock: thread 2 waits for thread 3, which waits for thread 2
              thread 2 waits for mutex b, held by thread 3
              thread 3 waits for mutex a, held by thread 2
              thread 2 of locks (pid 2) waits for mutex b in pthread_mutex_lock() since 4ms
              thread 3 of locks (pid 2) waits for mutex a in pthread_mutex_lock() since 4ms
            """);
  }

  @Test
  void a_circle_is_found_among_other_edges() {
    WaitGraph graph =
        new WaitGraph(
            List.of(
                new Edge(1, 2, "a", false),
                new Edge(2, 3, "b", false),
                new Edge(3, 4, "c", true),
                new Edge(3, 5, "d", false),
                new Edge(5, 2, "e", false)));

    assertThat(Explanation.cycle(graph)).containsExactly(2, 3, 5);
    assertThat(Explanation.cycle(new WaitGraph(graph.edges().subList(0, 3)))).isEmpty();
  }
}
