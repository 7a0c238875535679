package osprey.ui.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import osprey.inspect.CpuInfo;
import osprey.inspect.FrameInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.MapInfo;
import osprey.inspect.Metrics;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SystemInfo;
import osprey.inspect.ThreadInfo;
import osprey.inspect.ThreadState;
import osprey.inspect.WaitGraph;
import osprey.inspect.WaitInfo;
import osprey.report.ExitText;
import osprey.report.Table;
import osprey.report.TimeText;
import osprey.sim.Simulation;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Selection;

/// What `info` tells about threads and processes.
final class ThreadTopics {
  private final Workbench bench;

  ThreadTopics(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable topics) {
    topics.topic(
        List.of("threads"), "", this::threads, "Threads of all processes and what they do.");
    topics.topic(List.of("processes", "inferiors"), "", this::processes, "Processes.");
    topics.topic(
        List.of("sched"),
        "",
        this::sched,
        "The scheduler of each machine, its threads and how ties are broken.");
    topics.topic(
        List.of("waiters"), "", this::waiters, "Who waits, for what, and who could end it.");
    topics.topic(List.of("cpus"), "", this::cpus, "What runs on each CPU.");
  }

  private void threads(String arguments) throws DebugError {
    ThreadNames names = ThreadNames.of(bench);
    Selection selection = bench.debugger().isRunning() ? bench.debugger().selection() : null;
    Table table = new Table("", "lrlll").row(" ", "Id", "Process", "State", "Frame");
    for (Selection.Live each : Selection.live(bench.system())) {
      ThreadInfo thread = each.thread();
      boolean isSelected =
          selection != null && selection.tid() == thread.tid() && selection.host() == each.host();
      table.row(
          isSelected ? "*" : " ",
          names.id(each.host(), thread.tid()),
          thread.pid() + " (" + each.process().name() + ")",
          state(thread),
          frameOf(each));
    }
    bench.printer().table(table);
  }

  private String frameOf(Selection.Live each) {
    Simulation simulation = bench.debugger().simulation();
    List<FrameInfo> frames =
        simulation == null
            ? List.<FrameInfo>of()
            : simulation.frames(each.host(), each.thread().tid(), 1);
    if (frames.isEmpty()) {
      return "";
    }
    FrameInfo top = frames.getFirst();
    String place = top.file().isEmpty() ? "" : " at " + top.file() + ":" + top.line();
    return top.function() + " ()" + place;
  }

  private static String state(ThreadInfo thread) {
    WaitInfo wait = thread.waitsFor();
    return switch (thread.state()) {
      case RUNNING -> "R on cpu" + thread.cpu();
      case READY -> "r ready";
      case SLEEPING, UNINTERRUPTIBLE ->
          thread.state().letter() + (wait == null ? " waits" : " waits for " + wait.what());
      case STOPPED -> "T stopped";
      case ZOMBIE -> "Z zombie";
      case ENDED -> "X ended";
    };
  }

  private void processes(String arguments) throws DebugError {
    ThreadNames names = ThreadNames.of(bench);
    Table table =
        new Table("", "lrrllrrr")
            .row(" ", "Pid", "Parent", "Name", "State", "Threads", "CPU time", "Resident");
    Selection selection = bench.debugger().isRunning() ? bench.debugger().selection() : null;
    int selected = selection == null || selection.tid() == 0 ? 0 : selection.pid();
    for (HostInfo host : bench.system().hosts()) {
      for (ProcessInfo each : host.processes()) {
        if (each.threads().isEmpty()) {
          continue;
        }
        boolean isSelected =
            selection != null && each.pid() == selected && selection.host() == host.number();
        long resident = each.maps().stream().mapToLong(MapInfo::residentBytes).sum();
        table.row(
            isSelected ? "*" : " ",
            names.id(host.number(), each.pid()),
            Integer.toString(each.ppid()),
            each.name(),
            state(each),
            Integer.toString(each.threads().size()),
            TimeText.of(each.metrics().cpu()),
            TimeText.size(resident));
      }
    }
    bench.printer().table(table);
  }

