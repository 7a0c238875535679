package osprey.ui.repl;

import java.util.List;
import java.util.Map;
import osprey.report.Table;
import osprey.report.TimeText;
import osprey.sim.Moment;
import osprey.sim.Simulation;
import osprey.ui.DurationText;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Halt;
import osprey.ui.debug.TimeTravel;

/// Commands that take the run to other moments: backwards, or to one that is named.
final class TravelCommands {
  private final Workbench bench;

  TravelCommands(Workbench bench) {
    this.bench = bench;
  }

  /// Goes back once.
  @FunctionalInterface
  private interface Journey {
    Halt go() throws DebugError;
  }

  void addTo(CommandTable table) {
    add(
        table,
        List.of("reverse-step", "rs"),
        "[N]",
        true,
        text -> steps(text, () -> travel().reverseLine(false)),
        "Step back to the beginning of a line, into functions that were called.");
    add(
        table,
        List.of("reverse-next", "rn"),
        "[N]",
        true,
        text -> steps(text, () -> travel().reverseLine(true)),
        "Step back to the beginning of a line, over functions that were called.");
    add(
        table,
        List.of("reverse-stepi", "rsi"),
        "[N]",
        true,
        text -> steps(text, () -> travel().reverseInstruction(false)),
        "Step back one instruction.");
    add(
        table,
        List.of("reverse-nexti", "rni"),
        "[N]",
        true,
        text -> steps(text, () -> travel().reverseInstruction(true)),
        "Step back one instruction, over functions that were called.");
    add(
        table,
        List.of("reverse-continue", "rc"),
        "[N]",
        true,
        text -> steps(text, () -> travel().reverseContinue()),
        "Go back to the last stop before here, or to the beginning.");
    add(
        table,
        List.of("reverse-finish"),
        "",
        true,
        text -> steps("", () -> travel().reverseFinish()),
        "Go back to where the selected function was called.");
    add(
        table,
        List.of("goto"),
        "EVENT | TIME | #POSITION | start | end",
        false,
        this::goTo,
        "Go to an event by its number, a time (5ms), a position that \"when\" shows, or an end.");
    add(
        table,
        List.of("back"),
        "",
        true,
        text -> elsewhere(() -> travel().back()),
        "Go to where you were before the last journey.");
    add(
        table,
        List.of("forward"),
        "",
        true,
        text -> elsewhere(() -> travel().forward()),
        "Take the last \"back\" back.");
    add(table, List.of("when"), "", false, this::when, "Show the present moment.");
    add(table, List.of("when-end"), "", false, this::whenEnd, "Show the latest moment known.");
    add(
        table,
        List.of("checkpoint"),
        "",
        false,
        this::checkpoint,
        "Remember this moment for \"restart\".");
    add(table, List.of("restart"), "N", false, this::restart, "Go to the moment of checkpoint N.");
  }

  void addTopicsTo(CommandTable topics) {
    topics.topic(List.of("checkpoints"), "", this::list, "Moments remembered with \"checkpoint\".");
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

  private TimeTravel travel() {
    return bench.debugger().travel();
  }

  private void steps(String arguments, Journey journey) throws DebugError {
    for (int left = Words.count(arguments); left > 0; left--) {
      Position before = bench.position();
      Halt halt = journey.go();
      if (left == 1 || !(halt instanceof Halt.StepDone || halt instanceof Halt.AtBreakpoint)) {
        bench.tell(halt, before);
        return;
      }
    }
  }

  private void elsewhere(Journey journey) throws DebugError {
    bench.tell(journey.go(), null);
  }

  private void goTo(String arguments) throws DebugError {
    String goal = arguments.strip();
    switch (goal) {
      case "" -> throw new DebugError("Argument required (an event, a time, start or end).");
      case "start" -> elsewhere(() -> travel().go(Moment.START));
      case "end" -> elsewhere(() -> travel().go(travel().end()));
      default -> {
        if (goal.startsWith("#")) {
          Moment moment = new Moment(number(goal.substring(1)), 0, 0);
          elsewhere(() -> travel().go(moment));
        } else if (Character.isDigit(goal.charAt(goal.length() - 1))) {
          long events = number(goal);
          elsewhere(() -> travel().goToEvent(events));
        } else {
          long nanos = time(goal);
          elsewhere(() -> travel().goToTime(nanos));
        }
      }
    }
  }

  private static long time(String text) throws DebugError {
    try {
      return DurationText.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new DebugError("\"" + text + "\" is neither an event's number nor a time like 5ms.");
    }
  }

  private static long number(String text) throws DebugError {
    try {
      long number = Long.parseLong(text.strip());
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException wrong) {
      throw new DebugError("\"" + text.strip() + "\" is not a number.");
    }
    throw new DebugError("Nothing was before 0.");
  }

  private void when(String arguments) throws DebugError {
    Moment now = travel().now();
    Simulation simulation = bench.debugger().simulation();
    long events = simulation == null ? 0 : simulation.trace().end();
    bench
        .printer()
        .line(
            "Simulated time: "
                + TimeText.of(now.nanos())
                + ", event "
                + events
                + ", position #"
                + now.ticks());
  }

  private void whenEnd(String arguments) throws DebugError {
    Moment end = travel().end();
    bench
        .printer()
        .line(
            "Known up to simulated time "
                + TimeText.of(end.nanos())
                + ", position #"
                + end.ticks());
  }

  private void checkpoint(String arguments) throws DebugError {
    int number = travel().addCheckpoint();
    bench.printer().line("Checkpoint " + number + ": " + at(travel().now()));
  }

  private static String at(Moment moment) {
    return TimeText.of(moment.nanos()) + ", position #" + moment.ticks();
  }

  private void restart(String arguments) throws DebugError {
    if (arguments.isBlank()) {
      throw new DebugError("Argument required (a checkpoint's number, see \"info checkpoints\").");
    }
    int number = Words.number(arguments);
    elsewhere(() -> travel().restart(number));
  }

  /// `info checkpoints`.
  private void list(String arguments) throws DebugError {
    Map<Integer, TimeTravel.Bookmark> all = travel().checkpoints();
    if (all.isEmpty()) {
      bench.printer().line("No checkpoints.");
      return;
    }
    Table table = new Table("  ", "rll");
    all.forEach((number, bookmark) ->
        table.row(Integer.toString(number), "thread " + bookmark.tid(), at(bookmark.moment())));
    bench.printer().out().print(table);
  }
}
