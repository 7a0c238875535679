package osprey.ui.repl;

import java.util.List;
import osprey.abi.Signal;
import osprey.inspect.FdInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.MapInfo;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SignalInfo;
import osprey.report.Table;
import osprey.report.TimeText;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Selection;

/// What `info` tells about what one process has.
final class ProcessTopics {
  private final Workbench bench;

  ProcessTopics(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable topics) {
    topics.topic(
        List.of("maps"),
        "[PID]",
        this::maps,
        "Memory map of the selected process, or of process PID.");
    topics.topic(
        List.of("fds", "files"),
        "[PID]",
        this::fds,
        "Open files of the selected process, or of process PID.");
    topics.topic(
        List.of("signals"), "[PID]", this::signals, "How the selected process treats signals.");
  }

  /// The selected process, or the one whose number is written.
  private ProcessInfo process(String arguments) throws DebugError {
    Selection selection = bench.debugger().isRunning() ? bench.debugger().selection() : null;
    int pid =
        !arguments.isEmpty() ? Words.number(arguments) : selection == null ? 0 : selection.pid();
    for (HostInfo host : bench.system().hosts()) {
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
    bench.printer().table(table);
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
    bench.printer().table(table);
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
    bench.printer().table(table);
  }
}
