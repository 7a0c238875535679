package osprey.lang.c;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.Diagnostics;

/// Values and types of constants and string literals (C11 §6.4.4, §6.4.5, with gcc's `0b`
/// integers).
///
/// Never fails: a wrong literal is reported and gets a harmless value.
public final class Literals {
  /// @param type an integer type, or a floating type
  /// @param integer the value when type is an integer type, else 0
  /// @param floating the value when type is a floating type, rounded to it, else 0
  public record Number(CType type, long integer, double floating) {
    public boolean isFloating() {
      return type instanceof CType.Floating;
    }
  }

  /// @param type `int` for `'a'`, the wide type for `L'a'`, `u'a'`, `U'a'`
  public record Char(CType.Int type, long value) {}

  private Literals() {}

  /// The value of a NUMBER token.
  public static Number number(Token token, Diagnostics diagnostics) {
    return new NumberReader(token, diagnostics).read();
  }

  /// The value of a CHARACTER token.
  public static Char character(Token token, Diagnostics diagnostics) {
    Quoted quoted = new Quoted(token, diagnostics);
    long value = 0;
    int count = 0;
    CType.Int type = quoted.elementType() == CType.Int.CHAR ? CType.Int.INT : quoted.elementType();
    boolean isPlain = quoted.elementType() == CType.Int.CHAR;
    while (quoted.hasNext()) {
      int unit = quoted.next();
      if (isPlain && quoted.isCodePoint() && unit > 0x7f) {
        byte[] bytes = Text.utf8(unit);
        for (byte each : bytes) {
          value = (value << 8) | (each & 0xff);
        }
        count += bytes.length;
      } else {
        value = isPlain ? (value << 8) | (unit & 0xff) : unit;
        count++;
      }
    }
    if (count == 0) {
      diagnostics.error(token.at(), token.length(), "empty character constant", null);
    } else if (count > 4 || (count > 1 && !isPlain)) {
      diagnostics.error(
          token.at(),
          token.length(),
          "character constant holds more than one character",
          "strings are written in double quotes");
    } else if (count > 1) {
      diagnostics.warning(
          token.at(),
          token.length(),
          "multi-character character constant",
          "strings are written in double quotes");
    }
    boolean isOneByte = isPlain && count == 1;
    return new Char(type, isOneByte ? CType.Int.CHAR.wrap(value) : type.wrap(value));
  }

