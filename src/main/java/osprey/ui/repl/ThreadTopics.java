package osprey.ui.repl;

import java.util.List;
import java.util.Locale;
import osprey.inspect.CpuInfo;
import osprey.inspect.FrameInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SystemInfo;
import osprey.inspect.ThreadInfo;
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
    topics.topic(List.of("cpus"), "", this::cpus, "What runs on each CPU.");
  }

  private void threads(String arguments) throws DebugError {
    SystemInfo system = bench.system();
    Selection selection = bench.debugger().isRunning() ? bench.debugger().selection() : null;
    Table table = new Table("", "lrlll").row(" ", "Id", "Process", "State", "Frame");
    for (Selection.Live each : Selection.live(system)) {
      ThreadInfo thread = each.thread();
      boolean isSelected =
          selection != null && selection.tid() == thread.tid() && selection.host() == each.host();
      table.row(
          isSelected ? "*" : " ",
          Integer.toString(thread.tid()),
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
    Table table =
        new Table("", "lrrllrr").row(" ", "Pid", "Parent", "Name", "State", "Threads", "CPU time");
    int selected = bench.debugger().isRunning() ? bench.debugger().selection().pid() : 0;
    for (HostInfo host : bench.system().hosts()) {
      for (ProcessInfo each : host.processes()) {
        if (each.threads().isEmpty()) {
          continue;
        }
        String state =
            each.hasExited()
                ? each.state().name().toLowerCase(Locale.ROOT)
                    + ", "
                    + ExitText.of(each.exitStatus())
                : each.state().name().toLowerCase(Locale.ROOT);
        table.row(
            each.pid() == selected ? "*" : " ",
            Integer.toString(each.pid()),
            Integer.toString(each.ppid()),
            each.name(),
            state,
            Integer.toString(each.threads().size()),
            TimeText.of(each.metrics().cpu()));
      }
    }
    bench.printer().table(table);
  }

  private void cpus(String arguments) throws DebugError {
    Table table =
        new Table("", "llllrr").row("Host", "CPU", "Thread", "Busy", "Switches", "Instructions");
    for (HostInfo host : bench.system().hosts()) {
      for (CpuInfo cpu : host.cpus()) {
        table.row(
            host.name(),
            Integer.toString(cpu.number()),
            cpu.tid() == 0 ? "idle" : Integer.toString(cpu.tid()),
            TimeText.percent(cpu.busyNanos(), cpu.busyNanos() + cpu.idleNanos()),
            Long.toString(cpu.switches()),
            Long.toString(cpu.instructions()));
      }
    }
    bench.printer().table(table);
  }
}
