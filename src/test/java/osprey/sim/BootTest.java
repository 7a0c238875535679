package osprey.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.trace.TraceLevel;

class BootTest {
  private static final String HELLO =
      """
      program hello {
          #include <stdio.h>
          int main(void) { puts("hello"); return 0; }
      }
      start hello
      """;

  @Test
  void a_program_starts_as_a_shell_would_start_it() {
    Rehearsed played =
        Rehearsed.program(
            """
            #include <stdio.h>
            #include <stdlib.h>
            #include <unistd.h>
            int main(int argc, char **argv) {
              char cwd[100];
              printf("%d %s %s %s %s %s\\n", argc, argv[0], argv[1], getenv("HOME"),
                     getcwd(cwd, sizeof cwd), getenv("PWD"));
              return 42;
            }
            """,
            RunOptions.NONE, "two words");

    assertThat(played.output()).isEqualTo("2 ./test two words /root /root /root\n");
    assertThat(played.main().exitStatus()).isEqualTo(42 << 8);
    assertThat(played.stop()).isInstanceOf(Stop.Finished.class);
  }

  @Test
  void a_program_can_execute_itself_again() {
    Rehearsed played =
        Rehearsed.program(
            """
            #include <stdio.h>
            #include <unistd.h>
            int main(int argc, char **argv) {
              if (argc == 1) {
                execl(argv[0], argv[0], "again", (char *)0);
                perror(argv[0]);
              }
              printf("%s\\n", argv[1]);
              return 0;
            }
            """,
            RunOptions.NONE);

    assertThat(played.output()).isEqualTo("again\n");
  }

