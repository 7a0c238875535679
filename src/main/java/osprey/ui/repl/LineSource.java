package osprey.ui.repl;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where commands come from: a person at a terminal, a pipe, a file.
interface LineSource extends Closeable {
  /// The next line without its end; null at the end.
  @Nullable String read(String prompt) throws IOException;

  /// An answer to a question, which is not remembered as a command; null for none.
  default @Nullable String ask(String question) {
    try {
      return read(question);
    } catch (IOException unreadable) {
      return null;
    }
  }

  /// Lines that fit on the screen, 0 when there is none.
  default int height() {
    return 0;
  }

  /// Earlier commands, oldest first.
  default List<String> history() {
    return List.of();
  }

  /// Whether a person types the lines: prompts make sense, and so does asking for the program's
  /// input.
  boolean isInteractive();

  /// Runs the action when Ctrl-C is pressed while the program runs.
  default void onInterrupt(Runnable action) {}

  @Override
  default void close() throws IOException {}
}
