package osprey.report;

import java.util.List;
import osprey.inspect.ChannelInfo;
import osprey.inspect.CpuInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.LockInfo;
import osprey.inspect.Metrics;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SystemInfo;
import osprey.inspect.ThreadInfo;
import osprey.inspect.TransferInfo;
import osprey.trace.TraceLog;

/// The report of a run for people: times of processes and threads, use of the CPUs, who ran when,
/// what went through which channel. Everything from the trace and the final state.
public final class TextReport {
  private static final int ROW_LETTERS_MAX = 100;
  private static final int ROWS_MAX = 60;

  private final Summary summary;
  private final SystemInfo system;
  private final TraceLog log;
  private final Timelines timelines;
  private final Schedule schedule;
  private final int width;
  private final StringBuilder out = new StringBuilder();

  private TextReport(Summary summary, SystemInfo system, TraceLog log, int width) {
    this.summary = summary;
    this.system = system;
    this.log = log;
    this.timelines = Timelines.of(log, system.timeNanos());
    this.schedule = new Schedule(timelines);
    this.width = width;
  }

  /// @param width columns of the terminal that charts may use
  public static String of(Summary summary, SystemInfo system, TraceLog log, int width) {
    return new TextReport(summary, system, log, width).write();
  }

  private String write() {
    out.append("Report: ").append(summary.title()).append('\n');
    out.append("  ").append(summary.ending()).append(" at ");
    out.append(TimeText.of(system.timeNanos()));
    out.append(", seed ").append(system.seed()).append('\n');
    for (HostInfo host : system.hosts()) {
      host(host);
    }
    if (!system.rules().isEmpty()) {
      out.append("\nTie-break rules\n");
      for (String rule : system.rules()) {
        out.append("  ").append(rule).append('\n');
      }
    }
    checks();
    if (log.first() > 0) {
      out.append("\nThe first ").append(log.first());
      out.append(" events were dropped from the trace; charts begin later.\n");
    }
    return out.toString();
  }

  private void host(HostInfo host) {
    out.append("\nHost ").append(host.name()).append(": ").append(host.cpus().size());
    out.append(host.cpus().size() == 1 ? " CPU, " : " CPUs, ");
    out.append("scheduler ").append(host.scheduler()).append(", memory ");
    out.append(TimeText.size(host.memory().usedBytes())).append(" of ");
    out.append(TimeText.size(host.memory().totalBytes())).append(" used\n");
    processes(host);
    cpus(host);
    out.append(new MemoryText(host, timelines));
    gantt(host);
    channels(host);
    transfers(host);
    locks(host);
    refusals(host);
    bottlenecks(host);
  }

  private void processes(HostInfo host) {
    Table table =
        new Table("  ", "lrrrrrrrrrrl")
            .row(
                "process",
                "pid",
                "start",
                "end",
                "response",
                "turnaround",
                "waiting",
                "blocked",
                "cpu",
                "sys",
                "switches v/i",
                "status");
    for (ProcessInfo process : host.processes()) {
      if (process.threads().isEmpty()) {
        continue;
      }
      String label = timelines.processLabel(host.number(), process.pid());
      row(table, label, process.pid(), process.metrics(), status(process));
      if (process.threads().size() > 1) {
        for (ThreadInfo thread : process.threads()) {
          String name = "  thread " + thread.name();
          row(table, name, thread.tid(), thread.metrics(), status(thread));
        }
      }
    }
    Averages averages = Averages.of(host);
    if (averages.count() > 0) {
      table.row(
          "average of " + averages.count(),
          "",
          "",
          "",
          TimeText.of(averages.response()),
          TimeText.of(averages.turnaround()),
          TimeText.of(averages.waiting()));
    }
    out.append(table);
    if (averages.count() > 0 && system.timeNanos() > 0) {
      long perSecond = Math.round(averages.count() * 1e12 / system.timeNanos());
      out.append("  throughput ").append(TimeText.decimal(perSecond)).append(" processes/s\n");
    }
  }

  private static void row(Table table, String name, int id, Metrics metrics, String status) {
    table.row(
        name,
        Integer.toString(id),
        TimeText.of(metrics.arrival()),
        time(metrics.end()),
        time(metrics.response()),
        time(metrics.turnaround()),
        TimeText.of(metrics.ready()),
        TimeText.of(metrics.blocked()),
        TimeText.of(metrics.cpu()),
        TimeText.of(metrics.system()),
        metrics.voluntarySwitches() + "/" + metrics.involuntarySwitches(),
        status);
  }

  private static String time(long nanos) {
    return nanos == Metrics.NEVER ? "-" : TimeText.of(nanos);
  }

  private static String status(ProcessInfo process) {
    return switch (process.state()) {
      case LIVE -> "alive";
      case STOPPED -> "stopped";
      case ZOMBIE -> ExitText.of(process.exitStatus()) + ", zombie";
      case ENDED -> ExitText.of(process.exitStatus());
    };
  }

  private static String status(ThreadInfo thread) {
    return switch (thread.state()) {
      case RUNNING, READY -> "runnable";
      case SLEEPING, UNINTERRUPTIBLE ->
          thread.waitsFor() == null ? "waits" : "waits for " + thread.waitsFor().what();
      case STOPPED -> "stopped";
      case ZOMBIE, ENDED -> "ended";
    };
  }

