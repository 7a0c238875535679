package osprey.ui.debug;

import org.jspecify.annotations.Nullable;

/// gdb's additions to the syntax of C, found in the text of an expression: `array[0]@3`, `{int}
/// 0x40`, `function::variable`.
///
/// @param first what comes before `@`, or everything
/// @param count what comes after it, null without one
record ExpressionText(String first, @Nullable String count) {
  static ExpressionText of(String text) {
    int at = -1;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '@') {
        at = i;
      }
    }
    return at < 0
        ? new ExpressionText(withCasts(text), null)
        : new ExpressionText(withCasts(text.substring(0, at)), withCasts(text.substring(at + 1)));
  }

  /// `{TYPE}` as the cast and dereference that it means.
  private static String withCasts(String text) {
    int open = outside(text, '{', 0);
    int close = open < 0 ? -1 : outside(text, '}', open);
    return close < 0
        ? text
        : text.substring(0, open)
            + "*("
            + text.substring(open + 1, close)
            + " *)"
            + withCasts(text.substring(close + 1));
  }

  /// Where the character stands outside quotes, -1 for nowhere.
  private static int outside(String text, char wanted, int from) {
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        i += c == '\\' ? 1 : 0;
        quote = c == quote ? 0 : quote;
      } else if (c == wanted) {
        return i;
      } else if (c == '"' || c == '\'') {
        quote = c;
      }
    }
    return -1;
  }

  /// What is assigned to a variable of the user's own: `$name = value`.
  record Assignment(String name, String value) {
    static @Nullable Assignment of(String text) {
      String trimmed = text.strip();
      int end = 1;
      while (end < trimmed.length() && Character.isJavaIdentifierPart(trimmed.charAt(end))) {
        end++;
      }
      String rest = trimmed.substring(Math.min(end, trimmed.length())).stripLeading();
      return trimmed.startsWith("$") && rest.startsWith("=") && !rest.startsWith("==")
          ? new Assignment(trimmed.substring(0, end), rest.substring(1))
          : null;
    }
  }
}
