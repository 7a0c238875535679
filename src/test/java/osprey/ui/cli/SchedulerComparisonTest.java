package osprey.ui.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import osprey.ui.Setup;
import osprey.ui.SourceLoader;

class SchedulerComparisonTest {
  private static final Setup.Loader LOADER = new SourceLoader();
  private static final String FOUR = "scenarios/sched/textbook-rr-4.scn";

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void a_comma_before_a_digit_is_part_of_a_value() {
    assertThat(SchedulerComparison.specifications("rr:quantum=2ms,mlfq quanta=10ms,20ms, cfs"))
        .containsExactly("rr quantum=2ms", "mlfq quanta=10ms,20ms", "cfs");
  }

  @Test
  void policies_stand_side_by_side_with_their_rules() {
    assertThat(compare(FOUR, "--schedulers", "rr:quantum=2ms,srtf,cfs")).isZero();
    assertThat(out())
        .containsPattern("rr quantum=2ms +2ms +19.25ms +12.75ms +26ms +100% +153.846 +0/9 +0 +0")
        .containsPattern("srtf +4.25ms +13ms +6.5ms")
        .containsPattern("Waiting +rr quantum=2ms +srtf +cfs")
        .containsPattern("P3 +15ms +15ms +10ms")
        .contains("cpu0  |AAA", "A P1   B P2   C P3   D P4")
        .contains("  srtf: Among equals: who became ready first.\n")
        .contains("  At one instant: arrivals and completed I/O before the expired quantum.\n");
  }

  @Test
  void threads_of_programs_have_rows_of_their_own() throws IOException {
    Path program =
        Files.writeString(
            folder.resolve("two.c"),
            """
            #include <pthread.h>
            void *work(void *unused) { for (volatile int i = 0; i < 9999; i++); return NULL; }
            int main(void) {
              pthread_t a, b;
              pthread_create(&a, NULL, work, NULL);
              pthread_create(&b, NULL, work, NULL);
              pthread_join(a, NULL);
              pthread_join(b, NULL);
              return 0;
            }
            """);
    String cpus = "--cpus=1";

    assertThat(compare(program.toString(), "--schedulers", "rr quantum=20us,fcfs", cpus)).isZero();
    assertThat(out()).contains("  two  ", "thread two/2", "thread two/3");
    assertThat(compare(program.toString(), "--schedulers", "rr,fcfs", cpus, "--json")).isZero();
    assertThat(out()).contains("\"policy\": \"fcfs\"", "\"name\": \"two/3\"");
  }

  @Test
  void no_thread_runs_before_it_was_created() throws IOException {
    compare("scenarios/basics/producer-consumer.scn", "--schedulers", "rr,cfs,fcfs");

    assertThat(out()).doesNotContainPattern(" -[0-9]");
  }

  @Test
  void wrong_specifications_are_wrong_usage() {
    assertThat(compare(FOUR, "--schedulers", "rr:quantum=3,fairest")).isEqualTo(2);
    assertThat(err()).contains("'quantum' is a time", "'fairest' is no scheduling policy");
    assertThat(compare(FOUR, "--schedulers", ",")).isEqualTo(2);
    assertThat(compare(FOUR, FOUR, "--schedulers", "rr")).isEqualTo(2);
  }

  private int compare(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "compare";
    System.arraycopy(args, 0, all, 1, args.length);
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    return Cli.run(LOADER, InputStream.nullInputStream(), out, errors, all);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
