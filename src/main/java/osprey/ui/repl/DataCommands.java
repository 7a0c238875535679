package osprey.ui.repl;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.code.Disassembler;
import osprey.code.Image;
import osprey.code.SourceFile;
import osprey.code.Symbol;
import osprey.inspect.FrameInfo;
import osprey.ui.debug.CodePlace;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Debugger;
import osprey.ui.debug.FrameView;
import osprey.ui.debug.TypeText;
import osprey.ui.debug.Value;
import osprey.ui.debug.ValueText;

/// Commands about values, memory and source text.
final class DataCommands {
  private static final int LIST_LINES = 10;
  private static final String FORMATS = "xduotazcfs";

  private final Workbench bench;
  private final MemoryDump dump;
  private @Nullable SourceFile listed;
  private int listedFrom;
  private int listedTo;
  private @Nullable Position listedAt;

  DataCommands(Workbench bench) {
    this.bench = bench;
    dump = new MemoryDump(bench);
  }

  void addTo(CommandTable table) {
    add(
        table,
        List.of("print", "p", "inspect"),
        "[/F] EXPR",
        false,
        this::print,
        "Show the value of a C expression; /x /d /u /o /t /c /a /f choose a format.");
    add(
        table,
        List.of("output"),
        "[/F] EXPR",
        false,
        this::output,
        "As print, without number and line end.");
    add(table, List.of("set"), "var VARIABLE = EXPR", false, this::set, "Assign to a variable.");
    add(
        table,
        List.of("display"),
        "[/F] EXPR",
        false,
        this::display,
        "Show an expression at every stop.");
    add(table, List.of("undisplay"), "[N…]", false, this::undisplay, "Show it no more.");
    add(
        table,
        List.of("x"),
        "[/NFU] ADDRESS",
        true,
        dump::examine,
        "Show memory: N units of size b, h, w or g in format F (x d u o t c a f s i).");
    add(
        table,
        List.of("list", "l"),
        "[LINE|FUNCTION|FROM,TO|-]",
        true,
        this::list,
        "Show source lines.");
    add(table, List.of("whatis"), "EXPR", false, this::whatis, "Show the type of an expression.");
    add(table, List.of("ptype"), "EXPR|TYPE", false, this::ptype, "Show a type with its members.");
    add(
        table,
        List.of("disassemble"),
        "[FUNCTION]",
        false,
        this::disassemble,
        "Show the instructions of a function.");
  }

  private static void add(
      CommandTable table,
      List<String> names,
      String arguments,
      boolean isRepeated,
      Command.Action action,
      String help) {
    table.add(new Command(names, Command.Group.DATA, arguments, help, isRepeated, action));
  }

  /// A format letter and what comes after it.
  private record Formatted(char format, String expression) {
    static Formatted of(String arguments) throws DebugError {
      String text = arguments.strip();
      if (!text.startsWith("/")) {
        return new Formatted(ValueText.NATURAL, text);
      }
      String[] parts = Words.first(text.substring(1));
      String letters = parts[0];
      if (letters.length() != 1 || FORMATS.indexOf(letters.charAt(0)) < 0) {
        throw new DebugError("Undefined output format \"" + letters + "\".");
      }
      char letter = letters.charAt(0);
      return new Formatted(letter == 's' ? ValueText.NATURAL : letter, parts[1]);
    }
  }

  private void print(String arguments) throws DebugError {
    Formatted wanted = Formatted.of(arguments);
    FrameView view = bench.debugger().selection().view();
    Value value = bench.debugger().expressions().evaluate(wanted.expression, view);
    String text = new ValueText(view, wanted.format).of(value);
    if (value.type().unqualified() instanceof CType.Void) {
      bench.printer().line("$ = " + text);
      return;
    }
    int number = bench.debugger().expressions().remember(value);
    bench.printer().line("$" + number + " = " + text);
  }

  private void output(String arguments) throws DebugError {
    Formatted wanted = Formatted.of(arguments);
    FrameView view = bench.debugger().selection().view();
    Value value = bench.debugger().expressions().evaluate(wanted.expression, view);
    bench.printer().out().print(new ValueText(view, wanted.format).of(value));
  }

  private void set(String arguments) throws DebugError {
    String[] parts = Words.first(arguments);
    boolean hasWord = parts[0].equals("var") || parts[0].equals("variable");
    String assignment = hasWord ? parts[1] : arguments;
    if (assignment.isBlank()) {
      throw new DebugError("Argument required (an assignment: set var x = 1).");
    }
    FrameView view = bench.debugger().selection().view();
    bench.debugger().expressions().evaluate(assignment, view);
  }

