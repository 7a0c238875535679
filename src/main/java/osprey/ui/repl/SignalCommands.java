package osprey.ui.repl;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import osprey.abi.Signal;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.SignalTable;

/// What the debugger does when a program gets a signal.
final class SignalCommands {
  private static final String HEADER = "Signal        Stop\tPrint\tPass to program\tDescription";

  private final Workbench bench;

  SignalCommands(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable table) {
    table.add(
        new Command(
            List.of("handle"),
            Command.Group.BREAKPOINTS,
            "SIGNAL… [stop | nostop] [print | noprint]",
            "Say whether to stop at signals, and whether to tell about them.\n"
                + "Example: handle SIGUSR1 SIGUSR2 stop; handle all nostop",
            false,
            this::handle));
  }

  void addTopicTo(CommandTable topics) {
    topics.topic(
        List.of("handle"), "[SIGNAL]", this::show, "What the debugger does at which signals.");
  }

  private void handle(String arguments) throws DebugError {
    Set<Integer> signals = new TreeSet<>();
    Set<SignalTable.Handling> wanted = EnumSet.noneOf(SignalTable.Handling.class);
    for (String word : Words.split(arguments)) {
      switch (word) {
        case "stop", "nostop", "print", "noprint" ->
            wanted.add(SignalTable.Handling.valueOf(word.toUpperCase(Locale.ROOT)));
        case "pass", "noignore" -> {}
        case "nopass", "ignore" ->
            throw new DebugError(
                "A signal always reaches the program: only its own handler or mask keeps it off.");
        case "all" -> {
          for (Signal each : Signal.values()) {
            signals.add(each.number());
          }
        }
        default -> signals.add(HandCommands.number(word));
      }
    }
    if (signals.isEmpty()) {
      throw new DebugError("Argument required (signal to handle).");
    }
    for (SignalTable.Handling each : wanted) {
      bench.debugger().signals().handle(signals, each);
    }
    bench.printer().line(HEADER);
    signals.forEach(this::row);
  }

  private void show(String arguments) throws DebugError {
    if (!arguments.isEmpty()) {
      int number = HandCommands.number(arguments);
      bench.printer().line(HEADER);
      row(number);
      return;
    }
    bench.printer().line(HEADER);
    bench.printer().line("");
    for (Signal each : Signal.values()) {
      row(each.number());
    }
    bench.printer().line("");
    bench.printer().line("Use the \"handle\" command to change these tables.");
  }

  private void row(int number) {
    SignalTable table = bench.debugger().signals();
    Signal known = Signal.of(number);
    String name = Signal.name(number);
    bench
        .printer()
        .line(
            name
                + " ".repeat(Math.max(1, 14 - name.length()))
                + (table.stops(number) ? "Yes\t" : "No\t")
                + (table.prints(number) ? "Yes\t" : "No\t")
                + "Yes\t\t"
                + (known == null ? "Real-time signal" : known.text()));
  }
}
