package osprey.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import osprey.abi.Errno;
import osprey.abi.Syscall;
import osprey.trace.TraceEvent;
import osprey.trace.TraceLog;

/// What programs asked of servers, as those who asked saw it: a request lasts from `connect` to
/// `close` of its descriptor, and is answered if something was read in between.
///
/// @param latencies of answered requests, ascending, in nanoseconds
/// @param span from the first `connect` to the last `close`
public record Requests(String client, int made, List<Long> latencies, long span) {
  private static final int PERCENT = 100;
  private static final long SECOND = 1_000_000_000L;

  public Requests {
    latencies = List.copyOf(latencies);
  }

  public int answered() {
    return latencies.size();
  }

  /// In a second; 0 if nothing was answered.
  public long rate() {
    return span == 0 ? 0 : Math.round(answered() * (double) SECOND / span);
  }

  /// The time within which so many per cent were answered (nearest rank); -1 if none was.
  public long percentile(int percent) {
    int rank = Math.ceilDiv(answered() * percent, PERCENT);
    return answered() == 0 ? -1 : latencies.get(Math.max(0, rank - 1));
  }

  /// By name of the process that asked, in order of their first request. Needs calls in the trace.
  public static List<Requests> of(TraceLog log) {
    Reader reader = new Reader();
    for (long at = log.first(); at < log.end(); at++) {
      reader.take(log.event(at));
    }
    List<Requests> all = new ArrayList<>();
    reader.clients.forEach((name, client) -> {
      client.latencies.sort(null);
      long span = Math.max(0, client.last - client.first);
      all.add(new Requests(name, client.made, client.latencies, span));
    });
    return all;
  }

  private static final class Client {
    int made;
    long first = Long.MAX_VALUE;
    long last;
    final List<Long> latencies = new ArrayList<>();
  }

  /// A request under way.
  private static final class Open {
    final long since;
    boolean isAnswered;

    Open(long since) {
      this.since = since;
    }
  }

  private record Thread(int host, int tid) {}

  private record Descriptor(int host, int pid, int fd) {}

  private static final class Reader {
    final Map<String, Client> clients = new LinkedHashMap<>();
    private final Map<Descriptor, String> names = new LinkedHashMap<>();
    private final Map<Thread, Integer> processes = new LinkedHashMap<>();
    private final Map<Thread, TraceEvent.CallEntered> calls = new LinkedHashMap<>();
    private final Map<Descriptor, Open> open = new LinkedHashMap<>();

    void take(TraceEvent event) {
      switch (event) {
        case TraceEvent.ProcessCreated created ->
            names.put(new Descriptor(created.host(), created.pid(), 0), created.name());
        case TraceEvent.ThreadCreated created ->
            processes.put(new Thread(created.host(), created.tid()), created.pid());
        case TraceEvent.CallEntered call -> entered(call);
        case TraceEvent.CallReturned call -> returned(call);
        default -> {}
      }
    }

    private Descriptor descriptor(TraceEvent.CallEntered call) {
      int pid = processes.getOrDefault(new Thread(call.host(), call.tid()), 0);
      return new Descriptor(call.host(), pid, (int) call.a0());
    }

    private void entered(TraceEvent.CallEntered call) {
      if (call.number() == Syscall.CONNECT.number()
          || call.number() == Syscall.READ.number()
          || call.number() == Syscall.RECVFROM.number()) {
        calls.put(new Thread(call.host(), call.tid()), call);
      } else if (call.number() == Syscall.CLOSE.number()) {
        closed(descriptor(call), call.time());
      }
      if (call.number() == Syscall.CONNECT.number()) {
        Descriptor descriptor = descriptor(call);
        Client client = client(descriptor);
        client.made++;
        client.first = Math.min(client.first, call.time());
        open.put(descriptor, new Open(call.time()));
      }
    }

    private void returned(TraceEvent.CallReturned call) {
      TraceEvent.CallEntered entered = calls.remove(new Thread(call.host(), call.tid()));
      if (entered == null || entered.number() != call.number()) {
        return;
      }
      Descriptor descriptor = descriptor(entered);
      Open request = open.get(descriptor);
      if (request == null) {
        return;
      }
      if (call.number() != Syscall.CONNECT.number()) {
        request.isAnswered |= call.result() > 0;
      } else if (call.result() < 0 && call.result() != -Errno.EINPROGRESS.number()) {
        open.remove(descriptor);
      }
    }

    private void closed(Descriptor descriptor, long time) {
      Open request = open.remove(descriptor);
      if (request != null && request.isAnswered) {
        Client client = client(descriptor);
        client.latencies.add(time - request.since);
        client.last = Math.max(client.last, time);
      }
    }

    private Client client(Descriptor descriptor) {
      String name =
          names.getOrDefault(
              new Descriptor(descriptor.host, descriptor.pid, 0), "process " + descriptor.pid);
      return clients.computeIfAbsent(name, _ -> new Client());
    }
  }
}
