package osprey.ui.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.report.TimeText;
import osprey.sim.Watch;
import osprey.ui.DurationText;
import osprey.ui.debug.Aim;
import osprey.ui.debug.Breakpoint;
import osprey.ui.debug.Catch;
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
        "[LOCATION | at TIME | event N] [thread T] [if EXPR]",
        arguments -> set(arguments, false),
        "Stop at LINE, FILE:LINE, FUNCTION, *ADDRESS, a time or an event; here if none is given.");
    add(
        table,
        List.of("tbreak", "tb"),
        "[LOCATION] [thread T] [if EXPR]",
        arguments -> set(arguments, true),
        "Stop there once.");
    add(
        table,
        List.of("watch"),
        "EXPR [thread T] [if EXPR]",
        arguments -> watch(arguments, Watch.Kind.CHANGE),
        "Stop when the object that EXPR means is changed, by whichever process.");
    add(
        table,
        List.of("rwatch"),
        "EXPR [thread T] [if EXPR]",
        arguments -> watch(arguments, Watch.Kind.READ),
        "Stop when an instruction reads the object.");
    add(
        table,
        List.of("awatch"),
        "EXPR [thread T] [if EXPR]",
        arguments -> watch(arguments, Watch.Kind.ACCESS),
        "Stop when an instruction reads or writes the object.");
    add(
        table,
        List.of("catch"),
        "TOPIC [NAME…] [thread T] [if EXPR]",
        arguments -> catchIt(arguments, false),
        "Stop when something happens: " + topics() + ".");
    add(
        table,
        List.of("tcatch"),
        "TOPIC [NAME…] [thread T] [if EXPR]",
        arguments -> catchIt(arguments, true),
        "Stop when it happens, once.");
    add(
        table,
        List.of("commands"),
        "[N]",
        this::commands,
        "What to do whenever breakpoint N, or the last one, stops: lines up to \"end\".");
    add(
        table,
        List.of("save"),
        "breakpoints FILE",
        this::save,
        "Write breakpoints to a file that \"source\" reads.");
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

  /// What is said beside where to stop.
  ///
  /// @param rest where to stop
  /// @param condition null for none
  /// @param thread 0 for all
  private record Terms(String rest, @Nullable String condition, int thread) {}

  private static Terms terms(String arguments) throws DebugError {
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
    if (at > 0 || at == 0 && !rest.equals("thread")) {
      thread = Words.number(rest.substring(at + "thread".length()));
      rest = rest.substring(0, at).strip();
    }
    return new Terms(rest, condition, thread);
  }

  private void set(String arguments, boolean isTemporary) throws DebugError {
    Terms terms = terms(arguments);
    String[] parts = Words.first(terms.rest());
    String kind = isTemporary ? "Temporary breakpoint " : "Breakpoint ";
    if (parts[0].equals("at") && !parts[1].isEmpty()) {
      long nanos = time(parts[1]);
      Breakpoint made = add(new Aim.Time(nanos), isTemporary, terms);
      bench.printer().line(kind + made.number() + " at " + TimeText.of(nanos));
      return;
    }
    if (parts[0].equals("event") && !parts[1].isEmpty()) {
      Breakpoint made = add(new Aim.Number(Words.number(parts[1])), isTemporary, terms);
      bench.printer().line(kind + made.number() + " at event " + parts[1]);
      return;
    }
    Breakpoint made =
        bench
            .debugger()
            .addBreakpoint(terms.rest(), isTemporary, terms.condition(), terms.thread());
    CodePlace first = made.places().getFirst();
    String where =
        made.places().size() > 1
            ? made.location() + ". (" + made.places().size() + " locations)"
            : "0x" + Long.toHexString(first.address()) + sourcePlace(first);
    bench.printer().line(kind + made.number() + " at " + where);
  }

  private Breakpoint add(Aim aim, boolean isTemporary, Terms terms) {
    return bench.debugger().add(aim, isTemporary, terms.condition(), terms.thread());
  }

  private static long time(String text) throws DebugError {
    try {
      return DurationText.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new DebugError("\"" + text + "\" is not a time like 5ms.");
    }
  }

  private void watch(String arguments, Watch.Kind kind) throws DebugError {
    Terms terms = terms(arguments);
    String[] parts = Words.first(terms.rest());
    boolean isLocation = parts[0].equals("-l") || parts[0].equals("-location");
    String expression = isLocation ? parts[1] : terms.rest();
    Breakpoint made =
        bench.debugger().addWatch(expression, kind, terms.condition(), terms.thread());
    String word =
        switch (kind) {
          case READ -> "Hardware read watchpoint ";
          case ACCESS -> "Hardware access (read/write) watchpoint ";
          case CHANGE ->
              made.aim() instanceof Aim.Computed ? "Watchpoint " : "Hardware watchpoint ";
        };
    bench.printer().line(word + made.number() + ": " + expression);
  }

  private void catchIt(String arguments, boolean isTemporary) throws DebugError {
    Terms terms = terms(arguments);
    if (terms.rest().isEmpty()) {
      throw new DebugError("Argument required (what to catch: " + topics() + ").");
    }
    Catch what = Catch.parse(terms.rest());
    Breakpoint made = add(new Aim.Event(what), isTemporary, terms);
    bench.printer().line("Catchpoint " + made.number() + " (" + what + ")");
  }

  private static String topics() {
    List<String> words = new ArrayList<>();
    for (Catch.Topic topic : Catch.Topic.values()) {
      words.add(topic.word());
    }
    return String.join(", ", words);
  }

  /// The lines that follow belong to the breakpoint.
  private void commands(String arguments) throws DebugError {
    List<Breakpoint> all = List.copyOf(bench.debugger().breakpoints());
    if (arguments.isBlank() && all.isEmpty()) {
      throw new DebugError("No breakpoints specified.");
    }
    Breakpoint meant =
        arguments.isBlank() ? all.getLast() : bench.debugger().breakpoint(Words.number(arguments));
    meant.setCommands(bench.interpreter().block());
  }

  private void save(String arguments) throws DebugError {
    String[] parts = Words.first(arguments);
    if (parts[0].length() < 1 || !"breakpoints".startsWith(parts[0]) || parts[1].isEmpty()) {
      throw new DebugError("Write \"save breakpoints FILE\".");
    }
    StringBuilder text = new StringBuilder();
    for (Breakpoint each : bench.debugger().breakpoints()) {
      text.append(each.command()).append('\n');
      if (!each.isEnabled()) {
        text.append("disable ").append(each.number()).append('\n');
      }
      if (!each.commands().isEmpty()) {
        text.append("commands\n");
        each.commands().forEach(line -> text.append("  ").append(line).append('\n'));
        text.append("end\n");
      }
    }
    try {
      Files.writeString(Path.of(parts[1]), text);
    } catch (IOException failed) {
      throw new DebugError(parts[1] + " cannot be written: " + failed.getMessage() + ".");
    }
    bench.printer().line("Saved to file '" + parts[1] + "'.");
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
    boolean areAllMeant = arguments.isBlank() && !bench.debugger().breakpoints().isEmpty();
    if (areAllMeant && !bench.confirm("Delete all breakpoints? (y or n) ")) {
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
    if (parts[0].isEmpty()) {
      throw new DebugError("Argument required (breakpoint number).");
    }
    Breakpoint changed = bench.debugger().breakpoint(Words.number(parts[0]));
    @Nullable String condition = parts[1].isEmpty() ? null : parts[1];
    changed.setCondition(condition);
    if (condition == null) {
      bench.printer().line("Breakpoint " + changed.number() + " now unconditional.");
    }
  }

  private void ignore(String arguments) throws DebugError {
    String[] parts = Words.first(arguments);
    if (parts[0].isEmpty()) {
      throw new DebugError("Argument required (a breakpoint number).");
    }
    if (parts[1].isEmpty()) {
      throw new DebugError("Second argument (specified ignore-count) is missing.");
    }
    Breakpoint changed = bench.debugger().breakpoint(Words.number(parts[0]));
    int times = Words.number(parts[1]);
    changed.ignore(times);
    bench
        .printer()
        .line("Will ignore next " + times + " crossings of breakpoint " + changed.number() + ".");
  }
}
