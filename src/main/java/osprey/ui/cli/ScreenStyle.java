package osprey.ui.cli;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import osprey.ui.repl.ScreenOptions;

/// What the environment says about drawing: NO_COLOR, TERM, the character set.
final class ScreenStyle {
  private ScreenStyle() {}

  static ScreenOptions ofEnvironment() {
    return new ScreenOptions(!isUnicode(), hasColours());
  }

  private static boolean hasColours() {
    String no = System.getenv("NO_COLOR");
    return (no == null || no.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
  }

  private static boolean isUnicode() {
    return Charset.forName(System.getProperty("native.encoding", "UTF-8"))
        .equals(StandardCharsets.UTF_8);
  }
}