  @Test
  void a_program_waits_for_input_that_the_host_may_supply() {
    Rehearsed played =
        Rehearsed.program(
            """
            #include <stdio.h>
            int main(void) {
              char line[80];
              while (fgets(line, sizeof line, stdin)) printf("[%s]", line);
              return 0;
            }
            """,
            RunOptions.NONE);

    assertThat(played.stop()).isInstanceOf(Stop.InputWanted.class);
    played.run().input("a\nb".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(played.run().run(Until.END)).isInstanceOf(Stop.InputWanted.class);
    played.run().endInput();
    assertThat(played.run().run(Until.END)).isInstanceOf(Stop.Finished.class);
    assertThat(played.output()).isEqualTo("[a\n][b]");
  }

  @Test
  void a_terminal_is_one_if_the_options_say_so() {
    String text =
        """
        #include <stdio.h>
        #include <unistd.h>
        int main(void) { printf("%d%d%d\\n", isatty(0), isatty(1), isatty(2)); return 0; }
        """;

    RunOptions mixed = new RunOptions(null, null, null, 0b101, TraceLevel.OFF);

    assertThat(Rehearsed.program(text, RunOptions.NONE).output()).isEqualTo("000\n");
    assertThat(Rehearsed.program(text, mixed).output()).isEqualTo("101\n");
  }

  @Test
  void options_override_the_scenario() {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Boot boot =
        Rehearsed.there(
            Rehearsed.load("seed 5\nmachine m { cpus 4; scheduler fcfs }\n" + HELLO, diagnostics),
            diagnostics);
    RunOptions options = new RunOptions(9L, 1, "rr quantum=3ms", null, TraceLevel.ALL);

    Simulation asSaid = Rehearsed.play(boot, RunOptions.NONE, diagnostics).run();
    Simulation other = Rehearsed.play(boot, options, diagnostics).run();

    assertThat(asSaid.seed()).isEqualTo(5);
    assertThat(asSaid.inspect().hosts().getFirst().cpus()).hasSize(4);
    assertThat(asSaid.inspect().hosts().getFirst().scheduler()).isEqualTo("fcfs");
    assertThat(other.seed()).isEqualTo(9);
    assertThat(other.inspect().hosts().getFirst().cpus()).hasSize(1);
    assertThat(other.inspect().hosts().getFirst().scheduler()).isEqualTo("rr quantum=3ms");
  }

  @Test
  void an_unknown_scheduler_is_reported() {
    RunOptions misspelt = new RunOptions(null, null, "rrr", null, TraceLevel.ALL);

    assertThat(Rehearsed.complaints(HELLO, misspelt)).singleElement().asString().contains("rrr");
  }

  @Test
  void what_cannot_be_simulated_yet_is_reported() {
    String scenario =
        """
        machine a
        machine b
        link a b
        at 1ms { crash machine b; cut link a b }
        expect { no race }
        """
            + HELLO;

    assertThat(Rehearsed.complaints(scenario, RunOptions.NONE))
        .containsExactly("machines cannot crash or restart yet", "races are not looked for yet");
  }

  @Test
  void sources_headers_and_files_are_found_beside_the_scenario() {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    String scenario =
        """
        program sum from "src/sum.c" "src/add.c"
        file "/data" from "input.txt"
        start sum stdin from "src/typed.txt"
        expect { stdout == "7 x y" }
        """;
    Map<String, String> files =
        Map.of(
            "dir/src/sum.c",
            """
            #include <stdio.h>
            #include "add.h"
            int main(void) {
              FILE *data = fopen("/data", "r");
              printf("%d %c %c", add(3, 4), fgetc(data), getchar());
              return 0;
            }
            """,
            "dir/src/add.c",
            "#include \"add.h\"\nint add(int a, int b) { return a + b; }\n",
            "dir/src/add.h",
            "int add(int a, int b);\n",
            "dir/input.txt",
            "x",
            "dir/src/typed.txt",
            "y");

    Boot boot = Rehearsed.load(scenario, files, diagnostics);
    Rehearsed played = Rehearsed.play(boot, RunOptions.NONE, diagnostics);

    assertThat(played.verdict().isMet()).as(played.output()).isTrue();
  }

  @Test
  void files_that_are_missing_are_reported_where_they_are_named() {
    String scenario =
        """
        program a from "a.c"
        file "/data" from "input.txt"
        start a stdin from "typed.txt"
        """;

    assertThat(Rehearsed.complaints(scenario, RunOptions.NONE))
        .containsExactly(
            "dir/a.c cannot be read",
            "dir/input.txt cannot be read",
            "dir/typed.txt cannot be read");
  }

  @Test
  void a_machine_without_terminal_gives_an_empty_input() {
    Rehearsed played =
        Rehearsed.scenario(
            """
            program reader {
                #include <stdio.h>
                int main(void) { printf("%d\\n", getchar()); return 0; }
            }
            start reader
            expect { stdout == "-1\\n" }
            """);

    assertThat(played.verdict().isMet()).as(played.output()).isTrue();
  }

  @Test
  void what_is_typed_goes_to_the_process_that_is_named() {
    Rehearsed played =
        Rehearsed.scenario(
            """
            program reader {
                #include <stdio.h>
                int main(void) {
                    char line[80];
                    while (fgets(line, sizeof line, stdin)) printf("%s", line);
                    return 0;
                }
            }
            start reader as a
            start reader as b
            at 1ms { type a "for a\\n"; type b "for b\\n" }
            at 2ms { end input a; end input b }
            expect {
                stdout of a == "for a\\n"
                stdout of b == "for b\\n"
                completion a >= 2ms
            }
            """);

    assertThat(played.verdicts()).allMatch(Verdict::isMet);
  }

  @Test
  void a_process_can_be_stopped_continued_crashed_and_restarted() {
    Rehearsed played =
        Rehearsed.scenario(
            """
            machine m { costs zero }
            program worker {
                #include <osprey.h>
                #include <stdio.h>
                #include <unistd.h>
                int main(void) { puts("begins"); fflush(stdout); compute(10000000); return 3; }
            }
            start worker as stopped
            start worker as crashed
            start worker as again
            at 1ms { stop stopped; crash crashed }
            at 5ms { continue stopped; restart again }
            expect {
                exit stopped == 3
                completion stopped >= 14ms
                signal crashed == SIGSEGV
                error "execute garbage"
                stdout of again == "begins\\nbegins\\n"
                exit again == 3
                completion again >= 15ms
            }
            """);

    assertThat(played.verdicts()).allMatch(Verdict::isMet);
  }

  @Test
  void a_periodic_workload_releases_its_jobs() {
    Rehearsed played =
        Rehearsed.scenario(
            """
            machine m { cpus 1; scheduler fcfs; costs zero }
            workload T period 50ms jobs 3 { cpu 20ms }
            workload late period 10ms jobs 2 { cpu 15ms }
            start T
            start late at 200ms
            expect {
                schedule == "T[0,20) T[50,70) T[100,120) late[200,230)"
                count missed deadlines of T == 0
                count missed deadlines of late == 2
                states T == "RRwwwRRwwwRR" in 10ms
            }
            """);

    assertThat(played.verdicts()).allMatch(Verdict::isMet);
  }

  @Test
  void a_sandbox_refuses_processes() {
    Rehearsed played =
        Rehearsed.scenario(
            """
            sandbox alone { deny processes }
            program forker {
                #include <stdio.h>
                #include <unistd.h>
                int main(void) { printf("%d\\n", fork()); return 0; }
            }
            start forker sandbox alone
            expect { stdout == "-1\\n" }
            """);

    assertThat(played.verdict().isMet()).as(played.output()).isTrue();
  }
}
