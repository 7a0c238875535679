package osprey.lang.c.parse;

import static osprey.lang.c.parse.Reports.quote;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.tree.Expr;

/// Compares the arguments of printf and scanf with their format, where it is a literal (gcc's
/// -Wformat). Only what surely goes wrong is reported.
final class FormatCheck {
  private final Reports reports;

  FormatCheck(Reports reports) {
    this.reports = reports;
  }

  void check(Meaning.FunctionName function, List<Expr> arguments) {
    Attributes.Format format = function.format();
    if (format == null) {
      format = wellKnown(function.name());
    }
    if (format == null
        || format.firstIndex() == 0
        || format.formatIndex() > arguments.size()
        || !function.type().variadic()) {
      return;
    }
    Expr argument = arguments.get(format.formatIndex() - 1);
    if (argument instanceof Expr.Cast(_, _, Expr operand)) {
      argument = operand; // to const char *
    }
    if (argument instanceof Expr.Decay(_, _, Expr.StringLiteral(int at, _, byte[] bytes))) {
      String text = new String(bytes, 0, bytes.length - 1, StandardCharsets.ISO_8859_1);
      List<Expr> values =
          arguments.subList(Math.min(format.firstIndex() - 1, arguments.size()), arguments.size());
      new Reading(at, text, format.isScan(), values).run();
    }
  }

  private static Attributes.@Nullable Format wellKnown(String name) {
    return switch (name) {
      case "printf" -> new Attributes.Format(false, 1, 2);
      case "fprintf", "sprintf", "dprintf" -> new Attributes.Format(false, 2, 3);
      case "snprintf" -> new Attributes.Format(false, 3, 4);
      case "scanf" -> new Attributes.Format(true, 1, 2);
      case "fscanf", "sscanf" -> new Attributes.Format(true, 2, 3);
      default -> null;
    };
  }

  private final class Reading {
    private final int formatAt;
    private final String text;
    private final boolean isScan;
    private final List<Expr> values;
    private int at;
    private int used;

    Reading(int formatAt, String text, boolean isScan, List<Expr> values) {
      this.formatAt = formatAt;
      this.text = text;
      this.isScan = isScan;
      this.values = values;
    }

    void run() {
      while (at < text.length()) {
        if (text.charAt(at++) == '%' && !directive()) {
          return;
        }
      }
      if (used < values.size()) {
        reports.warning(
            values.get(used).at(), 1, "more arguments than the format has conversions", null);
      }
    }

    /// False to give up on the rest.
    private boolean directive() {
      int start = at - 1;
      while (at < text.length() && "-+ #0'".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      boolean isSuppressed = isScan && at < text.length() && text.charAt(at) == '*';
      if (isSuppressed) {
        at++;
      }
      if (!number(start)) {
        return false;
      }
      if (at < text.length() && text.charAt(at) == '.') {
        at++;
        if (!number(start)) {
          return false;
        }
      }
      int lengthStart = at;
      while (at < text.length() && "hlLqjzt".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      String length = text.substring(lengthStart, at);
      if (at >= text.length()) {
        reports.warning(formatAt, 1, "the format ends within a conversion", null);
        return false;
      }
      char conversion = text.charAt(at++);
      if (conversion == '[' && isScan) {
        int close = text.indexOf(']', at + 1);
        at = close < 0 ? text.length() : close + 1;
      }
      if (conversion == '%' || (conversion == 'm' && !isScan) || isSuppressed) {
        return true;
      }
      if (conversion == '$') {
        return false; // numbered arguments
      }
      return argument(conversion, length, text.substring(start, at));
    }

    /// Width or precision; `*` takes an argument.
    private boolean number(int start) {
      if (!isScan && at < text.length() && text.charAt(at) == '*') {
        at++;
        return argument('d', "", text.substring(start, at));
      }
      while (at < text.length() && Character.isDigit(text.charAt(at))) {
        at++;
      }
      return true;
    }

    private boolean argument(char conversion, String length, String directive) {
      if ("diouxXcsSCpnaAeEfFgG[".indexOf(conversion) < 0) {
        reports.warning(formatAt, 1, "unknown conversion '" + directive + "' in the format", null);
        return false;
      }
      if (used >= values.size()) {
        reports.warning(formatAt, 1, "conversion '" + directive + "' has no argument", null);
        return false;
      }
      Expr value = values.get(used++);
      CType type = Conversions.typeOf(value);
      boolean fits =
          isScan ? fitsScan(conversion, length, type) : fitsPrint(conversion, length, type);
      if (!fits) {
        reports.warning(
            value.at(),
            Conversions.length(value),
            "conversion '" + directive + "' does not fit an argument of type " + quote(type),
            isScan ? null : suggestion(type));
      }
      return true;
    }

    private @Nullable String suggestion(CType type) {
      if (Types.isFloating(type)) {
        return "use '%f'";
      }
      if (Types.isInteger(type)) {
        boolean isSigned = Types.isSigned(type);
        String plain = isSigned ? "d" : "u";
        return switch ((int) type.size()) {
          case 8 -> "use '%l" + plain + "'";
          default -> "use '%" + plain + "'";
        };
      }
      if (type instanceof CType.Pointer(CType target)) {
        return Types.isCharacter(target) ? "use '%s'" : "use '%p'";
      }
      return null;
    }

    private static long width(String length) {
      return switch (length) {
        case "", "h", "hh" -> 4;
        default -> 8;
      };
    }

    private static boolean fitsPrint(char conversion, String length, CType type) {
      return switch (conversion) {
        case 'd', 'i', 'o', 'u', 'x', 'X' ->
            (Types.isInteger(type) && type.size() == width(length))
                || (Types.isInteger(type) && type.size() < 4 && width(length) == 4);
        case 'c' -> Types.isInteger(type) && type.size() <= 4;
        case 's' ->
            type instanceof CType.Pointer(CType target)
                && (Types.isCharacter(target)
                    || Types.isVoid(target)
                    || (length.equals("l") && target.size() == 4));
        case 'a', 'A', 'e', 'E', 'f', 'F', 'g', 'G' ->
            Types.isFloating(type) && (type == CType.Floating.LONG_DOUBLE) == length.equals("L");
        case 'p', 'n', 'S' -> type instanceof CType.Pointer;
        default -> true;
      };
    }

    private static boolean fitsScan(char conversion, String length, CType type) {
      if (!(type instanceof CType.Pointer(CType target))) {
        return false;
      }
      return switch (conversion) {
        case 'd', 'i', 'o', 'u', 'x', 'X', 'n' -> {
          long size =
              switch (length) {
                case "hh" -> 1;
                case "h" -> 2;
                case "" -> 4;
                default -> 8;
              };
          yield Types.isInteger(target) && target.size() == size;
        }
        case 'a', 'A', 'e', 'E', 'f', 'F', 'g', 'G' -> {
          CType wanted =
              length.equals("l")
                  ? CType.Floating.DOUBLE
                  : length.equals("L") ? CType.Floating.LONG_DOUBLE : CType.Floating.FLOAT;
          yield target.unqualified().equals(wanted);
        }
        case 'c', 's', '[' -> Types.isInteger(target) && (target.size() == 1 || length.equals("l"));
        default -> true;
      };
    }
  }
}
