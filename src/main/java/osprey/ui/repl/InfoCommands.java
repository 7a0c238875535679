package osprey.ui.repl;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import osprey.abi.Signal;
import osprey.code.SourceFile;
import osprey.code.Symbol;
import osprey.inspect.ChannelInfo;
import osprey.inspect.CpuInfo;
import osprey.inspect.FdInfo;
import osprey.inspect.FrameInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.LockInfo;
import osprey.inspect.MapInfo;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SignalInfo;
import osprey.inspect.SystemInfo;
import osprey.inspect.ThreadInfo;
import osprey.inspect.WaitInfo;
import osprey.report.ExitText;
import osprey.report.Table;
import osprey.report.TimeText;
import osprey.sim.Simulation;
import osprey.ui.debug.Breakpoint;
import osprey.ui.debug.CodePlace;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.FrameView;
import osprey.ui.debug.Selection;
import osprey.ui.debug.Variables;

/// The command `info` and what it can tell about.
final class InfoCommands {
  private final Workbench bench;
  private final CommandTable topics = new CommandTable("info ", "help info");

  InfoCommands(Workbench bench) {
    this.bench = bench;
    topic(
        List.of("breakpoints", "b"),
        this::breakpoints,
        "Breakpoints and how often they were reached.");
    topic(List.of("threads"), this::threads, "Threads of all processes and what they do.");
    topic(List.of("processes", "proc", "inferiors"), this::processes, "Processes.");
    topic(List.of("cpus"), this::cpus, "What runs on each CPU.");
    topic(List.of("maps"), this::maps, "Memory map of the selected process, or of process PID.");
    topic(
        List.of("fds", "files"),
        this::fds,
        "Open files of the selected process, or of process PID.");
    topic(List.of("signals"), this::signals, "How the selected process treats signals.");
    topic(List.of("channels", "ipc", "pipes"), this::channels, "Pipes, queues and sockets.");
    topic(List.of("locks"), this::locks, "Mutexes, semaphores and the like, and who holds them.");
    topic(List.of("locals"), this::locals, "Local variables of the selected call.");
    topic(List.of("args"), this::args, "Parameters of the selected call.");
    topic(List.of("frame", "f"), this::frame, "The selected call.");
    topic(List.of("line"), this::line, "The instructions of a source line.");
    topic(List.of("source"), this::source, "The current source file.");
    topic(List.of("functions"), this::functions, "Functions of the programs.");
    topic(
        List.of("display"),
        _ -> bench.displays().list(bench.printer()),
        "Expressions shown at every stop.");
  }

  void addTo(CommandTable table) {
    table.add(
        new Command(
            List.of("info", "i", "inf"),
            Command.Group.SUPPORT,
            "TOPIC",
            "Tell about the state of things; 'help info' lists the topics.",
            false,
            this::info));
  }

  CommandTable topics() {
    return topics;
  }

  private void topic(List<String> names, Command.Action action, String help) {
    topics.add(new Command(names, Command.Group.SUPPORT, "", help, false, action));
  }

  private void info(String arguments) throws DebugError {
    String[] parts = Words.first(arguments);
    if (parts[0].isEmpty()) {
      throw new DebugError("\"info\" must be followed by the name of a topic; try \"help info\".");
    }
    topics.find(parts[0]).action().perform(parts[1]);
  }

  private SystemInfo system() throws DebugError {
    Simulation simulation = bench.debugger().simulation();
    if (simulation == null) {
      throw new DebugError("The program is not being run.");
    }
    return simulation.inspect();
  }

  private void print(Table table) {
    bench.printer().out().print(table);
  }

