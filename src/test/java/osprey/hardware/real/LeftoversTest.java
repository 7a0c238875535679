package osprey.hardware.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class LeftoversTest {
  @Test
  void workers_of_a_living_run_are_left_alone() {
    try (RealMachine machine = Hardware.machine()) {
      Leftovers.remove();
      assertThat(machine.init().call(39)).isEqualTo(machine.init().id());
    }
  }

  /// A process of the workers' name, whose parent is gone.
  @Test
  void what_a_dead_run_left_is_killed() throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        System.getProperty("os.name", "").equals("Linux") && new java.io.File("/bin/bash").exists(),
        "it takes bash to start such a process");
    Process shell =
        new ProcessBuilder(
                "/bin/bash", "-c", "(exec -a osprey-worker sleep 60) >/dev/null & echo $!")
            .start();
    long pid =
        Long.parseLong(
            new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
    assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
    ProcessHandle left = ProcessHandle.of(pid).orElseThrow();
    for (int i = 0; i < 100 && Leftovers.remove() == 0; i++) {
      // Not until it has its name can it be found.
      Thread.sleep(20);
    }
    assertThat(left.onExit().orTimeout(10, TimeUnit.SECONDS)).isNotNull();
    for (int i = 0; i < 100 && left.isAlive(); i++) {
      Thread.sleep(20);
    }
    assertThat(left.isAlive()).isFalse();
  }
}
