package osprey.ui.tui;

import java.util.List;

/// Text in front of the panels, to be read and closed.
final class Overlay {
  private final String title;
  private final List<String> lines;
  private int top;
  private int pageRows = 1;

  Overlay(String title, List<String> lines) {
    this.title = title;
    this.lines = List.copyOf(lines);
  }

  void draw(Grid grid, Rect space, Glyphs glyphs) {
    int rows = Math.min(space.rows(), lines.size() + 2);
    Rect area = new Rect(space.column() + 1, space.row(), space.columns() - 2, rows);
    pageRows = Math.max(1, rows - 2);
    top = Math.clamp(top, 0, Math.max(0, lines.size() - pageRows));
    grid.clear(area);
    Dashboard.frame(grid, area, Ink.FOCUS, glyphs);
    int end = area.column() + area.columns() - 1;
    int at = grid.put(area.column() + 1, area.row(), end, " " + title + " ", Ink.FOCUS);
    String hint = lines.size() > pageRows ? " arrows scroll, Esc closes " : " Esc closes ";
    grid.put(Math.max(at, end - hint.length() - 1), area.row(), end, hint, Ink.DIM);
    for (int i = 0; i < pageRows && top + i < lines.size(); i++) {
      String line = lines.get(top + i).replace("\t", "    ");
      grid.put(area.column() + 1, area.row() + 1 + i, end, line, Ink.PLAIN);
    }
  }

  /// Whether it stays open.
  boolean key(String name) {
    switch (name) {
      case "Up", "k" -> top--;
      case "Down", "j" -> top++;
      case "PageUp" -> top -= pageRows;
      case "PageDown", " " -> top += pageRows;
      case "Home", "g" -> top = 0;
      case "End", "G" -> top = lines.size();
      default -> {
        return false;
      }
    }
    return true;
  }
}
