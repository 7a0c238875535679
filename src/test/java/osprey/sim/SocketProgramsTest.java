package osprey.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Textbook servers, and programs that write down call by call what sockets answer: all print what
/// they print with gcc on Linux 6.18 (descriptor numbers apart, which depend on the shell there).
class SocketProgramsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "unix",
        "passing",
        "tcp",
        "udp",
        "epoll",
        "blocked",
        "forking_server",
        "event_servers",
        "udp_request"
      })
  void a_program_gets_the_answers_that_linux_gives(String name) throws IOException {
    Rehearsed rehearsed = Rehearsed.program(text(name + ".c"), RunOptions.NONE);

    assertThat(rehearsed.stop()).isInstanceOf(Stop.Finished.class);
    assertThat(rehearsed.output()).isEqualTo(text(name + ".expected"));
  }

  private static String text(String name) throws IOException {
    try (InputStream in =
        SocketProgramsTest.class.getResourceAsStream("/osprey/kernel/net/" + name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
