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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import osprey.inspect.DeathInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.ProcessInfo;
import osprey.inspect.ProcessState;
import osprey.inspect.SystemInfo;
import osprey.inspect.WaitGraph;
import osprey.lang.Diagnostics;
import osprey.report.Runs;
import osprey.report.Summary;
import osprey.trace.TraceLevel;
import osprey.ui.RunOptions;
import osprey.ui.ScriptedSession;
import osprey.ui.Session;
import osprey.ui.Setup;
import osprey.ui.SourceText;
import osprey.ui.Stop;

class CliTest {
  private static final Stop FINISHED = new Stop.Finished();

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String input = "";
  private Path program = Path.of("");
  private Path scenario = Path.of("");
  private @Nullable RunOptions options;
  private List<String> arguments = new ArrayList<>();
  private @Nullable Long timeLimit;

  @BeforeEach
  void write_sources() throws IOException {
    program = Files.writeString(folder.resolve("hello.c"), "int main(void) { return 0; }\n");
    scenario = Files.writeString(folder.resolve("pipe.scn"), "scenario \"A pipe\"\n");
  }

  @Test
  void a_program_writes_to_our_streams_and_its_status_is_ours() {
    ScriptedSession session = new ScriptedSession(exited(3 << 8));
    session.act(1, "hello\n", new Stop.InputWanted(0, 2)).act(2, "oops\n", FINISHED);

    int status = run(session, "run", program.toString(), "-x", "--seed", "a b");

    assertThat(status).isEqualTo(3);
    assertThat(out).hasToString("hello\n");
    assertThat(err).hasToString("oops\n");
    assertThat(arguments).containsExactly("-x", "--seed", "a b");
    assertThat(session.inputs()).containsExactly("EOF");
  }

  @Test
  void piped_input_comes_when_it_is_wanted_and_then_ends() {
    input = "one\ntwo\n";
    ScriptedSession session = new ScriptedSession(exited(0));
    session.act(0, "", new Stop.InputWanted(0, 2)).act(0, "", new Stop.InputWanted(0, 2));

    run(session, "run", program.toString());

    assertThat(session.inputs()).containsExactly("one\ntwo\n", "EOF");
  }

  @Test
  void options_before_the_file_are_ours() {
    run(
        new ScriptedSession(exited(0)),
        "run",
        "--seed",
        "7",
        "--cpus=4",
        "--scheduler=rr quantum=5ms",
        "--terminal",
        "--report",
        program.toString());

    assertThat(options).isEqualTo(new RunOptions(7L, 4, "rr quantum=5ms", 7, TraceLevel.SCHEDULE));
    assertThat(err.toString()).startsWith("Report: hello.c\n  finished at 24ms");
  }

  @Test
  void a_plain_program_is_not_traced_and_has_our_terminals() {
    run(new ScriptedSession(exited(0)), "run", program.toString());

    assertThat(options).isEqualTo(new RunOptions(null, null, null, 0, TraceLevel.FINDINGS));
  }

  @Test
  void a_fatal_signal_is_named_as_shells_do_and_explained() {
    ProcessInfo crashed = Runs.crashed();

    int status = run(new ScriptedSession(system(crashed)), "run", program.toString());

    assertThat(status).isEqualTo(139);
    assertThat(err)
        .hasToString(
            """
            Segmentation fault
            osprey: list (pid 2): write to address 0x0, which is not mapped
                in set at list.c:12
                by main at list.c:30
                by _start
            """);
  }

