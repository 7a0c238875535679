package osprey.ui.tui;

/// A rectangle of character cells.
record Rect(int column, int row, int columns, int rows) {
  /// Without the outermost cells on each side.
  Rect inner() {
    return new Rect(column + 1, row + 1, Math.max(0, columns - 2), Math.max(0, rows - 2));
  }

  boolean contains(int atColumn, int atRow) {
    return atColumn >= column && atColumn < column + columns && atRow >= row && atRow < row + rows;
  }
}
