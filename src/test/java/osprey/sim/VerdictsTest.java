package osprey.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictsTest {
  private static final String PROGRAMS =
      """
      machine m { cpus 1; costs zero; scheduler rr quantum=2ms }
      program talker {
          #include <stdio.h>
          #include <unistd.h>
          int main(void) {
              fprintf(stderr, "oops");
              printf("one\\ntwo\\n");
              fflush(stdout);
              return fork() == 0 ? 2 : 1;
          }
      }
      program thief {
          int main(void) { *(volatile int *)8 = 1; return 0; }
      }
      workload A { cpu 3ms; io disk 2ms; cpu 1ms }
      workload B { cpu 4ms }
      file "/data" = "text"
      start talker
      start thief
      start A at 10ms
      start B at 10ms
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exit talker == 1            | talker exited with 1",
        "exit talker/1 == 2          | talker/1 exited with 2",
        "exit talker/1 != 1          | talker/1 exited with 2",
        "signal talker == none       | talker exited with 1",
        "signal thief == SIGSEGV     | thief was ended by SIGSEGV",
        "signal thief != none        | thief was ended by SIGSEGV",
        "stdout == `one\\ntwo\\n`    | `one\\ntwo\\n`",
        "stdout of thief == ``       | ``",
        "stdout lacks `three`        | `one\\ntwo\\n`",
        "stdout matches `o.*`        | `one\\ntwo\\n`",
        "stderr contains `op`        | `oops`",
        "file `/data` == `text`      | `text`",
        "file `/data` exists         | it exists",
        "file `/nothing` missing     | it does not exist",
        "no deadlock                 | no deadlock",
        "error `null pointer`        | thief died of SIGSEGV: write of address 0x8, a null pointer"
            + " plus 8 bytes",
        "waiting A == 2ms            | 2 ms",
        "blocked A == 2ms            | 2 ms",
        "turnaround B == 7ms         | 7 ms",
        "response B == 2ms           | 2 ms",
        "cpu A == 4ms                | 4 ms",
        "completion B == 17ms        | 17 ms",
        "total cpu of A == 4ms       | 4 ms",
        "maximum turnaround == 8ms   | 8 ms",
        "count processes == 5        | 5",
        "count processes of talker == 2 | 2",
        "count threads of talker == 1 | 1",
        "count syscalls fork of talker == 1 | 1",
        "count signals of thief == 1 | 1",
        "count zombies == 0          | 0",
        "voluntary switches A == 1   | 1",
        "states A == `RRrrRwwR-`     | RRrrRwwR-",
      })
  void an_expectation_that_is_met_tells_what_was_seen(String expectation, String actual) {
    Verdict verdict = judge(expectation.replace('`', '"'));

    assertThat(verdict.actual()).isEqualTo(actual.replace('`', '"'));
    assertThat(verdict.isMet()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exit thief == 0             | thief was ended by SIGSEGV",
        "exit talker/7 == 0          | there was no process talker/7",
        "stdout == `one\\n`          | `one\\ntwo\\n`",
        "stderr lacks `oops`         | `oops`",
        "file `/nothing` == `x`      | it does not exist",
        "file `/tmp` == `x`          | it is no regular file",
        "deadlock                    | no deadlock",
        "deadlock of A               | no deadlock",
        "no error                    | thief died of SIGSEGV: write of address 0x8, a null pointer"
            + " plus 8 bytes",
        "error `disk full`           | thief died of SIGSEGV: write of address 0x8, a null pointer"
            + " plus 8 bytes",
        "waiting A < 2ms             | 2 ms",
        "turnaround B == 5ms within 10% | 7 ms",
        "count syscalls forck of talker == 1 | there is no system call",
        "states B == `rRRRR`         | rrRRrRR",
      })
  void an_expectation_that_is_not_met_tells_what_was_seen(String expectation, String actual) {
    Verdict verdict = judge(expectation.replace('`', '"'));

    assertThat(verdict.isMet()).isFalse();
    assertThat(verdict.actual()).startsWith(actual.replace('`', '"'));
  }

  private static Verdict judge(String expectation) {
    Verdict verdict = Rehearsed.scenario(PROGRAMS + "expect { " + expectation + " }\n").verdict();
    assertThat(verdict.clause()).isEqualTo(expectation);
    return verdict;
  }

  @Test
  void the_first_outcome_that_holds_is_the_one() {
    String table =
        """
        expect {
            one of {
                forbidden   "silence"     stdout == ""
                interesting "two numbers" stdout contains "two" and exit talker == 1
                acceptable  "the rest"    otherwise
            }
        }
        """;

    Verdict verdict = Rehearsed.scenario(PROGRAMS + table).verdict();

    assertThat(verdict.isMet()).isTrue();
    assertThat(verdict.actual()).isEqualTo("interesting: two numbers");
  }

  @Test
  void a_forbidden_outcome_and_none_at_all_fail() {
    String forbidden = "expect { one of { forbidden \"talk\" stdout contains \"o\" } }";
    String none = "expect { one of { acceptable \"silence\" stdout == \"\" } }";

    assertThat(Rehearsed.scenario(PROGRAMS + forbidden).verdict())
        .matches(verdict -> !verdict.isMet() && verdict.actual().equals("forbidden: talk"));
    assertThat(Rehearsed.scenario(PROGRAMS + none).verdict())
        .matches(verdict -> !verdict.isMet() && verdict.actual().contains("is \"one\\ntwo\\n\""));
  }

  @Test
  void threads_that_lock_in_opposite_orders_are_in_a_deadlock() {
    Rehearsed played =
        Rehearsed.scenario(
            """
            program two {
                #include <pthread.h>
                #include <osprey.h>
                static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER;
                static pthread_mutex_t b = PTHREAD_MUTEX_INITIALIZER;
                static void *other(void *unused) {
                    (void)unused;
                    pthread_mutex_lock(&b);
                    compute(1000000);
                    pthread_mutex_lock(&a);
                    return 0;
                }
                int main(void) {
                    pthread_t thread;
                    pthread_create(&thread, 0, other, 0);
                    pthread_mutex_lock(&a);
                    compute(1000000);
                    pthread_mutex_lock(&b);
                    return 0;
                }
            }
            start two
            expect { deadlock of two }
            """);

    assertThat(played.stop()).isInstanceOf(Stop.Stuck.class);
    assertThat(played.verdict().isMet()).isTrue();
    assertThat(played.verdict().actual())
        .contains("thread 2 (two) of two waits in pthread_mutex_lock() at dir/test.scn:18 for");
  }

  @Test
  void waiting_for_a_signal_from_outside_is_no_deadlock() {
    Rehearsed played =
        Rehearsed.scenario(
            """
            program server {
                #include <unistd.h>
                int main(void) { for (;;) pause(); }
            }
            start server
            expect { no deadlock }
            """);

    assertThat(played.stop()).isInstanceOf(Stop.Stuck.class);
    assertThat(played.verdict().isMet()).isTrue();
  }
}
