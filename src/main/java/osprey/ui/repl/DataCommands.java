package osprey.ui.repl;

import java.util.List;
import osprey.code.CType;
import osprey.code.Disassembler;
import osprey.code.Image;
import osprey.code.Symbol;
import osprey.ui.debug.CodePlace;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Debugger;
import osprey.ui.debug.Expressions;
import osprey.ui.debug.FrameView;
import osprey.ui.debug.TypeText;
import osprey.ui.debug.Value;

/// Commands about values, memory and source text.
final class DataCommands {
  private final Workbench bench;
  private final MemoryDump dump;

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
        "Show the value of a C expression.\n"
            + "/x hexadecimal, /d and /u decimal, /o octal, /t binary, /c character, /a address, /f"
            + " floating, /s string, /z with zeros.\n"
            + "ARRAY[0]@N shows N elements; $ and $$ are the last values, $N is value N,\n"
            + "$pc $sp $fp $r0… registers, $NAME your own variables; {TYPE} ADDRESS an object;\n"
            + "FUNCTION::NAME a variable of a call further out.\n"
            + "Example: print/x *node->next@2");
    add(
        table,
        List.of("output"),
        "[/F] EXPR",
        false,
        this::output,
        "As print, without number and line end.");
    add(
        table,
        List.of("call"),
        "EXPR",
        false,
        this::call,
        "Compute an expression, and show its value unless it is void.\nExample: call ++counter");
    add(
        table,
        List.of("printf"),
        "\"FORMAT\", EXPR…",
        false,
        this::printf,
        "Print values as printf(3) does.\nExample: printf \"%d of %s\\n\", i, name");
    add(
        table,
        List.of("display"),
        "[/F] EXPR",
        false,
        this::display,
        "Show an expression at every stop.\n"
            + "/i and /s show memory: display/i $pc.\n"
            + "Example: display/x flags");
    add(table, List.of("undisplay"), "[N…]", false, this::undisplay, "Show it no more.");
    add(
        table,
        List.of("x"),
        "[/NFU] ADDRESS",
        true,
        dump::examine,
        "Show memory: N units of size b, h, w or g in format F (x d u o t c a f s i).\n"
            + "Example: x/4xw buffer; x/3i $pc; x/s name");
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

  private void print(String arguments) throws DebugError {
    Format wanted = Format.of(arguments, "print");
    FrameView view = bench.view();
    Expressions expressions = bench.debugger().expressions();
    boolean isLast = wanted.expression().isEmpty();
    if (isLast && expressions.last() == 0) {
      throw new DebugError("The history is empty.");
    }
    Value value = expressions.evaluate(isLast ? "$" : wanted.expression(), view);
    String text = bench.text(view, wanted.letter()).of(value);
    boolean isVoid = value.type().unqualified() instanceof CType.Void;
    String number = isVoid ? "" : Integer.toString(expressions.remember(value));
    bench.printer().line("$" + number + " = " + text);
  }

  private void output(String arguments) throws DebugError {
    Format wanted = Format.of(arguments, "output");
    FrameView view = bench.view();
    Value value = bench.debugger().expressions().evaluate(wanted.expression(), view);
    bench.printer().text(bench.text(view, wanted.letter()).of(value));
  }

  private void call(String arguments) throws DebugError {
    Format wanted = Format.of(arguments, "call");
    Value value = bench.debugger().expressions().evaluate(wanted.expression(), bench.view());
    if (!(value.type().unqualified() instanceof CType.Void)) {
      print(arguments);
    }
  }

  private void printf(String arguments) throws DebugError {
    bench
        .printer()
        .text(new PrintfText(bench.debugger().expressions(), bench.view()).of(arguments));
  }

  private void display(String arguments) throws DebugError {
    if (arguments.isBlank()) {
      bench.displays().showAll(bench);
      return;
    }
    Displays.Display wanted = Displays.Display.of(arguments);
    wanted.check(bench);
    int number = bench.displays().add(wanted);
    if (bench.debugger().isRunning()) {
      bench.displays().show(number, bench);
    }
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
    FrameView view = bench.view();
    CType type = bench.debugger().expressions().typeOf(arguments, view);
    bench.printer().line("type = " + TypeText.spelling(type, view.image()));
  }

  private void ptype(String arguments) throws DebugError {
    FrameView view = bench.view();
    CType type = bench.debugger().expressions().typeOf(arguments, view);
    bench.printer().line("type = " + TypeText.of(type, view.image()));
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
}
