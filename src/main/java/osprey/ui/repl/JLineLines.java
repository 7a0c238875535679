package osprey.ui.repl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/// Lines from a person at a terminal: editing, history, completion.
final class JLineLines implements LineSource {
  private static final int HISTORY_LINES = 1000;

  /// What may stand at the end of a line.
  interface Completions {
    /// @param line up to the cursor
    /// @return the whole last word, each way to go on
    List<String> of(String line);
  }

  /// Whether the first word of a line is a command.
  interface Known {
    boolean isCommand(String word);
  }

  private final Terminal terminal;
  private final LineReader reader;

  private JLineLines(Terminal terminal, LineReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  /// @param historyFile null to remember nothing
  static JLineLines open(
      Completions completions, Known known, @Nullable Path historyFile, boolean isColoured)
      throws IOException {
    // jni starts fastest; probing for grapheme clusters would write to terminals that do not
    // answer.
    Terminal terminal =
        TerminalBuilder.builder().providers("jni,ffm,exec").graphemeCluster(false).build();
    // Quotes and backslashes belong to the commands: the line editor must not wait for their ends.
    DefaultParser parser = new DefaultParser();
    parser.setQuoteChars(new char[0]);
    parser.setEscapeChars(new char[0]);
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("osprey")
            .parser(parser)
            .completer((_, parsed, candidates) -> {
              for (String each : completions.of(parsed.line().substring(0, parsed.cursor()))) {
                boolean isComplete = !each.endsWith("/") && !each.endsWith(":");
                candidates.add(new Candidate(each, each, null, null, null, null, isComplete));
              }
            })
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.AUTO_MENU, false)
            .option(LineReader.Option.AUTO_MENU_LIST, false)
            .option(LineReader.Option.HISTORY_IGNORE_DUPS, true)
            .variable(LineReader.HISTORY_SIZE, HISTORY_LINES);
    if (historyFile != null) {
      builder.variable(LineReader.HISTORY_FILE, historyFile);
    }
    if (isColoured) {
      builder.highlighter((_, line) -> painted(line, known));
    }
    return new JLineLines(terminal, builder.build());
  }

  /// The command in green, in red when there is none of that name.
  private static AttributedString painted(String line, Known known) {
    int start = 0;
    while (start < line.length() && line.charAt(start) == ' ') {
      start++;
    }
    int end = start + Interpreter.nameEnd(line.substring(start));
    int colour =
        known.isCommand(line.substring(start, end)) ? AttributedStyle.GREEN : AttributedStyle.RED;
    return new AttributedStringBuilder()
        .append(line.substring(0, start))
        .styled(AttributedStyle.DEFAULT.foreground(colour), line.substring(start, end))
        .append(line.substring(end))
        .toAttributedString();
  }

  @Override
  public @Nullable String read(String prompt) {
    try {
      return reader.readLine(prompt);
    } catch (EndOfFileException end) {
      return null;
    } catch (UserInterruptException abandoned) {
      return read(prompt); // Ctrl-C at the prompt: a new line
    }
  }

  /// Ctrl-C and Ctrl-D are no answer.
  @Override
  public @Nullable String ask(String question) {
    reader.setVariable(LineReader.DISABLE_HISTORY, true);
    reader.setVariable(LineReader.DISABLE_COMPLETION, true);
    try {
      return reader.readLine(question);
    } catch (EndOfFileException | UserInterruptException none) {
      return null;
    } finally {
      reader.setVariable(LineReader.DISABLE_HISTORY, false);
      reader.setVariable(LineReader.DISABLE_COMPLETION, false);
    }
  }

  @Override
  public int height() {
    return terminal.getSize().getRows();
  }

  @Override
  public List<String> history() {
    List<String> lines = new ArrayList<>();
    reader.getHistory().forEach(entry -> lines.add(entry.line()));
    return lines;
  }

  @Override
  public boolean isInteractive() {
    return true;
  }

  @Override
  public void onInterrupt(Runnable action) {
    terminal.handle(Terminal.Signal.INT, _ -> action.run());
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }

  /// Lends the terminal to a full screen.
  Terminal terminal() {
    return terminal;
  }
}
