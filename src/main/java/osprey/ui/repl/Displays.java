package osprey.ui.repl;

import java.util.Map;
import java.util.TreeMap;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Debugger;
import osprey.ui.debug.FrameView;
import osprey.ui.debug.ValueText;

/// Expressions that are shown at every stop.
final class Displays {
  /// @param format letter, or {@link ValueText#NATURAL}
  private record Display(String expression, char format) {}

  private final Map<Integer, Display> byNumber = new TreeMap<>();
  private int last;

  int add(String expression, char format) {
    byNumber.put(++last, new Display(expression, format));
    return last;
  }

  void remove(int number) throws DebugError {
    if (byNumber.remove(number) == null) {
      throw new DebugError("Arguments must be display numbers.");
    }
  }

  void clear() {
    byNumber.clear();
  }

  void showAll(Debugger debugger, Printer printer) {
    for (int number : byNumber.keySet()) {
      show(number, debugger, printer);
    }
  }

  /// What cannot be computed here is left out, as gdb does for expressions of another function.
  void show(int number, Debugger debugger, Printer printer) {
    Display display = byNumber.get(number);
    if (display == null) {
      return;
    }
    try {
      FrameView view = debugger.selection().view();
      String text =
          new ValueText(view, display.format)
              .of(debugger.expressions().evaluate(display.expression, view));
      String format = display.format == ValueText.NATURAL ? "" : "/" + display.format + " ";
      printer.line(number + ": " + format + display.expression + " = " + text);
    } catch (DebugError notHere) {
      return;
    }
  }

  void list(Printer printer) {
    if (byNumber.isEmpty()) {
      printer.line("There are no auto-display expressions now.");
      return;
    }
    printer.line("Auto-display expressions now in effect:");
    printer.line("Num Enb Expression");
    byNumber.forEach((number, display) -> printer.line(number + ":   y  " + display.expression));
  }
}
