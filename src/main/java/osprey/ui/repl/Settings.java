package osprey.ui.repl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.PrintStyle;

/// What `set` changes and `show` tells: how the prompt behaves, and how the next run is started.
final class Settings {
  /// What values a setting takes.
  enum Kind {
    FLAG,
    /// A number or nothing.
    OPTIONAL,
    /// A number; 0 and `unlimited` mean no limit.
    LIMIT,
    NUMBER,
    TEXT
  }

  /// @param help what it is for
  /// @param sentence of `show`; `%s` is the value
  record Setting(String name, Kind kind, String initial, String help, String sentence) {}

  private static final List<Setting> ALL =
      List.of(
          new Setting(
              "confirm",
              Kind.FLAG,
              "on",
              "Ask before something is lost.",
              "Whether to confirm potentially dangerous operations is %s."),
          new Setting(
              "cpus",
              Kind.OPTIONAL,
              "",
              "CPUs of each machine at the next run; empty for what the scenario says.",
              "CPUs of each machine at the next run: \"%s\"."),
          new Setting(
              "height",
              Kind.LIMIT,
              "",
              "Lines of the terminal; longer output waits after each page.",
              "Number of lines in a page is %s."),
          new Setting(
              "history size",
              Kind.LIMIT,
              "1000",
              "Commands that are remembered.",
              "The size of the command history is %s."),
          new Setting(
              "listsize",
              Kind.LIMIT,
              "10",
              "Lines that list shows.",
              "Number of source lines listed by default is %s."),
          new Setting(
              "pagination",
              Kind.FLAG,
              "on",
              "Wait after each page of output on a terminal.",
              "State of pagination is %s."),
          new Setting(
              "print address",
              Kind.FLAG,
              "on",
              "Show what pointers hold.",
              "Printing of addresses is %s."),
          new Setting(
              "print elements",
              Kind.LIMIT,
              "200",
              "Elements of an array or string that are shown.",
              "Limit on string chars or array elements to print is %s."),
          new Setting(
              "print pretty",
              Kind.FLAG,
              "off",
              "Show each member of a struct on a line of its own.",
              "Pretty formatting of structures is %s."),
          new Setting(
              "print repeats",
              Kind.NUMBER,
              "10",
              "Equal elements from which on they are shown once with their number.",
              "Threshold for repeated print elements is %s."),
          new Setting(
              "print symbol",
              Kind.FLAG,
              "on",
              "Show the names of what pointers point to.",
              "Printing of symbol names when printing pointers is %s."),
          new Setting(
              "prompt",
              Kind.TEXT,
              "(osprey) ",
              "What the prompt looks like.",
              "The prompt is \"%s\"."),
          new Setting(
              "scheduler",
              Kind.TEXT,
              "",
              "Scheduling policy at the next run, as a scenario writes it; empty for its own.",
              "Scheduling policy at the next run: \"%s\"."),
          new Setting(
              "seed",
              Kind.OPTIONAL,
              "",
              "Seed of everything random at the next run; empty for the scenario's own.",
              "Seed at the next run: \"%s\"."),
          new Setting(
              "style enabled",
              Kind.FLAG,
              "on",
              "Colours on a terminal.",
              "CLI output styling is %s."),
          new Setting(
              "width",
              Kind.LIMIT,
              "",
              "Columns of the terminal; empty for what it has.",
              "Number of characters in a line is %s."));

  private final Map<String, String> values = new LinkedHashMap<>();

  Settings() {
    ALL.forEach(each -> values.put(each.name(), each.initial()));
  }

  static List<Setting> all() {
    return ALL;
  }

  /// The setting that the words name, each perhaps cut short; null when there is none.
  ///
  /// @param words two for settings with a group: `print pretty`
  static Setting find(List<String> words, String command) throws DebugError {
    List<Setting> found = new ArrayList<>();
    for (Setting each : ALL) {
      List<String> names = List.of(each.name().split(" "));
      if (names.equals(words)) {
        return each;
      }
      boolean isBeginning = names.size() == words.size();
      for (int i = 0; isBeginning && i < names.size(); i++) {
        isBeginning = names.get(i).startsWith(words.get(i));
      }
      if (isBeginning) {
        found.add(each);
      }
    }
    String written = String.join(" ", words);
    if (found.isEmpty()) {
      throw new DebugError(
          "Undefined " + command + " command: \"" + written + "\".  Try \"help " + command + "\".");
    }
    if (found.size() > 1) {
      List<String> names = found.stream().map(Setting::name).toList();
      throw new DebugError(
          "Ambiguous "
              + command
              + " command \""
              + written
              + "\": "
              + String.join(", ", names)
              + ".");
    }
    return found.getFirst();
  }

  /// Whether a setting's name, or the first word of a group's, begins so.
  static boolean begins(String word) {
    return !word.isEmpty() && ALL.stream().anyMatch(each -> each.name().startsWith(word));
  }

  static boolean isGroup(String word) {
    return !word.isEmpty()
        && ALL.stream()
            .anyMatch(each -> each.name().indexOf(' ') > 0 && each.name().startsWith(word))
        && ALL.stream()
            .noneMatch(each -> each.name().indexOf(' ') < 0 && each.name().startsWith(word));
  }

  String get(String name) {
    return values.getOrDefault(name, "");
  }

  boolean isOn(String name) {
    return get(name).equals("on");
  }

  /// The number, or `otherwise` when none is set.
  int number(String name, int otherwise) {
    String value = get(name);
    return value.isEmpty() || value.equals("unlimited") ? otherwise : Integer.parseInt(value);
  }

  void set(Setting setting, String value) throws DebugError {
    values.put(
        setting.name(),
        switch (setting.kind()) {
          case FLAG -> flag(value);
          case LIMIT -> value.equals("unlimited") || value.equals("0") ? "0" : number(value);
          case NUMBER -> number(value);
          case OPTIONAL -> value.isEmpty() ? "" : number(value);
          case TEXT -> value;
        });
  }

  private static String flag(String value) throws DebugError {
    return switch (value) {
      case "", "on", "1", "yes", "enable" -> "on";
      case "off", "0", "no", "disable" -> "off";
      default -> throw new DebugError("\"on\" or \"off\" expected.");
    };
  }

  private static String number(String value) throws DebugError {
    if (value.isEmpty()) {
      throw new DebugError("Argument required (integer to set it to.).");
    }
    int number = Words.number(value);
    if (number < 0) {
      throw new DebugError("integer " + number + " out of range");
    }
    return Integer.toString(number);
  }

  String told(Setting setting) {
    String value = get(setting.name());
    boolean isUnlimited = setting.kind() == Kind.LIMIT && value.equals("0");
    boolean isTaken = setting.kind() == Kind.LIMIT && value.isEmpty();
    return String.format(
        setting.sentence(), isUnlimited ? "unlimited" : isTaken ? "that of the terminal" : value);
  }

  PrintStyle printStyle() {
    return new PrintStyle(
        isOn("print pretty"),
        number("print elements", 200),
        number("print repeats", 10),
        isOn("print address"),
        isOn("print symbol"));
  }
}