  private void cpus(HostInfo host) {
    out.append('\n');
    Table table = new Table("  ", "lrrrrr").row("cpu", "busy", "user", "sys", "idle", "switches");
    for (CpuInfo cpu : host.cpus()) {
      table.row(
          "cpu" + cpu.number(),
          TimeText.percent(cpu.busyNanos(), cpu.busyNanos() + cpu.idleNanos()),
          TimeText.of(cpu.userNanos()),
          TimeText.of(cpu.systemNanos()),
          TimeText.of(cpu.idleNanos()),
          Long.toString(cpu.switches()));
    }
    out.append(table);
  }

  private void gantt(HostInfo host) {
    if (timelines.hostCount() <= host.number() || timelines.end() == 0) {
      return;
    }
    out.append('\n').append(new Gantt(timelines, schedule, host.number(), width - 10));
    long step = StateRows.step(timelines, Math.min(ROW_LETTERS_MAX, width));
    Table rows = new Table("  ", "ll");
    int left = ROWS_MAX;
    for (Timeline thread : timelines.all()) {
      if (thread.host() == host.number() && left-- > 0) {
        String arrival = " ".repeat((int) (thread.start() / step));
        rows.row(
            timelines.label(thread.host(), thread.tid()), arrival + StateRows.of(thread, step));
      }
    }
    out.append("\n  States, a letter for ").append(TimeText.of(step));
    out.append(" (R runs, r is ready, w waits, s is stopped)\n").append(rows);
    if (left < 0) {
      out.append("  … ").append(-left).append(" more threads\n");
    }
  }

  private void channels(HostInfo host) {
    Table table =
        new Table("  ", "llrrrrrrrr")
            .row(
                "channel",
                "kind",
                "in",
                "out",
                "writes",
                "reads",
                "left in it",
                "capacity",
                "full for",
                "empty for");
    for (ChannelInfo channel : host.channels()) {
      table.row(
          channel.name(),
          channel.kind(),
          TimeText.size(channel.bytesIn()),
          TimeText.size(channel.bytesOut()),
          Long.toString(channel.writes()),
          Long.toString(channel.reads()),
          TimeText.size(channel.fillBytes()),
          channel.capacityBytes() == 0 ? "-" : TimeText.size(channel.capacityBytes()),
          TimeText.of(channel.fullNanos()),
          TimeText.of(channel.emptyNanos()));
    }
    if (!host.channels().isEmpty()) {
      out.append('\n').append(table);
    }
  }

  private void transfers(HostInfo host) {
    Table table =
        new Table("  ", "llrrrrrr")
            .row(
                "transfers over",
                "kind",
                "syscalls",
                "copies",
                "copied",
                "waits",
                "wake-ups",
                "kernel time");
    boolean isEmpty = true;
    for (TransferInfo transfer : host.transfers()) {
      if (transfer.copies() > 0 || transfer.waits() > 0) {
        isEmpty = false;
        table.row(
            transfer.channel(),
            transfer.kind(),
            Long.toString(transfer.calls()),
            Long.toString(transfer.copies()),
            TimeText.size(transfer.copiedBytes()),
            Long.toString(transfer.waits()),
            Long.toString(transfer.wakeUps()),
            TimeText.of(transfer.nanos()));
      }
    }
    if (!isEmpty) {
      out.append('\n').append(table);
    }
  }

  private void bottlenecks(HostInfo host) {
    List<Bottlenecks.Finding> findings = Bottlenecks.of(log, timelines, host.number());
    if (!findings.isEmpty()) {
      out.append("\n  Bottlenecks\n");
    }
    for (Bottlenecks.Finding each : findings) {
      out.append("  * ").append(each.sentence()).append('\n');
    }
  }

  private void locks(HostInfo host) {
    Table table = new Table("  ", "llrrrl");
    table.row("lock", "kind", "pid", "acquired", "had to wait", "now");
    for (LockInfo lock : host.locks()) {
      table.row(
          lock.name(),
          lock.kind(),
          Integer.toString(lock.pid()),
          Long.toString(lock.acquisitions()),
          Long.toString(lock.contentions()),
          now(lock));
    }
    if (!host.locks().isEmpty()) {
      out.append('\n').append(table);
    }
  }

  private void refusals(HostInfo host) {
    List<Refusals.Row> rows = Refusals.of(log, host.number());
    if (rows.isEmpty()) {
      return;
    }
    Table table = new Table("  ", "llrl").row("refused by sandbox", "to", "times", "what");
    for (Refusals.Row row : rows) {
      String who = timelines.label(host.number(), row.tid());
      table.row(row.sandbox(), who, Integer.toString(row.times()), row.words());
    }
    out.append('\n').append(table);
  }

  private static String now(LockInfo lock) {
    String held = lock.owner() == 0 ? "" : "held by " + lock.owner();
    List<Integer> waiters = lock.waiters();
    if (waiters.isEmpty()) {
      return held;
    }
    return held + (held.isEmpty() ? "" : ", ") + waiters.size() + " waiting";
  }

  private void checks() {
    if (summary.checks().isEmpty()) {
      return;
    }
    out.append("\nExpectations\n");
    for (Summary.Check check : summary.checks()) {
      out.append(check.isMet() ? "  met      " : "  NOT MET  ").append(check.clause());
      out.append("  (").append(check.place()).append(")\n");
      if (check.actual() != null && !check.isMet()) {
        out.append("           actually: ").append(check.actual()).append('\n');
      }
    }
  }
}
