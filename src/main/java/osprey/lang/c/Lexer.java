package osprey.lang.c;

import osprey.lang.Diagnostics;
import osprey.lang.c.Lexeme.Kind;

/// Cuts one file into {@link Lexeme}s (C11 phase 3). Comments become white space; line ends matter
/// only within a directive.
final class Lexer {
  private static final byte SPACE = 1;
  private static final byte NAME_START = 2;
  private static final byte DIGIT = 4;
  private static final byte[] CLASSES = classes();

  private final char[] text;
  private final int length;
  private final SplicedText source;
  private final Diagnostics diagnostics;
  private int at;
  private boolean startsLine = true;
  private boolean space;
  private boolean inDirective;

  Lexer(SplicedText source, Diagnostics diagnostics) {
    this.source = source;
    this.text = source.chars;
    this.length = source.length;
    this.diagnostics = diagnostics;
    if (length > 0 && text[0] == '\ufeff') {
      at = 1;
    }
  }

  private static byte[] classes() {
    byte[] classes = new byte[128];
    for (char c : new char[] {' ', '\t', '\r', '\f', 11}) {
      classes[c] = SPACE;
    }
    for (char c = 'a'; c <= 'z'; c++) {
      classes[c] = NAME_START;
      classes[c - 'a' + 'A'] = NAME_START;
    }
    classes['_'] = NAME_START;
    classes['$'] = NAME_START;
    for (char c = '0'; c <= '9'; c++) {
      classes[c] = DIGIT;
    }
    return classes;
  }

  /// From now on the end of the line is a NEWLINE lexeme, given again and again until {@link
  /// #leaveDirective}.
  void enterDirective() {
    inDirective = true;
  }

  void leaveDirective() {
    inDirective = false;
  }

  /// Position of what comes next.
  int position() {
    return source.position(at);
  }

  Lexeme next() {
    space = false;
    if (!skipSpace()) {
      return new Lexeme(Kind.NEWLINE, "", source.position(at), space, false, false);
    }
    if (at >= length) {
      return new Lexeme(Kind.END, "", source.position(at), space, startsLine, false);
    }
    int start = at;
    char c = text[start];
    Kind kind;
    if (c < 128 && (CLASSES[c] & NAME_START) != 0) {
      kind = nameOrPrefix(start);
    } else if (c < 128 && CLASSES[c] == DIGIT) {
      kind = number();
    } else {
      kind = other(c);
    }
    String spelling =
        kind == Kind.PUNCTUATOR ? Punctuators.spelling(text, start, at - start) : slice(start, at);
    Lexeme lexeme = new Lexeme(kind, spelling, source.position(start), space, startsLine, false);
    startsLine = false;
    return lexeme;
  }

  private String slice(int start, int stop) {
    return new String(text, start, stop - start);
  }

  /// False at the end of a directive's line.
  private boolean skipSpace() {
    while (at < length) {
      char c = text[at];
      if (c == '\n') {
        if (inDirective) {
          return false;
        }
        startsLine = true;
        at++;
      } else if ((c < 128 && CLASSES[c] == SPACE) || c == '\u00a0' || c == 0) {
        if (c == 0) {
          skipZeros();
          continue;
        }
        at++;
      } else if (c == '/' && text[at + 1] == '/') {
        skipToLineEnd();
      } else if (c == '/' && text[at + 1] == '*') {
        skipComment();
      } else {
        return true;
      }
      space = true;
    }
    return !inDirective;
  }

  private void skipZeros() {
    int start = at;
    while (at < length && text[at] == 0) {
      at++;
    }
    space = true;
    diagnostics.warning(
        source.position(start), at - start, "NUL characters are ignored", "is this a text file?");
  }

  private void skipToLineEnd() {
    while (at < length && text[at] != '\n') {
      at++;
    }
  }

  private void skipComment() {
    int start = at;
    at += 2;
    while (at < length) {
      if (text[at] == '*' && text[at + 1] == '/') {
        at += 2;
        return;
      }
      at++;
    }
    diagnostics.error(source.position(start), 2, "unterminated comment", "end it with */");
  }

  private Kind nameOrPrefix(int start) {
    skipName();
    char next = text[at];
    if ((next == '"' || next == '\'') && at < length && isPrefix(start, next)) {
      return quoted(next);
    }
    return Kind.IDENTIFIER;
  }

  private boolean isPrefix(int start, char quote) {
    char c = text[start];
    if (at - start == 1) {
      return c == 'L' || c == 'u' || c == 'U';
    }
    return at - start == 2 && c == 'u' && text[start + 1] == '8' && quote == '"';
  }

  private void skipName() {
    while (true) {
      char c = text[at];
      if (c < 128) {
        if ((CLASSES[c] & (NAME_START | DIGIT)) == 0) {
          if (c != '\\' || !isUniversalName()) {
            return;
          }
          at += text[at + 1] == 'u' ? 6 : 10;
          continue;
        }
        at++;
      } else if (Character.isUnicodeIdentifierPart(codePoint()) || isEmoji(c)) {
        at += Character.charCount(codePoint());
      } else {
        return;
      }
    }
  }

