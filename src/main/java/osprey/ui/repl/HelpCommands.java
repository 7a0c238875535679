package osprey.ui.repl;

import java.util.List;
import java.util.Locale;
import osprey.report.Table;
import osprey.ui.debug.DebugError;

/// `help` and `apropos`: what commands there are and how they are used.
final class HelpCommands {
  private final CommandTable commands;
  private final CommandTable topics;
  private final Printer printer;

  HelpCommands(CommandTable commands, CommandTable topics, Printer printer) {
    this.commands = commands;
    this.topics = topics;
    this.printer = printer;
  }

  void addTo(CommandTable table) {
    table.add(
        new Command(
            List.of("help", "h"),
            Command.Group.SUPPORT,
            "[COMMAND | CLASS | all]",
            "Tell about a command, a class of commands, or which there are.",
            false,
            this::help));
    table.add(
        new Command(
            List.of("apropos"),
            Command.Group.SUPPORT,
            "WORD",
            "List the commands and topics whose help has a word.\nExample: apropos signal",
            false,
            this::apropos));
  }

  private void help(String arguments) throws DebugError {
    String[] parts = Words.first(arguments);
    if (parts[0].isEmpty()) {
      overview();
      return;
    }
    if (parts[0].equals("all")) {
      for (Command.Group group : Command.Group.values()) {
        group(group);
      }
      return;
    }
    for (Command.Group group : Command.Group.values()) {
      if (group.word().equals(parts[0]) && !commands.hasExactly(parts[0])) {
        group(group);
        return;
      }
    }
    Command command = commands.find(parts[0]);
    boolean isInfo = command.name().equals("info");
    if (isInfo && !parts[1].isEmpty()) {
      describe("info ", topics.find(parts[1]));
      return;
    }
    describe("", command);
    if (isInfo) {
      topicList();
    }
    if (command.name().equals("set") || command.name().equals("show")) {
      Table table = new Table("  ", "ll");
      Settings.all().forEach(each -> table.row(each.name(), each.help()));
      printer.table(table);
    }
  }

  void topicList() {
    Table table = new Table("  ", "ll");
    topics.all().forEach(each -> table.row("info " + each.name(), each.summary()));
    printer.table(table);
  }

  private void overview() {
    printer.line("List of classes of commands:");
    printer.line("");
    Table table = new Table("  ", "ll");
    for (Command.Group group : Command.Group.values()) {
      if (commands.all().stream().anyMatch(each -> each.group() == group)) {
        table.row(group.word(), group.title() + ".");
      }
    }
    printer.table(table);
    printer.line("");
    printer.line(
        "\"help CLASS\" lists its commands, \"help all\" lists all, \"help COMMAND\" tells how");
    printer.line(
        "to use one, \"help info\" lists what can be looked at, \"apropos WORD\" searches.");
    printer.line("Unambiguous abbreviations are allowed; an empty line repeats the last command.");
  }

  private void group(Command.Group group) {
    Table table = new Table("  ", "ll");
    for (Command command : commands.all()) {
      if (command.group() == group) {
        table.row(String.join(", ", command.names()), command.summary());
      }
    }
    if (!table.isEmpty()) {
      printer.line(group.title() + ":");
      printer.table(table);
      printer.line("");
    }
  }

  private void describe(String before, Command command) {
    printer.line(before + String.join(", ", command.names()));
    printer.line(command.help());
    printer.line(("Usage: " + before + command.name() + " " + command.arguments()).strip());
  }

  private void apropos(String arguments) throws DebugError {
    String word = arguments.strip().toLowerCase(Locale.ROOT);
    if (word.isEmpty()) {
      throw new DebugError("Argument required (a word to search for).");
    }
    Table table = new Table("", "ll");
    search(table, "", commands, word);
    search(table, "info ", topics, word);
    for (Settings.Setting each : Settings.all()) {
      if ((each.name() + " " + each.help()).toLowerCase(Locale.ROOT).contains(word)) {
        table.row("set " + each.name(), each.help());
      }
    }
    if (table.isEmpty()) {
      throw new DebugError("Nothing found about \"" + arguments.strip() + "\".");
    }
    printer.table(table);
  }

  private static void search(Table table, String before, CommandTable in, String word) {
    for (Command each : in.all()) {
      String text = String.join(" ", each.names()) + " " + each.help();
      if (text.toLowerCase(Locale.ROOT).contains(word)) {
        table.row(before + each.name(), each.summary());
      }
    }
  }
}
