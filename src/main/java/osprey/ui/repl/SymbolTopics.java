package osprey.ui.repl;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import osprey.code.Declarator;
import osprey.code.Image;
import osprey.code.Location;
import osprey.code.SourceFile;
import osprey.code.Symbol;
import osprey.ui.debug.CodePlace;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.FrameView;
import osprey.ui.debug.TypeText;
import osprey.ui.debug.Value;
import osprey.ui.debug.ValueText;
import osprey.ui.debug.Variables;

/// What `info` tells about the programs' texts: lines, names and where they are.
final class SymbolTopics {
  private final Workbench bench;

  SymbolTopics(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable topics) {
    topics.topic(List.of("line"), "[LOCATION]", this::line, "The instructions of a source line.");
    topics.topic(
        List.of("symbol"), "ADDRESS", this::symbol, "The function or variable at an address.");
    topics.topic(List.of("address"), "NAME", this::address, "Where a variable or function is.");
    topics.topic(List.of("scope"), "FUNCTION", this::scope, "A function's variables.");
    topics.topic(List.of("source"), "", this::source, "The current source file.");
    topics.topic(List.of("sources"), "", this::sources, "The source files of all programs.");
    topics.topic(List.of("functions"), "[REGEX]", this::functions, "Functions of the programs.");
    topics.topic(
        List.of("variables"), "[REGEX]", this::variables, "Global variables of the programs.");
    topics.topic(List.of("types"), "[REGEX]", this::types, "Types of the programs.");
  }

  private void line(String arguments) throws DebugError {
    List<CodePlace> places;
    if (arguments.isEmpty()) {
      FrameView view = bench.debugger().selection().view();
      places = List.of(new CodePlace(view.image(), view.instruction()));
    } else {
      places = bench.debugger().lines().find(arguments, bench.debugger().currentFile());
    }
    for (CodePlace each : places) {
      int end = each.instruction() + 1;
      while (end < each.image().instructionCount() && each.image().lineAt(end) == each.line()) {
        end++;
      }
      String start =
          "0x" + Long.toHexString(each.address()) + symbolAt(each.image(), each.address());
      long after = Image.addressOf(end);
      bench
          .printer()
          .line(
              "Line "
                  + each.line()
                  + " of \""
                  + each.file()
                  + "\" starts at address "
                  + start
                  + " and ends at 0x"
                  + Long.toHexString(after)
                  + symbolAt(each.image(), after)
                  + ".");
    }
  }

  private static String symbolAt(Image image, long address) {
    return new ValueText(FrameView.ofProgram(image), ValueText.NATURAL).symbol(address);
  }

  private void symbol(String arguments) throws DebugError {
    if (arguments.isEmpty()) {
      throw new DebugError("Argument required (address).");
    }
    FrameView view = bench.view();
    Value value = bench.debugger().expressions().evaluate(arguments, view);
    String found = bench.text(view, ValueText.NATURAL).symbol(value.address());
    if (found.isEmpty()) {
      throw new DebugError("No symbol matches " + arguments + ".");
    }
    String name = found.substring(2, found.length() - 1).replace("+", " + ");
    bench.printer().line(name + " in " + section(view.image(), value.address()));
  }

  private static String section(Image image, long address) {
    String section =
        image.instructionAt(address & ~15L) >= 0
            ? ".text"
            : address >= image.bssBase()
                ? ".bss"
                : address >= image.dataBase() ? ".data" : ".rodata";
    return "section " + section + " of " + image.name();
  }

  private void address(String arguments) throws DebugError {
    if (arguments.isEmpty()) {
      throw new DebugError("Argument required.");
    }
    FrameView view = bench.view();
    Image image = view.image();
    for (Symbol.Local local : Variables.visible(view)) {
      if (local.name().equals(arguments)) {
        told(arguments, place(local.location()));
        return;
      }
    }
    for (Symbol.Global global : image.globals()) {
      if (global.name().equals(arguments)) {
        told(arguments, place(global.location()));
        return;
      }
    }
    Symbol.Function function = image.function(arguments);
    if (function == null) {
      throw new DebugError("No symbol \"" + arguments + "\" in current context.");
    }
    String at = Long.toHexString(Image.addressOf(function.start()));
    told(arguments, "a function at address 0x" + at);
  }

