package osprey.lang;

import java.util.List;
import java.util.Locale;

/// Diagnostics as compilers print them: place and message, the line with the spot underlined, a
/// hint; at the end how many there were.
///
/// ```
/// hello.c:1:10: error: there is no header 'stido.h'
///     1 | #include <stido.h>
///       |          ^~~~~~~~~
///       hint: did you mean <stdio.h>?
/// 1 error
/// ```
public final class DiagnosticPrinter {
  /// Longer source lines are cut around the spot.
  private static final int COLUMNS_MAX = 120;

  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";

  private final Diagnostics diagnostics;
  private final boolean isColoured;
  private final StringBuilder out = new StringBuilder();

  private DiagnosticPrinter(Diagnostics diagnostics, boolean isColoured) {
    this.diagnostics = diagnostics;
    this.isColoured = isColoured;
  }

  /// All of them and the closing count; "" when there are none.
  public static String print(Diagnostics diagnostics, boolean isColoured) {
    DiagnosticPrinter printer = new DiagnosticPrinter(diagnostics, isColoured);
    List<Diagnostic> all = diagnostics.all();
    all.forEach(printer::print);
    if (!all.isEmpty()) {
      printer.count(all);
    }
    return printer.out.toString();
  }

  private void print(Diagnostic diagnostic) {
    String colour = colour(diagnostic.severity());
    // A position of 0 is no place in any text: a file that could not be read.
    boolean hasPlace = diagnostic.at() > 0;
    if (hasPlace) {
      out.append(styled(BOLD, clean(diagnostics.sources().locate(diagnostic.at()) + ":")));
      out.append(' ');
    }
    String severity = diagnostic.severity().name().toLowerCase(Locale.ROOT);
    out.append(styled(colour, severity + ":")).append(' ');
    out.append(styled(BOLD, clean(diagnostic.message()))).append('\n');
    if (hasPlace) {
      excerpt(diagnostic, colour);
    }
    String hint = diagnostic.hint();
    if (hint != null) {
      out.append("      ").append(styled("\u001b[36m", "hint:")).append(' ');
      out.append(clean(hint)).append('\n');
    }
  }

  private void excerpt(Diagnostic diagnostic, String colour) {
    String line = diagnostics.sources().line(diagnostic.at());
    int spot = Math.min(diagnostics.sources().columnInLine(diagnostic.at()), line.length());
    int stop = (int) Math.min(line.length(), (long) spot + diagnostic.length());
    int from = Math.max(0, Math.min(spot - COLUMNS_MAX / 3, line.length() - COLUMNS_MAX));
    int to = Math.min(line.length(), from + COLUMNS_MAX);
    stop = Math.max(spot, Math.min(stop, to));
    String number = Integer.toString(diagnostics.sources().locate(diagnostic.at()).line());
    out.append(" ".repeat(Math.max(0, 5 - number.length()))).append(number).append(" | ");
    out.append(from > 0 ? "…" : "").append(clean(line.substring(from, to)));
    out.append(to < line.length() ? "…" : "").append('\n');
    out.append(" ".repeat(Math.max(5, number.length()))).append(" | ").append(from > 0 ? " " : "");
    for (int i = from; i < spot; i++) {
      out.append(line.charAt(i) == '\t' ? "\t" : " ".repeat(width(line, i)));
    }
    int columns = 0;
    for (int i = spot; i < stop; i++) {
      columns += line.charAt(i) == '\t' ? 1 : width(line, i);
    }
    out.append(styled(colour, "^" + "~".repeat(Math.max(0, columns - 1)))).append('\n');
  }

  /// Of the character at an index; the second half of a surrogate pair takes none.
  private static int width(String line, int index) {
    char c = line.charAt(index);
    if (Character.isLowSurrogate(c)
        && index > 0
        && Character.isHighSurrogate(line.charAt(index - 1))) {
      return 0;
    }
    return DisplayWidth.of(line.codePointAt(index));
  }

  /// Text of the user's that must not move the terminal's cursor.
  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      clean.append(Character.isISOControl(c) && c != '\t' ? '\ufffd' : c);
    }
    return clean.toString();
  }

  private void count(List<Diagnostic> all) {
    int errors = diagnostics.errorCount();
    long warnings =
        all.stream().filter(each -> each.severity() == Diagnostic.Severity.WARNING).count();
    String separator = "";
    if (errors > 0) {
      out.append(errors).append(errors == 1 ? " error" : " errors");
      if (errors > Diagnostics.ERRORS_KEPT_MAX) {
        out.append(" (the first ").append(Diagnostics.ERRORS_KEPT_MAX).append(" are shown)");
      }
      separator = ", ";
    }
    if (warnings > 0) {
      out.append(separator).append(warnings).append(warnings == 1 ? " warning" : " warnings");
    }
    if (errors > 0 || warnings > 0) {
      out.append('\n');
    }
  }

  private static String colour(Diagnostic.Severity severity) {
    return switch (severity) {
      case ERROR -> "\u001b[1;31m";
      case WARNING -> "\u001b[1;35m";
      case NOTE -> "\u001b[1;36m";
    };
  }

  private String styled(String style, String text) {
    return isColoured ? style + text + RESET : text;
  }
}
