package osprey.ui.tui;

import java.text.Normalizer;
import java.util.Arrays;
import osprey.lang.DisplayWidth;

/// Character cells with their ink: what is on the screen, before any terminal. A wide character
/// takes its cell and the next.
final class Grid {
  /// In the cell behind a wide character.
  static final int TAIL = -1;

  private final int columns;
  private final int rows;
  private final int[] points;
  private final Ink[] inks;

  Grid(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    points = new int[columns * rows];
    inks = new Ink[columns * rows];
    Arrays.fill(points, ' ');
    Arrays.fill(inks, Ink.PLAIN);
  }

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  Rect all() {
    return new Rect(0, 0, columns, rows);
  }

  int point(int column, int row) {
    return points[row * columns + column];
  }

  Ink ink(int column, int row) {
    return inks[row * columns + column];
  }

  /// Changes how cells look, not what they hold.
  void ink(Rect area, Ink ink) {
    for (int row = area.row(); row < area.row() + area.rows(); row++) {
      for (int column = area.column(); column < area.column() + area.columns(); column++) {
        if (isInside(column, row)) {
          inks[row * columns + column] = ink;
        }
      }
    }
  }

  void clear(Rect area) {
    for (int row = area.row(); row < area.row() + area.rows(); row++) {
      for (int column = area.column(); column < area.column() + area.columns(); column++) {
        set(column, row, ' ', Ink.PLAIN);
      }
    }
  }

  /// Writes text from a cell on, as far as `end` (a column).
  ///
  /// @return the column after it
  int put(int column, int row, int end, String text, Ink ink) {
    String composed = isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
    int at = column;
    for (int i = 0; i < composed.length(); ) {
      int point = composed.codePointAt(i);
      i += Character.charCount(point);
      int width = Character.isISOControl(point) ? 1 : DisplayWidth.of(point);
      if (at + width > Math.min(end, columns)) {
        return at;
      }
      if (width > 0) {
        set(at, row, Character.isISOControl(point) ? '.' : point, ink);
        if (width == 2) {
          set(at + 1, row, TAIL, ink);
        }
      }
      at += width;
    }
    return at;
  }

  void put(int column, int row, int end, Line line) {
    int at = column;
    for (Line.Span span : line.spans()) {
      at = put(at, row, end, span.text(), span.ink());
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private boolean isInside(int column, int row) {
    return column >= 0 && column < columns && row >= 0 && row < rows;
  }

  private void set(int column, int row, int point, Ink ink) {
    if (!isInside(column, row)) {
      return;
    }
    int cell = row * columns + column;
    if (points[cell] == TAIL && point != TAIL && column > 0) {
      points[cell - 1] = ' '; // half of a wide character is overwritten
    }
    if (column + 1 < columns && points[cell + 1] == TAIL) {
      points[cell + 1] = ' ';
    }
    points[cell] = point;
    inks[cell] = ink;
  }

  /// The text of all cells, a line each, without trailing spaces.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        int point = point(column, row);
        if (point != TAIL) {
          line.appendCodePoint(point);
        }
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
