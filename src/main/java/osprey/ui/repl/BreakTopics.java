package osprey.ui.repl;

import java.util.List;
import osprey.ui.debug.Breakpoint;
import osprey.ui.debug.CodePlace;

/// What `info` tells about breakpoints.
final class BreakTopics {
  private final Workbench bench;

  BreakTopics(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable topics) {
    topics.topic(
        List.of("breakpoints", "b", "watchpoints"),
        "",
        this::breakpoints,
        "Breakpoints and how often they were reached.");
  }

  private void breakpoints(String arguments) {
    if (bench.debugger().breakpoints().isEmpty()) {
      bench.printer().line("No breakpoints or watchpoints.");
      return;
    }
    bench.printer().line(row("Num", "Type", "Disp", "Enb", "Address            What"));
    for (Breakpoint each : bench.debugger().breakpoints()) {
      boolean isSingle = each.places().size() < 2;
      bench
          .printer()
          .line(
              row(
                  Integer.toString(each.number()),
                  each.type(),
                  each.isTemporary() ? "del" : "keep",
                  each.isEnabled() ? "y" : "n",
                  each.places().isEmpty()
                      ? " ".repeat(19) + each.location()
                      : isSingle ? where(each.places().getFirst()) : "<MULTIPLE>"));
      if (each.condition() != null) {
        bench.printer().line("\tstop only if " + each.condition());
      }
      if (each.thread() != 0) {
        bench.printer().line("\tstop only in thread " + each.thread());
      }
      if (each.hits() > 0) {
        String times = each.hits() == 1 ? " time" : " times";
        bench.printer().line("\tbreakpoint already hit " + each.hits() + times);
      }
      each.commands().forEach(line -> bench.printer().line("        " + line));
      for (int i = 0; !isSingle && i < each.places().size(); i++) {
        String number = each.number() + "." + (i + 1);
        bench.printer().line(row(number, "", "", "y", where(each.places().get(i))));
      }
    }
  }

  private static String row(
      String number, String type, String disposition, String enabled, String where) {
    return pad(number, 8) + pad(type, 15) + pad(disposition, 5) + pad(enabled, 4) + where;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  private static String where(CodePlace place) {
    return Printer.address(place.address()) + " in " + place;
  }
}
