package osprey.ui.repl;

import java.util.List;
import osprey.inspect.ChannelInfo;
import osprey.inspect.CpuInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.LinkInfo;
import osprey.inspect.MapInfo;
import osprey.inspect.MemoryInfo;
import osprey.inspect.Metrics;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SystemInfo;
import osprey.report.Summary;
import osprey.report.Table;
import osprey.report.TimeText;
import osprey.ui.Setup;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Selection;

/// What `info` tells about the machines, the network between them, and the run as a whole.
final class MachineTopics {
  private final Workbench bench;

  MachineTopics(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable topics) {
    topics.topic(List.of("hosts"), "", this::hosts, "The machines.");
    topics.topic(List.of("links"), "", this::links, "The network: cables between the machines.");
    topics.topic(
        List.of("frames"), "", this::frames, "Physical memory of each machine and who has it.");
    topics.topic(List.of("stats"), "", this::stats, "What the run has cost so far.");
    topics.topic(
        List.of("scenario"), "", this::scenario, "The scenario and how its expectations stand.");
    topics.topic(
        List.of("os"),
        "[WHAT]",
        arguments -> os(topics, arguments),
        "What the operating systems have, as in gdb: info os processes, files, sockets ….");
  }

  private void hosts(String arguments) throws DebugError {
    Table table =
        new Table("", "lrlrrrrr")
            .row("Host", "CPUs", "Scheduler", "Memory", "Used", "Processes", "Threads", "Channels");
    SystemInfo system = bench.system();
    List<Selection.Live> live = Selection.live(system);
    for (HostInfo host : system.hosts()) {
      long threads = live.stream().filter(each -> each.host() == host.number()).count();
      long processes = host.processes().stream().filter(each -> !each.hasExited()).count();
      table.row(
          host.name(),
          Integer.toString(host.cpus().size()),
          host.scheduler(),
          TimeText.size(host.memory().totalBytes()),
          TimeText.size(host.memory().usedBytes()),
          Long.toString(processes),
          Long.toString(threads),
          Integer.toString(host.channels().size()));
    }
    bench.printer().table(table);
  }

  private void links(String arguments) throws DebugError {
    List<LinkInfo> links = bench.system().links();
    if (links.isEmpty()) {
      bench.printer().line("There is no network.");
      return;
    }
    Table table =
        new Table("", "lllrrrrrr")
            .row(
                "From", "To", "State", "Latency", "Jitter", "Bandwidth", "Loss", "Carried", "Lost");
    for (LinkInfo each : links) {
      table.row(
          each.from(),
          each.to(),
          each.isCut() ? "cut" : "whole",
          TimeText.of(each.latencyNanos()),
          TimeText.of(each.jitterNanos()),
          TimeText.bandwidth(each.bitsPerSecond()),
          TimeText.percent(each.lossPartsPerMillion(), 1_000_000),
          Long.toString(each.carried()),
          Long.toString(each.lost()));
    }
    bench.printer().table(table);
  }

  private void frames(String arguments) throws DebugError {
    ThreadNames names = ThreadNames.of(bench);
    for (HostInfo host : bench.system().hosts()) {
      MemoryInfo memory = host.memory();
      long page = memory.pageBytes();
      bench
          .printer()
          .line(
              "Host "
                  + host.name()
                  + ": "
                  + memory.usedBytes() / page
                  + " of "
                  + memory.totalBytes() / page
                  + " frames of "
                  + TimeText.size(page)
                  + " used, "
                  + memory.sharedBytes() / page
                  + " shared");
      Table table = new Table("  ", "rlrrr").row("Pid", "Program", "Resident", "Shared", "Own");
      for (ProcessInfo process : host.processes()) {
        long resident = process.maps().stream().mapToLong(MapInfo::residentBytes).sum() / page;
        long shared = process.maps().stream().mapToLong(MapInfo::sharedBytes).sum() / page;
        if (!process.hasExited()) {
          table.row(
              names.id(host.number(), process.pid()),
              process.name(),
              Long.toString(resident),
              Long.toString(shared),
              Long.toString(resident - shared));
        }
      }
      bench.printer().table(table);
    }
  }

  void stats(String arguments) throws DebugError {
    SystemInfo system = bench.system();
    long instructions = 0;
    long switches = 0;
    long user = 0;
    long kernel = 0;
    long calls = 0;
    long faults = 0;
    long copies = 0;
    long copied = 0;
    long processes = 0;
    long threads = 0;
    long channels = 0;
    for (HostInfo host : system.hosts()) {
      for (CpuInfo cpu : host.cpus()) {
        instructions += cpu.instructions();
        switches += cpu.switches();
        user += cpu.userNanos();
        kernel += cpu.systemNanos();
      }
      for (ProcessInfo process : host.processes()) {
        Metrics metrics = process.metrics();
        calls += metrics.calls();
        faults += metrics.pageFaults();
        copies += metrics.copies();
        copied += metrics.copiedBytes();
        processes++;
        threads += process.threads().size();
      }
      channels += host.channels().stream().mapToLong(ChannelInfo::bytesIn).sum();
    }
    Table table = new Table("", "lr");
    table.row("simulated time", TimeText.of(system.timeNanos()));
    table.row("seed", Long.toString(system.seed()));
    table.row("events in the trace", Long.toString(bench.simulation().trace().end()));
    table.row("processes", Long.toString(processes));
    table.row("threads", Long.toString(threads));
    table.row("instructions", Long.toString(instructions));
    table.row("time in programs", TimeText.of(user));
    table.row("time in kernels", TimeText.of(kernel));
    table.row("switches", Long.toString(switches));
    table.row("system calls", Long.toString(calls));
    table.row("page faults", Long.toString(faults));
    table.row("copies", copies + " of " + TimeText.size(copied));
    table.row("bytes through channels", TimeText.size(channels));
    bench.printer().table(table);
  }

  private void scenario(String arguments) throws DebugError {
    Setup setup = bench.setup();
    if (setup == null) {
      throw new DebugError("No program or scenario loaded: use the \"file\" command.");
    }
    bench.printer().line(setup.title());
    Long limit = setup.timeLimitNanos();
    if (limit != null) {
      bench.printer().line("The run is over at " + TimeText.of(limit) + ".");
    }
    for (var image : setup.images()) {
      bench.printer().line("Program " + image.name());
    }
    if (bench.debugger().simulation() == null) {
      return;
    }
    Table table = new Table("  ", "lll");
    for (Summary.Check each : setup.checks(bench.simulation())) {
      String actual = each.actual();
      table.row(each.isMet() ? "met" : "not met", each.clause(), actual == null ? "" : actual);
    }
    if (!table.isEmpty()) {
      bench.printer().line("Expectations, as things stand now:");
      bench.printer().table(table);
    }
  }

  private void os(CommandTable topics, String arguments) throws DebugError {
    if (arguments.isEmpty()) {
      hosts("");
      bench.printer().line("");
      bench.printer().line("info os processes, threads, cpus, files, sockets, pipes, shm, sems,");
      bench.printer().line("msgs, locks, links and frames tell more.");
      return;
    }
    String name = Words.first(arguments)[0];
    String topic =
        switch (name) {
          case "semaphores" -> "sems";
          case "msg" -> "msgs";
          case "procgroups" -> "processes";
          default -> name;
        };
    topics.find(topic).action().perform("");
  }
}
