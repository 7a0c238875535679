package osprey.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What programs have done when they are interrupted, or end without cleaning up.
class InterruptedProgramsTest {
  @Test
  void a_handler_runs_in_the_middle_of_a_computation_which_then_goes_on() {
    Rehearsed rehearsed =
        Rehearsed.program(
            """
            #include <osprey.h>
            #include <signal.h>
            #include <stdio.h>
            #include <sys/time.h>
            #include <time.h>
            static long milliseconds(void) {
              struct timespec t;
              clock_gettime(CLOCK_MONOTONIC, &t);
              return t.tv_sec * 1000 + t.tv_nsec / 1000000;
            }
            static long at;
            static void handler(int signal) { at = milliseconds(); }
            int main(void) {
              signal(SIGALRM, handler);
              struct itimerval once = {{0, 0}, {0, 30000}};
              long start = milliseconds();
              setitimer(ITIMER_REAL, &once, NULL);
              compute(100000000);
              printf("%ld %ld\\n", at - start, milliseconds() - start);
              return 0;
            }
            """,
            RunOptions.NONE);

    assertThat(rehearsed.output()).isEqualTo("30 100\n");
  }

  @Test
  void on_a_terminal_printf_writes_each_line_at_its_end() {
    Rehearsed rehearsed =
        Rehearsed.scenario(
            """
            machine desk { terminal yes }
            program greeter {
              #include <stdio.h>
              #include <unistd.h>
              int main(void) {
                printf("hello %s", "Ada\\n");
                printf("%s", "good\\nbye");
                _exit(0);
              }
            }
            start greeter on desk
            """);

    assertThat(rehearsed.output()).isEqualTo("hello Ada\ngood\n");
  }
}
