package osprey.ui.repl;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import osprey.inspect.HostInfo;
import osprey.report.Gantt;
import osprey.report.Schedule;
import osprey.report.Table;
import osprey.report.TimeText;
import osprey.report.Timelines;
import osprey.sim.Simulation;
import osprey.trace.TraceFile;
import osprey.trace.TraceLog;
import osprey.ui.debug.DebugError;

/// Commands about what has happened so far.
final class TraceCommands {
  private static final int EVENTS_SHOWN = 20;
  private static final int CHART_COLUMNS = 60;

  private final Workbench bench;

  TraceCommands(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable table) {
    add(
        table,
        "trace",
        "[N] [WORD…] | export FILE",
        this::trace,
        "Show the last N events, 20 if none is given; only those whose line has all the words.\n"
            + "export writes the whole trace to a file. Example: trace 5 woken tid=4");
    add(
        table,
        "timeline",
        "[COLUMNS]",
        this::timeline,
        "Show who had each CPU so far, as a Gantt chart.");
    add(
        table,
        "stats",
        "",
        arguments -> new MachineTopics(bench).stats(arguments),
        "Show what the run has cost so far.");
  }

  private static void add(
      CommandTable table, String name, String arguments, Command.Action action, String help) {
    table.add(new Command(List.of(name), Command.Group.SYSTEM, arguments, help, true, action));
  }

  private void trace(String arguments) throws DebugError {
    TraceLog log = bench.simulation().trace();
    List<String> words = new ArrayList<>(Words.split(arguments));
    if (!words.isEmpty() && words.getFirst().equals("export")) {
      export(log, words);
      return;
    }
    int wanted = EVENTS_SHOWN;
    if (!words.isEmpty() && words.getFirst().chars().allMatch(c -> c >= '0' && c <= '9')) {
      wanted = Words.number(words.removeFirst());
    }
    Deque<Long> found = new ArrayDeque<>();
    for (long i = log.end() - 1; i >= log.first() && found.size() < wanted; i--) {
      String line = TraceFile.line(log, i);
      if (words.stream().allMatch(line::contains)) {
        found.addFirst(i);
      }
    }
    if (found.isEmpty()) {
      bench.printer().line("No such event has happened.");
      return;
    }
    List<HostInfo> hosts = bench.system().hosts();
    Table table = new Table("", "rrlll").row("Event", "Time", "Host", "What", "");
    for (long index : found) {
      // Time and host come first in the line.
      String[] parts = TraceFile.line(log, index).split(" ", 4);
      table.row(
          Long.toString(index),
          TimeText.of(log.time(index)),
          hosts.get(log.host(index)).name(),
          parts[2],
          parts.length > 3 ? parts[3] : "");
    }
    bench.printer().table(table);
  }

  private void export(TraceLog log, List<String> words) throws DebugError {
    if (words.size() != 2) {
      throw new DebugError("Argument required (the file to write).");
    }
    try {
      TraceFile.write(log, Path.of(words.get(1)));
    } catch (IOException | InvalidPathException failed) {
      throw new DebugError(words.get(1) + " cannot be written: " + failed.getMessage());
    }
    bench.printer().line("Wrote " + (log.end() - log.first()) + " events to " + words.get(1) + ".");
  }

  private void timeline(String arguments) throws DebugError {
    int columns = arguments.isEmpty() ? CHART_COLUMNS : Words.number(arguments);
    if (columns < 10 || columns > 1000) {
      throw new DebugError("A chart has 10 to 1000 columns.");
    }
    Simulation simulation = bench.simulation();
    Timelines timelines = Timelines.of(simulation.trace(), simulation.now());
    if (timelines.end() == 0) {
      bench.printer().line("No time has passed yet.");
      return;
    }
    Schedule schedule = new Schedule(timelines);
    for (HostInfo host : bench.system().hosts()) {
      if (host.number() < timelines.hostCount()) {
        bench.printer().line("Host " + host.name() + ": " + host.scheduler());
        bench.printer().text(new Gantt(timelines, schedule, host.number(), columns).toString());
      }
    }
  }
}
