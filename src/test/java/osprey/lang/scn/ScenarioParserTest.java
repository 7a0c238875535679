package osprey.lang.scn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import osprey.lang.DiagnosticPrinter;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.c.Headers;
import osprey.lang.c.Preprocessor;

/// What right scenarios mean. Wrong ones: ScenarioErrorsTest.
class ScenarioParserTest {
  private static Scenario parse(String text) {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Scenario scenario = ScenarioParser.parse("x.scn", text, diagnostics);
    assertThat(DiagnosticPrinter.print(diagnostics, false)).isEmpty();
    return scenario;
  }

  /// One expectation about a process p of two.
  private static Expectation expectation(String sentence) {
    Scenario scenario =
        parse(
            "machine m; machine n; workload p { cpu 1ms }\n"
                + "start p; start p as q; start 2 copies of p as many\nexpect { "
                + sentence
                + " }");
    assertThat(scenario.expectations()).hasSize(1);
    return scenario.expectations().getFirst();
  }

  @Test
  void the_shape_of_the_design_is_understood() {
    Scenario scenario =
        parse(
            """
            scenario "A parent greets its child"

            machine desk {
                cpus      2
                memory    64MiB
                clock     1GHz
                scheduler rr quantum=10ms
            }

            program greeter {
                #include <stdio.h>
                int main(void) { return '}' == "}"[0]; /* } */ }
            }

            start greeter on desk at 0ms

            expect {
                exit greeter == 0
                stdout == "child read 6 bytes\\n"
            }
            """);

    assertThat(scenario.title()).isEqualTo("A parent greets its child");
    Machine desk = scenario.machine("desk");
    assertThat(desk.cpus()).isEqualTo(2);
    assertThat(desk.memoryBytes()).isEqualTo(64L << 20);
    assertThat(desk.clockHertz()).isEqualTo(1_000_000_000);
    assertThat(desk.scheduler().policy()).isEqualTo("rr");
    assertThat(desk.scheduler().parameters()).isEqualTo(Map.of("quantum", List.of(10_000_000L)));
    Start start = scenario.starts().getFirst();
    assertThat(start.name()).isEqualTo("greeter");
    assertThat(start.machine()).isEqualTo("desk");
    assertThat(scenario.expectations())
        .hasExactlyElementsOfTypes(Expectation.Exit.class, Expectation.Output.class);
    Expectation output = scenario.expectations().get(1);
    assertThat(output.source()).isEqualTo("stdout == \"child read 6 bytes\\n\"");
  }

  @Test
  void a_program_and_a_start_are_enough() {
    Scenario scenario = parse("program p { int main() { return 0; } }\nstart p");

    assertThat(scenario.machine(null).cpus()).isEqualTo(2);
    assertThat(scenario.starts().getFirst().machine()).isNull();
    assertThat(scenario.mode()).isEqualTo(Scenario.Mode.SIMULATED);
    assertThat(scenario.seed()).isNull();
  }

  @Test
  void diagnostics_of_embedded_c_speak_of_the_scenario_file() {
    String text = "machine m\nprogram p { int x; \n  int @; }\nstart p";
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Scenario scenario = ScenarioParser.parse("x.scn", text, diagnostics);
    Program.Inline source = (Program.Inline) scenario.programs().getFirst().sources().getFirst();

    new Preprocessor(diagnostics, Headers.library(), Map.of())
        .run(source.file(), source.text(), source.firstLine(), source.firstColumn());

    assertThat(diagnostics.all()).hasSize(1);
    assertThat(diagnostics.sources().locate(diagnostics.all().getFirst().at()))
        .hasToString("x.scn:3:7");
    assertThat(source.firstLine()).isEqualTo(2);
    assertThat(source.firstColumn()).isEqualTo(12);
  }

  @Test
  void programs_may_come_from_files() {
    Scenario scenario = parse("program p from \"a.c\" \"b.c\", \"c.c\"\nstart p");

    assertThat(scenario.programs().getFirst().sources())
        .extracting(source -> ((Program.FromFile) source).path())
        .containsExactly("a.c", "b.c", "c.c");
  }

