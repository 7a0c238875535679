package osprey.ui.tui;

import java.util.List;

/// A view of one aspect of a run: records in, styled lines out. It keeps nothing between two
/// instants, so that it shows the same forwards and after a trip back.
interface Panel {
  String title();

  /// All lines; the screen shows as many as fit and scrolls.
  ///
  /// @param columns to be filled
  /// @param rows that are visible: panels that fit themselves to the space use it
  List<Line> lines(Scene scene, int columns, int rows);

  /// The line that must be visible unless the user scrolls; -1 for none, a large number for the
  /// last.
  default int home(Scene scene, List<Line> lines) {
    return -1;
  }
}
