package osprey.ui.repl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/// Lines from a person at a terminal: editing, history, completion.
final class JLineLines implements LineSource {
  private static final int HISTORY_LINES = 1000;

  /// What may stand at the end of a line.
  interface Completions {
    /// @param line up to the cursor
    List<String> of(String line);
  }

  private final Terminal terminal;
  private final LineReader reader;

  private JLineLines(Terminal terminal, LineReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  /// @param historyFile null to remember nothing
  static JLineLines open(Completions completions, @Nullable Path historyFile) throws IOException {
    // jni starts fastest; probing for grapheme clusters would write to terminals that do not
    // answer.
    Terminal terminal =
        TerminalBuilder.builder().providers("jni,ffm,exec").graphemeCluster(false).build();
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("osprey")
            .completer((_, parsed, candidates) -> {
              for (String each : completions.of(parsed.line().substring(0, parsed.cursor()))) {
                candidates.add(new Candidate(each));
              }
            })
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.AUTO_MENU, false)
            .option(LineReader.Option.AUTO_MENU_LIST, false)
            .variable(LineReader.HISTORY_SIZE, HISTORY_LINES);
    if (historyFile != null) {
      builder.variable(LineReader.HISTORY_FILE, historyFile);
    }
    return new JLineLines(terminal, builder.build());
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
