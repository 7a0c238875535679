package osprey.ui.repl;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import osprey.inspect.ChannelInfo;
import osprey.inspect.FdInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.LockInfo;
import osprey.inspect.MapInfo;
import osprey.inspect.ProcessInfo;
import osprey.report.Table;
import osprey.report.TimeText;
import osprey.ui.debug.DebugError;

/// What `info` tells about communication between processes.
final class ChannelTopics {
  private final Workbench bench;

  ChannelTopics(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable topics) {
    topics.topic(
        List.of("channels", "ipc"),
        "",
        _ -> channels("channel", _ -> true),
        "Everything processes exchange data through.");
    kind(topics, "pipes", "pipe", "Pipes.", each -> each.kind().equals("pipe"));
    kind(topics, "fifos", "FIFO", "Named pipes.", each -> each.kind().equals("fifo"));
    topics.topic(
        List.of("shm"),
        "",
        this::sharedMemory,
        "Shared memory: System V segments, and mappings that processes share.");
    kind(
        topics,
        "sems",
        "System V semaphore set",
        "System V semaphores; POSIX ones are locks.",
        each -> each.kind().endsWith("semaphores"));
    kind(
        topics,
        "msgs",
        "message queue",
        "Message queues, System V and POSIX.",
        each -> each.kind().endsWith("message queue"));
    kind(
        topics,
        "sockets",
        "socket",
        "Sockets of all kinds.",
        each ->
            each.kind().contains("socket")
                || each.kind().contains("TCP")
                || each.kind().contains("UDP"));
    topics.topic(
        List.of("locks"),
        "",
        this::locks,
        "Mutexes, semaphores and the like, who holds them and who waits.");
    topics.topic(
        List.of("files"), "", this::files, "What each process has open, as lsof(8) shows it.");
  }

  private void kind(
      CommandTable topics, String topic, String word, String help, Predicate<ChannelInfo> which) {
    topics.topic(List.of(topic), "", _ -> channels(word, which), help);
  }

  private void channels(String word, Predicate<ChannelInfo> which) throws DebugError {
    boolean hasSeveral = bench.system().hosts().size() > 1;
    Table table = new Table("", hasSeveral ? "lllrrrrrrl" : "llrrrrrrl");
    List<String> titles =
        List.of(
            "Channel", "Kind", "In it", "Messages", "Capacity", "In", "Out", "Ends r/w", "Waiting");
    row(table, hasSeveral, "Host", titles);
    int rows = 0;
    for (HostInfo host : bench.system().hosts()) {
      for (ChannelInfo each : host.channels()) {
        if (which.test(each)) {
          rows++;
          row(table, hasSeveral, host.name(), cells(each));
        }
      }
    }
    if (rows == 0) {
      bench.printer().line("There is no " + word + ".");
      return;
    }
    bench.printer().table(table);
  }

  private static void row(Table table, boolean hasHost, String host, List<String> cells) {
    if (!hasHost) {
      table.row(cells.toArray(String[]::new));
      return;
    }
    String[] all = new String[cells.size() + 1];
    all[0] = host;
    for (int i = 0; i < cells.size(); i++) {
      all[i + 1] = cells.get(i);
    }
    table.row(all);
  }

  private static List<String> cells(ChannelInfo each) {
    String readers = each.waitingReaders().isEmpty() ? "" : "readers " + each.waitingReaders();
    String writers = each.waitingWriters().isEmpty() ? "" : " writers " + each.waitingWriters();
    return List.of(
        each.name(),
        each.kind(),
        TimeText.size(each.fillBytes()),
        each.messages() == 0 ? "-" : Long.toString(each.messages()),
        each.capacityBytes() == 0 ? "-" : TimeText.size(each.capacityBytes()),
        TimeText.size(each.bytesIn()),
        TimeText.size(each.bytesOut()),
        each.readers() + "/" + each.writers(),
        (readers + writers).strip());
  }

  private void sharedMemory(String arguments) throws DebugError {
    Table table =
        new Table("", "llrrrl").row("Host", "Process", "Start", "Size", "Resident", "Mapping");
    int rows = 0;
    for (HostInfo host : bench.system().hosts()) {
      for (ChannelInfo each : host.channels()) {
        if (each.kind().toLowerCase(Locale.ROOT).contains("shared memory")) {
          rows++;
          table.row(
              host.name(),
              "",
              "",
              TimeText.size(each.fillBytes()),
              "",
              each.kind() + " " + each.name() + ", attached " + each.readers() + " times");
        }
      }
      for (ProcessInfo process : host.processes()) {
        for (MapInfo map : process.maps()) {
          if (map.permissions().endsWith("s")) {
            rows++;
            table.row(
                host.name(),
                process.pid() + " (" + process.name() + ")",
                "0x" + Long.toHexString(map.start()),
                TimeText.size(map.sizeBytes()),
                TimeText.size(map.residentBytes()),
                map.permissions() + " " + (map.name().isEmpty() ? "anonymous" : map.name()));
          }
        }
      }
    }
    if (rows == 0) {
      bench.printer().line("There is no shared memory.");
      return;
    }
    bench.printer().table(table);
  }

  private void locks(String arguments) throws DebugError {
    Table table =
        new Table("", "llrrrrrl")
            .row("Lock", "Kind", "Process", "Holder", "Value", "Acquired", "Contended", "Waiting");
    int rows = 0;
    for (HostInfo host : bench.system().hosts()) {
      for (LockInfo each : host.locks()) {
        rows++;
        table.row(
            each.name(),
            each.kind(),
            Integer.toString(each.pid()),
            each.owner() == 0 ? "-" : Integer.toString(each.owner()),
            Long.toString(each.value()),
            Long.toString(each.acquisitions()),
            Long.toString(each.contentions()),
            each.waiters().isEmpty() ? "" : each.waiters().toString());
      }
    }
    if (rows == 0) {
      bench.printer().line("No lock has been used.");
      return;
    }
    bench.printer().table(table);
  }

  private void files(String arguments) throws DebugError {
    ThreadNames names = ThreadNames.of(bench);
    Table table =
        new Table("", "rlrlllr").row("Pid", "Program", "Fd", "Kind", "Name", "Flags", "Offset");
    for (HostInfo host : bench.system().hosts()) {
      for (ProcessInfo process : host.processes()) {
        for (FdInfo each : process.fds()) {
          table.row(
              names.id(host.number(), process.pid()),
              process.name(),
              Integer.toString(each.fd()),
              each.kind(),
              each.name(),
              each.flags(),
              each.offset() < 0 ? "-" : Long.toString(each.offset()));
        }
      }
    }
    bench.printer().table(table);
  }
}
