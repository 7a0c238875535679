package osprey.ui.repl;

import java.util.List;
import osprey.inspect.ChannelInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.LockInfo;
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
        List.of("channels", "ipc", "pipes"), "", this::channels, "Pipes, queues and sockets.");
    topics.topic(
        List.of("locks"), "", this::locks, "Mutexes, semaphores and the like, and who holds them.");
  }

  private void channels(String arguments) throws DebugError {
    Table table =
        new Table("", "llrrrrrl")
            .row("Channel", "Kind", "In it", "Capacity", "In", "Out", "Ends r/w", "Waiting");
    for (HostInfo host : bench.system().hosts()) {
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
    bench.printer().table(table);
  }

  private void locks(String arguments) throws DebugError {
    Table table =
        new Table("", "llrrrl").row("Lock", "Kind", "Process", "Holder", "Value", "Waiting");
    for (HostInfo host : bench.system().hosts()) {
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
    bench.printer().table(table);
  }
}