  @Test
  void all_settings_of_a_machine_are_kept() {
    Machine m =
        parse(
                """
                machine m {
                  cpus 4, memory 1GiB; clock 2.6GHz interleave 7
                  scheduler mlfq levels=3 quanta=10ms,20ms,40ms reset
                  address 10.1.2.3 // a comment
                  disk { latency 8.5ms bandwidth 150MB/s }  # another
                  terminal yes; ties expired first
                  costs zero { byte 20ps; switch 1.5us }
                  limits { pipe_capacity 16KiB; open_files 64 }
                }
                workload w { cpu 1ms }; start w
                """)
            .machines()
            .getFirst();

    assertThat(m.cpus()).isEqualTo(4);
    assertThat(m.memoryBytes()).isEqualTo(1L << 30);
    assertThat(m.clockHertz()).isEqualTo(2_600_000_000L);
    assertThat(m.interleave()).isEqualTo(7);
    assertThat(m.scheduler().parameters())
        .containsExactly(
            Map.entry("levels", List.of(3L)),
            Map.entry("quanta", List.of(10_000_000L, 20_000_000L, 40_000_000L)),
            Map.entry("reset", List.of(1L)));
    assertThat(m.address()).isEqualTo("10.1.2.3");
    assertThat(m.disk().latencyNanos()).isEqualTo(8_500_000);
    assertThat(m.disk().bytesPerSecond()).isEqualTo(150_000_000);
    assertThat(m.hasTerminal()).isTrue();
    assertThat(m.expiredFirst()).isTrue();
    assertThat(m.costs().profile()).isEqualTo("zero");
    assertThat(m.costs().picos()).isEqualTo(Map.of("byte", 20L, "switch", 1_500_000L));
    assertThat(m.limits()).isEqualTo(Map.of("pipe_capacity", 16_384L, "open_files", 64L));
  }

  @Test
  void links_and_partitions_join_and_part_machines() {
    Scenario scenario =
        parse(
            """
            machine a; machine b; machine c
            link a b { latency 1ms, jitter 100us, bandwidth 100Mbit/s, loss 0.5%, duplicates 1% }
            link b c
            partition a, b from c
            workload w { cpu 1ms }; start w
            """);

    assertThat(scenario.links())
        .extracting(
            Link::a,
            Link::latencyNanos,
            Link::jitterNanos,
            Link::bitsPerSecond,
            Link::lossPartsPerMillion,
            Link::duplicatePartsPerMillion)
        .containsExactly(
            tuple("a", 1_000_000L, 100_000L, 100_000_000L, 5_000, 10_000),
            tuple("b", 0L, 0L, 0L, 0, 0));
    assertThat(scenario.interventions().getFirst().action())
        .isEqualTo(new Intervention.Partition(List.of("a", "b"), List.of("c")));
  }

  @Test
  void workloads_repeat_their_steps() {
    Workload w =
        parse(
                """
                workload w priority 3 tickets 50 {
                  cpu 6ms, io disk 8ms exclusive
                  repeat 2 { cpu 1ms; io net 2ms }
                  period 50ms; deadline 40ms; jobs 3
                }
                start w nice -5 tickets 70
                """)
            .workloads()
            .getFirst();

    assertThat(w.steps())
        .extracting(Workload.Step::nanos)
        .containsExactly(6_000_000L, 8_000_000L, 1_000_000L, 2_000_000L, 1_000_000L, 2_000_000L);
    assertThat(((Workload.Io) w.steps().get(1)).isExclusive()).isTrue();
    assertThat(w.share()).isEqualTo(new Share(null, 3, 50, 50_000_000L, 40_000_000L, null, 3));
    assertThat(new Share(-5, null, 70, null, null, null, null).or(w.share()))
        .isEqualTo(new Share(-5, 3, 70, 50_000_000L, 40_000_000L, null, 3));
  }

