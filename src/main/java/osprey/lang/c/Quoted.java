package osprey.lang.c;

import osprey.code.CType;
import osprey.lang.Diagnostics;

/// Walks over the characters of one character constant or string literal and undoes its escapes.
final class Quoted {
  private final Token token;
  private final String text;
  private final Diagnostics diagnostics;
  private final CType.Int element;
  private final int stop;
  private int at;
  private boolean codePoint;

  Quoted(Token token, Diagnostics diagnostics) {
    this(token, diagnostics, elementType(token.text()));
  }

  /// @param element what escapes must fit in: a plain literal beside a wide one becomes wide
  Quoted(Token token, Diagnostics diagnostics, CType.Int element) {
    this.token = token;
    this.text = token.text();
    this.diagnostics = diagnostics;
    this.element = element;
    char quote = token.kind() == Token.Kind.CHARACTER ? '\'' : '"';
    this.at = text.indexOf(quote) + 1;
    this.stop = text.length() - 1;
  }

  static CType.Int elementType(String literal) {
    return switch (literal.charAt(0)) {
      case 'L' -> CType.Int.INT;
      case 'U' -> CType.Int.UNSIGNED_INT;
      case 'u' -> literal.startsWith("u8") ? CType.Int.CHAR : CType.Int.UNSIGNED_SHORT;
      default -> CType.Int.CHAR;
    };
  }

  CType.Int elementType() {
    return element;
  }

  boolean hasNext() {
    return at < stop;
  }

  /// Whether the last {@link #next} was a character, to be encoded, rather than the value of an
  /// octal or hexadecimal escape, to be stored as it is.
  boolean isCodePoint() {
    return codePoint;
  }

  int next() {
    codePoint = true;
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    return c == '\\' && at < stop ? escape() : c;
  }

  private int escape() {
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'a' -> 7;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'v' -> 11;
      case 'e', 'E' -> 27;
      case '\\', '\'', '"', '?' -> c;
      case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c - '0');
      case 'x' -> hexadecimal();
      case 'u' -> universal(4);
      case 'U' -> universal(8);
      default -> {
        warn("unknown escape sequence '\\" + Character.toString(c) + "'");
        yield c;
      }
    };
  }

  private int octal(int first) {
    codePoint = false;
    int value = first;
    for (int i = 0; i < 2 && at < stop && text.charAt(at) >= '0' && text.charAt(at) <= '7'; i++) {
      value = value * 8 + text.charAt(at++) - '0';
    }
    return inRange(value, "octal");
  }

  private int hexadecimal() {
    codePoint = false;
    int start = at;
    long value = 0;
    while (at < stop && hexDigit(text.charAt(at)) >= 0) {
      value = Math.min(value * 16 + hexDigit(text.charAt(at++)), 0xf_ffff_ffffL);
    }
    if (at == start) {
      diagnostics.error(token.at(), token.length(), "\\x is used without hexadecimal digits", null);
    }
    return inRange(value, "hexadecimal");
  }

  private int inRange(long value, String kind) {
    if (value >>> (8 * element.size()) != 0) {
      warn(kind + " escape sequence is out of range");
    }
    return (int) value;
  }

  private int universal(int digits) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = at < stop ? hexDigit(text.charAt(at)) : -1;
      if (digit < 0) {
        diagnostics.error(
            token.at(),
            token.length(),
            "\\" + (digits == 4 ? "u" : "U") + " needs " + digits + " hexadecimal digits",
            null);
        return '?';
      }
      value = value << 4 | digit;
      at++;
    }
    if (value < 0 || value > Character.MAX_CODE_POINT || (value >= 0xd800 && value <= 0xdfff)) {
      diagnostics.error(token.at(), token.length(), "not a valid universal character name", null);
      return '?';
    }
    return value;
  }

  private void warn(String message) {
    diagnostics.warning(token.at(), token.length(), message, null);
  }

  static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }
}
