package osprey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.c.Compiler;
import osprey.sim.Boot;
import osprey.sim.RunOptions;
import osprey.sim.Simulation;
import osprey.sim.Until;
import osprey.sim.Verdict;

/// What a scenario claims is due to the mechanism that it names: without it the expectation fails.
class ClaimsTest {
  private static final Compiler COMPILER = new Compiler();
  private static final long LIMIT_NANOS = 1_500_000_000L;

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // The browser without a part of it.
        "browser/sandbox-refusal | user 1000 stdin | user 1000 args \"--no-sandbox\" stdin"
            + " | count refusals browser/3 == 6",
        "browser/plugin-hang | user 1000 stdin | user 1000 args \"--no-watchdog\" stdin"
            + " | signal browser/2 == SIGKILL",
        "browser/gpu-restart | user 1000 stdin | user 1000 args \"--no-restart\" stdin"
            + " | exit browser/5 == 0",
        "browser/renderer-crash | user 1000 stdin | user 1000 args \"--single-process\" stdin"
            + " | exit browser == 0",
        "browser/several-sites | user 1000 stdin | user 1000 args \"--single-process\" stdin"
            + " | count processes browser == 5",
        "browser/single-process | args \"--single-process\" | `` | signal browser == SIGSEGV",
        "browser/file-permission | allow /home/user/photo | tasks | stdout ==",
        "browser/navigation | <script>sum 100</script> | <script>sum 101</script> | stdout ==",
        "browser/bookmarks | directory \"/home/user\" user 1000 | directory \"/home/user\" mode"
            + " 0555 user 1000 | file \"/home/user/bookmarks\" on desk ==",
        // Isolation without walls.
        "isolation/sandbox-refusals | on desk sandbox cage | on desk | count refusals tab == 17",
        "isolation/own-sandbox | name=worker no-files | name=worker no-network | stdout ==",
        "isolation/runaway-cpu | start spin sandbox short_fuse | start spin"
            + " | signal spin == SIGKILL",
        "isolation/runaway-memory | start hoarder sandbox small | start hoarder"
            + " | stdout of hoarder ==",
        "isolation/fork-bomb | processes 8 | processes 12 | stdout of bomb ==",
        "isolation/standby | , PTHREAD_MUTEX_ROBUST | , PTHREAD_MUTEX_STALLED"
            + " | exit pair/2 == 0",
        "isolation/supervisor | MAP_SHARED | MAP_PRIVATE | exit supervisor == 0",
        "isolation/crash-leaves-others | number == 2 && | number == 1 && | exit one == 0",
        "isolation/thread-takes-process | number == 2 | number == 9"
            + " | signal threaded == SIGSEGV",
        // Web servers of another architecture.
        "web-server/single | server args \"single\" | server args \"pool\""
            + " | completion others >= 150ms",
        "web-server/pool | server args \"pool\" | server args \"single\""
            + " | completion others <= 130ms",
        "web-server/events | server args \"events\" | server args \"events-alone\""
            + " | completion others <= 130ms",
        "web-server/fork | server args \"fork\" | server args \"threads\" | exit after == 0",
        "web-server/prefork | server args \"prefork\" | server args \"pool\" | exit after == 0",
        "web-server/threads | server args \"threads\" | server args \"fork\""
            + " | signal server == SIGSEGV",
      })
  void without_the_mechanism_the_claim_fails(
      String name, String mechanism, @Nullable String instead, String claim) throws IOException {
    String path = "scenarios/" + name + ".scn";
    String text = Files.readString(Path.of(path));
    assertThat(text).contains(mechanism);

    List<Verdict> verdicts =
        verdicts(path, text.replace(mechanism, instead == null ? "" : instead));

    assertThat(verdicts).anyMatch(each -> each.clause().startsWith(claim));
    assertThat(verdicts)
        .filteredOn(each -> each.clause().startsWith(claim))
        .allMatch(each -> !each.isMet());
  }

  private static List<Verdict> verdicts(String path, String text) {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Boot boot =
        Objects.requireNonNull(
            Boot.ofScenario(COMPILER, path, text, ScenarioTest::outside, diagnostics));
    Simulation run = Objects.requireNonNull(boot.boot(RunOptions.NONE, diagnostics));
    run.run(Until.END.time(LIMIT_NANOS));
    return boot.verdicts(run);
  }
}
