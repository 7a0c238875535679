package osprey.ui.repl;

import java.util.ArrayList;
import java.util.List;
import osprey.ui.debug.DebugError;

/// `set` and `show`: the program's variables, and how the debugger behaves.
final class SetCommands {
  private final Workbench bench;

  SetCommands(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable table) {
    table.add(
        new Command(
            List.of("set"),
            Command.Group.DATA,
            "var VARIABLE = EXPR | SETTING [VALUE]",
            "Assign to a variable of the program, or change a setting.\n"
                + "Example: set var head->value = 3; set $i = 0; set print pretty on.\n"
                + "'show' lists the settings.",
            false,
            this::set));
    table.add(
        new Command(
            List.of("show"),
            Command.Group.SUPPORT,
            "[SETTING]",
            "Show a setting, or all.",
            false,
            this::show));
  }

  private void set(String arguments) throws DebugError {
    String[] parts = Words.first(arguments);
    if (parts[0].equals("var") || parts[0].equals("variable")) {
      assign(parts[1]);
    } else if (parts[0].isEmpty()) {
      throw new DebugError("Argument required (a setting, or an assignment: set var x = 1).");
    } else if (parts[0].equals("scheduler-locking")) {
      throw new DebugError(
          "The scheduler cannot be locked: other threads run as it decides; \"schedule TID\""
              + " gives a thread a CPU.");
    } else if (isSetting(parts)) {
      change(parts);
    } else {
      assign(arguments);
    }
  }

  /// `set list = 3` is an assignment, `set listsize 3` is none.
  private static boolean isSetting(String[] parts) {
    boolean isWord = parts[0].chars().allMatch(c -> c == '-' || Character.isLetter(c));
    return isWord && !parts[1].startsWith("=") && Settings.begins(parts[0]);
  }

  private void assign(String text) throws DebugError {
    if (text.isBlank()) {
      throw new DebugError("Argument required (an assignment: set var x = 1).");
    }
    bench.debugger().expressions().evaluate(text, bench.view());
  }

  private void change(String[] parts) throws DebugError {
    List<String> words = new ArrayList<>(List.of(parts[0]));
    String rest = parts[1];
    if (Settings.isGroup(parts[0])) {
      String[] inner = Words.first(rest);
      words.add(inner[0]);
      rest = inner[1];
    }
    Settings.Setting setting = Settings.find(words, "set");
    String value =
        setting.name().equals("prompt") && !rest.isEmpty() ? rest.strip() + " " : rest.strip();
    bench.settings().set(setting, value);
  }

  private void show(String arguments) throws DebugError {
    List<String> words = Words.split(arguments);
    if (words.isEmpty()) {
      for (Settings.Setting each : Settings.all()) {
        bench.printer().line(each.name() + ":  " + bench.settings().told(each));
      }
      return;
    }
    if (words.size() == 1 && words.getFirst().equals("version")) {
      String version = SetCommands.class.getPackage().getImplementationVersion();
      bench.printer().line("osprey " + (version == null ? "(unpackaged)" : version));
      return;
    }
    if (words.size() == 1 && words.getFirst().equals("convenience")) {
      conveniences();
      return;
    }
    if (words.size() == 1 && Settings.isGroup(words.getFirst())) {
      for (Settings.Setting each : Settings.all()) {
        if (each.name().indexOf(' ') > 0 && each.name().startsWith(words.getFirst())) {
          bench.printer().line(each.name() + ":  " + bench.settings().told(each));
        }
      }
      return;
    }
    bench.printer().line(bench.settings().told(Settings.find(words, "show")));
  }

  private void conveniences() throws DebugError {
    for (String name : bench.debugger().expressions().ownNames()) {
      bench.printer().line(name + " = " + bench.text(name));
    }
  }
}