  @Test
  void a_broken_pipe_inside_is_silent_as_in_a_shell() {
    DeathInfo death = new DeathInfo(13, 2, 0, "killed by SIGPIPE", false, 0, "", "", List.of());

    int status = run(new ScriptedSession(system(dead(13, death))), "run", program.toString());

    assertThat(status).isEqualTo(141);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void a_program_that_never_ends_is_explained() {
    ScriptedSession session = new ScriptedSession(Runs.deadlocked());

    int status = run(session.act(0, "", new Stop.Stuck()), "run", program.toString());

    assertThat(status).isEqualTo(1);
    assertThat(err.toString())
        .startsWith(
            "osprey: nothing can happen any more at 14ms, but threads still wait:\ndeadlock:");
  }

  @Test
  void a_limit_is_inconclusive() {
    ScriptedSession session = new ScriptedSession(Runs.deadlocked());

    int status =
        run(
            session.act(0, "", new Stop.TimeReached()),
            "run",
            "--time-limit",
            "14ms",
            program.toString());

    assertThat(status).isEqualTo(4);
    assertThat(err).hasToString("osprey: the time limit was reached at 14ms\n");
  }

  @Test
  void a_scenario_reports_on_standard_output_and_fails_with_its_expectations() {
    Summary.Check met = new Summary.Check("pipe.scn:3:1", "exit greeter == 0", true, null);
    Summary.Check unmet = new Summary.Check("pipe.scn:4:1", "stdout == \"x\"", false, "\"y\"");

    int status = run(new ScriptedSession(exited(0), met, unmet), "run", scenario.toString());

    assertThat(status).isEqualTo(1);
    assertThat(out.toString()).startsWith("Report: pipe.scn").contains("NOT MET  stdout == \"x\"");
    assertThat(run(new ScriptedSession(exited(0), met), "run", "-q", scenario.toString())).isZero();
  }

  @Test
  void a_scenario_may_end_at_its_own_time() {
    timeLimit = 14_000_000L;
    ScriptedSession session = new ScriptedSession(Runs.deadlocked());

    int status = run(session.act(0, "", new Stop.TimeReached()), "run", scenario.toString());

    assertThat(status).isZero();
    assertThat(out.toString()).contains("  over at 14ms");
  }

  @Test
  void json_is_all_there_is_on_standard_output() {
    ScriptedSession session = new ScriptedSession(exited(0)).act(1, "hello\n", FINISHED);

    int status = run(session, "run", "--json", scenario.toString());

    assertThat(status).isZero();
    assertThat(out.toString())
        .startsWith("{\n  \"title\": \"pipe.scn\"")
        .contains("\"stdout\": \"hello\\n\"");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void a_trace_is_written_where_asked() throws IOException {
    ScriptedSession session = new ScriptedSession(exited(0));
    session.tracer.dispatched(5, 0, 0, 2);
    Path trace = folder.resolve("run.trace");

    run(session, "run", "--trace", trace.toString(), program.toString());

    assertThat(trace).hasContent("# osprey trace 1\n5 0 dispatched cpu=0 tid=2");
    assertThat(options).extracting(RunOptions::trace).isEqualTo(TraceLevel.ALL);
    assertThat(run(session, "run", "--trace", folder.toString(), program.toString())).isEqualTo(3);
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
    Files.writeString(program, "bad\n");

    assertThat(run(new ScriptedSession(exited(0)), "run", program.toString())).isEqualTo(3);
    assertThat(err.toString()).contains(program + ":1:1: error: this is bad\n", "1 error");
  }

  @Test
  void wrong_usage_is_told_on_standard_error() {
    ScriptedSession session = new ScriptedSession(exited(0));

    assertThat(run(session)).isEqualTo(2);
    assertThat(err).hasToString("osprey: Missing command\nTry 'osprey help'.\n");
    assertThat(run(session, "run")).isEqualTo(2);
    assertThat(err.toString()).contains("Missing required parameter: 'FILE'", "osprey help run");
    assertThat(run(session, "rum")).isEqualTo(2);
    assertThat(err.toString()).contains("Did you mean");
    assertThat(run(session, "run", "--seed", "x", "a.c")).isEqualTo(2);
    assertThat(run(session, "run", "--time-limit", "soon", "a.c")).isEqualTo(2);
    assertThat(err.toString()).contains("'soon' is not a duration");
    assertThat(run(session, "run", scenario.toString(), "more")).isEqualTo(2);
  }

  @Test
  void help_and_version_are_data() {
    ScriptedSession session = new ScriptedSession(exited(0));

    assertThat(run(session, "--version")).isZero();
    assertThat(out).hasToString("osprey (unpackaged)\n");
    assertThat(run(session, "version")).isZero();
    assertThat(run(session, "help")).isZero();
    assertGolden("cli/help.txt", out.toString());
    assertThat(run(session, "run", "--help")).isZero();
    assertGolden("cli/help-run.txt", out.toString());
    assertThat(run(session, "completion")).isZero();
    assertThat(out.toString()).contains("complete -F _complete_osprey");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void check_tells_all_diagnostics() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.c"), "bad\n");
    ScriptedSession session = new ScriptedSession(exited(0));

    assertThat(run(session, "check", program.toString(), bad.toString())).isEqualTo(3);
    assertThat(out).hasToString(program + ": ok\n");
    assertThat(err.toString()).contains("error: this is bad");
    assertThat(run(session, "check", "--json", bad.toString())).isEqualTo(3);
    assertThat(out.toString()).contains("\"line\": 1", "\"message\": \"this is bad\"", "\"hint\"");
    assertThat(run(session, "check", program.toString())).isZero();
  }

  @Test
  void test_runs_a_folder_and_counts() throws IOException {
    Files.writeString(folder.resolve("broken.scn"), "bad\n");
    Summary.Check unmet = new Summary.Check("pipe.scn:4:1", "stdout == \"x\"", false, "\"y\"");

    int status = run(new ScriptedSession(exited(0), unmet), "test", folder.toString());

    assertThat(status).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "FAIL " + folder + "/broken.scn\n  " + folder + "/broken.scn:1:1: error: this is bad\n")
        .contains(
            "FAIL " + scenario + "\n  pipe.scn:4:1: not met: stdout == \"x\", actually: \"y\"\n")
        .endsWith("0 passed, 2 failed\n");
    assertThat(run(new ScriptedSession(exited(0)), "test", scenario.toString())).isZero();
    assertThat(out).hasToString("PASS " + scenario + "\n1 passed, 0 failed\n");
    assertThat(run(new ScriptedSession(exited(0)), "test", "nowhere.scn")).isEqualTo(1);
  }

  @Test
  void a_bug_of_ours_is_admitted() {
    Setup.Loader broken =
        (_, _, _) -> {
          throw new IllegalStateException("frame 3 belongs to nobody");
        };

    assertThat(run(broken, "run", program.toString())).isEqualTo(70);
    assertThat(err.toString()).startsWith("osprey: internal error").contains("frame 3 belongs");
  }

  @Test
  void a_reader_that_went_away_ends_us_quietly() {
    ScriptedSession session = new ScriptedSession(exited(0)).act(1, "hello\n", FINISHED);
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    HostStreams streams =
        new HostStreams(
            new ByteArrayInputStream(new byte[0]),
            closed,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            0);

    assertThat(new Cli(streams, loader(session)).run("run", program.toString())).isEqualTo(141);
    assertThat(err.toString()).isEmpty();
  }

  private String complaint(String file) {
    assertThat(run(new ScriptedSession(exited(0)), "run", file)).isEqualTo(3);
    return err.toString();
  }

  private int run(ScriptedSession session, String... args) {
    return run(loader(session), args);
  }

  private int run(Setup.Loader loader, String... args) {
    out.reset();
    err.reset();
    HostStreams streams =
        new HostStreams(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            0);
    return new Cli(streams, loader).run(args);
  }

  private Setup.Loader loader(ScriptedSession session) {
    return (source, passed, diagnostics) -> {
      arguments = new ArrayList<>(passed);
      if (source.text().startsWith("bad")) {
        int at = diagnostics.sources().add(source.path(), source.text());
        diagnostics.error(at, 3, "this is bad", "write something good");
        return null;
      }
      return new ScriptedSetup(source, session);
    };
  }

  private final class ScriptedSetup implements Setup {
    private final SourceText source;
    private final ScriptedSession session;

    ScriptedSetup(SourceText source, ScriptedSession session) {
      this.source = source;
      this.session = session;
    }

    @Override
    public String title() {
      return String.valueOf(Path.of(source.path()).getFileName());
    }

    @Override
    public @Nullable Long timeLimitNanos() {
      return timeLimit;
    }

    @Override
    public Session boot(RunOptions asked, Diagnostics diagnostics) {
      options = asked;
      return session;
    }
  }

  private static SystemInfo exited(int status) {
    ProcessInfo main = Runs.fcfsSystem().hosts().getFirst().processes().getFirst();
    return system(
        new ProcessInfo(
            main.pid(),
            main.ppid(),
            main.pgid(),
            main.sid(),
            main.name(),
            main.command(),
            ProcessState.ENDED,
            status,
            null,
            main.uid(),
            main.gid(),
            main.cwd(),
            main.threads(),
            main.maps(),
            main.fds(),
            main.signals(),
            main.metrics()));
  }

  private static ProcessInfo dead(int signal, DeathInfo death) {
    ProcessInfo main = Runs.crashed();
    return new ProcessInfo(
        main.pid(),
        main.ppid(),
        main.pgid(),
        main.sid(),
        main.name(),
        main.command(),
        ProcessState.ENDED,
        signal,
        death,
        main.uid(),
        main.gid(),
        main.cwd(),
        main.threads(),
        main.maps(),
        main.fds(),
        main.signals(),
        main.metrics());
  }

  private static SystemInfo system(ProcessInfo process) {
    HostInfo host = Runs.host("desk", List.of(process), List.of(), List.of(), WaitGraph.EMPTY);
    return new SystemInfo(24_000_000, 1, List.of(), List.of(host));
  }
}
