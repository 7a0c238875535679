package osprey.lang.scn;

/// Finds the end of a body of C without understanding C: braces in strings, characters and comments
/// do not count. Braces that macros or left-out groups of `#if` leave unbalanced do.
final class CBraces {
  private CBraces() {}

  /// Index of the brace that closes the one before `from`, or -1.
  static int closing(String text, int from) {
    int depth = 0;
    int at = from;
    while (at < text.length()) {
      switch (text.charAt(at)) {
        case '{' -> depth++;
        case '}' -> {
          if (depth-- == 0) {
            return at;
          }
        }
        case '"' -> at = quoted(text, at, '"');
        case '\'' -> at = quoted(text, at, '\'');
        case '/' -> at = comment(text, at);
        default -> {}
      }
      at++;
    }
    return -1;
  }

  /// Index of the closing quote, or of the line's last character when there is none.
  private static int quoted(String text, int open, char quote) {
    int at = open + 1;
    while (at < text.length() && text.charAt(at) != '\n') {
      char c = text.charAt(at);
      if (c == quote) {
        return at;
      }
      at += c == '\\' ? 2 : 1;
    }
    return at - 1;
  }

  private static int comment(String text, int slash) {
    if (text.startsWith("//", slash)) {
      int stop = text.indexOf('\n', slash);
      return stop < 0 ? text.length() : stop;
    }
    if (text.startsWith("/*", slash)) {
      int stop = text.indexOf("*/", slash + 2);
      return stop < 0 ? text.length() : stop + 1;
    }
    return slash;
  }
}
