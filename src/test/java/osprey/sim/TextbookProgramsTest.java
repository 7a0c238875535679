package osprey.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs as textbooks on inter-process communication have them: all print what they print with
/// gcc on Linux 6.18, and end as they end there.
class TextbookProgramsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "chat",
        "coprocess",
        "deadlock_fcntl",
        "echo_fork",
        "echo_threads",
        "eintr",
        "epoll_edge",
        "fd_passing",
        "fifo_server",
        "half_close",
        "hostile",
        "http",
        "lock_file",
        "mmap_file",
        "mq_priority",
        "msg_server",
        "robust",
        "shm_ring",
        "signalfd_loop",
        "sysv_sem",
        "thread_pool",
        "udp_timeout"
      })
  void a_program_prints_what_it_prints_on_linux(String name) throws IOException {
    Rehearsed rehearsed = Rehearsed.program(text(name + ".c"), RunOptions.NONE);

    assertThat(rehearsed.stop()).isInstanceOf(Stop.Finished.class);
    assertThat(rehearsed.output()).isEqualTo(text(name + ".expected"));
  }

  private static String text(String name) throws IOException {
    try (InputStream in =
        TextbookProgramsTest.class.getResourceAsStream("/osprey/kernel/ipc/" + name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
