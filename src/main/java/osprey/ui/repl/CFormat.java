package osprey.ui.repl;

import java.util.ArrayList;
import java.util.List;
import osprey.ui.debug.DebugError;

/// A format of printf(3) taken apart: text with its escapes resolved, and conversions.
///
/// @param pieces in order
record CFormat(List<Piece> pieces) {
  sealed interface Piece {}

  record Text(String text) implements Piece {}

  /// @param flags and width and precision as written: `-5.2`
  /// @param letter `d`, `s`, …
  record Conversion(String flags, char letter) implements Piece {}

  private static final String CONVERSIONS = "diouxXcspfeEgGaA";

  /// @param quoted the literal with its quotes
  static CFormat of(String quoted) throws DebugError {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    String format = unescaped(quoted.substring(1, quoted.length() - 1));
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%') {
        text.append(c);
      } else if (i + 1 < format.length() && format.charAt(i + 1) == '%') {
        text.append('%');
        i++;
      } else {
        if (!text.isEmpty()) {
          pieces.add(new Text(text.toString()));
          text.setLength(0);
        }
        int start = i + 1;
        int end = start;
        while (end < format.length() && "-+ #0123456789.".indexOf(format.charAt(end)) >= 0) {
          end++;
        }
        String flags = format.substring(start, end);
        while (end < format.length() && "hlzjtL".indexOf(format.charAt(end)) >= 0) {
          end++;
        }
        if (end == format.length() || CONVERSIONS.indexOf(format.charAt(end)) < 0) {
          throw new DebugError("Unrecognized format specifier in printf.");
        }
        pieces.add(new Conversion(flags, format.charAt(end)));
        i = end;
      }
    }
    if (!text.isEmpty()) {
      pieces.add(new Text(text.toString()));
    }
    return new CFormat(List.copyOf(pieces));
  }

  long conversions() {
    return pieces.stream().filter(Conversion.class::isInstance).count();
  }

  /// The escapes of C strings.
  static String unescaped(String text) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '\\' || i == text.length()) {
        out.append(c == '\\' ? "" : String.valueOf(c));
        continue;
      }
      char escaped = text.charAt(i++);
      int value = escaped >= '0' && escaped <= '7' ? 0 : -1;
      if (value == 0) {
        value = escaped - '0';
        int end = Math.min(text.length(), i + 2);
        while (i < end && text.charAt(i) >= '0' && text.charAt(i) <= '7') {
          value = value * 8 + text.charAt(i++) - '0';
        }
      }
      out.append(value >= 0 ? (char) value : plain(escaped));
    }
    return out.toString();
  }

  private static char plain(char escaped) {
    return switch (escaped) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'a' -> 7;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'v' -> 11;
      case 'e' -> 27;
      default -> escaped;
    };
  }

  /// Parts between commas that stand outside quotes and brackets.
  static List<String> split(String text) throws DebugError {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    char quote = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        i += c == '\\' ? 1 : 0;
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
      } else if (c == ',' && depth == 0) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    if (quote != 0) {
      throw new DebugError("Bad format string, non-terminated '\"'");
    }
    parts.add(text.substring(start).strip());
    return parts;
  }
}
