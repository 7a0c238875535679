package osprey.ui.repl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import osprey.code.SourceFile;
import osprey.inspect.FrameInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.SystemInfo;
import osprey.inspect.ThreadInfo;
import osprey.inspect.ThreadState;
import osprey.inspect.WaitGraph;
import osprey.inspect.WaitInfo;
import osprey.report.TimeText;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Selection;

/// The command `why`: why a thread does not run, at which line, since when, who could let it go on,
/// and why that one does not, until the reason or a circle is found.
final class WhyCommand {
  private final Workbench bench;

  WhyCommand(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable table) {
    table.add(
        new Command(
            List.of("why"),
            Command.Group.STACK,
            "[TID]",
            "Tell why a thread does not run: what it waits for, since when, at which line, who"
                + " could let it go on,\n"
                + "and why that one does not: up to the reason or the deadlock. Example: why 4",
            true,
            this::why));
  }

  private void why(String arguments) throws DebugError {
    ThreadNames names = ThreadNames.of(bench);
    Selection selection = bench.debugger().selection();
    SystemInfo system = bench.system();
    int host = selection.host();
    int tid = selection.tid();
    if (!arguments.isEmpty()) {
      Selection.Live live = names.thread(arguments);
      host = live.host();
      tid = live.thread().tid();
    }
    Set<Integer> told = new LinkedHashSet<>();
    while (tid != 0) {
      ThreadInfo thread = system.thread(host, tid);
      if (thread == null) {
        return;
      }
      told.add(tid);
      tell(system, names, host, thread);
      tid = next(system, names, host, thread, told);
    }
  }

  /// The thread to ask next, 0 for none: the only one that could end the wait.
  private int next(
      SystemInfo system, ThreadNames names, int host, ThreadInfo thread, Set<Integer> told) {
    WaitInfo wait = thread.waitsFor();
    List<Integer> others =
        wait == null ? List.of() : others(system.hosts().get(host), thread.tid());
    if (others.isEmpty()) {
      if (wait != null) {
        bench.printer().line("  " + endings(thread, wait));
      }
      return 0;
    }
    if (others.size() > 1) {
      bench.printer().line("  Any of these could end the wait:");
      for (int other : others) {
        ThreadInfo each = system.thread(host, other);
        if (each != null) {
          bench.printer().line("    " + who(system, names, host, each) + ", " + doing(each) + ".");
        }
      }
      return 0;
    }
    int other = others.getFirst();
    if (other == thread.tid()) {
      bench.printer().line("  Only the thread itself could end the wait: it waits for ever.");
      return 0;
    }
    if (told.contains(other)) {
      List<Integer> circle = new ArrayList<>(told);
      circle = circle.subList(circle.indexOf(other), circle.size());
      bench
          .printer()
          .line(
              "  Only thread "
                  + names.id(host, other)
                  + " could end the wait, and it waits itself, see above: a deadlock of "
                  + circle.size()
                  + " threads.");
      return 0;
    }
    bench.printer().line("  Only thread " + names.id(host, other) + " could end the wait:");
    return other;
  }

  private static List<Integer> others(HostInfo host, int tid) {
    List<Integer> found = new ArrayList<>();
    for (WaitGraph.Edge edge : host.waits().edges()) {
      if (edge.tid() == tid && !found.contains(edge.forTid())) {
        found.add(edge.forTid());
      }
    }
    return found;
  }

  private static String endings(ThreadInfo thread, WaitInfo wait) {
    if (thread.state() == ThreadState.UNINTERRUPTIBLE) {
      return "The device will end the wait.";
    }
    return wait.untilNanos() == WaitInfo.FOREVER
        ? "No other thread is known that will end the wait."
        : "The wait ends by itself at " + TimeText.of(wait.untilNanos()) + ".";
  }

  private static String who(SystemInfo system, ThreadNames names, int host, ThreadInfo thread) {
    var process = system.process(host, thread.pid());
    String program = process == null ? "" : process.name();
    boolean isMain = thread.name().equals(program) || thread.name().isEmpty();
    return "thread "
        + names.id(host, thread.tid())
        + " ("
        + program
        + (isMain ? "" : ", " + thread.name())
        + ")";
  }

  private static String doing(ThreadInfo thread) {
    WaitInfo wait = thread.waitsFor();
    return switch (thread.state()) {
      case RUNNING -> "which runs on CPU " + thread.cpu();
      case READY -> "which waits for a CPU";
      case SLEEPING, UNINTERRUPTIBLE -> "which waits" + (wait == null ? "" : " for " + wait.what());
      case STOPPED -> "which is stopped by a signal";
      case ZOMBIE, ENDED -> "which has ended";
    };
  }

  private void tell(SystemInfo system, ThreadNames names, int host, ThreadInfo thread)
      throws DebugError {
    String who = who(system, names, host, thread);
    String name = Character.toUpperCase(who.charAt(0)) + who.substring(1);
    WaitInfo wait = thread.waitsFor();
    bench
        .printer()
        .line(
            name
                + switch (thread.state()) {
                  case RUNNING -> " runs on CPU " + thread.cpu() + ".";
                  case READY ->
                      " could run, and waits for a CPU: " + cpus(system, names, host) + ".";
                  case SLEEPING, UNINTERRUPTIBLE ->
                      wait == null ? " sleeps." : " waits for " + wait.what() + since(system, wait);
                  case STOPPED -> " is stopped by a signal until SIGCONT comes.";
                  case ZOMBIE, ENDED -> " has ended.";
                });
    FrameInfo frame = ownFrame(host, thread.tid());
    if (frame != null) {
      String call = wait == null || wait.call().isEmpty() ? "" : ", system call " + wait.call();
      bench
          .printer()
          .line("  in " + frame.function() + " () at " + frame.file() + ":" + frame.line() + call);
      SourceFile file = bench.debugger().lines().file(frame.file(), frame.line());
      String text = file == null ? null : SourceView.line(file, frame.line());
      if (text != null) {
        bench.printer().line("  " + frame.line() + "\t" + text.strip());
      }
    }
  }

  private static String since(SystemInfo system, WaitInfo wait) {
    long nanos = system.timeNanos() - wait.sinceNanos();
    String duration = nanos > 0 ? ", for " + TimeText.of(nanos) : ",";
    return duration + " since " + TimeText.of(wait.sinceNanos()) + ".";
  }

  private static String cpus(SystemInfo system, ThreadNames names, int host) {
    List<String> words = new ArrayList<>();
    for (var cpu : system.hosts().get(host).cpus()) {
      words.add(
          "CPU "
              + cpu.number()
              + (cpu.tid() == 0 ? " is idle" : " runs thread " + names.id(host, cpu.tid())));
    }
    return String.join(", ", words);
  }

  /// The innermost call of the user's own, null for a thread without a program.
  private @Nullable FrameInfo ownFrame(int host, int tid) throws DebugError {
    List<FrameInfo> frames = bench.simulation().frames(host, tid, 64);
    for (FrameInfo each : frames) {
      if (!each.isLibrary() && each.line() != 0) {
        return each;
      }
    }
    return frames.isEmpty() ? null : frames.getFirst();
  }
}
