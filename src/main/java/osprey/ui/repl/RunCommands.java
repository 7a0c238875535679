package osprey.ui.repl;

import java.util.List;
import osprey.inspect.FrameInfo;
import osprey.ui.DurationText;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Debugger;
import osprey.ui.debug.Halt;

/// Commands that start the program and let it go on.
final class RunCommands {
  private final Workbench bench;

  RunCommands(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable table) {
    add(
        table,
        List.of("file", "load"),
        "FILE [ARGUMENT…]",
        false,
        this::file,
        "Load a scenario or a C program.");
    add(table, List.of("run", "r"), "", false, this::run, "Start the program from the beginning.");
    add(table, List.of("start"), "", false, this::start, "Start the program and stop in main.");
    add(
        table,
        List.of("kill", "k"),
        "[[-SIGNAL] PID]",
        false,
        this::kill,
        "End the run; with a PID, send the process a signal, SIGTERM if none is named.\n"
            + "Example: kill -9 3");
    add(
        table,
        List.of("continue", "c", "fg"),
        "[N]",
        true,
        this::proceed,
        "Go on; ignore the breakpoint reached N-1 times.");
    add(
        table,
        List.of("step", "s"),
        "[N]",
        true,
        arguments -> stepLines(arguments, true),
        "Step to the next line, into functions that are called.");
    add(
        table,
        List.of("next", "n"),
        "[N]",
        true,
        arguments -> stepLines(arguments, false),
        "Step to the next line, over functions that are called.");
    add(
        table,
        List.of("stepi", "si"),
        "[N]",
        true,
        arguments -> instructions(arguments, false),
        "Step one instruction.");
    add(
        table,
        List.of("nexti", "ni"),
        "[N]",
        true,
        arguments -> instructions(arguments, true),
        "Step one instruction, over functions that are called.");
    add(
        table,
        List.of("step-event", "se"),
        "[N]",
        true,
        this::events,
        "Go on to the next event of the trace, of whichever thread.");
    add(
        table,
        List.of("finish", "fin"),
        "",
        true,
        this::finish,
        "Go on until the selected function returns.");
    add(
        table,
        List.of("until", "u"),
        "[LOCATION | TIME]",
        true,
        this::until,
        "Go on to a later line, to a location in this function, or to a time.");
    add(table, List.of("advance"), "LOCATION", true, this::advance, "Go on to a location.");
  }

  private static void add(
      CommandTable table,
      List<String> names,
      String arguments,
      boolean isRepeated,
      Command.Action action,
      String help) {
    table.add(new Command(names, Command.Group.RUNNING, arguments, help, isRepeated, action));
  }

  private void file(String arguments) throws DebugError {
    List<String> words = Words.split(arguments);
    if (words.isEmpty()) {
      throw new DebugError("Argument required (a scenario or a C program).");
    }
    bench.load(words.getFirst(), words.subList(1, words.size()));
    bench.printer().line("Loaded " + words.getFirst() + ".");
  }

  private void run(String arguments) throws DebugError {
    if (isAgreed()) {
      begin();
    }
  }

  /// Whether a run that is under way may be given up.
  private boolean isAgreed() {
    return !bench.debugger().isRunning()
        || bench.confirm(
            "The program being debugged has been started already.\n"
                + "Start it from the beginning? (y or n) ");
  }

  private void begin() throws DebugError {
    bench.boot();
    bench.tell(bench.debugger().proceed(), null);
  }

  private void start(String arguments) throws DebugError {
    if (isAgreed()) {
      bench.debugger().addBreakpoint("main", true, null, 0);
      begin();
    }
  }

  private void kill(String arguments) throws DebugError {
    if (!arguments.isEmpty()) {
      String[] parts = Words.first(arguments);
      boolean isNamed = parts[0].startsWith("-");
      String signal = isNamed ? parts[0].substring(1) : "SIGTERM";
      bench.interpreter().perform("signal " + signal + " " + (isNamed ? parts[1] : arguments));
      return;
    }
    if (!bench.debugger().isRunning()) {
      throw new DebugError("The program is not being run.");
    }
    if (!bench.confirm("Kill the program being debugged? (y or n) ")) {
      return;
    }
    bench.debugger().detach();
    bench.printer().line("[The run is over]");
  }

  private void proceed(String arguments) throws DebugError {
    Debugger debugger = bench.debugger();
    int times = Words.count(arguments);
    FrameInfo here = debugger.selection().top();
    if (times > 1 && here != null) {
      debugger.ignoreHere(times - 1);
    }
    bench.printer().line("Continuing.");
    bench.tell(debugger.proceed(), bench.position());
  }

  private void stepLines(String arguments, boolean intoCalls) throws DebugError {
    for (int left = Words.count(arguments); left > 0; left--) {
      Position before = position();
      Halt halt = bench.debugger().stepLine(intoCalls);
      bench.tell(halt, before);
      if (!(halt instanceof Halt.StepDone)) {
        return;
      }
    }
  }

  private void instructions(String arguments, boolean overCalls) throws DebugError {
    for (int left = Words.count(arguments); left > 0; left--) {
      Position before = position();
      Halt halt = bench.debugger().stepInstruction(overCalls);
      if (left == 1 || !(halt instanceof Halt.StepDone)) {
        bench.tell(halt, before);
        return;
      }
    }
  }

  private void finish(String arguments) throws DebugError {
    Debugger debugger = bench.debugger();
    int level = debugger.selection().level();
    FrameInfo frame = debugger.selection().frame();
    if (level + 1 < debugger.selection().frames().size()) {
      bench
          .printer()
          .line("Run till exit from #" + level + "  " + bench.printer().place(debugger, frame));
    }
    bench.tell(debugger.finish(), position());
  }

  private void until(String arguments) throws DebugError {
    Position before = position();
    if (isTime(arguments)) {
      bench.tell(bench.debugger().runToTime(DurationText.parse(arguments)), before);
      return;
    }
    if (!arguments.isEmpty()) {
      advance(arguments);
      return;
    }
    bench.tell(bench.debugger().untilNextLine(), before);
  }

  /// A number with a unit; a bare number is a line.
  private static boolean isTime(String text) {
    return text.matches("[0-9.]+ *(ns|us|ms|s|min|h)");
  }

  private void events(String arguments) throws DebugError {
    for (int left = Words.count(arguments); left > 0; left--) {
      Position before = position();
      Halt halt = bench.debugger().stepEvent();
      bench.tell(halt, before);
      if (!(halt instanceof Halt.AtEvent)) {
        return;
      }
    }
  }

  private void advance(String arguments) throws DebugError {
    if (arguments.isEmpty()) {
      throw new DebugError("Argument required (a location).");
    }
    Position before = position();
    bench.tell(bench.debugger().advance(arguments), before == null ? null : elsewhere(before));
  }

  /// So that the place is told even in the same function.
  private static Position elsewhere(Position before) {
    return new Position(before.host(), before.tid(), 0, "");
  }

  private Position position() throws DebugError {
    Position now = bench.position();
    if (now == null) {
      throw new DebugError("The program is not being run.");
    }
    return now;
  }
}
