package osprey.ui.repl;

import java.util.List;
import osprey.code.Symbol;
import osprey.inspect.FrameInfo;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Debugger;
import osprey.ui.debug.FrameView;
import osprey.ui.debug.Selection;
import osprey.ui.debug.Variables;

/// Commands about the calls of the selected thread.
final class StackCommands {
  private final Workbench bench;

  StackCommands(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable table) {
    add(
        table,
        List.of("backtrace", "bt", "where"),
        "[full] [N | -N]",
        this::backtrace,
        "Show the calls of the selected thread: the innermost N, or with -N the outermost.\n"
            + "With full also their local variables. Example: bt full 2");
    add(
        table,
        List.of("frame", "f"),
        "[N | function NAME]",
        this::frame,
        "Select a call and show it.\nExample: frame 2; frame function main");
    add(
        table,
        List.of("up"),
        "[N]",
        arguments -> move(Words.count(arguments)),
        "Select the caller.");
    add(
        table,
        List.of("down", "do", "dow"),
        "[N]",
        arguments -> move(-Words.count(arguments)),
        "Select the function called.");
  }

  private static void add(
      CommandTable table,
      List<String> names,
      String arguments,
      Command.Action action,
      String help) {
    table.add(new Command(names, Command.Group.STACK, arguments, help, true, action));
  }

  private void backtrace(String arguments) throws DebugError {
    boolean isFull = false;
    int wanted = Integer.MAX_VALUE;
    for (String word : Words.split(arguments)) {
      if (word.equals("full") || word.equals("-full")) {
        isFull = true;
      } else {
        wanted = Words.number(word);
      }
    }
    List<FrameInfo> frames = stack();
    int count = frames.size();
    int from = wanted < 0 ? Math.max(0, count + wanted) : 0;
    int to = wanted < 0 ? count : Math.min(count, wanted);
    for (FrameInfo frame : frames.subList(from, to)) {
      show(frame, isFull);
    }
    if (to < count) {
      bench.printer().line("(More stack frames follow...)");
    }
  }

  private void show(FrameInfo frame, boolean isFull) throws DebugError {
    Debugger debugger = bench.debugger();
    bench.printer().line("#" + pad(frame.level()) + bench.printer().place(debugger, frame));
    if (!isFull) {
      return;
    }
    FrameView view = debugger.selection().view(frame);
    List<Symbol.Local> locals = Variables.locals(view);
    for (Symbol.Local local : locals) {
      bench
          .printer()
          .line("        " + local.name() + " = " + bench.printer().valueOf(view, local));
    }
    if (locals.isEmpty()) {
      bench.printer().line("No locals.");
    }
  }

  private static String pad(int level) {
    String text = Integer.toString(level);
    return text + " ".repeat(Math.max(1, 3 - text.length()));
  }

  private List<FrameInfo> stack() throws DebugError {
    if (!bench.debugger().isRunning()) {
      throw new DebugError("No stack.");
    }
    return bench.debugger().selection().frames();
  }

  private void frame(String arguments) throws DebugError {
    List<FrameInfo> frames = stack();
    Selection selection = bench.debugger().selection();
    String[] parts = Words.first(arguments);
    if (parts[0].equals("function")) {
      selection.selectFrame(levelOf(frames, parts[1]));
    } else if (!arguments.isEmpty()) {
      int level = Words.number(parts[0].equals("level") ? parts[1] : arguments);
      if (level >= frames.size() || level < 0) {
        throw new DebugError("No frame at level " + level + ".");
      }
      selection.selectFrame(level);
    }
    bench.printer().frame(bench.debugger(), selection.frame());
  }

  private static int levelOf(List<FrameInfo> frames, String function) throws DebugError {
    for (FrameInfo each : frames) {
      if (each.function().equals(function)) {
        return each.level();
      }
    }
    throw new DebugError(
        function.isEmpty()
            ? "Missing function name argument"
            : "No frame for function \"" + function + "\".");
  }

  private void move(int by) throws DebugError {
    int count = stack().size();
    Selection selection = bench.debugger().selection();
    int wanted = selection.level() + by;
    boolean isAtEnd = by > 0 ? selection.level() == count - 1 : selection.level() == 0;
    selection.selectFrame(isAtEnd ? wanted : Math.max(0, Math.min(wanted, count - 1)));
    bench.printer().frame(bench.debugger(), selection.frame());
  }
}
