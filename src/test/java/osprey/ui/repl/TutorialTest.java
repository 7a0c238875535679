package osprey.ui.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import osprey.sim.RunOptions;
import osprey.trace.TraceLevel;
import osprey.ui.SourceLoader;

/// The transcripts in docs/tutorial are what Osprey prints, byte for byte. A block that begins with
/// three backquotes and `osprey FILE` opens a session, blocks with `osprey` alone go on with it.
/// `-Dgolden.update=true` writes what was printed into the page.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TutorialTest {
  private static final Path FOLDER = Path.of("docs/tutorial");
  private static final String PROMPT = "(osprey) ";
  private static final String FENCE = "```";

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_transcript_is_what_osprey_prints(Path page) throws IOException {
    List<String> lines = Files.readAllLines(page);

    List<String> actual = replayed(lines);

    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(page, String.join("\n", actual) + "\n");
      return;
    }
    assertThat(lines.stream().filter(line -> line.startsWith(FENCE + "osprey ")))
        .as("sessions in the page")
        .isNotEmpty();
    assertThat(String.join("\n", actual)).isEqualTo(String.join("\n", lines));
  }

  /// The page with the transcripts as they come out now.
  private static List<String> replayed(List<String> lines) {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      out.add(lines.get(i));
      if (lines.get(i).startsWith(FENCE + "osprey ")) {
        i = session(lines, i, out);
      }
    }
    return out;
  }

  /// Replays the session that begins at a line; answers the last line of the page that it covers.
  private static int session(List<String> lines, int opening, List<String> out) {
    List<String> commands = new ArrayList<>();
    int last = opening;
    boolean isInside = true;
    for (int i = opening + 1; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith(FENCE + "osprey ")) {
        break;
      }
      if (line.equals(FENCE + "osprey")) {
        isInside = true;
      } else if (line.startsWith(FENCE)) {
        last = isInside ? i : last;
        isInside = false;
      } else if (isInside && line.startsWith(PROMPT)) {
        commands.add(line.substring(PROMPT.length()));
      }
    }
    String file = lines.get(opening).substring((FENCE + "osprey ").length());
    Iterator<List<String>> answers = answers(file, commands).iterator();
    isInside = true;
    for (int i = opening + 1; i <= last; i++) {
      String line = lines.get(i);
      if (isInside && line.startsWith(PROMPT)) {
        out.add(line);
        out.addAll(answers.next());
      } else if (!isInside || line.startsWith(FENCE)) {
        out.add(line);
      }
      if (line.startsWith(FENCE)) {
        isInside = !isInside && line.equals(FENCE + "osprey");
      }
    }
    return last;
  }

  /// What each command prints.
  private static List<List<String>> answers(String file, List<String> commands) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    RunOptions options = new RunOptions(null, null, null, null, TraceLevel.SCHEDULE);
    List<Integer> starts = new ArrayList<>();
    InputStream typed =
        new OneByOne(
            commands,
            () -> {
              out.flush();
              starts.add(bytes.size());
            });
    Repl.plain(new SourceLoader(), options, typed, out, out, false)
        .run(file, List.of(), List.of(), new Repl.Manner(false, false));
    byte[] all = bytes.toByteArray();
    List<List<String>> answers = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : all.length;
      String text = new String(all, starts.get(i), end - starts.get(i), StandardCharsets.UTF_8);
      answers.add(text.lines().toList());
    }
    return answers;
  }

  /// Lines that are there only when they are read, as if somebody typed them.
  private static final class OneByOne extends InputStream {
    private final Iterator<String> lines;
    private final Runnable beforeEach;

    OneByOne(List<String> lines, Runnable beforeEach) {
      this.lines = lines.iterator();
      this.beforeEach = beforeEach;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("whole lines only");
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (!lines.hasNext()) {
        return -1;
      }
      beforeEach.run();
      byte[] line = (lines.next() + "\n").getBytes(StandardCharsets.UTF_8);
      System.arraycopy(line, 0, into, offset, line.length);
      return line.length;
    }
  }
}
