package osprey.ui.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static osprey.Golden.assertGolden;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import osprey.ui.Setup;
import osprey.ui.SourceLoader;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CliTest {
  /// One for all tests: it keeps the C library.
  private static final Setup.Loader LOADER = new SourceLoader();

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String input = "";

  @Test
  void a_program_writes_to_our_streams_and_its_status_is_ours() throws IOException {
    String program =
        c(
            """
            #include <stdio.h>
            int main(int argc, char **argv) {
              printf("%d %s %s\\n", argc, argv[1], argv[2]);
              fprintf(stderr, "oops\\n");
              return 3;
            }
            """);

    int status = run("run", program, "--seed", "a b");

    assertThat(status).isEqualTo(3);
    assertThat(out()).isEqualTo("3 --seed a b\n");
    assertThat(err()).isEqualTo("oops\n");
  }

  @Test
  void piped_input_is_read_to_its_end() throws IOException {
    input = "one\ntwo\n";
    String program =
        c(
            """
            #include <stdio.h>
            int main(void) {
              int c, n = 0;
              while ((c = getchar()) != EOF) { putchar(c); n++; }
              return n;
            }
            """);

    assertThat(run("run", program)).isEqualTo(8);
    assertThat(out()).isEqualTo("one\ntwo\n");
  }

  @Test
  void a_report_after_a_program_goes_to_standard_error() throws IOException {
    String program = c("int main(void) { return 0; }");

    assertThat(run("run", "--report", "--seed", "7", "--cpus=1", program)).isZero();
    assertThat(out()).isEmpty();
    assertThat(err())
        .startsWith("Report: hello.c\n  finished at ")
        .contains("seed 7", ": 1 CPU, scheduler rr");
  }

  @Test
  void the_program_sees_a_terminal_only_if_told_so() throws IOException {
    String program = c("#include <unistd.h>\nint main(void) { return isatty(0) + 2 * isatty(1); }");

    assertThat(run("run", program)).isZero();
    assertThat(run("run", "--terminal", program)).isEqualTo(3);
    assertThat(run("run", "--no-terminal", program)).isZero();
  }

  @Test
  void a_fatal_signal_is_named_as_shells_do_and_explained() throws IOException {
    String program =
        c(
            """
            int *where;
            static void set(int value) {
              *where = value;
            }
            int main(void) {
              set(5);
              return 0;
            }
            """);

    assertThat(run("run", program)).isEqualTo(139);
    assertThat(err())
        .startsWith("Segmentation fault\nosprey: hello (pid 2): write of address 0x0")
        .contains("    in set at " + program + ":3\n    by main at " + program + ":6\n");
    assertThat(run("run", "--quiet", program)).isEqualTo(139);
    assertThat(err()).isEmpty();
  }

  @Test
  void an_abort_is_a_fatal_signal_too() throws IOException {
    String program = c("#include <assert.h>\nint main(void) { assert(1 == 2); }");

    assertThat(run("run", program)).isEqualTo(134);
    assertThat(err()).contains("Assertion", "Aborted\n", "by main at " + program + ":2");
  }

  @Test
  void a_broken_pipe_inside_is_silent_as_in_a_shell() throws IOException {
    String program =
        c(
            """
            #include <unistd.h>
            int main(void) {
              int end[2];
              pipe(end);
              close(end[0]);
              write(end[1], "x", 1);
              return 0;
            }
            """);

    assertThat(run("run", program)).isEqualTo(141);
    assertThat(err()).isEmpty();
  }

  @Test
  void a_program_that_never_ends_is_explained() throws IOException {
    String program =
        c(
            """
            #include <pthread.h>
            pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
            int main(void) {
              pthread_mutex_lock(&lock);
              pthread_mutex_lock(&lock);
              return 0;
            }
            """);

    assertThat(run("run", program)).isEqualTo(1);
    assertThat(err())
        .startsWith("osprey: deadlock of 1 thread at ")
        .contains("osprey: nothing can happen any more at ")
        .contains("waits in pthread_mutex_lock() at ");
  }

  @Test
  void a_limit_is_inconclusive() throws IOException {
    String program = c("int main(void) { for (;;) { } }");

    assertThat(run("run", "--time-limit", "1ms", program)).isEqualTo(4);
    assertThat(err()).isEqualTo("osprey: the time limit was reached at 1ms\n");
    assertThat(run("run", "--event-limit=5", program)).isEqualTo(4);
    assertThat(err()).startsWith("osprey: the event limit was reached at ");
  }

  @Test
  void a_scenario_reports_on_standard_output_and_fails_with_its_expectations() throws IOException {
    String good = scenario("good.scn", "exit hello == 0");
    String bad = scenario("bad.scn", "stdout == \"x\"");

    assertThat(run("run", good)).isZero();
    assertThat(out())
        .startsWith("hi\nReport: greeting\n  finished at ")
        .contains("  met      exit hello == 0");
    assertThat(run("run", bad)).isEqualTo(1);
    assertThat(out()).contains("NOT MET  stdout == \"x\"", "bad.scn:", "actually: ");
    assertThat(run("run", "-q", bad)).isEqualTo(1);
    assertThat(out()).isEqualTo("hi\n");
    assertThat(run("run", good, "more")).isEqualTo(2);
  }

  @Test
  void json_is_all_there_is_on_standard_output() throws IOException {
    assertThat(run("run", "--json", scenario("good.scn", "exit hello == 0"))).isZero();

    assertThat(out())
        .startsWith("{\n  \"title\": \"greeting\"")
        .contains("\"stdout\": \"hi\\n\"", "\"met\": true", "\"exit\": 0");
    assertThat(err()).isEmpty();
  }

  @Test
  void a_trace_is_written_where_asked_and_is_the_same_each_time() throws IOException {
    String program = c("#include <stdio.h>\nint main(void) { puts(\"hi\"); return 0; }");
    Path first = folder.resolve("1.trace");
    Path second = folder.resolve("2.trace");

    assertThat(run("run", "--trace", first.toString(), program)).isZero();
    assertThat(run("run", "--trace", second.toString(), program)).isZero();

    assertThat(first).content().startsWith("# osprey trace 1\n0 0 host-added");
    assertThat(first).hasSameTextualContentAs(second);
    assertThat(run("run", "--trace", folder.toString(), program)).isEqualTo(3);
    assertThat(err()).contains("cannot be written");
  }

  @Test
  void files_that_cannot_be_run_get_one_sentence() throws IOException {
    Path binary = Files.write(folder.resolve("a.c"), new byte[] {127, 'E', 'L', 'F', 0});
    Path text = Files.writeString(folder.resolve("a.txt"), "hello");

    assertThat(complaint("nowhere.c")).isEqualTo("osprey: nowhere.c: there is no such file\n");
    assertThat(complaint(folder.toString())).isEqualTo("osprey: " + folder + " is a directory\n");
    assertThat(complaint(binary.toString()))
        .isEqualTo("osprey: " + binary + " is not a text file\n");
    assertThat(complaint(text.toString()))
        .endsWith("is neither a scenario (.scn) nor a C program (.c)\n");
  }

  @Test
  void wrong_source_text_is_shown_with_its_place() throws IOException {
    String program = c("int main(void) { return nothing; }");

    assertThat(run("run", program)).isEqualTo(3);
    assertThat(out()).isEmpty();
    assertThat(err()).startsWith(program + ":1:25: error: ").endsWith("1 error\n");
  }

  @Test
  void wrong_usage_is_told_on_standard_error() {
    assertThat(run()).isEqualTo(2);
    assertThat(err()).isEqualTo("osprey: Missing command\nTry 'osprey help'.\n");
    assertThat(run("run")).isEqualTo(2);
    assertThat(err()).contains("Missing required parameter: 'FILE'", "osprey help run");
    assertThat(run("rum")).isEqualTo(2);
    assertThat(err()).contains("Did you mean");
    assertThat(run("run", "--seed", "x", "a.c")).isEqualTo(2);
    assertThat(run("run", "--time-limit", "soon", "a.c")).isEqualTo(2);
    assertThat(err()).contains("'soon' is not a duration");
  }

  @Test
  void an_unknown_scheduler_is_refused() throws IOException {
    assertThat(run("run", "--scheduler", "fairest", c("int main(void) { return 0; }")))
        .isEqualTo(2);
    assertThat(err()).contains("fairest");
    assertThat(run("run", "--cpus", "0", c("int main(void) { return 0; }"))).isEqualTo(2);
    assertThat(err()).contains("1 to 64 CPUs");
  }

  @Test
  void help_and_version_are_data() {
    assertThat(run("--version")).isZero();
    assertThat(out()).isEqualTo("osprey (unpackaged)\n");
    assertThat(run("version")).isZero();
    assertThat(run("help")).isZero();
    assertGolden("cli/help.txt", out());
    assertThat(run("run", "--help")).isZero();
    assertGolden("cli/help-run.txt", out());
    assertThat(run("help", "repl")).isZero();
    assertGolden("cli/help-repl.txt", out());
    assertThat(run("completion")).isZero();
    assertThat(out()).contains("complete -F _complete_osprey");
    assertThat(err()).isEmpty();
  }

  @Test
  void check_tells_all_diagnostics() throws IOException {
    String good = c("int main(void) { return 0; }");
    Path bad = Files.writeString(folder.resolve("bad.c"), "int x = y;\nint main(void) { z; }\n");

    assertThat(run("check", good, bad.toString())).isEqualTo(3);
    assertThat(out()).isEqualTo(good + ": ok\n");
    assertThat(err()).contains(bad + ":1:9: error: ", bad + ":2:18: error: ", "2 errors");
    assertThat(run("check", "--json", bad.toString(), "nowhere.c")).isEqualTo(3);
    assertThat(out())
        .contains("\"line\": 2", "\"column\": 18", "\"severity\": \"error\"", "nowhere.c");
    assertThat(run("check", good)).isZero();
  }

  @Test
  void test_runs_a_folder_and_counts() throws IOException {
    scenario("bad.scn", "stdout == \"x\"");
    String good = scenario("good.scn", "stdout == \"hi\\n\"");
    Files.writeString(folder.resolve("broken.scn"), "machine {\n");

    assertThat(run("test", folder.toString())).isEqualTo(3);
    assertThat(out())
        .contains(
            "FAIL "
                + folder
                + "/bad.scn\n  "
                + folder
                + "/bad.scn:10:3: not met: stdout == \"x\", actually: ")
        .contains("FAIL " + folder + "/broken.scn\n  " + folder + "/broken.scn:1:")
        .contains("PASS " + good + "\n")
        .endsWith("1 passed, 2 failed\n");
    assertThat(run("test", good)).isZero();
    assertThat(out()).isEqualTo("PASS " + good + "\n1 passed, 0 failed\n");
    assertThat(run("test", "nowhere.scn")).isEqualTo(3);
    assertThat(run("test", Files.createDirectory(folder.resolve("empty")).toString())).isEqualTo(2);
  }

  @Test
  void a_report_names_bottlenecks_and_tells_what_transfers_cost() throws IOException {
    Path file = folder.resolve("slow.scn");
    Files.writeString(
        file,
        """
        program slow {
            #include <osprey.h>
            #include <pthread.h>
            #include <sys/wait.h>
            #include <unistd.h>
            static pthread_mutex_t till = PTHREAD_MUTEX_INITIALIZER;
            static char bytes[4096];
            static void *customer(void *x) {
                for (int i = 0; i < 5; i++) {
                    pthread_mutex_lock(&till);
                    compute(1000000);
                    pthread_mutex_unlock(&till);
                }
                return x;
            }
            int main(void) {
                int end[2];
                pthread_t other;
                pipe(end);
                if (fork() == 0) {
                    close(end[1]);
                    while (read(end[0], bytes, sizeof bytes) > 0) compute(200000);
                    return 0;
                }
                close(end[0]);
                for (int i = 0; i < 100; i++) write(end[1], bytes, sizeof bytes);
                close(end[1]);
                wait(NULL);
                pthread_create(&other, NULL, customer, NULL);
                customer(NULL);
                pthread_join(other, NULL);
                pthread_mutex_lock(&till);
                for (;;) pause();
            }
        }
        start slow
        time limit 100ms
        """);

    assertThat(run("run", file.toString())).isZero();
    assertThat(out())
        .containsPattern("pipe 1 was full for [0-9.]+% of the time with a writer waiting")
        .containsPattern(
            "mutex till made threads wait \\d+ times, [0-9.]+ms in all .*its owner was mostly"
                + " slow\\S* at")
        .containsPattern("pipe 1 +pipe +201 +200 +800KiB +\\d+ +\\d+ +[0-9.]+us")
        .containsPattern("till +mutex +2 +11 +\\d+ +held by 2");
    assertThat(run("run", "--json", file.toString())).isZero();
    assertThat(out())
        .contains("\"kind\": \"full\"", "\"bytesCopied\": 819200", "\"what\": \"mutex till\"");
  }

  @Test
  void compare_shows_runs_side_by_side() throws IOException {
    Path one = folder.resolve("one.scn");
    Path two = folder.resolve("two.scn");
    String jobs = "workload a { cpu 5ms }\nworkload b { cpu 1ms }\nstart a\nstart b\n";
    Files.writeString(one, "machine m { cpus 1; scheduler fcfs; costs zero }\n" + jobs);
    Files.writeString(two, "machine m { cpus 1; scheduler sjf; costs zero }\n" + jobs);

    assertThat(run("compare", one.toString(), two.toString())).isZero();
    assertThat(out().lines().toList().get(1)).contains("one.scn", "finished", "6ms", "2.5ms");
    assertThat(out().lines().toList().get(2)).contains("two.scn", "finished", "6ms", "500us");
    assertThat(run("compare", "--json", one.toString())).isZero();
    assertThat(out()).contains("\"waitingNanos\": 2500000");
  }

  @Test
  void compare_measures_the_requests_of_clients() throws IOException {
    Path scenario = folder.resolve("server.scn");
    Files.writeString(
        scenario,
        """
        machine near { address 10.0.0.1 }
        machine far { address 10.0.0.2 }
        link near far { latency 3ms }
        program echo {
          #include <netinet/in.h>
          #include <sys/socket.h>
          #include <unistd.h>
          int main(void) {
            struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(7)};
            int listener = socket(AF_INET, SOCK_STREAM, 0);
            char byte;
            bind(listener, (struct sockaddr *)&here, sizeof here);
            listen(listener, 4);
            for (int i = 0; i < 2; i++) {
              int fd = accept(listener, NULL, NULL);
              read(fd, &byte, 1);
              if (i == 0) write(fd, &byte, 1);
              close(fd);
            }
            return 0;
          }
        }
        program ask {
          #include <netdb.h>
          #include <sys/socket.h>
          #include <unistd.h>
          int main(void) {
            struct addrinfo *to;
            char byte = 1;
            getaddrinfo("far", "7", NULL, &to);
            for (int i = 0; i < 2; i++) {
              int fd = socket(AF_INET, SOCK_STREAM, 0);
              connect(fd, to->ai_addr, to->ai_addrlen);
              write(fd, &byte, 1);
              read(fd, &byte, 1);
              close(fd);
            }
            return 0;
          }
        }
        start echo on far
        start ask on near at 1ms
        """);

    assertThat(run("compare", "--requests", "--json", scenario.toString())).isZero();

    // Two round trips and a little: connecting, and asking. The second request got no answer.
    assertThat(out()).contains("\"name\": \"ask\"", "\"made\": 2", "\"answered\": 1");
    assertThat(out()).containsPattern("\"p50Nanos\": 120[0-9]{5}\\b");
    assertThat(out()).contains("\"name\": \"far\"").doesNotContain("\"name\": \"near\"");
    assertThat(run("compare", "--requests", scenario.toString())).isZero();
    assertThat(out()).contains("requests of ask", "12ms");
  }

  @Test
  void disassemble_shows_source_and_instructions() throws IOException {
    String program = c("int main(void) {\n  return 42;\n}\n");

    assertThat(run("disassemble", program)).isZero();
    assertThat(out()).contains("<main>:", "return 42;", "retv");
    assertThat(run("disassemble", "--function", "nothing", program)).isEqualTo(2);
    assertThat(err()).contains("there is no function nothing");
  }

  @Test
  void a_prompt_takes_commands_from_a_pipe_and_from_options() throws IOException {
    String program = c("int main(void) {\n  return 42;\n}\n");
    input = "break main\nrun\nfoo\n";

    assertThat(run("repl", program)).isEqualTo(1);
    assertThat(out()).contains("Breakpoint 1, main () at " + program + ":2\n2\t  return 42;");
    assertThat(err()).isEqualTo("Undefined command: \"foo\".  Try \"help\".\n");
    assertThat(run("repl", "-batch", "-ex", "run", program)).isZero();
    assertThat(out()).contains("[Process 2 exited with code 42]");
    assertThat(run("repl", "-batch", "-ex", "quit 7")).isEqualTo(7);
  }

  @Test
  void a_bug_of_ours_is_admitted() throws IOException {
    Setup.Loader broken =
        (_, _, _) -> {
          throw new IllegalStateException("frame 3 belongs to nobody");
        };

    assertThat(new Cli(streams(out), broken).run("run", c("int main;"))).isEqualTo(70);
    assertThat(err()).startsWith("osprey: internal error").contains("frame 3 belongs");
    Setup.Loader endless =
        (_, _, _) -> {
          throw new StackOverflowError();
        };
    assertThat(new Cli(streams(out), endless).run("run", c("int main;"))).isEqualTo(70);
  }

  @Test
  void a_reader_that_went_away_ends_us_quietly() throws IOException {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    String program = c("#include <stdio.h>\nint main(void) { puts(\"hello\"); return 0; }");

    assertThat(new Cli(streams(closed), LOADER).run("run", program)).isEqualTo(141);
    assertThat(err()).isEmpty();
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String complaint(String file) {
    assertThat(run("run", file)).isEqualTo(3);
    return err();
  }

  private int run(String... args) {
    out.reset();
    err.reset();
    return new Cli(streams(out), LOADER).run(args);
  }

  private HostStreams streams(OutputStream to) {
    return new HostStreams(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        to,
        new PrintStream(err, true, StandardCharsets.UTF_8),
        0);
  }

  private String c(String text) throws IOException {
    return Files.writeString(folder.resolve("hello.c"), text).toString();
  }

  private String scenario(String name, String expectation) throws IOException {
    String text =
        """
        scenario "greeting"

        program hello {
            #include <stdio.h>
            int main(void) { puts("hi"); return 0; }
        }
        start hello at 0ms

        expect {
          %s
        }
        """
            .formatted(expectation);
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
