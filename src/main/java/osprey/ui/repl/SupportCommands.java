package osprey.ui.repl;

import java.util.List;
import osprey.report.Table;
import osprey.ui.debug.DebugError;

/// Help, scripts and the way out.
final class SupportCommands {
  @FunctionalInterface
  interface Quit {
    void with(int status);
  }

  private final CommandTable commands;
  private final CommandTable topics;
  private final Printer printer;
  private final Command.Action source;
  private final Quit quit;

  SupportCommands(
      CommandTable commands,
      CommandTable topics,
      Printer printer,
      Command.Action source,
      Quit quit) {
    this.commands = commands;
    this.topics = topics;
    this.printer = printer;
    this.source = source;
    this.quit = quit;
  }

  void addTo(CommandTable table) {
    add(table, List.of("help", "h"), "[COMMAND]", this::help, "Tell about the commands.");
    add(table, List.of("source"), "FILE", this::source, "Do the commands of a file.");
    add(table, List.of("echo"), "TEXT", text -> printer.line(text), "Print a text.");
    add(table, List.of("quit", "q", "exit"), "[STATUS]", this::quit, "Leave.");
  }

  private static void add(
      CommandTable table,
      List<String> names,
      String arguments,
      Command.Action action,
      String help) {
    table.add(new Command(names, Command.Group.SUPPORT, arguments, help, false, action));
  }

  private void source(String arguments) throws DebugError {
    if (arguments.isEmpty()) {
      throw new DebugError("Argument required (file to read commands from).");
    }
    source.perform(arguments);
  }

  private void quit(String arguments) throws DebugError {
    quit.with(arguments.isEmpty() ? 0 : Words.number(arguments) & 0xff);
  }

  private void help(String arguments) throws DebugError {
    String[] parts = Words.first(arguments);
    if (parts[0].isEmpty()) {
      overview();
      return;
    }
    Command command = commands.find(parts[0]);
    boolean isInfo = command.name().equals("info");
    if (isInfo && !parts[1].isEmpty()) {
      describe("info ", topics.find(parts[1]));
      return;
    }
    describe("", command);
    if (isInfo) {
      Table table = new Table("  ", "ll");
      topics.all().forEach(each -> table.row("info " + each.name(), each.help()));
      printer.out().print(table);
    }
  }

  private void overview() {
    for (Command.Group group : Command.Group.values()) {
      printer.line(group.title() + ":");
      Table table = new Table("  ", "ll");
      for (Command command : commands.all()) {
        if (command.group() == group) {
          table.row(command.name(), command.help());
        }
      }
      printer.out().print(table);
      printer.line("");
    }
    printer.line("Unambiguous abbreviations are allowed; an empty line repeats a step.");
  }

  private void describe(String before, Command command) {
    printer.line(before + String.join(", ", command.names()));
    printer.line(command.help());
    printer.line(("Usage: " + before + command.name() + " " + command.arguments()).strip());
  }
}
