package osprey.lang.scn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import osprey.lang.DiagnosticPrinter;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;

/// What docs/language.md shows must be what the parser takes.
class LanguagePageTest {
  private static final Path PAGE = Path.of("docs/language.md");

  static List<String> examples() throws IOException {
    List<String> examples = new ArrayList<>();
    StringBuilder current = null;
    for (String line : Files.readAllLines(PAGE)) {
      if (line.equals("```scn")) {
        current = new StringBuilder();
      } else if (current != null && line.startsWith("```")) {
        examples.add(current.toString());
        current = null;
      } else if (current != null) {
        current.append(line).append('\n');
      }
    }
    return examples;
  }

  @Test
  void the_page_has_an_example_for_each_kind_of_statement() throws IOException {
    assertThat(examples()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void every_example_parses(String example) {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());

    ScenarioParser.parse("language.md", example, diagnostics);

    assertThat(DiagnosticPrinter.print(diagnostics, false)).isEmpty();
  }

  @Test
  void every_word_is_explained() throws IOException {
    String page = Files.readString(PAGE);
    Vocabulary words = Vocabulary.standard();

    assertThat(page).contains(words.policies().keySet());
    words.policies().values().stream()
        .flatMap(List::stream)
        .forEach(parameter -> assertThat(page).contains(parameter));
    assertThat(page).contains(words.limits().keySet());
    assertThat(page).contains(words.costs()).contains(words.profiles()).contains(words.simulable());
    for (Metric metric : Metric.values()) {
      assertThat(page).contains(metric.words());
    }
  }
}
