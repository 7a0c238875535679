package osprey.ui.repl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import osprey.ui.SourceText;
import osprey.ui.debug.DebugError;

/// Does lines of commands: from the prompt, from scripts, and the bodies of commands that the user
/// has defined. Knows abbreviations, aliases and what an empty line repeats.
final class Interpreter {
  /// Scripts that run scripts, commands that run commands.
  private static final int DEPTH_MAX = 64;

  @FunctionalInterface
  interface After {
    void run() throws DebugError;
  }

  /// Commands after which lines up to `end` belong to them.
  private static final List<String> BLOCKS =
      List.of("if", "while", "define", "document", "commands");

  private final CommandTable commands;
  private final Map<String, String> aliases = new TreeMap<>();

  /// Where the lines of a block come from, the innermost script last.
  private final Deque<Supplier<@Nullable String>> sources = new ArrayDeque<>();

  private @Nullable Command last;
  private String lastArguments = "";
  private After after = () -> {};
  private boolean isLeaving;

  Interpreter(CommandTable commands) {
    this.commands = commands;
  }

  /// Where blocks are read from that no script contains.
  void readFrom(Supplier<@Nullable String> terminal) {
    sources.addFirst(terminal);
  }

  /// To be done after each command.
  void afterEach(After what) {
    after = what;
  }

  /// No further line of any script is done.
  void leave() {
    isLeaving = true;
  }

  /// Whether the command now being done was typed, not read from a script.
  boolean isAtPrompt() {
    return sources.size() == 1;
  }

  Map<String, String> aliases() {
    return aliases;
  }

  CommandTable commands() {
    return commands;
  }

  void perform(String line) throws DebugError {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return;
    }
    last = null;
    if (text.startsWith("!")) {
      commands.find("shell").action().perform(text.substring(1).strip());
      return;
    }
    int end = nameEnd(text);
    if (end == 0) {
      throw new DebugError("Undefined command: \"" + text + "\".  Try \"help\".");
    }
    String name = text.substring(0, end);
    String arguments = text.substring(end).strip();
    String alias = aliases.get(name);
    if (alias != null) {
      int aliasEnd = nameEnd(alias);
      arguments = (alias.substring(aliasEnd).strip() + " " + arguments).strip();
      name = alias.substring(0, aliasEnd);
    }
    Command command = commands.find(name);
    command.action().perform(arguments);
    after.run();
    last = command.isRepeated() ? command : null;
    boolean goesOn = command.name().equals("list") || command.name().equals("x");
    lastArguments = goesOn ? "" : arguments;
  }

  /// What an empty line does.
  void repeat() throws DebugError {
    Command repeated = last;
    if (repeated != null) {
      repeated.action().perform(lastArguments);
    }
  }

  static int nameEnd(String text) {
    int end = 0;
    while (end < text.length() && isNamePart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_';
  }

  // ---- blocks

  /// The lines up to `end`, which is not among them, from where the command came from.
  List<String> block() throws DebugError {
    Supplier<@Nullable String> source = sources.getLast();
    List<String> lines = new ArrayList<>();
    int depth = 0;
    while (true) {
      String line = source.get();
      if (line == null) {
        throw new DebugError("\"end\" is missing.");
      }
      String word = Words.first(line)[0];
      if (word.equals("end") && depth-- == 0) {
        return lines;
      }
      if (BLOCKS.contains(word)) {
        depth++;
      }
      lines.add(line);
    }
  }

  /// Does lines that are there already: a script's, a definition's.
  void performAll(List<String> lines) throws DebugError {
    performAll(lines, "");
  }

  /// @param file for messages, empty to say nothing about it
  private void performAll(List<String> lines, String file) throws DebugError {
    if (sources.size() >= DEPTH_MAX) {
      throw new DebugError("Scripts are nested too deeply.");
    }
    Iterator<String> rest = lines.iterator();
    int[] number = {0};
    Supplier<@Nullable String> source =
        () -> {
          number[0]++;
          return rest.hasNext() ? rest.next() : null;
        };
    sources.addLast(source);
    try {
      while (rest.hasNext() && !isLeaving) {
        number[0]++;
        int at = number[0];
        try {
          perform(rest.next());
        } catch (DebugError refused) {
          throw file.isEmpty()
              ? refused
              : new DebugError(
                  file + ":" + at + ": Error in sourced command file:\n" + refused.sentence());
        }
      }
    } finally {
      sources.removeLast();
    }
  }

  /// Does the commands of a file, up to the first that fails.
  void source(String path) throws DebugError {
    SourceText script;
    try {
      script = SourceText.read(path);
    } catch (SourceText.Unreadable reason) {
      throw new DebugError(reason.getMessage() + ".");
    }
    performAll(script.text().lines().toList(), path);
  }
}
