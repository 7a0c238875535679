package osprey.ui.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Signal;
import osprey.inspect.DeathInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SystemInfo;
import osprey.report.ExitText;
import osprey.report.Explanation;
import osprey.report.Summary;
import osprey.report.TimeText;
import osprey.sim.Simulation;
import osprey.sim.Stop;
import osprey.trace.TraceEvent;
import osprey.trace.TraceKind;
import osprey.trace.TraceLog;
import osprey.ui.Setup;

/// How a run ended: its exit code, and what the user should be told.
final class Ending {
  private final Setup setup;
  private final Simulation simulation;
  private final Stop stop;
  private final SystemInfo system;
  private final boolean isScenario;
  private final boolean isScenariosEnd;

  /// @param isScenariosEnd the run stopped at the time at which the scenario says it is over
  Ending(
      Setup setup, Simulation simulation, Stop stop, boolean isScenario, boolean isScenariosEnd) {
    this.setup = setup;
    this.simulation = simulation;
    this.stop = stop;
    this.isScenario = isScenario;
    this.isScenariosEnd = isScenariosEnd;
    system = simulation.inspect();
  }

  int exitCode() {
    if (stop instanceof Stop.Interrupted) {
      return ExitCode.INTERRUPTED;
    }
    if (isLimit()) {
      return ExitCode.LIMIT;
    }
    if (isScenario) {
      return new Summary("", "", setup.checks(simulation)).isMet() ? ExitCode.OK : ExitCode.UNMET;
    }
    ProcessInfo main = main();
    if (main == null || !main.hasExited()) {
      return ExitCode.UNMET;
    }
    return ExitText.shell(main.exitStatus());
  }

  /// A word or two for reports.
  String ending() {
    return switch (stop) {
      case Stop.Finished _ -> "finished";
      case Stop.Stuck _ -> isDeadlock() ? "deadlock" : "standstill";
      case Stop.InputWanted _ -> "waiting for input";
      case Stop.TimeReached _ -> isScenariosEnd ? "over" : "time limit";
      case Stop.TicksReached _ -> "event limit";
      case Stop.Interrupted _ -> "interrupted";
      case Stop.Breakpoint _, Stop.Calling _, Stop.Watched _, Stop.Stepped _, Stop.Traced _ ->
          "stopped";
    };
  }

  /// What went wrong, in lines for standard error; empty when nothing did.
  String explanation() {
    StringBuilder out = new StringBuilder();
    int inDeadlocks = findings(out);
    for (HostInfo host : system.hosts()) {
      for (ProcessInfo process : host.processes()) {
        death(out, process);
      }
    }
    switch (stop) {
      case Stop.Stuck _ when isScenario || isMainAlive() -> {
        out.append("osprey: nothing can happen any more at ").append(time());
        // What was told as a deadlock is not told again.
        out.append(
            inDeadlocks > 0 && inDeadlocks >= waiting()
                ? "\n"
                : ", but threads still wait:\n"
                    + Explanation.ofStandstill(system, inDeadlocks > 0));
      }
      case Stop.TimeReached _ when !isScenariosEnd ->
          out.append("osprey: the time limit was reached at ").append(time()).append('\n');
      case Stop.TicksReached _ ->
          out.append("osprey: the event limit was reached at ").append(time()).append('\n');
      case Stop.Interrupted _ -> {
        out.append("\nosprey: interrupted at ").append(time()).append('\n');
        out.append(Explanation.ofStandstill(system));
      }
      default -> {}
    }
    return out.toString();
  }

  private long waiting() {
    return system.hosts().stream()
        .flatMap(host -> host.processes().stream())
        .flatMap(process -> process.threads().stream())
        .filter(thread -> thread.waitsFor() != null)
        .count();
  }

  /// @return how many threads are in the deadlocks that were found
  private int findings(StringBuilder out) {
    int inDeadlocks = 0;
    TraceLog log = simulation.trace();
    for (long index = log.first(); index < log.end(); index++) {
      if (log.kind(index) == TraceKind.DIAGNOSIS
          && log.event(index) instanceof TraceEvent.Diagnosis found) {
        out.append("osprey: ").append(found.text()).append('\n');
      } else if (log.kind(index) == TraceKind.DEADLOCK
          && log.event(index) instanceof TraceEvent.Deadlock found) {
        out.append("osprey: ").append(Explanation.ofDeadlock(found));
        inDeadlocks += found.threads();
      }
    }
    return inDeadlocks;
  }

  /// The shell's line for the program itself, and where any process went wrong.
  private void death(StringBuilder out, ProcessInfo process) {
    DeathInfo death = process.death();
    if (death == null || !process.hasExited()) {
      return;
    }
    boolean isMain = !isScenario && process == main();
    if (isMain && !isSilent(death.signal())) {
      out.append(ExitText.death(death.signal())).append('\n');
    }
    if (death.hasAddress() || !death.frames().isEmpty() && isError(death.signal())) {
      out.append("osprey: ").append(Explanation.ofDeath(process));
    }
  }

  /// Shells say nothing about these.
  private static boolean isSilent(int signal) {
    return signal == Signal.SIGINT.number() || signal == Signal.SIGPIPE.number();
  }

  private static boolean isError(int signal) {
    return Signal.actionOf(signal) == Signal.Default.CORE;
  }

  private boolean isLimit() {
    return stop instanceof Stop.TicksReached || stop instanceof Stop.TimeReached && !isScenariosEnd;
  }

  private boolean isDeadlock() {
    for (HostInfo host : system.hosts()) {
      if (!Explanation.cycle(host.waits()).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private boolean isMainAlive() {
    ProcessInfo main = main();
    return main != null && !main.hasExited();
  }

  private @Nullable ProcessInfo main() {
    List<HostInfo> hosts = system.hosts();
    return hosts.isEmpty() ? null : system.process(0, setup.mainPid(simulation));
  }

  private String time() {
    return TimeText.of(system.timeNanos());
  }
}
