package osprey.ui.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import osprey.ui.debug.DebugError;

/// Commands that make commands: scripts, definitions, aliases, choices and loops.
final class ScriptCommands {
  private static final int LOOPS_MAX = 100_000;

  private final Workbench bench;
  private final Interpreter interpreter;
  private final Map<String, List<String>> bodies = new TreeMap<>();
  private final Map<String, String> documents = new TreeMap<>();

  ScriptCommands(Workbench bench, Interpreter interpreter) {
    this.bench = bench;
    this.interpreter = interpreter;
  }

  void addTo(CommandTable table) {
    add(table, "source", "FILE", this::source, "Do the commands of a file, up to the first error.");
    add(
        table,
        "define",
        "NAME",
        this::define,
        "Make a command of the lines up to 'end'; $arg0, $arg1 … and $argc are its arguments.\n"
            + "Example: define look, then the lines print $arg0 and info locals, then end.");
    add(table, "document", "NAME", this::document, "Write the help of a command of one's own.");
    add(
        table,
        "alias",
        "[NAME = COMMAND]",
        this::alias,
        "Give a command another name, or list those given.\nExample: alias bl = info breakpoints");
    add(
        table,
        "if",
        "EXPR",
        this::choose,
        "Do the lines up to 'else' or 'end' if the expression is not zero, else those after"
            + " 'else'.");
    add(
        table,
        "while",
        "EXPR",
        this::loop,
        "Do the lines up to 'end' as long as the expression is not zero.");
  }

  private static void add(
      CommandTable table, String name, String arguments, Command.Action action, String help) {
    table.add(new Command(List.of(name), Command.Group.SUPPORT, arguments, help, false, action));
  }

  private void source(String arguments) throws DebugError {
    List<String> words = Words.split(arguments);
    if (words.isEmpty()) {
      throw new DebugError("Argument required (file to read commands from).");
    }
    interpreter.source(words.getFirst());
  }

  private void define(String arguments) throws DebugError {
    String name = name(arguments);
    CommandTable table = interpreter.commands();
    if (table.hasExactly(name) && !bodies.containsKey(name)) {
      throw new DebugError("\"" + name + "\" is a command of Osprey and stays what it is.");
    }
    List<String> body = interpreter.block();
    if (bodies.put(name, body) == null) {
      addDefined(name);
    }
  }

  private void addDefined(String name) {
    CommandTable table = interpreter.commands();
    table.remove(name);
    table.add(
        new Command(
            List.of(name),
            Command.Group.USER,
            "[ARGUMENT…]",
            documents.getOrDefault(name, "User-defined."),
            false,
            arguments -> call(name, arguments)));
  }

  private void call(String name, String arguments) throws DebugError {
    List<String> words = Words.pieces(arguments);
    List<String> lines = new ArrayList<>();
    for (String line : bodies.getOrDefault(name, List.of())) {
      String text = line.replace("$argc", Integer.toString(words.size()));
      for (int i = words.size() - 1; i >= 0; i--) {
        text = text.replace("$arg" + i, words.get(i));
      }
      if (text.contains("$arg")) {
        throw new DebugError("Missing argument " + words.size() + " in user function.");
      }
      lines.add(text);
    }
    interpreter.performAll(lines);
  }

  private void document(String arguments) throws DebugError {
    String name = name(arguments);
    if (!bodies.containsKey(name)) {
      throw new DebugError("Command \"" + name + "\" is not one of your own.");
    }
    documents.put(name, String.join("\n", interpreter.block()));
    addDefined(name);
  }

  private static String name(String arguments) throws DebugError {
    if (arguments.isEmpty()) {
      throw new DebugError("Argument required (name of command to define).");
    }
    if (Interpreter.nameEnd(arguments) != arguments.length()) {
      throw new DebugError("Junk in argument list: \"" + arguments + "\"");
    }
    return arguments;
  }

  private void alias(String arguments) throws DebugError {
    if (arguments.isEmpty()) {
      interpreter
          .aliases()
          .forEach((name, text) -> bench.printer().line("alias " + name + " = " + text));
      return;
    }
    int equals = arguments.indexOf('=');
    if (equals < 0) {
      throw new DebugError("Usage: alias NAME = COMMAND");
    }
    String name = name(arguments.substring(0, equals).strip());
    String text = arguments.substring(equals + 1).strip();
    int end = Interpreter.nameEnd(text);
    if (end == 0) {
      throw new DebugError("Usage: alias NAME = COMMAND");
    }
    if (interpreter.commands().hasExactly(name)) {
      throw new DebugError("Alias already exists: " + name);
    }
    String command = interpreter.commands().find(text.substring(0, end)).name();
    interpreter.aliases().put(name, command + text.substring(end));
  }

  private boolean isTrue(String expression) throws DebugError {
    if (expression.isEmpty()) {
      throw new DebugError("if/while commands require arguments.");
    }
    return bench.debugger().expressions().evaluate(expression, bench.view()).isTrue();
  }

  private void choose(String arguments) throws DebugError {
    List<String> whenTrue = new ArrayList<>();
    List<String> whenFalse = new ArrayList<>();
    List<String> into = whenTrue;
    int depth = 0;
    for (String line : interpreter.block()) {
      String word = Words.first(line)[0];
      if (word.equals("else") && depth == 0) {
        into = whenFalse;
        continue;
      }
      depth += word.equals("if") || word.equals("while") ? 1 : word.equals("end") ? -1 : 0;
      into.add(line);
    }
    interpreter.performAll(isTrue(arguments) ? whenTrue : whenFalse);
  }

  private void loop(String arguments) throws DebugError {
    List<String> body = interpreter.block();
    for (int i = 0; isTrue(arguments); i++) {
      if (i == LOOPS_MAX) {
        throw new DebugError("The loop was ended after " + LOOPS_MAX + " rounds.");
      }
      interpreter.performAll(body);
    }
  }
}
