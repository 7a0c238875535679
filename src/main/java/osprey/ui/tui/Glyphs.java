package osprey.ui.tui;

/// The characters that draw frames and bars: Unicode's, or what every terminal has.
///
/// @param here marks the current line
/// @param full a cell of a bar that is filled
record Glyphs(
    String horizontal,
    String vertical,
    String topLeft,
    String topRight,
    String bottomLeft,
    String bottomRight,
    String branch,
    String lastBranch,
    String trunk,
    String here,
    String full,
    String part,
    String empty,
    String playing,
    String paused,
    String right,
    String left,
    String wakes) {
  static final Glyphs UNICODE =
      new Glyphs(
          "─", "│", "┌", "┐", "└", "┘", "├─", "└─", "│ ", "▶", "█", "▒", "░", "▶", "‖", "→", "←",
          "↑");
  static final Glyphs ASCII =
      new Glyphs(
          "-", "|", "+", "+", "+", "+", "|-", "`-", "| ", ">", "#", "=", ".", ">", "=", "->", "<-",
          "^");

  /// A bar of so many cells of which a share is filled.
  String bar(long part, long whole, int cells) {
    int filled = whole <= 0 ? 0 : (int) Math.min(cells, (part * cells + whole / 2) / whole);
    if (filled == 0 && part > 0 && cells > 0) {
      filled = 1;
    }
    return full.repeat(filled) + empty.repeat(cells - filled);
  }
}
