package osprey.ui.repl;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import osprey.abi.Signal;
import osprey.inspect.HostInfo;
import osprey.inspect.LinkInfo;
import osprey.inspect.ThreadState;
import osprey.sim.UserAction;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Selection;

/// Commands that do something to the simulated systems from outside: they are remembered, so that
/// the run stays repeatable and can be taken back.
final class HandCommands {
  private final Workbench bench;

  HandCommands(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable table) {
    add(
        table,
        List.of("input"),
        "\"TEXT\" | eof",
        this::input,
        "Type text into the standard input of the first machine, or end it.\n"
            + "Example: input \"hello\\n\"");
    add(
        table,
        List.of("signal", "queue-signal"),
        "SIGNAL [PID | thread TID]",
        this::signal,
        "Send a signal as kill(2) does, to the selected process or another, or to one thread.\n"
            + "It takes effect when the run goes on. Example: signal SIGUSR1 3; signal 9");
    add(
        table,
        List.of("schedule"),
        "TID",
        this::schedule,
        "Say which ready thread gets a CPU next, whatever the scheduler thinks.\n"
            + "Example: schedule 5, then stepi");
    add(
        table,
        List.of("cut"),
        "MACHINE MACHINE",
        arguments -> cut(arguments, true),
        "Cut the link between two machines.\nExample: cut client server");
    add(
        table,
        List.of("heal"),
        "MACHINE MACHINE",
        arguments -> cut(arguments, false),
        "Make a cut link whole again.");
  }

  private static void add(
      CommandTable table,
      List<String> names,
      String arguments,
      Command.Action action,
      String help) {
    table.add(new Command(names, Command.Group.SYSTEM, arguments, help, false, action));
  }

  private void checkRuns() throws DebugError {
    if (!bench.debugger().isRunning()) {
      throw new DebugError("The program is not being run.");
    }
  }

  private void input(String arguments) throws DebugError {
    checkRuns();
    String text = arguments.strip();
    if (text.equals("eof")) {
      bench.debugger().perform(new UserAction.EndInput());
      return;
    }
    if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
      throw new DebugError("The text must stand in quotes: input \"hello\\n\".");
    }
    String typed = CFormat.unescaped(text.substring(1, text.length() - 1));
    bench.debugger().perform(new UserAction.Type(typed.getBytes(StandardCharsets.UTF_8)));
  }

  private void signal(String arguments) throws DebugError {
    checkRuns();
    String[] parts = Words.first(arguments);
    int signal = number(parts[0]);
    String[] target = Words.first(parts[1]);
    Selection selection = bench.debugger().selection();
    ThreadNames names = ThreadNames.of(bench);
    int host = selection.host();
    int pid = selection.tid() == 0 ? 0 : selection.pid();
    int tid = 0;
    if (target[0].equals("thread")) {
      Selection.Live live = names.thread(target[1]);
      host = live.host();
      pid = live.process().pid();
      tid = live.thread().tid();
    } else if (!target[0].isEmpty()) {
      Selection.Live live = names.process(parts[1]);
      host = live.host();
      pid = live.process().pid();
    }
    bench.debugger().perform(new UserAction.Send(host, pid, tid, signal));
    String to = tid == 0 ? "process " + names.id(host, pid) : "thread " + names.id(host, tid);
    bench.printer().line("Sent " + Signal.name(signal) + " to " + to + ".");
  }

  /// `SIGINT`, `INT`, `2`.
  static int number(String word) throws DebugError {
    if (word.isEmpty()) {
      throw new DebugError("Argument required (signal number or name).");
    }
    String name = word.toUpperCase(Locale.ROOT);
    for (Signal each : Signal.values()) {
      if (each.name().equals(name) || each.name().equals("SIG" + name)) {
        return each.number();
      }
    }
    try {
      int number = Integer.parseInt(word);
      if (number >= 1 && number <= Signal.NUMBER_MAX) {
        return number;
      }
    } catch (NumberFormatException neither) {
      throw new DebugError("There is no signal \"" + word + "\".");
    }
    throw new DebugError("There is no signal " + word + ".");
  }

  private void schedule(String arguments) throws DebugError {
    checkRuns();
    if (arguments.isEmpty()) {
      throw new DebugError("Argument required (a thread that is ready).");
    }
    ThreadNames names = ThreadNames.of(bench);
    Selection.Live live = names.thread(arguments);
    String id = names.id(live.host(), live.thread().tid());
    if (live.thread().state() != ThreadState.READY) {
      String why =
          live.thread().state() == ThreadState.RUNNING ? "runs already" : "is not ready to run";
      throw new DebugError("Thread " + id + " " + why + ".");
    }
    bench.debugger().perform(new UserAction.Schedule(live.host(), live.thread().tid()));
    bench.printer().line("Thread " + id + " gets a CPU next.");
  }

  private void cut(String arguments, boolean isCut) throws DebugError {
    checkRuns();
    List<String> words = Words.split(arguments);
    if (words.size() != 2) {
      throw new DebugError("Two machines are needed: cut client server.");
    }
    int one = host(words.getFirst());
    int other = host(words.getLast());
    boolean isJoined = false;
    for (LinkInfo each : bench.system().links()) {
      isJoined |= each.from().equals(words.getFirst()) && each.to().equals(words.getLast());
      isJoined |= each.to().equals(words.getFirst()) && each.from().equals(words.getLast());
    }
    if (!isJoined) {
      throw new DebugError("No link joins " + words.getFirst() + " and " + words.getLast() + ".");
    }
    bench.debugger().perform(new UserAction.CutLink(one, other, isCut));
  }

  private int host(String name) throws DebugError {
    for (HostInfo each : bench.system().hosts()) {
      if (each.name().equals(name)) {
        return each.number();
      }
    }
    throw new DebugError("There is no machine \"" + name + "\".");
  }
}