  @Test
  void files_of_all_kinds_are_kept() {
    Scenario scenario =
        parse(
            """
            machine m
            file "/a" on m mode 0600 user 5 = "x\\0\\xff\\u00e9" "y"
            file "/b" from "b.bin"
            directory "/d"; fifo "/f" mode 0622; symlink "/l" -> "/a"
            file "/t" = \"""
                one
                  two\\tx
                \"""
            workload w { cpu 1ms }; start w
            """);

    HostFile a = scenario.files().getFirst();
    assertThat(a.mode()).isEqualTo(0600);
    assertThat(a.user()).isEqualTo(5);
    assertThat(a.machine()).isEqualTo("m");
    assertThat(((HostFile.Text) a.body()).content().bytes())
        .containsExactly('x', 0, 0xff, 0xc3, 0xa9, 'y');
    assertThat(scenario.files())
        .extracting(HostFile::body)
        .contains(
            new HostFile.FromFile("b.bin"),
            HostFile.Kind.DIRECTORY,
            HostFile.Kind.FIFO,
            new HostFile.SymbolicLink("/a"),
            new HostFile.Text(Content.of("one\n  two\tx\n")));
  }

  @Test
  void starts_are_numbered_where_they_share_a_name() {
    Scenario scenario =
        parse(
            """
            machine m; machine n
            sandbox cage { deny files network, ipc; fail with EACCES }
            workload w { cpu 1ms }
            start w as one on n at 5ms args "a" "b" env "X=1" stdin "in" cwd "/tmp" user 7 sandbox cage
            start 2 copies of w at 10ms every 2ms { cpus 0,2-3; stdin from "input.txt" }
            start w
            at 99ms start w as late
            """);

    assertThat(scenario.starts())
        .extracting(Start::name)
        .containsExactly("one", "w.1", "w.2", "w.3", "late");
    assertThat(scenario.starts())
        .extracting(Start::timeNanos)
        .containsExactly(5_000_000L, 10_000_000L, 12_000_000L, 0L, 99_000_000L);
    Start one = scenario.starts().getFirst();
    assertThat(one.arguments()).containsExactly("a", "b");
    assertThat(one.environment()).containsExactly("X=1");
    assertThat(one.input()).isEqualTo(new Start.Text(Content.of("in")));
    assertThat(one.directory()).isEqualTo("/tmp");
    assertThat(one.user()).isEqualTo(7);
    assertThat(one.sandbox()).isEqualTo("cage");
    assertThat(scenario.starts().get(1).share().affinity()).isEqualTo(0b1101);
    assertThat(scenario.starts().get(1).group()).isEqualTo("w");
    assertThat(scenario.sandboxes().getFirst().denials())
        .containsExactly(Sandbox.Denial.FILES, Sandbox.Denial.NETWORK, Sandbox.Denial.IPC);
    assertThat(scenario.sandboxes().getFirst().failsWithAccess()).isTrue();
  }

  @Test
  void the_timeline_holds_all_interventions_in_order() {
    Scenario scenario =
        parse(
            """
            machine a; machine b; link a b
            workload p { cpu 1ms }; start p
            at 40ms {
              kill p; signal p SIGRTMIN+2; stop p; continue p
              crash p thread 2; crash machine a; restart machine a; restart p
              cut link a b; heal link a b; partition a from b; heal partition
              type p "ls\\n"; end input p
            }
            at 1ms kill p SIGKILL
            """);

    assertThat(scenario.interventions())
        .extracting(Intervention::action)
        .containsExactly(
            new Intervention.Send("p", 15),
            new Intervention.Send("p", 36),
            new Intervention.Send("p", 19),
            new Intervention.Send("p", 18),
            new Intervention.Crash("p", 2),
            new Intervention.CrashMachine("a"),
            new Intervention.RestartMachine("a"),
            new Intervention.Restart("p"),
            new Intervention.CutLink("a", "b"),
            new Intervention.HealLink("a", "b"),
            new Intervention.Partition(List.of("a"), List.of("b")),
            new Intervention.HealPartition(),
            new Intervention.Type("p", Content.of("ls\n")),
            new Intervention.EndInput("p"),
            new Intervention.Send("p", 9));
    assertThat(scenario.interventions().getLast().source()).isEqualTo("kill p SIGKILL");
    assertThat(scenario.interventions().getLast().timeNanos()).isEqualTo(1_000_000);
  }

