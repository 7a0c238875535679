package osprey.report;

import osprey.inspect.CpuInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.Metrics;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SystemInfo;

/// What is compared between runs: sums over all machines, times in nanoseconds.
///
/// @param name of the run in tables: its file, or its policy
/// @param ending why it ended: `finished`, `deadlock`
/// @param response mean over the processes that have ended; so are `turnaround` and `waiting`
public record KeyFigures(
    String name,
    String ending,
    boolean isMet,
    long time,
    int processes,
    long response,
    long turnaround,
    long waiting,
    long busy,
    long capacity,
    long switches,
    long calls,
    long copies,
    long copiedBytes,
    long pageFaults) {
  public static KeyFigures of(String name, Summary summary, SystemInfo system) {
    int count = 0;
    long response = 0;
    long turnaround = 0;
    long waiting = 0;
    long busy = 0;
    long capacity = 0;
    long switches = 0;
    long calls = 0;
    long copies = 0;
    long copiedBytes = 0;
    long pageFaults = 0;
    for (HostInfo host : system.hosts()) {
      Averages averages = Averages.of(host);
      count += averages.count();
      response += averages.response() * averages.count();
      turnaround += averages.turnaround() * averages.count();
      waiting += averages.waiting() * averages.count();
      for (CpuInfo cpu : host.cpus()) {
        busy += cpu.busyNanos();
        capacity += cpu.busyNanos() + cpu.idleNanos();
        switches += cpu.switches();
      }
      for (ProcessInfo process : host.processes()) {
        Metrics metrics = process.metrics();
        calls += metrics.calls();
        copies += metrics.copies();
        copiedBytes += metrics.copiedBytes();
        pageFaults += metrics.pageFaults();
      }
    }
    int divisor = Math.max(1, count);
    return new KeyFigures(
        name,
        summary.ending(),
        summary.isMet(),
        system.timeNanos(),
        count,
        response / divisor,
        turnaround / divisor,
        waiting / divisor,
        busy,
        capacity,
        switches,
        calls,
        copies,
        copiedBytes,
        pageFaults);
  }
}
