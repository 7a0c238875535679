package osprey.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import osprey.inspect.CpuInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.SystemInfo;
import osprey.trace.TraceEvent;
import osprey.trace.TraceLog;

/// How servers did in several runs, side by side: a table for each kind of client, and one for the
/// machines that were asked.
public final class RequestTables {
  private record Run(String name, List<Requests> requests, List<Server> servers) {}

  /// @param threadsMost that lived at one time
  private record Server(HostInfo host, int processes, int threads, int threadsMost) {
    long busy() {
      return host.cpus().stream().mapToLong(CpuInfo::busyNanos).sum();
    }

    long capacity() {
      return busy() + host.cpus().stream().mapToLong(CpuInfo::idleNanos).sum();
    }

    long switches() {
      return host.cpus().stream().mapToLong(CpuInfo::switches).sum();
    }

    long calls() {
      return host.processes().stream().mapToLong(process -> process.metrics().calls()).sum();
    }
  }

  private final List<Run> runs = new ArrayList<>();

  /// @param log with calls
  public void add(String file, SystemInfo system, TraceLog log) {
    List<Requests> requests = Requests.of(log);
    Set<String> clients = new LinkedHashSet<>();
    requests.forEach(each -> clients.add(each.client()));
    List<Server> servers = new ArrayList<>();
    for (HostInfo host : system.hosts()) {
      if (host.processes().stream().noneMatch(process -> clients.contains(process.name()))) {
        servers.add(server(host, log));
      }
    }
    runs.add(new Run(file.substring(file.lastIndexOf('/') + 1), requests, servers));
  }

  private static Server server(HostInfo host, TraceLog log) {
    int processes = 0;
    int threads = 0;
    int living = 0;
    int most = 0;
    for (long at = log.first(); at < log.end(); at++) {
      if (log.host(at) != host.number()) {
        continue;
      }
      switch (log.kind(at)) {
        case PROCESS_CREATED -> processes++;
        case THREAD_CREATED -> {
          threads++;
          most = Math.max(most, ++living);
        }
        case THREAD_EXITED -> living--;
        case DESCHEDULED -> {
          boolean isLast =
              log.event(at) instanceof TraceEvent.Descheduled event
                  && event.why() == TraceEvent.Departure.EXITED;
          living -= isLast ? 1 : 0;
        }
        default -> {}
      }
    }
    return new Server(host, processes, threads, most);
  }

  @Override
  public String toString() {
    Map<String, Table> byClient = new LinkedHashMap<>();
    Table servers =
        new Table("", "llrrrrrrr")
            .row(
                "run",
                "machine",
                "processes",
                "threads",
                "at one time",
                "memory at most",
                "busy",
                "switches",
                "syscalls");
    for (Run run : runs) {
      for (Requests each : run.requests) {
        byClient.computeIfAbsent(each.client(), RequestTables::header).row(row(run.name, each));
      }
      run.servers.forEach(server -> servers.row(row(run.name, server)));
    }
    StringBuilder out = new StringBuilder();
    if (byClient.isEmpty()) {
      out.append("no process connected to a server\n\n");
    }
    byClient.values().forEach(table -> out.append(table).append('\n'));
    return out.append(servers).toString();
  }

  private static Table header(String client) {
    return new Table("", "lrrrrrrr")
        .row(
            "requests of " + client,
            "made",
            "answered",
            "a second",
            "p50",
            "p95",
            "p99",
            "longest");
  }

  private static String[] row(String run, Requests requests) {
    return new String[] {
      run,
      Integer.toString(requests.made()),
      Integer.toString(requests.answered()),
      Long.toString(requests.rate()),
      time(requests.percentile(50)),
      time(requests.percentile(95)),
      time(requests.percentile(99)),
      time(requests.percentile(100))
    };
  }

  private static String time(long nanos) {
    return nanos < 0 ? "-" : TimeText.of(nanos);
  }

  private static String[] row(String run, Server server) {
    return new String[] {
      run,
      server.host.name(),
      Integer.toString(server.processes),
      Integer.toString(server.threads),
      Integer.toString(server.threadsMost),
      TimeText.size(server.host.memory().peakBytes()),
      TimeText.percent(server.busy(), server.capacity()),
      Long.toString(server.switches()),
      Long.toString(server.calls())
    };
  }

  /// The same for programs; times in nanoseconds, percentiles of nothing are -1.
  public String json() {
    Json json = new Json().beginObject();
    json.name("runs").beginArray();
    for (Run run : runs) {
      json.beginObject().member("name", run.name);
      json.name("clients").beginArray();
      for (Requests each : run.requests) {
        json.beginObject().member("name", each.client()).member("made", each.made());
        json.member("answered", each.answered()).member("perSecond", each.rate());
        json.member("p50Nanos", each.percentile(50)).member("p95Nanos", each.percentile(95));
        json.member("p99Nanos", each.percentile(99));
        json.member("longestNanos", each.percentile(100)).end();
      }
      json.end().name("servers").beginArray();
      for (Server server : run.servers) {
        json.beginObject().member("name", server.host.name());
        json.member("processes", server.processes).member("threads", server.threads);
        json.member("threadsAtOneTime", server.threadsMost);
        json.member("peakBytes", server.host.memory().peakBytes());
        json.name("utilisation").ratio(server.busy(), server.capacity());
        json.member("switches", server.switches()).member("syscalls", server.calls()).end();
      }
      json.end().end();
    }
    return json.end().end().toString();
  }
}
