package osprey.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything at one instant.
///
/// @param seed of the run
/// @param rules how ties at one instant were broken, a sentence each
public record SystemInfo(
    long timeNanos, long seed, List<String> rules, List<HostInfo> hosts, List<LinkInfo> links) {
  public SystemInfo {
    rules = List.copyOf(rules);
    hosts = List.copyOf(hosts);
    links = List.copyOf(links);
  }

  /// Machines without a network.
  public SystemInfo(long timeNanos, long seed, List<String> rules, List<HostInfo> hosts) {
    this(timeNanos, seed, rules, hosts, List.of());
  }

  /// The process of a host, ended ones too, or null.
  public @Nullable ProcessInfo process(int host, int pid) {
    for (ProcessInfo process : hosts.get(host).processes()) {
      if (process.pid() == pid) {
        return process;
      }
    }
    return null;
  }

  /// The thread of a host, or null.
  public @Nullable ThreadInfo thread(int host, int tid) {
    for (ProcessInfo process : hosts.get(host).processes()) {
      for (ThreadInfo thread : process.threads()) {
        if (thread.tid() == tid) {
          return thread;
        }
      }
    }
    return null;
  }
}
