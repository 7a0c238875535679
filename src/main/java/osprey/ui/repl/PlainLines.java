package osprey.ui.repl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Lines from a pipe, a file, or a terminal that can do nothing (TERM=dumb).
final class PlainLines implements LineSource {
  private final BufferedReader in;
  private final PrintStream out;
  private final boolean isInteractive;

  PlainLines(InputStream in, PrintStream out, boolean isInteractive) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = out;
    this.isInteractive = isInteractive;
  }

  @Override
  public @Nullable String read(String prompt) throws IOException {
    if (isInteractive) {
      out.print(prompt);
      out.flush();
    }
    return in.readLine();
  }

  @Override
  public boolean isInteractive() {
    return isInteractive;
  }

  @Override
  public void onInterrupt(Runnable action) {
    if (isInteractive) {
      HostSignals.onInterrupt(action);
    }
  }
}
