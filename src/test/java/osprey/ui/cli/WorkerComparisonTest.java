package osprey.ui.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import osprey.ui.SourceLoader;

class WorkerComparisonTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private int compare(String... args) {
    PrintStream err =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return Cli.run(new SourceLoader(), InputStream.nullInputStream(), out, err, args);
  }

  @Test
  void the_table_of_the_page_is_what_the_command_prints() throws IOException {
    assertThat(compare("compare", "--workers", "50")).isZero();

    String page = Files.readString(Path.of("docs/kernel/threads-and-processes.md"));
    for (String line : Splitter.on('\n').split(out.toString(StandardCharsets.UTF_8))) {
      assertThat(page).as(line).contains(line.startsWith("Workers") ? "" : line);
    }
  }

  @Test
  void a_process_costs_more_than_a_thread() {
    assertThat(compare("compare", "--workers", "4", "--json")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("\"thread\": \\{[^}]*\"processes\": 0[^}]*\"copies\": 0")
        .containsPattern("\"process\": \\{[^}]*\"processes\": 1[^}]*\"copies\": 4");
  }

  @Test
  void the_number_must_be_sensible() {
    assertThat(compare("compare", "--workers", "0")).isEqualTo(2);
  }
}
