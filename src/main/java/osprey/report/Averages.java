package osprey.report;

import java.util.List;
import osprey.inspect.HostInfo;
import osprey.inspect.Metrics;
import osprey.inspect.ProcessInfo;

/// Means over the processes that have ended, in nanoseconds, rounded half up.
public record Averages(int count, long response, long turnaround, long waiting) {
  public static Averages of(HostInfo host) {
    return of(List.of(host));
  }

  /// Over the processes of several hosts.
  public static Averages of(List<HostInfo> hosts) {
    int count = 0;
    long response = 0;
    long turnaround = 0;
    long waiting = 0;
    for (ProcessInfo process : hosts.stream().flatMap(host -> host.processes().stream()).toList()) {
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