  private void told(String name, String where) {
    bench.printer().line("Symbol \"" + name + "\" is " + where + ".");
  }

  private static String place(Location location) {
    return switch (location) {
      case Location.Register(int number) -> "a variable in $r" + number;
      case Location.Frame(int offset) -> "a variable at frame base offset " + offset;
      case Location.Indirect(int register) -> "a variable at the address in $r" + register;
      case Location.Static(long address) ->
          "static storage at address 0x" + Long.toHexString(address);
      case Location.ThreadLocal(int offset) ->
          "a thread-local variable at offset 0x" + Integer.toHexString(offset);
    };
  }

  private void scope(String arguments) throws DebugError {
    if (arguments.isEmpty()) {
      throw new DebugError("Argument required (a function or line).");
    }
    CodePlace at =
        bench.debugger().lines().find(arguments, bench.debugger().currentFile()).getFirst();
    Symbol.Function function = at.image().functionAt(at.instruction());
    if (function == null || function.locals().isEmpty()) {
      bench.printer().line("Symbol table has no locals for " + arguments + ".");
      return;
    }
    bench.printer().line("Scope for " + arguments + ":");
    for (Symbol.Local local : function.locals()) {
      bench
          .printer()
          .line(
              "Symbol "
                  + local.name()
                  + " is "
                  + place(local.location())
                  + ", length "
                  + local.type().size()
                  + ".");
    }
  }

  private void source(String arguments) {
    SourceFile file = bench.debugger().currentFile();
    bench
        .printer()
        .line(
            file == null
                ? "No current source file."
                : "Current source file is "
                    + file.name()
                    + "\nContains "
                    + SourceView.last(file)
                    + " lines.");
  }

  private void sources(String arguments) {
    Map<String, Boolean> names = new TreeMap<>();
    for (Image image : bench.debugger().lines().images()) {
      for (SourceFile file : image.files()) {
        if (!file.text().isEmpty() && !file.name().startsWith("libc/")) {
          names.put(file.name(), true);
        }
      }
    }
    names.keySet().forEach(bench.printer()::line);
  }

  private void functions(String arguments) throws DebugError {
    Pattern pattern = pattern(arguments);
    Map<String, String> found = new TreeMap<>();
    for (Image image : bench.debugger().lines().images()) {
      for (Symbol.Function function : image.functions()) {
        boolean isOwn = !function.isLibrary() && image.lineAt(function.start()) != 0;
        if (isOwn && isMatch(pattern, function.name())) {
          String file = image.fileAt(function.start()).name();
          int line = image.lineAt(function.start());
          String text = Declarator.spell(function.type(), function.name());
          found.put(file + (char) line, file + ":" + line + "\t" + text);
        }
      }
    }
    found.values().forEach(bench.printer()::line);
  }

  private void variables(String arguments) throws DebugError {
    Pattern pattern = pattern(arguments);
    for (Image image : bench.debugger().lines().images()) {
      Map<String, String> found = new TreeMap<>();
      for (Symbol.Global each : image.globals()) {
        if (!each.isLibrary() && isMatch(pattern, each.name())) {
          found.put(each.name(), TypeText.declaration(each.type(), each.name(), image));
        }
      }
      if (!found.isEmpty()) {
        bench.printer().line("Program " + image.name() + ":");
        found.values().forEach(text -> bench.printer().line("  " + text + ";"));
      }
    }
  }

  private void types(String arguments) throws DebugError {
    Pattern pattern = pattern(arguments);
    for (Image image : bench.debugger().lines().images()) {
      bench.printer().line("Program " + image.name() + ":");
      Map<String, Boolean> names = new TreeMap<>();
      image.types().keySet().stream()
          .filter(name -> !name.startsWith("_") && !name.contains(" _") && !name.contains("{"))
          .filter(name -> isMatch(pattern, name))
          .forEach(name -> names.put(name, true));
      names.keySet().forEach(name -> bench.printer().line("  " + name));
    }
  }

  private static @Nullable Pattern pattern(String text) throws DebugError {
    try {
      return text.isEmpty() ? null : Pattern.compile(text);
    } catch (PatternSyntaxException wrong) {
      throw new DebugError("Invalid regexp: " + wrong.getDescription() + ": " + text);
    }
  }

  private static boolean isMatch(@Nullable Pattern pattern, String name) {
    return pattern == null || pattern.matcher(name).find();
  }
}