  static String state(ProcessInfo process) {
    String word = process.state().name().toLowerCase(Locale.ROOT);
    return process.hasExited() ? word + ", " + ExitText.of(process.exitStatus()) : word;
  }

  private void sched(String arguments) throws DebugError {
    ThreadNames names = ThreadNames.of(bench);
    for (HostInfo host : bench.system().hosts()) {
      bench.printer().line("Host " + host.name() + ": " + host.scheduler());
      Table table =
          new Table("  ", "rllrrrrrr")
              .row(
                  "Id",
                  "Name",
                  "State",
                  "Nice",
                  "Level",
                  "CPU time",
                  "Ready",
                  "Blocked",
                  "Switches v/i");
      for (ProcessInfo process : host.processes()) {
        for (ThreadInfo thread : process.threads()) {
          if (thread.state() != ThreadState.ENDED && thread.state() != ThreadState.ZOMBIE) {
            Metrics metrics = thread.metrics();
            table.row(
                names.id(host.number(), thread.tid()),
                thread.name().isEmpty() ? process.name() : thread.name(),
                shortState(thread),
                Integer.toString(thread.nice()),
                Integer.toString(thread.level()),
                TimeText.of(metrics.cpu()),
                TimeText.of(metrics.ready()),
                TimeText.of(metrics.blocked()),
                metrics.voluntarySwitches() + "/" + metrics.involuntarySwitches());
          }
        }
      }
      bench.printer().table(table);
    }
    for (String rule : bench.system().rules()) {
      bench.printer().line(rule);
    }
  }

  private static String shortState(ThreadInfo thread) {
    return thread.state() == ThreadState.RUNNING
        ? "R cpu" + thread.cpu()
        : String.valueOf(thread.state().letter());
  }

  private void waiters(String arguments) throws DebugError {
    ThreadNames names = ThreadNames.of(bench);
    SystemInfo system = bench.system();
    Table table =
        new Table("", "rlllll")
            .row("Id", "Process", "Waits for", "In call", "Since", "Could be ended by");
    int rows = 0;
    for (Selection.Live each : Selection.live(system)) {
      WaitInfo wait = each.thread().waitsFor();
      if (wait == null) {
        continue;
      }
      rows++;
      table.row(
          names.id(each.host(), each.thread().tid()),
          each.process().name(),
          wait.what(),
          wait.call(),
          TimeText.of(wait.sinceNanos()),
          endings(system.hosts().get(each.host()), each.thread().tid(), wait));
    }
    if (rows == 0) {
      bench.printer().line("No thread waits.");
      return;
    }
    bench.printer().table(table);
  }

  private static String endings(HostInfo host, int tid, WaitInfo wait) {
    List<String> others = new ArrayList<>();
    for (WaitGraph.Edge edge : host.waits().edges()) {
      String other = Integer.toString(edge.forTid());
      if (edge.tid() == tid && !others.contains(other)) {
        others.add(other);
      }
    }
    if (wait.untilNanos() != WaitInfo.FOREVER) {
      others.add("time " + TimeText.of(wait.untilNanos()));
    }
    return others.isEmpty() ? "-" : String.join(", ", others);
  }

  private void cpus(String arguments) throws DebugError {
    Table table =
        new Table("", "llllrrrrr")
            .row(
                "Host",
                "CPU",
                "Thread",
                "Busy",
                "Program",
                "Kernel",
                "Switches",
                "Instructions",
                "TLB misses");
    for (HostInfo host : bench.system().hosts()) {
      for (CpuInfo cpu : host.cpus()) {
        ThreadInfo thread = bench.system().thread(host.number(), cpu.tid());
        table.row(
            host.name(),
            Integer.toString(cpu.number()),
            cpu.tid() == 0 ? "idle" : cpu.tid() + (thread == null ? "" : " " + thread.name()),
            TimeText.percent(cpu.busyNanos(), cpu.busyNanos() + cpu.idleNanos()),
            TimeText.of(cpu.userNanos()),
            TimeText.of(cpu.systemNanos()),
            Long.toString(cpu.switches()),
            Long.toString(cpu.instructions()),
            Long.toString(cpu.tlbMisses()));
      }
    }
    bench.printer().table(table);
  }
}
