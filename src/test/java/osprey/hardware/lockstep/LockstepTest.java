package osprey.hardware.lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import osprey.hardware.real.Hardware;
import osprey.hardware.real.Unavailable;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.c.Compiler;
import osprey.sim.Boot;
import osprey.sim.RunOptions;
import osprey.sim.Simulation;
import osprey.sim.Until;
import osprey.ui.Setup;
import osprey.ui.SourceLoader;
import osprey.ui.SourceText;

/// Scenarios on both kernels at once; skipped, with the reason, where the computer forbids it.
class LockstepTest {
  private static final Until SOON = new Until(5_000_000_000L, 2_000_000, 0);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "basics/tour",
        "basics/exit-status",
        "basics/fork-tree",
        "basics/exec",
        "basics/full-pipe",
        "basics/pipeline",
        "basics/sigpipe",
        "basics/zombie",
        "basics/orphan",
        "basics/null-pointer",
        "basics/philosophers",
        "ipc/socket/echo-server",
        "ipc/pipe/atomic-writes",
        "limits/open-files",
        "limits/file-size",
        "hardware/shared-memory",
        "hardware/signals",
        "hardware/every-family"
      })
  void both_kernels_answer_alike(String name) throws SourceText.Unreadable, Unavailable {
    Hardware.require();
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Setup setup =
        Objects.requireNonNull(
            new SourceLoader()
                .load(SourceText.read("scenarios/" + name + ".scn"), List.of(), diagnostics));
    Simulation simulation = Objects.requireNonNull(setup.boot(RunOptions.NONE, diagnostics));
    try (HardwareRun hardware = new HardwareRun(simulation, List.of())) {
      simulation.run(SOON);
      assertThat(hardware.compared()).isPositive();
      assertThat(setup.checks(simulation)).allSatisfy(each -> assertThat(each.isMet()).isTrue());
    }
  }

  private static Simulation boot(String text) {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Boot boot = Boot.ofScenario(new Compiler(), "test.scn", text, _ -> null, diagnostics);
    assertThat(diagnostics.hasErrors()).isFalse();
    return Objects.requireNonNull(Objects.requireNonNull(boot).boot(RunOptions.NONE, diagnostics));
  }

  private static final String SENDER =
      """
      program sender {
          #include <sys/msg.h>
          #include <unistd.h>
          struct { long type; char text[64]; } message = {1, "x"};
          int main(void) {
              int queue = msgget(77, IPC_CREAT | 0600);
              msgsnd(queue, &message, 64, 0);
              return 0;
          }
      }
      start sender
      """;

  /// The real kernel is set so that it must answer otherwise.
  @Test
  void a_different_answer_stops_the_run_and_says_where() throws Unavailable {
    Hardware.require();
    Simulation simulation = boot(SENDER);
    try (HardwareRun hardware = new HardwareRun(simulation, List.of())) {
      hardware.first().machine().changeSetting("kernel.msgmax", 16);
      assertThatThrownBy(() -> simulation.run(SOON))
          .isInstanceOf(Divergence.class)
          .hasMessageContaining("sender (process 2, thread 2) at test.scn:7, in main")
          .hasMessageContaining("= 0\n")
          .hasMessageContaining("real:      EINVAL")
          .hasMessageContaining("msgget(77")
          .hasMessageContaining("the real thread")
          .hasMessageContaining("0 -> /dev/null");
    }
  }

  @Test
  void what_a_call_wrote_is_compared_too() throws Unavailable {
    Hardware.require();
    Simulation simulation =
        boot(
            """
            file "/tmp/x" = "simulated"
            program reader {
                #include <fcntl.h>
                #include <unistd.h>
                int main(void) {
                    char text[16];
                    int fd = open("/tmp/x", O_RDONLY);
                    read(fd, text, sizeof text);
                    return 0;
                }
            }
            start reader
            """);
    try (HardwareRun _ = new HardwareRun(simulation, List.of())) {
      simulation.hosts().getFirst().files().put("/tmp/x", "different", 0644);
      assertThatThrownBy(() -> simulation.run(SOON))
          .isInstanceOf(Divergence.class)
          .hasMessageContaining("\"different\" and the real one \"simulated\"");
    }
  }

  @Test
  void a_part_can_stay_simulated_and_numbers_still_agree() throws Unavailable {
    Hardware.require();
    Simulation simulation =
        boot(
            """
            program mixed {
                #include <sys/socket.h>
                #include <unistd.h>
                int main(void) {
                    int ends[2], pipes[2];
                    char text[4];
                    socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
                    pipe(pipes);
                    write(ends[0], "abc", 3);
                    read(ends[1], text, 3);
                    write(pipes[1], text, 3);
                    return 0;
                }
            }
            start mixed
            """);
    try (HardwareRun hardware = new HardwareRun(simulation, List.of("network"))) {
      simulation.run(SOON);
      assertThat(hardware.compared()).isEqualTo(3);
      assertThat(String.join("", hardware.summary()))
          .contains("read (unix stream socket), socketpair, write (unix stream socket)");
    }
  }

  @Test
  void between_several_machines_the_network_stays_simulated() throws Unavailable {
    Hardware.require();
    Simulation simulation =
        boot(
            """
            machine a { address 10.0.0.1 }
            machine b { address 10.0.0.2 }
            link a b { latency 1ms }
            program twice {
                #include <unistd.h>
                #include <sys/wait.h>
                int main(void) {
                    if (fork() == 0) return 3;
                    wait(NULL);
                    return 0;
                }
            }
            start twice on a
            start twice as again on b
            """);
    try (HardwareRun hardware = new HardwareRun(simulation, List.of())) {
      simulation.run(SOON);
      assertThat(hardware.summary())
          .anyMatch(line -> line.startsWith("hardware: on a: "))
          .anyMatch(line -> line.contains("on b: ") && line.contains("2 real processes"));
    }
  }

  @Test
  void what_no_real_kernel_can_have_is_refused_in_a_sentence() {
    Simulation simulation =
        boot(
            """
            machine m { limits { pipe_buf 1KiB } }
            program idle { int main(void) { return 0; } }
            start idle
            """);
    assertThatThrownBy(() -> new HardwareRun(simulation, List.of()))
        .isInstanceOf(Unavailable.class)
        .hasMessageStartingWith("hardware mode cannot change pipe_buf");
  }
}