  private void display(String arguments) throws DebugError {
    if (arguments.isBlank()) {
      bench.displays().showAll(bench.debugger(), bench.printer());
      return;
    }
    Formatted wanted = Formatted.of(arguments);
    if (bench.debugger().isRunning()) {
      FrameView view = bench.debugger().selection().view();
      bench.debugger().expressions().typeOf(wanted.expression, view);
    }
    int number = bench.displays().add(wanted.expression, wanted.format);
    bench.displays().show(number, bench.debugger(), bench.printer());
  }

  private void undisplay(String arguments) throws DebugError {
    List<String> numbers = Words.split(arguments);
    if (numbers.isEmpty()) {
      bench.displays().clear();
    }
    for (String number : numbers) {
      bench.displays().remove(Words.number(number));
    }
  }

  private void whatis(String arguments) throws DebugError {
    FrameView view = bench.debugger().selection().view();
    bench
        .printer()
        .line("type = " + bench.debugger().expressions().typeOf(arguments, view).spelling());
  }

  private void ptype(String arguments) throws DebugError {
    FrameView view = bench.debugger().selection().view();
    CType named = view.image().types().get(arguments.strip());
    CType type = named != null ? named : bench.debugger().expressions().typeOf(arguments, view);
    bench.printer().line("type = " + TypeText.of(type));
  }

  private void disassemble(String arguments) throws DebugError {
    Debugger debugger = bench.debugger();
    Image image;
    Symbol.Function function;
    if (arguments.isEmpty()) {
      image = debugger.selection().image();
      function = image.functionAt(debugger.selection().view().instruction());
    } else {
      CodePlace place = debugger.lines().find(arguments, debugger.currentFile()).getFirst();
      image = place.image();
      function = image.functionAt(place.instruction());
    }
    if (function == null) {
      throw new DebugError("No function contains the program counter.");
    }
    bench.printer().out().print(new Disassembler(image).function(function));
  }

  // ---- list

  private void list(String arguments) throws DebugError {
    String wanted = arguments.strip();
    Position now = bench.position();
    boolean hasMoved = now != null && !now.equals(listedAt);
    if (wanted.isEmpty() && (listed == null || hasMoved)) {
      around();
    } else if (wanted.isEmpty()) {
      show(listedTo + 1, listedTo + LIST_LINES);
    } else if (wanted.equals("-")) {
      show(Math.max(1, listedFrom - LIST_LINES), listedFrom - 1);
    } else if (wanted.indexOf(',') >= 0) {
      int comma = wanted.indexOf(',');
      listed = file();
      int from = Words.number(wanted.substring(0, comma));
      String to = wanted.substring(comma + 1).strip();
      show(from, to.isEmpty() ? from + LIST_LINES - 1 : Words.number(to));
    } else {
      at(wanted);
    }
    listedAt = now;
  }

  /// Around the selected frame's line, or the beginning of main.
  private void around() throws DebugError {
    FrameInfo frame = bench.debugger().isRunning() ? bench.debugger().selection().frame() : null;
    if (frame != null && frame.line() != 0) {
      listed = bench.debugger().lines().file(frame.file());
      showAround(frame.line());
    } else {
      at("main");
    }
  }

  private void at(String location) throws DebugError {
    boolean isLine = location.chars().allMatch(c -> c >= '0' && c <= '9');
    if (isLine) {
      listed = file();
      showAround(Words.number(location));
      return;
    }
    CodePlace place = bench.debugger().lines().find(location, file()).getFirst();
    Symbol.Function function = place.image().functionAt(place.instruction());
    int line =
        function != null && location.indexOf(':') < 0
            ? place.image().lineAt(function.start())
            : place.line();
    listed = bench.debugger().lines().file(place.file());
    showAround(line);
  }

  private @Nullable SourceFile file() {
    return listed == null ? bench.debugger().currentFile() : listed;
  }

  private void showAround(int line) throws DebugError {
    int from = Math.max(1, line - LIST_LINES / 2);
    show(from, from + LIST_LINES - 1);
  }

  private void show(int from, int to) throws DebugError {
    SourceFile file = listed;
    if (file == null) {
      throw new DebugError("No source file known.");
    }
    int first = Math.max(from, file.firstLine());
    int last = SourceView.last(file);
    if (first > last) {
      throw new DebugError(
          "Line number "
              + first
              + " out of range; \""
              + file.name()
              + "\" has "
              + last
              + " lines.");
    }
    bench.printer().lines(SourceView.numbered(file, first, to));
    listedFrom = first;
    listedTo = Math.min(to, last);
  }
}
