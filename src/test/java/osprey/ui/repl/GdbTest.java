package osprey.ui.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import osprey.sim.RunOptions;
import osprey.trace.TraceLevel;
import osprey.ui.SourceLoader;

/// A session with gdb 13.1 over the same program, recorded: Osprey answers the commands that begin
/// with `>` in the same words. Those with `~` it answers differently, for reasons of its own: other
/// machine code, typedef names that are not kept, messages of its own.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GdbTest {
  private static final String MARK = "@@@";

  @TempDir Path folder;

  @Test
  void the_answers_are_those_of_gdb() throws IOException {
    Path program = folder.resolve("t.c");
    Files.writeString(program, resource("program.c"));
    List<String> commands = new ArrayList<>();
    List<String> recorded = new ArrayList<>();
    for (String line : resource("session.txt").lines().toList()) {
      if (line.startsWith("> ") || line.startsWith("~ ")) {
        commands.add(line.substring(2));
        recorded.add(line.startsWith(">") ? "" : "~");
      } else {
        recorded.set(recorded.size() - 1, recorded.getLast() + line.strip() + "\n");
      }
    }
    StringBuilder input = new StringBuilder("break walk\nrun\nnext\nnext\n");
    commands.forEach(each -> input.append("echo " + MARK + "\\n\n").append(each).append('\n'));

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    InputStream typed = new ByteArrayInputStream(input.toString().getBytes(StandardCharsets.UTF_8));
    RunOptions options = new RunOptions(1L, null, null, 0, TraceLevel.SCHEDULE);
    Repl.plain(new SourceLoader(), options, typed, out, out, false)
        .run(program.toString(), List.of(), List.of(), new Repl.Manner(false, false));

    String[] answers = bytes.toString(StandardCharsets.UTF_8).split(MARK + "\n", -1);
    assertThat(answers).hasSize(commands.size() + 1);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      String actual = steady(answers[i + 1]);
      if (!recorded.get(i).equals("~") && !actual.equals(recorded.get(i))) {
        wrong.add(commands.get(i) + "\n gdb: " + recorded.get(i) + " Osprey: " + actual);
      }
    }
    assertThat(recorded.stream().filter(each -> !each.equals("~"))).hasSizeGreaterThan(300);
    assertThat(wrong).isEmpty();
  }

  /// Without addresses and numbers of values.
  private String steady(String text) {
    StringBuilder lines = new StringBuilder();
    text.replace(folder + "/", "")
        .replaceAll("0x[0-9a-f]{6,}", "0xA")
        .replaceAll("\\$\\d+ = ", "\\$ = ")
        .lines()
        .forEach(line -> lines.append(line.strip()).append('\n'));
    return lines.toString().strip().isEmpty() ? "" : lines.toString();
  }

  private static String resource(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/gdb", name));
  }
}
