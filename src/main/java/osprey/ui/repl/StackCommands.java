package osprey.ui.repl;

import java.util.List;
import osprey.inspect.FrameInfo;
import osprey.inspect.ProcessInfo;
import osprey.inspect.ThreadInfo;
import osprey.inspect.WaitInfo;
import osprey.report.TimeText;
import osprey.sim.Simulation;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Debugger;
import osprey.ui.debug.Selection;

/// Commands about threads and their calls.
final class StackCommands {
  private final Workbench bench;

  StackCommands(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable table) {
    add(
        table,
        List.of("backtrace", "bt", "where"),
        "[N]",
        false,
        this::backtrace,
        "Show the calls of the selected thread, the innermost N if a number is given.");
    add(table, List.of("frame", "f"), "[N]", false, this::frame, "Select a call and show it.");
    add(
        table,
        List.of("up"),
        "[N]",
        true,
        arguments -> move(Words.count(arguments)),
        "Select the caller.");
    add(
        table,
        List.of("down", "do", "dow"),
        "[N]",
        true,
        arguments -> move(-Words.count(arguments)),
        "Select the function called.");
    add(
        table,
        List.of("thread", "t"),
        "[TID]",
        false,
        this::thread,
        "Select a thread, or show which one is selected.");
    add(
        table,
        List.of("process", "inferior"),
        "[PID]",
        false,
        this::process,
        "Select a process's first thread.");
    add(table, List.of("why"), "[TID]", false, this::why, "Tell what a thread waits for.");
  }

  private static void add(
      CommandTable table,
      List<String> names,
      String arguments,
      boolean isRepeated,
      Command.Action action,
      String help) {
    table.add(new Command(names, Command.Group.STACK, arguments, help, isRepeated, action));
  }

  private void backtrace(String arguments) throws DebugError {
    Debugger debugger = bench.debugger();
    List<FrameInfo> frames = stack();
    int shown =
        arguments.isEmpty() ? frames.size() : Math.min(frames.size(), Words.number(arguments));
    for (FrameInfo frame : frames.subList(0, shown)) {
      bench.printer().line("#" + pad(frame.level()) + bench.printer().place(debugger, frame));
    }
    if (shown < frames.size()) {
      bench.printer().line("(More stack frames follow...)");
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
    stack();
    Selection selection = bench.debugger().selection();
    if (!arguments.isEmpty()) {
      int level = Words.number(arguments);
      if (level >= selection.frames().size() || level < 0) {
        throw new DebugError("No frame at level " + level + ".");
      }
      selection.selectFrame(level);
    }
    bench.printer().frame(bench.debugger(), selection.frame());
  }

  private void move(int by) throws DebugError {
    int count = stack().size();
    Selection selection = bench.debugger().selection();
    int wanted = selection.level() + by;
    boolean isAtEnd = by > 0 ? selection.level() == count - 1 : selection.level() == 0;
    selection.selectFrame(isAtEnd ? wanted : Math.max(0, Math.min(wanted, count - 1)));
    bench.printer().frame(bench.debugger(), selection.frame());
  }

  private void thread(String arguments) throws DebugError {
    Selection selection = bench.debugger().selection();
    if (arguments.isEmpty()) {
      bench.printer().line("[Current thread is " + selection.tid() + "]");
      return;
    }
    Selection.Live live = live(Words.number(arguments));
    selection.select(live.host(), live.thread().tid());
    bench.printer().line("[Switching to thread " + live.thread().tid() + "]");
    showSelected();
  }

  private void process(String arguments) throws DebugError {
    Selection selection = bench.debugger().selection();
    if (arguments.isEmpty()) {
      bench.printer().line("[Current process is " + selection.pid() + "]");
      return;
    }
    int pid = Words.number(arguments);
    for (Selection.Live live : Selection.live(simulation().inspect())) {
      ProcessInfo process = live.process();
      if (process.pid() == pid) {
        selection.select(live.host(), live.thread().tid());
        bench.printer().line("[Switching to process " + pid + " (" + process.name() + ")]");
        showSelected();
        return;
      }
    }
    throw new DebugError("No process " + pid + ".");
  }

  private void showSelected() throws DebugError {
    FrameInfo top = bench.debugger().selection().top();
    if (top != null) {
      bench.printer().frame(bench.debugger(), top);
    }
  }

  private void why(String arguments) throws DebugError {
    int tid = arguments.isEmpty() ? bench.debugger().selection().tid() : Words.number(arguments);
    ThreadInfo thread = live(tid).thread();
    WaitInfo wait = thread.waitsFor();
    String state =
        wait == null
            ? "does not wait"
            : "has waited for " + wait.what() + " since " + TimeText.of(wait.sinceNanos());
    bench.printer().line("Thread " + tid + " " + state + ".");
  }

  private Selection.Live live(int tid) throws DebugError {
    for (Selection.Live each : Selection.live(simulation().inspect())) {
      if (each.thread().tid() == tid) {
        return each;
      }
    }
    throw new DebugError("Unknown thread " + tid + ".");
  }

  private Simulation simulation() throws DebugError {
    Simulation simulation = bench.debugger().simulation();
    if (simulation == null || !bench.debugger().isRunning()) {
      throw new DebugError("The program is not being run.");
    }
    return simulation;
  }
}
