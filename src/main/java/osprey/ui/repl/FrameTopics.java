package osprey.ui.repl;

import java.util.List;
import osprey.code.Location;
import osprey.code.Symbol;
import osprey.inspect.FrameInfo;
import osprey.report.Table;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.FrameView;
import osprey.ui.debug.Value;
import osprey.ui.debug.ValueText;
import osprey.ui.debug.Variables;

/// What `info` tells about the selected call and the source text.
final class FrameTopics {
  private final Workbench bench;

  FrameTopics(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable topics) {
    topics.topic(List.of("locals"), "", this::locals, "Local variables of the selected call.");
    topics.topic(List.of("args"), "", this::args, "Parameters of the selected call.");
    topics.topic(List.of("frame", "f"), "", this::frame, "The selected call.");
    topics.topic(
        List.of("registers", "r"), "", this::registers, "The registers of the selected call.");
  }

  private FrameView view() throws DebugError {
    if (!bench.debugger().isRunning()) {
      throw new DebugError("No frame selected.");
    }
    return bench.debugger().selection().view();
  }

  private void locals(String arguments) throws DebugError {
    variables(view(), Variables.locals(view()), "No locals.");
  }

  private void args(String arguments) throws DebugError {
    variables(view(), Variables.parameters(view()), "No arguments.");
  }

  private void variables(FrameView view, List<Symbol.Local> variables, String none) {
    if (variables.isEmpty()) {
      bench.printer().line(none);
    }
    for (Symbol.Local each : variables) {
      bench.printer().line(each.name() + " = " + bench.printer().valueOf(view, each));
    }
  }

  private void frame(String arguments) throws DebugError {
    FrameView view = view();
    FrameInfo frame = view.frame();
    List<FrameInfo> frames = bench.debugger().selection().frames();
    Printer printer = bench.printer();
    printer.line("Stack level " + frame.level() + ", frame at " + hex(frame.framePointer()) + ":");
    printer.line(
        " pc = "
            + hex(frame.pc())
            + " in "
            + frame.function()
            + (frame.file().isEmpty() ? "" : " (" + frame.file() + ":" + frame.line() + ")"));
    if (frame.level() + 1 < frames.size()) {
      FrameInfo caller = frames.get(frame.level() + 1);
      printer.line(" called by " + caller.function() + ", frame at " + hex(caller.framePointer()));
    }
    if (frame.level() > 0) {
      FrameInfo callee = frames.get(frame.level() - 1);
      printer.line(" caller of " + callee.function() + ", frame at " + hex(callee.framePointer()));
    }
    Symbol.Function function = view.image().functionAt(view.instruction());
    if (function != null) {
      printer.line(
          " "
              + function.registers()
              + " registers from "
              + frame.windowBase()
              + " of the thread's, "
              + function.frameBytes()
              + " bytes of locals in memory");
    }
  }

  private static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }

  private void registers(String arguments) throws DebugError {
    FrameView view = view();
    Table table = new Table("", "lrrl");
    for (String name : List.of("pc", "sp", "fp")) {
      row(table, name, view, "");
    }
    Symbol.Function function = view.image().functionAt(view.instruction());
    int count = function == null ? 0 : function.registers();
    for (int i = 0; i < count; i++) {
      row(table, "r" + i, view, variable(view, i));
    }
    bench.printer().table(table);
  }

  private void row(Table table, String name, FrameView view, String variable) throws DebugError {
    Value value = bench.debugger().expressions().evaluate("$" + name, view);
    String natural = bench.text(view, ValueText.NATURAL).inner(value);
    table.row(name, hex(value.asLong()), natural, variable);
  }

  /// The variable that is in a register now.
  private static String variable(FrameView view, int register) {
    for (Symbol.Local each : Variables.visible(view)) {
      if (each.location() instanceof Location.Register(int number) && number == register) {
        return each.name();
      }
    }
    return "";
  }
}
