package osprey.ui.tui;

import java.util.List;

/// How the screen is divided at a size: places, each with the panels that take turns there.
///
/// @param columns needed at least
/// @param rows needed at least
/// @param slots in the order that Tab goes
record Layout(int columns, int rows, List<Slot> slots) {
  /// A place in shares of the space between the head and the line of hints.
  ///
  /// @param panels their keys; the first is shown at the beginning
  record Slot(double left, double top, double right, double bottom, String panels) {
    Rect area(Rect space) {
      int column = space.column() + (int) Math.round(left * space.columns());
      int row = space.row() + (int) Math.round(top * space.rows());
      int end = space.column() + (int) Math.round(right * space.columns());
      int below = space.row() + (int) Math.round(bottom * space.rows());
      return new Rect(column, row, end - column, below - row);
    }
  }

  /// Smaller screens get a sentence.
  static final int COLUMNS_MIN = 60;

  static final int ROWS_MIN = 16;

  /// Largest first.
  private static final List<Layout> ALL =
      List.of(
          new Layout(
              160,
              44,
              List.of(
                  new Slot(0, 0, 0.34, 0.45, "1"),
                  new Slot(0.34, 0, 0.68, 0.45, "3"),
                  new Slot(0.68, 0, 1, 0.45, "4"),
                  new Slot(0, 0.45, 0.34, 0.72, "5"),
                  new Slot(0.34, 0.45, 0.68, 0.72, "6"),
                  new Slot(0.68, 0.45, 1, 0.72, "90"),
                  new Slot(0, 0.72, 0.34, 1, "7"),
                  new Slot(0.34, 0.72, 0.68, 1, "8"),
                  new Slot(0.68, 0.72, 1, 1, "2"))),
          new Layout(
              110,
              34,
              List.of(
                  new Slot(0, 0, 0.46, 0.42, "1"),
                  new Slot(0.46, 0, 1, 0.42, "34"),
                  new Slot(0, 0.42, 0.46, 0.72, "5609"),
                  new Slot(0.46, 0.42, 1, 0.72, "2"),
                  new Slot(0, 0.72, 0.46, 1, "7"),
                  new Slot(0.46, 0.72, 1, 1, "8"))),
          new Layout(
              0,
              0,
              List.of(
                  new Slot(0, 0, 0.47, 0.6, "19"),
                  new Slot(0.47, 0, 1, 0.6, "34560"),
                  new Slot(0, 0.6, 1, 1, "278"))));

  static Layout of(int columns, int rows) {
    for (Layout layout : ALL) {
      if (columns >= layout.columns && rows >= layout.rows) {
        return layout;
      }
    }
    throw new AssertionError("the last layout fits every screen");
  }
}
