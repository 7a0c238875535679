package osprey.ui.repl;

import java.util.ArrayList;
import java.util.List;
import osprey.inspect.FrameInfo;
import osprey.inspect.HostInfo;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Selection;

/// Commands that select threads, or are done for several of them.
final class ThreadCommands {
  private final Workbench bench;

  ThreadCommands(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable table) {
    add(
        table,
        List.of("thread", "t"),
        "[TID | apply TID…|all COMMAND]",
        this::thread,
        "Select a thread, show which one is selected, or do a command for several.\n"
            + "With several machines a thread is MACHINE.TID. Example: thread apply all bt 1");
    add(
        table,
        List.of("taas"),
        "COMMAND",
        arguments -> apply("all " + arguments, true),
        "Do a command for all threads, silent about those that cannot.\nExample: taas p i");
    add(
        table,
        List.of("process", "inferior"),
        "[PID]",
        this::process,
        "Select a process's first thread, or show which process is selected.");
    add(table, List.of("cpu"), "N | MACHINE.N", this::cpu, "Select the thread that a CPU runs.");
  }

  private static void add(
      CommandTable table,
      List<String> names,
      String arguments,
      Command.Action action,
      String help) {
    table.add(new Command(names, Command.Group.STACK, arguments, help, true, action));
  }

  private void thread(String arguments) throws DebugError {
    String[] parts = Words.first(arguments);
    if (parts[0].equals("apply")) {
      apply(parts[1], false);
      return;
    }
    ThreadNames names = ThreadNames.of(bench);
    Selection selection = bench.debugger().selection();
    if (arguments.isEmpty()) {
      if (selection.tid() == 0) {
        throw new DebugError("No thread selected.");
      }
      String id = names.id(selection.host(), selection.tid());
      bench.printer().line("[Current thread is " + id + " (process " + selection.pid() + ")]");
      return;
    }
    Selection.Live live = names.thread(arguments);
    selection.select(live.host(), live.thread().tid());
    bench
        .printer()
        .line("[Switching to thread " + names.id(live.host(), live.thread().tid()) + "]");
    showSelected();
  }

  /// @param isSilent says nothing about threads for which the command fails
  private void apply(String arguments, boolean isSilent) throws DebugError {
    ThreadNames names = ThreadNames.of(bench);
    Selection selection = bench.debugger().selection();
    List<Selection.Live> chosen = new ArrayList<>();
    String rest = arguments.strip();
    while (!rest.isEmpty()) {
      String[] parts = Words.first(rest);
      if (parts[0].equals("all")) {
        chosen.addAll(Selection.live(bench.system()));
      } else if (Character.isDigit(parts[0].charAt(0)) || parts[0].indexOf('.') > 0) {
        chosen.add(names.thread(parts[0]));
      } else {
        break;
      }
      rest = parts[1];
    }
    if (chosen.isEmpty()) {
      throw new DebugError("Please specify a thread ID list");
    }
    if (rest.isEmpty()) {
      throw new DebugError("Please specify a command at the end of 'thread apply'");
    }
    int host = selection.host();
    int tid = selection.tid();
    int level = selection.level();
    try {
      for (Selection.Live each : chosen) {
        selection.select(each.host(), each.thread().tid());
        perform(names, each, rest, isSilent);
      }
    } finally {
      selection.select(host, tid);
      if (selection.top() != null) {
        selection.selectFrame(level);
      }
    }
  }

  private void perform(ThreadNames names, Selection.Live live, String command, boolean isSilent)
      throws DebugError {
    String head =
        "\nThread "
            + names.id(live.host(), live.thread().tid())
            + " (process "
            + live.process().pid()
            + ", "
            + live.process().name()
            + "):";
    if (!isSilent) {
      bench.printer().line(head);
      bench.interpreter().perform(command);
      return;
    }
    try {
      bench.printer().holdBack(head);
      bench.interpreter().perform(command);
    } catch (DebugError notHere) {
      return;
    } finally {
      bench.printer().release();
    }
  }

  private void process(String arguments) throws DebugError {
    Selection selection = bench.debugger().selection();
    if (arguments.isEmpty()) {
      bench.printer().line("[Current process is " + selection.pid() + "]");
      return;
    }
    Selection.Live live = ThreadNames.of(bench).process(arguments);
    selection.select(live.host(), live.thread().tid());
    String name = live.process().name();
    bench.printer().line("[Switching to process " + live.process().pid() + " (" + name + ")]");
    showSelected();
  }

  private void cpu(String arguments) throws DebugError {
    ThreadNames names = ThreadNames.of(bench);
    Selection selection = bench.debugger().selection();
    ThreadNames.Written written = names.written(arguments.isEmpty() ? "0" : arguments, "CPU");
    HostInfo host =
        bench.system().hosts().get(written.host() < 0 ? selection.host() : written.host());
    if (written.number() < 0 || written.number() >= host.cpus().size()) {
      throw new DebugError("No CPU " + arguments + ".");
    }
    int tid = host.cpus().get(written.number()).tid();
    if (tid == 0) {
      throw new DebugError("CPU " + written.number() + " of " + host.name() + " is idle.");
    }
    selection.select(host.number(), tid);
    bench.printer().line("[Switching to thread " + names.id(host.number(), tid) + "]");
    showSelected();
  }

  private void showSelected() throws DebugError {
    FrameInfo top = bench.debugger().selection().top();
    if (top != null) {
      bench.printer().frame(bench.debugger(), top);
    }
  }
}
