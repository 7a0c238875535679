package osprey.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// A program that asks of Windows pipes, rule by rule, what the documentation of Win32 says.
class WindowsPipeProgramsTest {
  @Test
  void a_program_gets_the_answers_that_the_documentation_gives() throws IOException {
    Rehearsed rehearsed = Rehearsed.program(text("rules.c"), RunOptions.NONE);

    assertThat(rehearsed.stop()).isInstanceOf(Stop.Finished.class);
    assertThat(rehearsed.output()).isEqualTo(text("rules.expected"));
  }

  private static String text(String name) throws IOException {
    try (InputStream in =
        WindowsPipeProgramsTest.class.getResourceAsStream("/osprey/kernel/winpipe/" + name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
