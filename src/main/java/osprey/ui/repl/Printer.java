package osprey.ui.repl;

import java.io.PrintStream;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import osprey.abi.Signal;
import osprey.code.Image;
import osprey.code.SourceFile;
import osprey.code.Symbol;
import osprey.inspect.FrameInfo;
import osprey.report.Table;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Debugger;
import osprey.ui.debug.FrameView;
import osprey.ui.debug.Value;
import osprey.ui.debug.ValueText;
import osprey.ui.debug.Variables;

/// Says where the program is, in gdb's words.
final class Printer {
  private final PrintStream out;
  private final Settings settings;
  private final BooleanSupplier colours;
  private @Nullable Pager pager;
  private @Nullable String heldBack;

  /// @param colours whether the output may have some now, unless the user does not want them
  Printer(PrintStream out, Settings settings, BooleanSupplier colours) {
    this.out = out;
    this.settings = settings;
    this.colours = colours;
  }

  /// From now on long output is shown in pages; null for all at once.
  void pageWith(@Nullable Pager newPager) {
    pager = newPager;
  }

  boolean isColoured() {
    return colours.getAsBoolean() && settings.isOn("style enabled");
  }

  PrintStream out() {
    return out;
  }

  void line(String text) {
    text(text + "\n");
  }

  /// The line comes only before something else, if that follows.
  void holdBack(String text) {
    heldBack = text;
  }

  /// What was held back and had no cause to come is forgotten.
  void release() {
    heldBack = null;
  }

  /// Text that need not end with its line.
  void text(String text) {
    String before = heldBack;
    if (before != null && !text.isEmpty()) {
      heldBack = null;
      line(before);
    }
    if (pager == null) {
      out.print(text);
      return;
    }
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      pager.beforeLine();
      end = end < 0 ? text.length() : end + 1;
      out.print(text.substring(from, end));
      from = end;
    }
  }

  void table(Table table) {
    text(table.toString());
  }

  /// Lines of a source file with their numbers.
  void source(SourceFile file, int first, int last) {
    List<String> painted = isColoured() ? Colours.lines(file.text()) : List.of();
    int number = Math.max(first, file.firstLine());
    for (String plain : SourceView.numbered(file, first, last)) {
      int at = number - file.firstLine();
      line(at < painted.size() ? number + "\t" + painted.get(at) : plain);
      number++;
    }
  }

  /// `add (a=3, b=4) at t.c:7`, with the address in front in the middle of a line.
  String place(Debugger debugger, FrameInfo frame) {
    StringBuilder text = new StringBuilder();
    if (isMidLine(debugger, frame)) {
      text.append(address(frame.pc())).append(" in ");
    }
    text.append(frame.function()).append(" (").append(parameters(debugger, frame)).append(')');
    if (!frame.file().isEmpty()) {
      text.append(" at ").append(frame.file()).append(':').append(frame.line());
    }
    return text.toString();
  }

  /// The frame's line, `7<tab> int c = a + b;`; where there is no text, the file's name instead.
  void sourceLine(Debugger debugger, FrameInfo frame) {
    if (frame.line() == 0) {
      return;
    }
    SourceFile file = debugger.lines().file(frame.file(), frame.line());
    if (file == null || SourceView.line(file, frame.line()) == null) {
      line(frame.line() + "\tin " + frame.file());
    } else {
      source(file, frame.line(), frame.line());
    }
  }

  /// Place and line of the selected frame, as after `frame`.
  void frame(Debugger debugger, FrameInfo frame) {
    line("#" + frame.level() + "  " + place(debugger, frame));
    sourceLine(debugger, frame);
  }

  /// All 16 digits.
  static String address(long address) {
    String digits = Long.toHexString(address);
    return "0x" + "0".repeat(16 - digits.length()) + digits;
  }

  static String signal(int number) {
    Signal known = Signal.of(number);
    return Signal.name(number) + (known == null ? "" : ", " + known.text());
  }

  private String parameters(Debugger debugger, FrameInfo frame) {
    StringBuilder text = new StringBuilder();
    try {
      FrameView view = debugger.selection().view(frame);
      for (Symbol.Local each : Variables.parameters(view)) {
        text.append(text.isEmpty() ? "" : ", ").append(each.name()).append('=');
        text.append(valueOf(view, each));
      }
    } catch (DebugError gone) {
      return text.toString();
    }
    return text.toString();
  }

  /// The variable's value, or why it cannot be read.
  String valueOf(FrameView view, Symbol.Local variable) {
    try {
      Value value = Variables.load(view, variable);
      return new ValueText(view, ValueText.NATURAL, settings.printStyle()).inner(value);
    } catch (DebugError unreadable) {
      return "<error: " + unreadable.sentence() + ">";
    }
  }

  private static boolean isMidLine(Debugger debugger, FrameInfo frame) {
    if (frame.level() > 0 || frame.line() == 0) {
      return frame.level() > 0 || frame.file().isEmpty();
    }
    try {
      Image image = debugger.selection().image();
      int at = image.instructionAt(frame.pc());
      Symbol.Function function = image.functionAt(at);
      boolean isStart =
          at <= 0
              || image.lineAt(at - 1) != image.lineAt(at)
              || function != null && at == Variables.bodyStart(image, function);
      return !isStart;
    } catch (DebugError gone) {
      return false;
    }
  }

  void lines(List<String> texts) {
    texts.forEach(this::line);
  }
}
