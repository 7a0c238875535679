package osprey.ui.repl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.ui.debug.Breakpoint;
import osprey.ui.debug.CodePlace;
import osprey.ui.debug.DebugError;

/// Commands about breakpoints.
final class BreakCommands {
  private final Workbench bench;

  BreakCommands(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable table) {
    add(
        table,
        List.of("break", "b", "br", "bre", "brea"),
        "[LOCATION] [thread T] [if EXPR]",
        arguments -> set(arguments, false),
        "Stop at LINE, FILE:LINE, FUNCTION or *ADDRESS; here if none is given.");
    add(
        table,
        List.of("tbreak", "tb"),
        "[LOCATION] [thread T] [if EXPR]",
        arguments -> set(arguments, true),
        "Stop there once.");
    add(
        table,
        List.of("delete", "d", "del"),
        "[N…] | checkpoint N…",
        this::delete,
        "Delete breakpoints, all if none is named; or checkpoints.");
    add(table, List.of("clear"), "LOCATION", this::clear, "Delete the breakpoints at a location.");
    add(
        table,
        List.of("enable", "en"),
        "[N…]",
        arguments -> enable(arguments, true),
        "Let breakpoints stop again.");
    add(
        table,
        List.of("disable", "dis", "disa"),
        "[N…]",
        arguments -> enable(arguments, false),
        "Keep breakpoints without stopping at them.");
    add(
        table,
        List.of("condition", "cond"),
        "N [EXPR]",
        this::condition,
        "Stop at breakpoint N only if EXPR is true; always if none is given.");
    add(
        table,
        List.of("ignore"),
        "N COUNT",
        this::ignore,
        "Do not stop at breakpoint N the next COUNT times.");
  }

  private static void add(
      CommandTable table,
      List<String> names,
      String arguments,
      Command.Action action,
      String help) {
    table.add(new Command(names, Command.Group.BREAKPOINTS, arguments, help, false, action));
  }

  private void set(String arguments, boolean isTemporary) throws DebugError {
    String rest = arguments.strip();
    String condition = null;
    int at = wordAt(rest, "if");
    if (at >= 0) {
      condition = rest.substring(at + 2).strip();
      rest = rest.substring(0, at).strip();
      if (condition.isEmpty()) {
        throw new DebugError("A condition must follow \"if\".");
      }
    }
    int thread = 0;
    at = wordAt(rest, "thread");
    if (at >= 0) {
      thread = Words.number(rest.substring(at + "thread".length()));
      rest = rest.substring(0, at).strip();
    }
    Breakpoint made = bench.debugger().addBreakpoint(rest, isTemporary, condition, thread);
    CodePlace first = made.places().getFirst();
    String kind = isTemporary ? "Temporary breakpoint " : "Breakpoint ";
    String where =
        made.places().size() > 1
            ? made.location() + ". (" + made.places().size() + " locations)"
            : "0x" + Long.toHexString(first.address()) + sourcePlace(first);
    bench.printer().line(kind + made.number() + " at " + where);
  }

  private static String sourcePlace(CodePlace place) {
    return place.line() == 0 ? "" : ": file " + place.file() + ", line " + place.line() + ".";
  }

  /// Where the word stands between blanks, -1 for nowhere.
  private static int wordAt(String text, String word) {
    String padded = " " + text + " ";
    return padded.indexOf(" " + word + " ");
  }

  private List<Integer> numbers(String arguments) throws DebugError {
    List<Integer> numbers = new ArrayList<>();
    for (String word : Words.split(arguments)) {
      numbers.add(bench.debugger().breakpoint(Words.number(word)).number());
    }
    if (numbers.isEmpty()) {
      bench.debugger().breakpoints().forEach(each -> numbers.add(each.number()));
    }
    return numbers;
  }

  private void delete(String arguments) throws DebugError {
    String[] parts = Words.first(arguments);
    if (parts[0].length() > 1 && "checkpoint".startsWith(parts[0])) {
      for (String word : Words.split(parts[1])) {
        bench.debugger().travel().deleteCheckpoint(Words.number(word));
      }
      return;
    }
    for (int number : numbers(arguments)) {
      bench.debugger().deleteBreakpoint(number);
    }
  }

  private void enable(String arguments, boolean enabled) throws DebugError {
    for (int number : numbers(arguments)) {
      bench.debugger().enableBreakpoint(number, enabled);
    }
  }

  private void clear(String arguments) throws DebugError {
    List<CodePlace> places =
        bench.debugger().lines().find(arguments.strip(), bench.debugger().currentFile());
    List<String> gone = new ArrayList<>();
    for (Breakpoint each : bench.debugger().breakpoints()) {
      if (each.places().stream().anyMatch(places::contains)) {
        bench.debugger().deleteBreakpoint(each.number());
        gone.add(Integer.toString(each.number()));
      }
    }
    if (gone.isEmpty()) {
      throw new DebugError("No breakpoint at " + arguments.strip() + ".");
    }
    bench.printer().line("Deleted breakpoint " + String.join(" ", gone));
  }

  private void condition(String arguments) throws DebugError {
    String[] parts = Words.first(arguments);
    Breakpoint changed = bench.debugger().breakpoint(Words.number(parts[0]));
    @Nullable String condition = parts[1].isEmpty() ? null : parts[1];
    changed.setCondition(condition);
    if (condition == null) {
      bench.printer().line("Breakpoint " + changed.number() + " now unconditional.");
    }
  }

  private void ignore(String arguments) throws DebugError {
    String[] parts = Words.first(arguments);
    Breakpoint changed = bench.debugger().breakpoint(Words.number(parts[0]));
    int times = Words.number(parts[1]);
    changed.ignore(times);
    bench
        .printer()
        .line("Will ignore next " + times + " crossings of breakpoint " + changed.number() + ".");
  }
}
