package osprey;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Checks the source text itself. `-Dtidy.fix=true` (or `make format`) repairs the format.
class TidyTest {
  private static final boolean FIX = Boolean.getBoolean("tidy.fix");
  private static final int LINES_MAX = 800;

  /// Split, so that this file does not find itself.
  private static final Pattern LEFTOVER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  @Test
  void every_source_file_is_formatted() throws IOException, FormatterException {
    List<Path> untidy = new ArrayList<>();
    for (Path file : sources()) {
      String text = Files.readString(file);
      String formatted = new Formatter().formatSourceAndFixImports(text);
      if (!formatted.equals(text)) {
        untidy.add(file);
        if (FIX) {
          Files.writeString(file, formatted);
        }
      }
    }
    assertThat(FIX ? List.<Path>of() : untidy).as("untidy files: run 'make format'").isEmpty();
  }

  @Test
  void no_source_file_is_too_long() throws IOException {
    for (Path file : sources()) {
      try (Stream<String> lines = Files.lines(file)) {
        assertThat(lines.count())
            .as("lines of %s: a file is one noun, find the second one and move it out", file)
            .isLessThanOrEqualTo(LINES_MAX);
      }
    }
  }

  @Test
  void nothing_is_left_to_do_in_a_comment() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      List<String> lines = Files.readAllLines(file);
      for (int number = 1; number <= lines.size(); number++) {
        if (LEFTOVER.matcher(lines.get(number - 1)).find()) {
          found.add(file + ":" + number);
        }
      }
    }
    assertThat(found).as("finish it or file an issue").isEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
