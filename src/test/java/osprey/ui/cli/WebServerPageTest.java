package osprey.ui.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import osprey.ui.SourceLoader;

/// The table in docs/web-server.md is what the command prints. `-Dgolden.update=true` rewrites it.
class WebServerPageTest {
  private static final Path PAGE = Path.of("docs/web-server.md");
  private static final String BEGIN = "<!-- table: osprey compare --requests -->\n```text\n";
  private static final String END = "```\n<!-- end of table -->";

  @Test
  void the_table_is_what_compare_prints() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    String printed = compared();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, page.substring(0, from) + printed + page.substring(to));
    } else {
      assertThat(page.substring(from, to)).isEqualTo(printed);
    }
  }

  private static String compared() throws IOException {
    List<String> arguments;
    try (Stream<Path> files = Files.list(Path.of("scenarios/web-server"))) {
      Stream<String> scenarios =
          files.map(Path::toString).filter(file -> file.endsWith(".scn")).sorted();
      arguments = Stream.concat(Stream.of("compare", "--requests"), scenarios).toList();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    HostStreams streams =
        new HostStreams(
            new ByteArrayInputStream(new byte[0]),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            0);
    int status = new Cli(streams, new SourceLoader()).run(arguments.toArray(new String[0]));
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(status).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
