package osprey.ui.tui;

/// A line being typed at the bottom of the screen.
final class Prompt {
  /// What the line will be.
  enum Kind {
    COMMAND(":"),
    SEARCH("/"),
    FILTER("only lines with: "),
    SIGNAL("signal to send: "),
    INPUT("input: ");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  private final Kind kind;
  private final StringBuilder text = new StringBuilder();
  private int cursor;

  Prompt(Kind kind, String text) {
    this.kind = kind;
    this.text.append(text);
    cursor = text.length();
  }

  Kind kind() {
    return kind;
  }

  String text() {
    return text.toString();
  }

  /// What stands before the cursor.
  String beforeCursor() {
    return kind.label + text.substring(0, cursor);
  }

  void type(String typed) {
    text.insert(cursor, typed);
    cursor += typed.length();
  }

  /// A key that edits the line; others are ignored.
  void edit(String key) {
    switch (key) {
      case "Backspace" -> {
        if (cursor > 0) {
          int from = text.offsetByCodePoints(cursor, -1);
          text.delete(from, cursor);
          cursor = from;
        }
      }
      case "Delete" -> {
        if (cursor < text.length()) {
          text.delete(cursor, text.offsetByCodePoints(cursor, 1));
        }
      }
      case "Left" -> cursor = cursor > 0 ? text.offsetByCodePoints(cursor, -1) : 0;
      case "Right" -> cursor = cursor < text.length() ? text.offsetByCodePoints(cursor, 1) : cursor;
      case "Home", "Ctrl-A" -> cursor = 0;
      case "End", "Ctrl-E" -> cursor = text.length();
      case "Ctrl-U" -> {
        text.delete(0, cursor);
        cursor = 0;
      }
      default -> {}
    }
  }
}