  /// The bytes of adjacent STRING tokens joined, with the terminating zero. At least one token.
  public static Text string(List<Token> adjacent, Diagnostics diagnostics) {
    CType.Int element = CType.Int.CHAR;
    for (Token token : adjacent) {
      CType.Int own = Quoted.elementType(token.text());
      if (own != CType.Int.CHAR && element != CType.Int.CHAR && own != element) {
        diagnostics.error(
            token.at(), token.length(), "adjacent strings have different prefixes", null);
      } else if (own != CType.Int.CHAR) {
        element = own;
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Token token : adjacent) {
      Quoted quoted = new Quoted(token, diagnostics, element);
      while (quoted.hasNext()) {
        int unit = quoted.next();
        if (quoted.isCodePoint()) {
          Text.writeCodePoint(bytes, unit, element);
        } else {
          Text.writeUnit(bytes, unit, (int) element.size());
        }
      }
    }
    Text.writeUnit(bytes, 0, (int) element.size());
    return new Text(bytes.toByteArray(), element);
  }

  /// Splits a number into digits, exponent and suffix, and finds its type.
  private static final class NumberReader {
    private static final Number ZERO = new Number(CType.Int.INT, 0, 0);

    private final Token token;
    private final String text;
    private final Diagnostics diagnostics;

    NumberReader(Token token, Diagnostics diagnostics) {
      this.token = token;
      this.text = token.text();
      this.diagnostics = diagnostics;
    }

    Number read() {
      boolean isHex = text.startsWith("0x") || text.startsWith("0X");
      if (isFloating(isHex)) {
        return floating(isHex);
      }
      if (isHex) {
        return integer(2, 16);
      }
      if (text.startsWith("0b") || text.startsWith("0B")) {
        return integer(2, 2);
      }
      return text.length() > 1 && text.charAt(0) == '0' ? integer(1, 8) : integer(0, 10);
    }

    private boolean isFloating(boolean isHex) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '.' || (isHex ? c == 'p' || c == 'P' : c == 'e' || c == 'E')) {
          return true;
        }
      }
      return false;
    }

    private Number integer(int start, int radix) {
      int at = start;
      long value = 0;
      boolean overflow = false;
      int digits = radix == 8 ? 1 : 0;
      while (at < text.length() && isDigit(text.charAt(at), radix == 16 ? 16 : 10)) {
        int digit = Character.digit(text.charAt(at), 16);
        if (digit >= radix) {
          return wrong("invalid digit '" + text.charAt(at) + "' in " + name(radix), null);
        }
        overflow |= Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, radix)) > 0;
        value = value * radix + digit;
        digits++;
        at++;
      }
      if (digits == 0) {
        return wrong("a number must follow '" + text.substring(0, start) + "'", null);
      }
      String suffix = text.substring(at);
      if (!isIntegerSuffix(suffix)) {
        return wrong(
            "invalid suffix '" + shorten(suffix) + "' on integer constant",
            Character.isLetter(suffix.charAt(0)) ? "a name cannot begin with a digit" : null);
      }
      if (overflow) {
        return wrong("integer constant is too large: more than 64 bits", null);
      }
      return new Number(integerType(value, radix == 10, suffix), value, 0);
    }

    private static boolean isIntegerSuffix(String suffix) {
      return switch (suffix) {
        case "", "u", "U", "l", "L", "ll", "LL" -> true;
        case "ul", "uL", "Ul", "UL", "lu", "lU", "Lu", "LU" -> true;
        case "ull", "uLL", "Ull", "ULL", "llu", "llU", "LLu", "LLU" -> true;
        default -> false;
      };
    }

    /// C11 §6.4.4.1: the first type of the list in which the value fits.
    private CType.Int integerType(long value, boolean isDecimal, String suffix) {
      String lower = suffix.toLowerCase(Locale.ROOT);
      boolean isUnsigned = lower.indexOf('u') >= 0;
      boolean isLongLong = lower.contains("ll");
      boolean isLong = lower.indexOf('l') >= 0;
      if (!isLong && !isUnsigned && value >= 0 && value <= Integer.MAX_VALUE) {
        return CType.Int.INT;
      }
      if (!isLong && (isUnsigned || !isDecimal) && value >>> 32 == 0) {
        return CType.Int.UNSIGNED_INT;
      }
      if (!isUnsigned && value >= 0) {
        return isLongLong ? CType.Int.LONG_LONG : CType.Int.LONG;
      }
      if (!isUnsigned && isDecimal) {
        diagnostics.warning(
            token.at(),
            token.length(),
            "integer constant is so large that it is unsigned",
            "write it with the suffix 'u'");
      }
      return isLongLong ? CType.Int.UNSIGNED_LONG_LONG : CType.Int.UNSIGNED_LONG;
    }

    private Number floating(boolean isHex) {
      int at = isHex ? 2 : 0;
      int digitsStart = at;
      int dots = 0;
      while (at < text.length()
          && (text.charAt(at) == '.' || isDigit(text.charAt(at), isHex ? 16 : 10))) {
        dots += text.charAt(at) == '.' ? 1 : 0;
        at++;
      }
      if (dots > 1) {
        return wrong("too many decimal points in number", null);
      }
      if (at - digitsStart - dots == 0) {
        return wrong("a floating constant needs digits", null);
      }
      boolean hasExponent =
          at < text.length() && (isHex ? "pP" : "eE").indexOf(text.charAt(at)) >= 0;
      if (hasExponent) {
        at++;
        if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
          at++;
        }
        int exponentStart = at;
        while (at < text.length() && isDigit(text.charAt(at), 10)) {
          at++;
        }
        if (at == exponentStart) {
          return wrong("exponent has no digits", null);
        }
      } else if (isHex) {
        return wrong("a hexadecimal floating constant needs an exponent: 'p'", null);
      }
      return floatingValue(text.substring(0, at), text.substring(at));
    }

    private Number floatingValue(String digits, String suffix) {
      CType.Floating type =
          switch (suffix) {
            case "" -> CType.Floating.DOUBLE;
            case "f", "F" -> CType.Floating.FLOAT;
            case "l", "L" -> CType.Floating.LONG_DOUBLE;
            default -> null;
          };
      if (type == null) {
        return wrong("invalid suffix '" + shorten(suffix) + "' on floating constant", null);
      }
      double value =
          type == CType.Floating.FLOAT ? Float.parseFloat(digits) : Double.parseDouble(digits);
      if (Double.isInfinite(value)) {
        diagnostics.warning(
            token.at(),
            token.length(),
            "floating constant exceeds the range of '" + type.spelling() + "'",
            null);
      }
      return new Number(type, 0, value);
    }

    private Number wrong(String message, @Nullable String hint) {
      diagnostics.error(token.at(), token.length(), message, hint);
      return ZERO;
    }

    private static String name(int radix) {
      return switch (radix) {
        case 2 -> "binary constant";
        case 8 -> "octal constant";
        default -> "integer constant";
      };
    }

    private static String shorten(String suffix) {
      return suffix.length() <= 20 ? suffix : suffix.substring(0, 20) + "…";
    }

    private static boolean isDigit(char c, int radix) {
      return radix == 16 ? Quoted.hexDigit(c) >= 0 : c >= '0' && c <= '9';
    }
  }
}