  @Test
  void mode_seed_and_limit_are_kept() {
    Scenario scenario =
        parse(
            "mode hardware { simulate network, disk }; seed -3; time limit 2s\n"
                + "workload w { cpu 1ms }; start w");

    assertThat(scenario.mode().isHardware()).isTrue();
    assertThat(scenario.mode().simulated()).containsExactly("network", "disk");
    assertThat(scenario.seed()).isEqualTo(-3);
    assertThat(scenario.timeLimitNanos()).isEqualTo(2_000_000_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit p == 0",
        "exit p/1 != 3",
        "signal p == SIGSEGV",
        "signal p != none",
        "stdout of machine m contains \"x\"",
        "stderr of many lacks \"x\"",
        "stdout matches \"a+\\\\n\"",
        "file \"/x\" on n == \"y\"",
        "file \"/x\" exists",
        "file \"/x\" missing",
        "deadlock",
        "deadlock of p, q",
        "no deadlock",
        "race on counter",
        "no race",
        "error \"use after free\"",
        "no error",
        "turnaround p == 10ms",
        "average waiting == 6.5ms within 1%",
        "maximum response of many <= 1us",
        "utilisation cpu 1 on m >= 87.5%",
        "throughput > 2.5/s",
        "involuntary switches p == 4",
        "total voluntary switches < 5",
        "count copies of p <= 2",
        "count syscalls read of p == 3",
        "count page faults == 0x10",
        "count bytes copied of p <= 64KiB",
        "count packets lost == 0",
        "count packets on m > 0",
        "schedule cpu 1 on n == \"p[0,2) q[2,4.5)\" in us",
        "states p == \"RRrw-\" in 10ms"
      })
  void every_kind_of_expectation_is_understood_and_remembers_its_words(String sentence) {
    assertThat(expectation(sentence).source()).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "turnaround p == 10ms, TURNAROUND, , 10000000, 0",
    "cpu p == 10ms within 10%, CPU, , 10000000, 1000000",
    "average waiting == 6.5ms within 1us, WAITING, AVERAGE, 6500000, 1000",
    "utilisation == 50% within 1%, UTILISATION, , 0.5, 0.005",
    "throughput == 2/ms, THROUGHPUT, , 2000, 0",
    "count bytes copied == 2KiB, BYTES_COPIED, , 2048, 0",
    "response p == 0, RESPONSE, , 0, 0"
  })
  void measures_are_in_the_unit_of_their_metric(
      String sentence,
      Metric metric,
      Expectation.Aggregate aggregate,
      double value,
      double tolerance) {
    Expectation.Measure measure = (Expectation.Measure) expectation(sentence);

    assertThat(measure.metric()).isEqualTo(metric);
    assertThat(measure.aggregate()).isEqualTo(aggregate);
    assertThat(measure.value()).isEqualTo(value);
    assertThat(measure.tolerance()).isEqualTo(tolerance);
  }

  @Test
  void a_schedule_is_a_list_of_slices() {
    Expectation.Schedule schedule =
        (Expectation.Schedule) expectation("schedule == \"p[0,2)q[2,4.5)\"");

    assertThat(schedule.slices())
        .containsExactly(
            new Expectation.Slice("p", 0, 2_000_000),
            new Expectation.Slice("q", 2_000_000, 4_500_000));
  }

  @Test
  void outcomes_have_grades_and_conditions() {
    Expectation.OneOf table =
        (Expectation.OneOf)
            expectation(
                """
                one of {
                  acceptable "in order" stdout == "2" and exit p == 0
                  interesting "odd" stdout == "1"
                  forbidden "else" otherwise
                }\
                """);

    assertThat(table.outcomes())
        .extracting(Expectation.Outcome::grade)
        .containsExactly(
            Expectation.Grade.ACCEPTABLE,
            Expectation.Grade.INTERESTING,
            Expectation.Grade.FORBIDDEN);
    assertThat(table.outcomes().getFirst().conditions()).hasSize(2);
    assertThat(table.outcomes().getLast().conditions()).isEmpty();
  }

  @Test
  void a_scheduler_can_be_given_on_a_command_line() {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());

    Machine.Scheduler scheduler =
        ScenarioParser.scheduler("rr quantum=5ms", diagnostics, Vocabulary.standard());

    assertThat(diagnostics.hasErrors()).isFalse();
    assertThat(scheduler.parameters()).isEqualTo(Map.of("quantum", List.of(5_000_000L)));
  }
}