  /// gcc takes most of Unicode in names; surrogates are letters and signs beyond the basic plane.
  private static boolean isEmoji(char c) {
    return Character.isHighSurrogate(c);
  }

  private boolean isUniversalName() {
    int digits = text[at + 1] == 'u' ? 4 : text[at + 1] == 'U' ? 8 : 0;
    if (digits == 0 || at + 2 + digits > length) {
      return false;
    }
    for (int i = 0; i < digits; i++) {
      if (Quoted.hexDigit(text[at + 2 + i]) < 0) {
        return false;
      }
    }
    return true;
  }

  private int codePoint() {
    return Character.codePointAt(text, at, length);
  }

  /// A preprocessing number: digits, letters, dots, and signs after an exponent.
  private Kind number() {
    while (true) {
      char c = text[at];
      if (c == '.') {
        at++;
      } else if ((c == '+' || c == '-') && isExponent(text[at - 1])) {
        at++;
      } else if (c < 128 && (CLASSES[c] & (NAME_START | DIGIT)) != 0) {
        at++;
      } else {
        return Kind.NUMBER;
      }
    }
  }

  private static boolean isExponent(char c) {
    return c == 'e' || c == 'E' || c == 'p' || c == 'P';
  }

  private Kind other(char c) {
    if (c == '"' || c == '\'') {
      return quoted(c);
    }
    if (c == '.' && text[at + 1] >= '0' && text[at + 1] <= '9') {
      at++;
      return number();
    }
    int punctuator = Punctuators.length(text, at);
    if (punctuator > 0) {
      at += punctuator;
      return Kind.PUNCTUATOR;
    }
    if (c == '\\' ? isUniversalName() : c >= 128 && isNameStart()) {
      skipName();
      return Kind.IDENTIFIER;
    }
    skipStray();
    return Kind.STRAY;
  }

  private boolean isNameStart() {
    return Character.isUnicodeIdentifierStart(codePoint()) || isEmoji(text[at]);
  }

  /// Garbage comes in runs: one lexeme, one diagnostic.
  private void skipStray() {
    boolean isControl = text[at] < ' ' || text[at] >= 127;
    do {
      at++;
    } while (isControl
        && at < length
        && ((text[at] < ' ' && text[at] != '\n' && text[at] != '\t') || text[at] >= 127));
  }

  private Kind quoted(char quote) {
    at++;
    while (at < length) {
      char c = text[at];
      if (c == quote) {
        at++;
        return quote == '"' ? Kind.STRING : Kind.CHARACTER;
      }
      if (c == '\n') {
        break;
      }
      at += c == '\\' && at + 1 < length && text[at + 1] != '\n' ? 2 : 1;
    }
    return Kind.UNTERMINATED;
  }

  /// Moves behind the next `#` that starts a line; false at the end of the file. For groups that a
  /// conditional leaves out: nothing in them is looked at but comments and directives.
  boolean skipToDirective() {
    while (at < length) {
      space = false;
      startsLine = true;
      inDirective = true;
      boolean hasText = skipSpace();
      inDirective = false;
      if (hasText && at < length && text[at] == '#') {
        at++;
        startsLine = false;
        return true;
      }
      if (hasText && at + 1 < length && text[at] == '%' && text[at + 1] == ':') {
        at += 2;
        startsLine = false;
        return true;
      }
      skipLeftOutLine();
    }
    return false;
  }

  private void skipLeftOutLine() {
    while (at < length) {
      char c = text[at];
      if (c == '\n') {
        at++;
        return;
      }
      if (c == '"' || c == '\'') {
        int start = at;
        if (quoted(c) == Kind.UNTERMINATED) {
          at = start + 1; // an apostrophe in plain text
        }
      } else if (c == '/' && text[at + 1] == '*') {
        skipComment();
      } else if (c == '/' && text[at + 1] == '/') {
        skipToLineEnd();
      } else {
        at++;
      }
    }
  }

  /// The name of `#include <name>` or `"name"` with its delimiters, or "" when something else
  /// follows.
  String headerName() {
    skipSpace();
    char open = text[at];
    char close = open == '<' ? '>' : '"';
    if (at >= length || (open != '<' && open != '"')) {
      return "";
    }
    int stop = at + 1;
    while (stop < length && text[stop] != '\n' && text[stop] != close) {
      stop++;
    }
    if (stop >= length || text[stop] != close) {
      return "";
    }
    String name = slice(at, stop + 1);
    at = stop + 1;
    return name;
  }

  /// What is left of a directive's line, for `#error`.
  String restOfLine() {
    int start = at;
    skipToLineEnd();
    return slice(start, at).strip();
  }
}
