package osprey.ui.repl;

import org.jspecify.annotations.Nullable;
import osprey.inspect.FrameInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SystemInfo;
import osprey.inspect.ThreadInfo;
import osprey.report.Explanation;
import osprey.report.TimeText;
import osprey.sim.Simulation;
import osprey.sim.Watch;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Debugger;
import osprey.ui.debug.Halt;
import osprey.ui.debug.Selection;
import osprey.ui.debug.Value;
import osprey.ui.debug.ValueText;

/// Tells why the program stopped and where it is.
final class HaltText {
  private final Debugger debugger;
  private final Printer printer;

  HaltText(Debugger debugger, Printer printer) {
    this.debugger = debugger;
    this.printer = printer;
  }

  /// @param before where the selected thread was when it went on, or null
  void tell(Halt halt, @Nullable Position before) throws DebugError {
    switch (halt) {
      case Halt.AtBreakpoint(var numbers, boolean isTemporary) -> {
        String kind = isTemporary ? "Temporary breakpoint " : "Breakpoint ";
        String hit = isSingleThread() ? "" : "Thread " + debugger.selection().tid() + " hit ";
        printer.line("");
        switching(before);
        String where = printer.place(debugger, debugger.selection().frame());
        printer.line(hit + kind + numbers.getFirst() + ", " + where);
        printer.sourceLine(debugger, debugger.selection().frame());
      }
      case Halt.Watched watched -> {
        printer.line("");
        switching(before);
        watched(watched);
        where(null);
      }
      case Halt.ScopeEnded(int number, String _) -> {
        printer.line("");
        switching(before);
        printer.line("Watchpoint " + number + " deleted because the program has left the block in");
        printer.line("which its expression is valid.");
        where(null);
      }
      case Halt.Caught(int number, boolean isTemporary, String words) -> {
        String kind = isTemporary ? "Temporary catchpoint " : "Catchpoint ";
        printer.line("");
        switching(before);
        printer.line(kind + number + " (" + words + ")");
        where(null);
      }
      case Halt.AtTime(long nanos, var numbers) -> {
        String kind = numbers.isEmpty() ? "" : "Breakpoint " + numbers.getFirst() + ", ";
        printer.line("");
        switching(before);
        printer.line(kind + "at " + TimeText.of(nanos));
        where(null);
      }
      case Halt.AtEvent(long event) -> {
        printer.line(new EventText(simulation().trace()).of(event));
        where(before);
      }
      case Halt.StepDone _ -> where(before);
      case Halt.Returned(Value value) -> {
        where(null);
        if (value != null) {
          int number = debugger.expressions().remember(value);
          String text = new ValueText(debugger.selection().view(), ValueText.NATURAL).of(value);
          printer.line("Value returned is $" + number + " = " + text);
        }
      }
      case Halt.Faulted(int host, int tid, int signal) -> fault(host, tid, signal);
      case Halt.Arrived _ -> where(null);
      case Halt.AtBeginning _ -> {
        printer.line("");
        printer.line("No more reverse-execution history.");
        where(null);
      }
      case Halt.ThreadEnded _ -> {
        printer.line("The thread has ended.");
        where(null);
      }
      case Halt.Finished _ -> {}
      case Halt.Stuck _ -> standstill();
      case Halt.Interrupted _ -> {
        printer.line("");
        printer.line("Interrupted at " + TimeText.of(simulation().now()) + ".");
        where(null);
      }
    }
  }

  /// gdb's words, and who did it: the values alone do not say.
  private void watched(Halt.Watched watched) throws DebugError {
    String kind =
        switch (watched.kind()) {
          case READ -> "Hardware read watchpoint ";
          case ACCESS -> "Hardware access (read/write) watchpoint ";
          case CHANGE -> watched.isSoftware() ? "Watchpoint " : "Hardware watchpoint ";
        };
    printer.line(kind + watched.number() + ": " + watched.expression());
    printer.line("");
    String now = text(watched.after());
    String before = text(watched.before());
    if (watched.kind() == Watch.Kind.READ || now.equals(before)) {
      printer.line("Value = " + now);
    } else {
      printer.line("Old value = " + before);
      printer.line("New value = " + now);
    }
    int tid = debugger.selection().tid();
    ProcessInfo owner = owner(simulation().inspect(), debugger.selection().host(), tid);
    if (owner != null) {
      printer.line("By thread " + tid + " of process " + owner.pid() + " (" + owner.name() + ")");
    }
  }

  private String text(Value value) throws DebugError {
    return new ValueText(debugger.selection().view(), ValueText.NATURAL).of(value);
  }

  private void where(@Nullable Position before) throws DebugError {
    if (debugger.selection().top() == null) {
      printer.line(
          simulation().now() == 0
              ? "No process has begun yet."
              : "No thread lives at " + TimeText.of(simulation().now()) + ".");
      return;
    }
    FrameInfo frame = debugger.selection().frame();
    switching(before);
    boolean isSamePlace =
        before != null
            && before.framePointer() == frame.framePointer()
            && before.function().equals(frame.function())
            && before.tid() == debugger.selection().tid();
    if (!isSamePlace || frame.line() == 0) {
      printer.line(printer.place(debugger, frame));
    }
    printer.sourceLine(debugger, frame);
  }

  private void switching(@Nullable Position before) {
    Position now = Position.of(debugger);
    if (before != null && now != null && !before.isSameThread(now)) {
      printer.line("[Switching to thread " + now.tid() + "]");
    }
  }

  /// The process may be gone by now; what was kept of it is told then.
  private void fault(int host, int tid, int signal) throws DebugError {
    String who = isSingleThread() ? "Program" : "Thread " + tid;
    printer.line("");
    printer.line(who + " received signal " + Printer.signal(signal) + ".");
    if (debugger.selection().tid() == tid && debugger.selection().top() != null) {
      where(null);
      return;
    }
    ProcessInfo process = owner(simulation().inspect(), host, tid);
    if (process != null) {
      printer.out().print(Explanation.ofDeath(process));
    }
  }

  private void standstill() throws DebugError {
    SystemInfo system = simulation().inspect();
    printer.line("");
    printer.line("Nothing can happen any more at " + TimeText.of(system.timeNanos()) + ":");
    printer.out().print(Explanation.ofStandstill(system));
    if (debugger.selection().top() != null) {
      debugger.selection().selectOwn();
    }
    where(null);
  }

  private Simulation simulation() throws DebugError {
    Simulation simulation = debugger.simulation();
    if (simulation == null) {
      throw new DebugError("The program is not being run.");
    }
    return simulation;
  }

  private boolean isSingleThread() throws DebugError {
    return Selection.live(simulation().inspect()).size() <= 1;
  }

  private static @Nullable ProcessInfo owner(SystemInfo system, int host, int tid) {
    HostInfo at = system.hosts().get(host);
    for (ProcessInfo process : at.processes()) {
      for (ThreadInfo thread : process.threads()) {
        if (thread.tid() == tid) {
          return process;
        }
      }
    }
    return null;
  }
}
