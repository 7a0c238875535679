package osprey.ui.repl;

import java.util.List;
import java.util.Locale;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Expressions;
import osprey.ui.debug.FrameView;
import osprey.ui.debug.Value;

/// What the commands `printf` and `dprintf` print: printf(3) over values of the stopped program.
final class PrintfText {
  private final Expressions expressions;
  private final FrameView view;

  PrintfText(Expressions expressions, FrameView view) {
    this.expressions = expressions;
    this.view = view;
  }

  /// @param arguments the format in quotes, and expressions, between commas
  String of(String arguments) throws DebugError {
    if (arguments.isBlank()) {
      throw new DebugError("Argument required (format-control string and values to print).");
    }
    List<String> parts = CFormat.split(arguments.strip());
    String quoted = parts.getFirst();
    if (quoted.length() < 2 || !quoted.startsWith("\"") || !quoted.endsWith("\"")) {
      throw new DebugError("Bad format string");
    }
    CFormat format = CFormat.of(quoted);
    if (format.conversions() != parts.size() - 1) {
      throw new DebugError("Wrong number of arguments for specified format-string");
    }
    StringBuilder out = new StringBuilder();
    int next = 1;
    for (CFormat.Piece piece : format.pieces()) {
      switch (piece) {
        case CFormat.Text(String text) -> out.append(text);
        case CFormat.Conversion conversion -> {
          out.append(convert(conversion, expressions.evaluate(parts.get(next), view)));
          next++;
        }
      }
    }
    return out.toString();
  }

  private String convert(CFormat.Conversion conversion, Value value) {
    String flags = conversion.flags();
    return switch (conversion.letter()) {
      case 'd', 'i' -> padded(flags, Long.toString(value.asLong()), true);
      case 'u' -> padded(flags, unsigned(value, 10), true);
      case 'x' -> padded(flags, hash(flags, "0x") + unsigned(value, 16), true);
      case 'X' ->
          padded(flags, hash(flags, "0X") + unsigned(value, 16).toUpperCase(Locale.ROOT), true);
      case 'o' -> padded(flags, hash(flags, "0") + unsigned(value, 8), true);
      case 'p' -> padded(flags, "0x" + Long.toHexString(value.asLong()), true);
      case 'c' -> padded(flags, String.valueOf((char) (value.asLong() & 0xff)), false);
      case 's' -> padded(flags, string(flags, value), false);
      default -> floating(conversion, value.asDouble());
    };
  }

  private static String hash(String flags, String prefix) {
    return flags.contains("#") ? prefix : "";
  }

  private static String unsigned(Value value, int radix) {
    long number = value.asLong();
    long narrow = value.type().size() < 8 ? number & 0xffff_ffffL : number;
    return Long.toUnsignedString(narrow, radix);
  }

  private String string(String flags, Value value) {
    String text = view.cString(value.address());
    int point = flags.indexOf('.');
    if (point < 0) {
      return text;
    }
    int most = point + 1 == flags.length() ? 0 : Integer.parseInt(flags.substring(point + 1));
    return text.substring(0, Math.min(text.length(), most));
  }

  private static String floating(CFormat.Conversion conversion, double value) {
    char letter = conversion.letter() == 'g' || conversion.letter() == 'G' ? 'g' : 'f';
    letter = conversion.letter() == 'e' || conversion.letter() == 'E' ? 'e' : letter;
    int point = conversion.flags().indexOf('.');
    String digits = point < 0 ? "6" : "0" + conversion.flags().substring(point + 1);
    int precision = Integer.parseInt(digits);
    String text =
        letter == 'g'
            ? Value.general(value, Math.max(1, precision))
            : String.format(Locale.ROOT, "%." + precision + letter, value);
    return padded(
        point < 0 ? conversion.flags() : conversion.flags().substring(0, point), text, true);
  }

  /// To the width that the flags say: on the left with `-`, with zeros if they begin with one.
  private static String padded(String flags, String text, boolean isNumber) {
    int point = flags.indexOf('.');
    String before = point < 0 ? flags : flags.substring(0, point);
    int digits = before.length();
    while (digits > 0 && Character.isDigit(before.charAt(digits - 1))) {
      digits--;
    }
    boolean isZero = isNumber && digits < before.length() && before.charAt(digits) == '0';
    int width = digits == before.length() ? 0 : Integer.parseInt(before.substring(digits));
    String signed = isNumber && before.contains("+") && !text.startsWith("-") ? "+" + text : text;
    int missing = Math.max(0, width - signed.length());
    if (before.contains("-")) {
      return signed + " ".repeat(missing);
    }
    if (isZero) {
      int sign = signed.startsWith("-") || signed.startsWith("+") ? 1 : 0;
      return signed.substring(0, sign) + "0".repeat(missing) + signed.substring(sign);
    }
    return " ".repeat(missing) + signed;
  }
}
