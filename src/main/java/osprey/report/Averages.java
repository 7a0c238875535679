package osprey.report;

import osprey.inspect.HostInfo;
import osprey.inspect.Metrics;
import osprey.inspect.ProcessInfo;

/// Means over the processes of a host that have ended, in nanoseconds, rounded half up.
public record Averages(int count, long response, long turnaround, long waiting) {
  public static Averages of(HostInfo host) {
    int count = 0;
    long response = 0;
    long turnaround = 0;
    long waiting = 0;
    for (ProcessInfo process : host.processes()) {
      Metrics metrics = process.metrics();
      if (!process.threads().isEmpty() && process.hasExited() && metrics.hasEnded()) {
        count++;
        response += Math.max(0, metrics.response());
        turnaround += metrics.turnaround();
        waiting += metrics.ready();
      }
    }
    return count == 0
        ? new Averages(0, 0, 0, 0)
        : new Averages(count, mean(response, count), mean(turnaround, count), mean(waiting, count));
  }

  private static long mean(long sum, int count) {
    return (sum + count / 2) / count;
  }
}
