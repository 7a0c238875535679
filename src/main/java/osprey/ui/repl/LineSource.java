package osprey.ui.repl;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Where commands come from: a person at a terminal, a pipe, a file.
interface LineSource extends Closeable {
  /// The next line without its end; null at the end.
  @Nullable String read(String prompt) throws IOException;

  /// Whether a person types the lines: prompts make sense, and so does asking for the program's
  /// input.
  boolean isInteractive();

  /// Runs the action when Ctrl-C is pressed while the program runs.
  default void onInterrupt(Runnable action) {}

  @Override
  default void close() throws IOException {}
}
