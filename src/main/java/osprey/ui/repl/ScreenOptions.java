package osprey.ui.repl;

/// How the full screen is drawn.
///
/// @param isAscii only with characters that every terminal has
public record ScreenOptions(boolean isAscii, boolean hasColours) {
  public static final ScreenOptions PLAIN = new ScreenOptions(true, false);
}
