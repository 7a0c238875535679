package osprey.ui.repl;

import java.util.List;
import osprey.ui.debug.DebugError;

/// The way out, the history, and what is printed for its own sake.
final class SupportCommands {
  @FunctionalInterface
  interface Quit {
    void with(int status);
  }

  private final Workbench bench;
  private final LineSource lines;
  private final Quit quit;

  SupportCommands(Workbench bench, LineSource lines, Quit quit) {
    this.bench = bench;
    this.lines = lines;
    this.quit = quit;
  }

  void addTo(CommandTable table) {
    add(
        table,
        List.of("echo"),
        "TEXT",
        this::echo,
        "Print a text; \\n ends a line, \\t is a tabulator.\\nExample: echo here we are\\n"
            .replace("\\nExample", "\nExample"));
    add(table, List.of("history"), "[N]", this::history, "Show the last N commands, 20 if none.");
    add(
        table,
        List.of("shell"),
        "COMMAND",
        this::shell,
        "Run a command of the host system's shell; ! does the same.");
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

  private void echo(String text) {
    bench.printer().text(CFormat.unescaped(text));
  }

  private void history(String arguments) throws DebugError {
    int wanted = arguments.isEmpty() ? 20 : Words.number(arguments);
    List<String> all = lines.history();
    for (int i = Math.max(0, all.size() - wanted); i < all.size(); i++) {
      bench.printer().line(String.format("%5d  %s", i + 1, all.get(i)));
    }
  }

  private void shell(String arguments) throws DebugError {
    bench.printer().out().flush();
    int status = HostShell.run(arguments);
    if (status != 0) {
      throw new DebugError("The shell command failed with status " + status + ".");
    }
  }

  private void quit(String arguments) throws DebugError {
    int status = arguments.isEmpty() ? 0 : Words.number(arguments) & 0xff;
    boolean isAlive = bench.debugger().isRunning();
    if (isAlive && !bench.confirm("A run is being debugged. Quit anyway? (y or n) ")) {
      return;
    }
    quit.with(status);
  }
}
