package osprey.ui.repl;

import java.util.Map;
import java.util.TreeMap;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.FrameView;

/// Expressions that are shown at every stop.
final class Displays {
  /// @param format as written after the slash, empty for none; with `i` or `s`, or a number, it is
  ///   memory that is shown, as the command `x` does
  /// @param isEnabled switched off by `disable display`
  record Display(String format, String expression, boolean isEnabled) {
    static Display of(String arguments) throws DebugError {
      String text = arguments.strip();
      if (!text.startsWith("/")) {
        return new Display("", text, true);
      }
      String[] parts = Words.first(text.substring(1));
      return new Display(parts[0], parts[1], true);
    }

    boolean isMemory() {
      return format.endsWith("i")
          || format.endsWith("s")
          || !format.isEmpty() && Character.isDigit(format.charAt(0));
    }

    /// Throws when it can never be shown.
    void check(Workbench bench) throws DebugError {
      if (expression.isBlank()) {
        throw new DebugError("Argument required (expression to show).");
      }
      if (!isMemory() && !format.isEmpty()) {
        Format.of("/" + format + " x", "display");
      }
      bench.debugger().expressions().typeOf(expression, bench.view());
    }

    String slashed() {
      return format.isEmpty() ? "" : "/" + format + " ";
    }
  }

  private final Map<Integer, Display> byNumber = new TreeMap<>();
  private int last;

  int add(Display display) {
    byNumber.put(++last, display);
    return last;
  }

  void remove(int number) throws DebugError {
    if (byNumber.remove(number) == null) {
      throw new DebugError("No display number " + number + ".");
    }
  }

  void enable(int number, boolean enabled) throws DebugError {
    Display old = byNumber.get(number);
    if (old == null) {
      throw new DebugError("No display number " + number + ".");
    }
    byNumber.put(number, new Display(old.format, old.expression, enabled));
  }

  void clear() {
    byNumber.clear();
  }

  void showAll(Workbench bench) {
    for (int number : byNumber.keySet()) {
      show(number, bench);
    }
  }

  /// What cannot be computed here is left out, as gdb does for expressions of another function.
  void show(int number, Workbench bench) {
    Display display = byNumber.get(number);
    if (display == null || !display.isEnabled) {
      return;
    }
    try {
      if (display.isMemory()) {
        memory(number, display, bench);
        return;
      }
      FrameView view = bench.view();
      Format format = Format.of(display.slashed() + "x", "display");
      String text =
          bench
              .text(view, format.letter())
              .of(bench.debugger().expressions().evaluate(display.expression, view));
      bench.printer().line(number + ": " + display.slashed() + display.expression + " = " + text);
    } catch (DebugError notHere) {
      return;
    }
  }

  private static void memory(int number, Display display, Workbench bench) throws DebugError {
    String lines = new MemoryDump(bench).text("/" + display.format + " " + display.expression);
    bench.printer().line(number + ": x" + display.slashed() + display.expression);
    bench.printer().text(lines);
  }

  void list(Printer printer) {
    if (byNumber.isEmpty()) {
      printer.line("There are no auto-display expressions now.");
      return;
    }
    printer.line("Auto-display expressions now in effect:");
    printer.line("Num Enb Expression");
    byNumber.forEach((number, display) ->
        printer.line(
            number
                + ":   "
                + (display.isEnabled ? "y" : "n")
                + "  "
                + display.slashed()
                + display.expression));
  }
}
