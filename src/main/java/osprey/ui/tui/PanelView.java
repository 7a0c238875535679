package osprey.ui.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A panel on the screen: which of its lines are visible, the cursor among them, what is filtered
/// and searched.
final class PanelView {
  private final char key;
  private Panel panel;
  private @Nullable Panel covered;
  private int top;

  /// The cursor's line; -1 while the panel follows the run.
  private int cursor = -1;

  private String filter = "";
  private String search = "";
  private List<Line> lines = List.of();
  private Rect body = new Rect(0, 0, 0, 0);

  PanelView(char key, Panel panel) {
    this.key = key;
    this.panel = panel;
  }

  char key() {
    return key;
  }

  String title() {
    return panel.title();
  }

  Rect body() {
    return body;
  }

  /// Shows another panel in this one's place until {@link #uncover}.
  void cover(Panel with) {
    if (covered == null) {
      covered = panel;
    }
    panel = with;
    cursor = -1;
    top = 0;
  }

  /// Whether there was something to go back from.
  boolean uncover() {
    if (covered == null) {
      return false;
    }
    panel = covered;
    covered = null;
    cursor = -1;
    top = 0;
    return true;
  }

  void filter(String text) {
    filter = text.toLowerCase(Locale.ROOT);
    cursor = -1;
  }

  String filter() {
    return filter;
  }

  /// Puts the cursor on the next line that contains the text, beginning behind the cursor.
  boolean search(String text, boolean isBackwards) {
    search = text.toLowerCase(Locale.ROOT);
    int count = lines.size();
    int from = cursor < 0 ? isBackwards ? count : top - 1 : cursor;
    for (int i = 1; i <= count; i++) {
      int at = Math.floorMod(isBackwards ? from - i : from + i, count);
      if (contains(lines.get(at), search)) {
        cursor = at;
        return true;
      }
    }
    return false;
  }

  /// Moves the cursor; it comes to be where the panel is, if it was nowhere.
  void move(Scene scene, int by) {
    int from = cursor >= 0 ? cursor : Math.clamp(panel.home(scene, lines), top, top + body.rows());
    cursor = Math.clamp((long) from + by, 0, Math.max(0, lines.size() - 1));
  }

  void follow() {
    cursor = -1;
  }

  /// Puts the cursor on a row of the screen.
  void pointAt(int row) {
    int line = top + row - body.row();
    if (line >= 0 && line < lines.size()) {
      cursor = line;
    }
  }

  /// What the line under the cursor, or else the panel's own line, stands for.
  @Nullable Target target(Scene scene) {
    int at = cursor >= 0 ? cursor : panel.home(scene, lines);
    return at >= 0 && at < lines.size() ? lines.get(at).target() : null;
  }

  int pageRows() {
    return Math.max(1, body.rows() - 1);
  }

  int lineCount() {
    return lines.size();
  }

  void draw(Grid grid, Rect area, Scene scene, boolean hasFocus) {
    body = area;
    lines = filtered(panel.lines(scene, area.columns(), area.rows()));
    cursor = Math.min(cursor, lines.size() - 1);
    int wanted = cursor >= 0 ? cursor : panel.home(scene, lines);
    if (wanted < 0) {
      top = 0;
    } else if (cursor < 0 && wanted >= lines.size()) {
      top = Math.max(0, lines.size() - area.rows());
    } else if (wanted < top || wanted >= top + area.rows()) {
      top = wanted - area.rows() / 2;
    }
    top = Math.clamp(top, 0, Math.max(0, lines.size() - area.rows()));
    for (int row = 0; row < area.rows() && top + row < lines.size(); row++) {
      Line line = lines.get(top + row);
      int screenRow = area.row() + row;
      grid.put(area.column(), screenRow, area.column() + area.columns(), line);
      Rect whole = new Rect(area.column(), screenRow, area.columns(), 1);
      if (hasFocus && top + row == cursor) {
        grid.ink(whole, Ink.CURSOR);
      } else if (!search.isEmpty() && contains(line, search)) {
        grid.ink(whole, Ink.FOUND);
      }
    }
  }

  /// ` 12-30/200` where not everything fits.
  String position() {
    if (lines.size() <= body.rows() || body.rows() == 0) {
      return "";
    }
    return " " + (top + 1) + "-" + Math.min(lines.size(), top + body.rows()) + "/" + lines.size();
  }

  private List<Line> filtered(List<Line> all) {
    if (filter.isEmpty()) {
      return all;
    }
    List<Line> kept = new ArrayList<>();
    for (Line line : all) {
      if (contains(line, filter)) {
        kept.add(line);
      }
    }
    return kept;
  }

  private static boolean contains(Line line, String lowerCase) {
    return line.text().toLowerCase(Locale.ROOT).contains(lowerCase);
  }
}
