package osprey.ui.repl;

import java.util.ArrayList;
import java.util.List;
import osprey.ui.SourceWords;

/// C source text with keywords, strings, numbers and comments in colours of the terminal.
final class Colours {
  private static final String RESET = "\u001b[0m";

  private Colours() {}

  /// The lines of a text, each complete in itself.
  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (List<SourceWords.Piece> pieces : SourceWords.lines(text)) {
      StringBuilder line = new StringBuilder();
      for (SourceWords.Piece piece : pieces) {
        String style = style(piece.kind());
        line.append(style).append(piece.text()).append(style.isEmpty() ? "" : RESET);
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static String style(SourceWords.Kind kind) {
    return switch (kind) {
      case PLAIN -> "";
      case KEYWORD -> "\u001b[1;34m";
      case STRING -> "\u001b[32m";
      case NUMBER -> "\u001b[35m";
      case COMMENT -> "\u001b[2m";
      case DIRECTIVE -> "\u001b[36m";
    };
  }
}
