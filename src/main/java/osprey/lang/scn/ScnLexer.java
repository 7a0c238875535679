package osprey.lang.scn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.lang.Diagnostics;
import osprey.lang.scn.ScnToken.Kind;

/// Cuts a scenario into tokens; leaves bodies of C alone.
final class ScnLexer {
  /// Words that begin a statement of the outermost level.
  static final List<String> STATEMENTS =
      List.of(
          "scenario",
          "machine",
          "link",
          "partition",
          "program",
          "workload",
          "file",
          "directory",
          "fifo",
          "symlink",
          "sandbox",
          "start",
          "at",
          "mode",
          "seed",
          "time",
          "expect");

  private static final List<String> LONG_PUNCTUATION = List.of("==", "!=", "<=", ">=", "->");

  private final String text;
  private final int base;
  private final Diagnostics diagnostics;
  private int at;
  private boolean quiet;

  /// @param base position of the text in the SourceMap
  ScnLexer(String text, int base, Diagnostics diagnostics) {
    this.text = text;
    this.base = base;
    this.diagnostics = diagnostics;
    if (text.startsWith("\ufeff")) {
      at = 1;
    }
  }

  String slice(int from, int to) {
    return text.substring(from - base, to - base);
  }

  /// While quiet, nothing is reported: what is skipped has been reported as a whole.
  void setQuiet(boolean isQuiet) {
    quiet = isQuiet;
  }

  private void error(int index, int length, String message, @Nullable String hint) {
    if (!quiet) {
      diagnostics.error(base + index, length, message, hint);
    }
  }

  ScnToken next() {
    skipSpace();
    int start = at;
    if (at >= text.length()) {
      return token(Kind.END, start);
    }
    char c = text.charAt(at);
    if (c == '\n' || c == ';') {
      at++;
      return token(Kind.SEPARATOR, start);
    }
    if (c == '"') {
      return text.startsWith("\"\"\"", at) ? textBlock() : string();
    }
    if (isDigit(c) || ((c == '-' || c == '+') && isDigit(peek(1)))) {
      number();
      return token(Kind.NUMBER, start);
    }
    if (isWordStart(c)) {
      word();
      return token(Kind.WORD, start);
    }
    for (String punctuation : LONG_PUNCTUATION) {
      if (text.startsWith(punctuation, at)) {
        at += 2;
        return token(Kind.PUNCTUATION, start);
      }
    }
    if ("{}(),=<>|:[]".indexOf(c) >= 0) {
      at++;
      return token(Kind.PUNCTUATION, start);
    }
    return wrong();
  }

  private ScnToken token(Kind kind, int start) {
    return new ScnToken(kind, base + start, base + at, text.substring(start, at));
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordStart(char c) {
    return c == '_' || Character.isLetter(c);
  }

  private static boolean isWordPart(char c) {
    return isWordStart(c) || isDigit(c);
  }

  /// White space, comments, and line ends behind a backslash.
  private void skipSpace() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#' || (c == '/' && peek(1) == '/')) {
        skipLine();
      } else if (c == '/' && peek(1) == '*') {
        int stop = text.indexOf("*/", at + 2);
        if (stop < 0) {
          error(at, 2, "unterminated comment", "end it with */");
        }
        at = stop < 0 ? text.length() : stop + 2;
      } else if (c == '\\' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
        at += peek(1) == '\n' ? 2 : 3;
      } else if (c != '\n' && (Character.isWhitespace(c) || c == '\u00a0')) {
        at++;
      } else {
        return;
      }
    }
  }

  private void skipLine() {
    int stop = text.indexOf('\n', at);
    at = stop < 0 ? text.length() : stop;
  }

  /// Letters and digits; inside also `.`, `-` and `/` before another letter or digit.
  private void word() {
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean isJoint = (c == '.' || c == '-' || c == '/') && isWordPart(peek(1));
      if (!isWordPart(c) && !isJoint) {
        return;
      }
      at++;
    }
  }

  private void number() {
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean isJoint =
          (c == '.' && isDigit(peek(1)))
              || (c == '-' && isDigit(peek(1)))
              || (c == '/' && isWordStart(peek(1)));
      if (!isWordPart(c) && c != '%' && !isJoint) {
        return;
      }
      at++;
    }
  }

  private ScnToken string() {
    int start = at++;
    while (at < text.length() && text.charAt(at) != '\n') {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return new ScnToken(
            Kind.STRING, base + start, base + at, text.substring(start + 1, at - 1));
      }
      at += c == '\\' && at + 1 < text.length() && peek(1) != '\n' ? 2 : 1;
    }
    error(
        start,
        1,
        "unterminated string: no closing \" on its line",
        "a text of several lines is written between \"\"\" and \"\"\"");
    return new ScnToken(Kind.STRING, base + start, base + at, text.substring(start + 1, at));
  }

  private ScnToken textBlock() {
    int start = at;
    at += 3;
    while (at < text.length()) {
      if (text.startsWith("\"\"\"", at)) {
        at += 3;
        return new ScnToken(
            Kind.TEXT_BLOCK, base + start, base + at, text.substring(start + 3, at - 3));
      }
      at += text.charAt(at) == '\\' && at + 1 < text.length() ? 2 : 1;
    }
    error(start, 3, "unterminated text", "end it with \"\"\"");
    return new ScnToken(Kind.TEXT_BLOCK, base + start, base + at, text.substring(start + 3));
  }

  /// A run of characters that mean nothing here: one diagnostic.
  private ScnToken wrong() {
    int start = at;
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    boolean isBinary = c < ' ' || c == '\ufffd' || c == 127;
    while (isBinary && at < text.length() && (peek(0) < ' ' || peek(0) >= 127)) {
      if (peek(0) == '\n') {
        break;
      }
      at++;
    }
    error(
        start,
        at - start,
        isBinary ? "bytes that are no text" : "'" + Character.toString(c) + "' means nothing here",
        switch (c) {
          case '\u201c', '\u201d', '\u201e' -> "write the plain quote \"";
          case '\'' -> "strings take double quotes";
          default -> null;
        });
    return token(Kind.WRONG, start);
  }

  /// The C text from here, just behind `{`, to the brace that closes it, which is consumed too.
  ///
  /// @param open position of the `{`
  Body body(int open) {
    int start = at;
    int stop = CBraces.closing(text, at);
    if (stop < 0) {
      error(
          open - base, 1, "the program's text does not end", "a '}' is missing in it, or after it");
      stop = nextStatement(start);
      at = stop;
    } else {
      at = stop + 1;
    }
    return new Body(base + start, text.substring(start, stop));
  }

  record Body(int at, String text) {}

  /// Over a block whatever is in it, from just behind its `{`.
  void skipBlock() {
    int stop = CBraces.closing(text, at);
    at = stop < 0 ? nextStatement(at) : stop + 1;
  }

  /// Where the first line begins that looks like a statement rather than C.
  private int nextStatement(int from) {
    int line = text.indexOf('\n', from);
    while (line >= 0) {
      int stop = line + 1;
      while (stop < text.length() && isWordPart(text.charAt(stop))) {
        stop++;
      }
      boolean isWord = stop < text.length() && text.charAt(stop) == ' ';
      if (isWord && STATEMENTS.contains(text.substring(line + 1, stop))) {
        return line + 1;
      }
      line = text.indexOf('\n', line + 1);
    }
    return text.length();
  }
}
