package osprey.ui.repl;

import java.util.ArrayList;
import java.util.List;
import osprey.ui.debug.DebugError;

/// Takes the arguments of a command apart.
final class Words {
  private Words() {}

  /// At blanks; quotes keep blanks together.
  static List<String> split(String text) throws DebugError {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean isInWord = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        isInWord = true;
      } else if (c == ' ' || c == '\t') {
        if (isInWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        isInWord = false;
      } else {
        word.append(c);
        isInWord = true;
      }
    }
    if (quote != 0) {
      throw new DebugError("Unmatched " + quote + ".");
    }
    if (isInWord) {
      words.add(word.toString());
    }
    return words;
  }

  /// At blanks outside quotes; the quotes stay.
  static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    char quote = 0;
    for (char c : text.toCharArray()) {
      if (quote == 0 && Character.isWhitespace(c)) {
        if (!piece.isEmpty()) {
          pieces.add(piece.toString());
        }
        piece.setLength(0);
        continue;
      }
      quote = quote == c ? 0 : quote == 0 && (c == '"' || c == '\'') ? c : quote;
      piece.append(c);
    }
    if (!piece.isEmpty()) {
      pieces.add(piece.toString());
    }
    return pieces;
  }

  /// A repetition count, 1 when nothing is written.
  static int count(String text) throws DebugError {
    return text.isEmpty() ? 1 : number(text);
  }

  static int number(String text) throws DebugError {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException wrong) {
      throw new DebugError("\"" + text.strip() + "\" is not a number.");
    }
  }

  /// The first word, and the rest without the blanks between.
  static String[] first(String text) {
    String trimmed = text.strip();
    int end = 0;
    while (end < trimmed.length() && !Character.isWhitespace(trimmed.charAt(end))) {
      end++;
    }
    return new String[] {trimmed.substring(0, end), trimmed.substring(end).strip()};
  }
}
