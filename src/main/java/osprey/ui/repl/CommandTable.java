package osprey.ui.repl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import osprey.ui.debug.DebugError;

/// The commands by name: exact names and aliases first, then any unambiguous beginning of a name.
final class CommandTable {
  private static final int AMBIGUOUS_SHOWN_MAX = 12;

  private final String kind;
  private final String helpCommand;
  private final List<Command> commands = new ArrayList<>();

  /// @param kind for messages: empty, or `info `
  /// @param helpCommand what tells more
  CommandTable(String kind, String helpCommand) {
    this.kind = kind;
    this.helpCommand = helpCommand;
  }

  void add(Command command) {
    commands.add(command);
  }

  /// Adds something that `info` tells about.
  void topic(List<String> names, String arguments, Command.Action action, String help) {
    add(new Command(names, Command.Group.SUPPORT, arguments, help, false, action));
  }

  /// Forgets the command of that name.
  void remove(String name) {
    commands.removeIf(each -> each.name().equals(name));
  }

  boolean hasExactly(String name) {
    return commands.stream().anyMatch(each -> each.names().contains(name));
  }

  List<Command> all() {
    return List.copyOf(commands);
  }

  /// The command that the word means.
  Command find(String word) throws DebugError {
    Set<Command> found = new LinkedHashSet<>();
    List<String> beginning = new ArrayList<>();
    for (Command command : commands) {
      for (String name : command.names()) {
        if (name.equals(word)) {
          return command;
        }
        if (name.startsWith(word)) {
          found.add(command);
          beginning.add(name);
        }
      }
    }
    if (found.size() == 1) {
      return found.iterator().next();
    }
    if (found.isEmpty()) {
      throw new DebugError(
          "Undefined " + kind + "command: \"" + word + "\".  Try \"" + helpCommand + "\".");
    }
    throw new DebugError(
        "Ambiguous " + kind + "command \"" + word + "\": " + list(beginning) + ".");
  }

  /// Names that begin so, for completion.
  List<String> completions(String beginning) {
    List<String> found = new ArrayList<>();
    for (Command command : commands) {
      if (command.name().startsWith(beginning)) {
        found.add(command.name());
      }
    }
    return found;
  }

  private static String list(List<String> names) {
    names.sort(null);
    return names.size() <= AMBIGUOUS_SHOWN_MAX
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, AMBIGUOUS_SHOWN_MAX)) + "...";
  }
}
