package osprey.ui.repl;

import java.util.List;
import java.util.stream.Collectors;
import osprey.abi.Signal;
import osprey.inspect.DeathInfo;
import osprey.inspect.FdInfo;
import osprey.inspect.MapInfo;
import osprey.inspect.Metrics;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SignalInfo;
import osprey.inspect.ThreadInfo;
import osprey.report.Table;
import osprey.report.TimeText;
import osprey.ui.debug.DebugError;

/// What `info` tells about what one process has.
final class ProcessTopics {
  private final Workbench bench;

  ProcessTopics(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable topics) {
    topics.topic(
        List.of("proc"),
        "[PID]",
        this::proc,
        "All about one process: state, family, memory, what it has cost.");
    topics.topic(
        List.of("maps"),
        "[PID]",
        this::maps,
        "Memory map of the selected process, or of process PID.");
    topics.topic(
        List.of("fds"),
        "[PID]",
        this::fds,
        "Open files of the selected process, or of process PID.");
    topics.topic(
        List.of("signals"), "[PID]", this::signals, "How the selected process treats signals.");
  }

  private ProcessInfo process(String arguments) throws DebugError {
    return ThreadNames.anyProcess(bench, arguments).process();
  }

  private void proc(String arguments) throws DebugError {
    ThreadNames.Owned owned = ThreadNames.anyProcess(bench, arguments);
    ProcessInfo process = owned.process();
    Metrics metrics = process.metrics();
    Table table = new Table("", "ll");
    String where = bench.system().hosts().get(owned.host()).name();
    table.row("process", process.pid() + " on " + where);
    table.row("program", process.name());
    table.row("command", process.command());
    table.row("state", ThreadTopics.state(process));
    table.row("parent", Integer.toString(process.ppid()));
    table.row("group, session", process.pgid() + ", " + process.sid());
    table.row("user, group", process.uid() + ", " + process.gid());
    table.row("directory", process.cwd());
    table.row("threads", tids(process.threads()));
    table.row("open files", Integer.toString(process.fds().size()));
    table.row("memory", memory(process));
    table.row(
        "CPU time",
        TimeText.of(metrics.cpu())
            + " (program "
            + TimeText.of(metrics.user())
            + ", kernel "
            + TimeText.of(metrics.system())
            + ")");
    table.row(
        "waited",
        TimeText.of(metrics.ready())
            + " for a CPU, "
            + TimeText.of(metrics.blocked())
            + " blocked");
    table.row(
        "switches",
        metrics.voluntarySwitches()
            + " voluntary, "
            + metrics.involuntarySwitches()
            + " involuntary, "
            + metrics.migrations()
            + " migrations");
    table.row("system calls", Long.toString(metrics.calls()));
    table.row("page faults", Long.toString(metrics.pageFaults()));
    table.row(
        "copied", TimeText.size(metrics.copiedBytes()) + " in " + metrics.copies() + " copies");
    table.row("instructions", Long.toString(metrics.instructions()));
    table.row("arrived", TimeText.of(metrics.arrival()));
    if (metrics.hasEnded()) {
      table.row("ended", TimeText.of(metrics.end()));
    }
    DeathInfo death = process.death();
    if (death != null) {
      table.row("killed by", Signal.name(death.signal()) + ": " + death.what());
    }
    bench.printer().table(table);
  }

  private static String tids(List<ThreadInfo> threads) {
    return threads.stream()
        .map(each -> Integer.toString(each.tid()))
        .collect(Collectors.joining(", "));
  }

  private static String memory(ProcessInfo process) {
    long size = 0;
    long resident = 0;
    for (MapInfo map : process.maps()) {
      size += map.sizeBytes();
      resident += map.residentBytes();
    }
    return TimeText.size(size) + " mapped, " + TimeText.size(resident) + " resident";
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
    List<SignalInfo> signals = process(arguments).signals();
    if (signals.isEmpty()) {
      bench.printer().line("All signals have their default action; none is blocked or pending.");
      return;
    }
    for (SignalInfo each : signals) {
      table.row(
          Signal.name(each.signal()),
          each.action(),
          each.isPending() ? "yes" : "no",
          each.isBlocked() ? "yes" : "no");
    }
    bench.printer().table(table);
  }
}
