package osprey.ui.tui;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import osprey.sim.RunOptions;
import osprey.trace.TraceLevel;
import osprey.ui.SourceLoader;
import osprey.ui.debug.DebugError;
import osprey.ui.repl.Repl;

/// Opens scenarios for tests of the screen.
final class Watching {
  private Watching() {}

  static Watched open(String file) {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    RunOptions options = new RunOptions(null, null, null, null, TraceLevel.ALL);
    InputStream nothing = InputStream.nullInputStream();
    Repl repl = Repl.plain(new SourceLoader(), options, nothing, out, out, false);
    try {
      return repl.watch(file, List.of());
    } catch (DebugError refused) {
      throw new AssertionError(refused.sentence(), refused);
    }
  }

  static Dashboard dashboard(String file) {
    return new Dashboard(new Session(open(file)), Glyphs.UNICODE);
  }

  static void press(Dashboard dashboard, String... keys) {
    for (String key : keys) {
      dashboard.key(key);
    }
  }
}