  private void breakpoints(String arguments) {
    if (bench.debugger().breakpoints().isEmpty()) {
      bench.printer().line("No breakpoints or watchpoints.");
      return;
    }
    bench.printer().line(row("Num", "Type", "Disp", "Enb", "Address            What"));
    for (Breakpoint each : bench.debugger().breakpoints()) {
      boolean isSingle = each.places().size() == 1;
      bench
          .printer()
          .line(
              row(
                  Integer.toString(each.number()),
                  "breakpoint",
                  each.isTemporary() ? "del" : "keep",
                  each.isEnabled() ? "y" : "n",
                  isSingle ? where(each.places().getFirst()) : "<MULTIPLE>"));
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
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String where(CodePlace place) {
    return Printer.address(place.address()) + " in " + place;
  }

  private void threads(String arguments) throws DebugError {
    SystemInfo system = system();
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
    print(table);
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
    for (HostInfo host : system().hosts()) {
      for (ProcessInfo each : host.processes()) {
        if (each.threads().isEmpty()) {
          continue;
        }
        String state =
            each.hasExited()
                ? each.state().name().toLowerCase(java.util.Locale.ROOT)
                    + ", "
                    + ExitText.of(each.exitStatus())
                : each.state().name().toLowerCase(java.util.Locale.ROOT);
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
    print(table);
  }

  private void cpus(String arguments) throws DebugError {
    Table table =
        new Table("", "llllrr").row("Host", "CPU", "Thread", "Busy", "Switches", "Instructions");
    for (HostInfo host : system().hosts()) {
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
    print(table);
  }

  /// The selected process, or the one whose number is written.
  private ProcessInfo process(String arguments) throws DebugError {
    Selection selection = bench.debugger().isRunning() ? bench.debugger().selection() : null;
    int pid =
        !arguments.isEmpty() ? Words.number(arguments) : selection == null ? 0 : selection.pid();
    for (HostInfo host : system().hosts()) {
      for (ProcessInfo each : host.processes()) {
        boolean isHere = selection == null || selection.host() == host.number();
        if (each.pid() == pid && isHere) {
          return each;
        }
      }
    }
    throw new DebugError("No process " + pid + ".");
  }

  private void maps(String arguments) throws DebugError {
    Table table =
        new Table("", "llrlrrl").row("Start", "End", "Size", "Perms", "Resident", "Shared", "Name");
    for (MapInfo each : process(arguments).maps()) {
      table.row(
          "0x" + Long.toHexString(each.start()),
          "0x" + Long.toHexString(each.end()),
          TimeText.size(each.sizeBytes()),
          each.permissions(),
          TimeText.size(each.residentBytes()),
          TimeText.size(each.sharedBytes()),
          each.name());
    }
    print(table);
  }

  private void fds(String arguments) throws DebugError {
    Table table = new Table("", "rlllrr").row("Fd", "Kind", "Name", "Flags", "Offset", "Shared by");
    for (FdInfo each : process(arguments).fds()) {
      table.row(
          Integer.toString(each.fd()),
          each.kind(),
          each.name(),
          each.flags() + (each.isCloseOnExec() ? "|O_CLOEXEC" : ""),
          each.offset() < 0 ? "-" : Long.toString(each.offset()),
          Integer.toString(each.references()));
    }
    print(table);
  }

  private void signals(String arguments) throws DebugError {
    Table table = new Table("", "llll").row("Signal", "Action", "Pending", "Blocked");
    for (SignalInfo each : process(arguments).signals()) {
      table.row(
          Signal.name(each.signal()),
          each.action(),
          each.isPending() ? "yes" : "no",
          each.isBlocked() ? "yes" : "no");
    }
    print(table);
  }

  private void channels(String arguments) throws DebugError {
    Table table =
        new Table("", "llrrrrrl")
            .row("Channel", "Kind", "In it", "Capacity", "In", "Out", "Ends r/w", "Waiting");
    for (HostInfo host : system().hosts()) {
      for (ChannelInfo each : host.channels()) {
        String readers = each.waitingReaders().isEmpty() ? "" : "readers " + each.waitingReaders();
        String writers = each.waitingWriters().isEmpty() ? "" : " writers " + each.waitingWriters();
        table.row(
            each.name(),
            each.kind(),
            TimeText.size(each.fillBytes()),
            each.capacityBytes() == 0 ? "-" : TimeText.size(each.capacityBytes()),
            TimeText.size(each.bytesIn()),
            TimeText.size(each.bytesOut()),
            each.readers() + "/" + each.writers(),
            (readers + writers).strip());
      }
    }
    print(table);
  }

  private void locks(String arguments) throws DebugError {
    Table table =
        new Table("", "llrrrl").row("Lock", "Kind", "Process", "Holder", "Value", "Waiting");
    for (HostInfo host : system().hosts()) {
      for (LockInfo each : host.locks()) {
        table.row(
            each.name(),
            each.kind(),
            Integer.toString(each.pid()),
            each.owner() == 0 ? "-" : Integer.toString(each.owner()),
            Long.toString(each.value()),
            each.waiters().isEmpty() ? "" : each.waiters().toString());
      }
    }
    print(table);
  }

  private FrameView view() throws DebugError {
    if (!bench.debugger().isRunning()) {
      throw new DebugError("No frame selected.");
    }
    return bench.debugger().selection().view();
  }

  private void locals(String arguments) throws DebugError {
    variables(view(), Variables.locals(view()), "No locals.");
  }

  private void args(String arguments) throws DebugError {
    variables(view(), Variables.parameters(view()), "No arguments.");
  }

  private void variables(FrameView view, List<Symbol.Local> variables, String none) {
    if (variables.isEmpty()) {
      bench.printer().line(none);
    }
    for (Symbol.Local each : variables) {
      bench.printer().line(each.name() + " = " + Printer.valueOf(view, each));
    }
  }

  private void frame(String arguments) throws DebugError {
    FrameInfo frame = view().frame();
    Printer printer = bench.printer();
    printer.line(
        "Stack level "
            + frame.level()
            + ", frame at 0x"
            + Long.toHexString(frame.framePointer())
            + ":");
    printer.line(
        " pc = 0x"
            + Long.toHexString(frame.pc())
            + " in "
            + frame.function()
            + (frame.file().isEmpty() ? "" : " (" + frame.file() + ":" + frame.line() + ")"));
    printer.line(" registers from " + frame.windowBase());
  }

  private void line(String arguments) throws DebugError {
    List<CodePlace> places =
        arguments.isEmpty()
            ? List.of(new CodePlace(view().image(), view().instruction()))
            : bench.debugger().lines().find(arguments, bench.debugger().currentFile());
    for (CodePlace each : places) {
      String start = "0x" + Long.toHexString(each.address());
      bench
          .printer()
          .line(
              "Line "
                  + each.line()
                  + " of \""
                  + each.file()
                  + "\" starts at address "
                  + start
                  + " <"
                  + each.function()
                  + ">.");
    }
  }

  private void source(String arguments) {
    SourceFile file = bench.debugger().currentFile();
    bench
        .printer()
        .line(
            file == null
                ? "No current source file."
                : "Current source file is "
                    + file.name()
                    + "\nContains "
                    + SourceView.last(file)
                    + " lines.");
  }

  private void functions(String arguments) {
    Map<String, String> found = new TreeMap<>();
    for (var image : bench.debugger().lines().images()) {
      for (Symbol.Function function : image.functions()) {
        if (!function.isLibrary() && image.lineAt(function.start()) != 0) {
          String file = image.fileAt(function.start()).name();
          int line = image.lineAt(function.start());
          found.put(file + (char) line, file + ":" + line + "\t" + function.name());
        }
      }
    }
    found.values().forEach(bench.printer()::line);
  }
}
