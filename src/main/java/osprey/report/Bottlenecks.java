package osprey.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.trace.TraceEvent;
import osprey.trace.TraceKind;
import osprey.trace.TraceLog;

/// What held a run up, from its trace alone: channels that were full or empty while somebody
/// waited, locks that many waited for, CPUs with a queue before them.
public final class Bottlenecks {
  /// Shares of the run, in percent, from which on something is worth telling.
  private static final int FULL_PERCENT = 20;

  private static final int EMPTY_PERCENT = 50;
  private static final int LOCK_PERCENT = 10;
  private static final int BUSY_PERCENT = 90;

  /// Fewer waits tell nothing about what is usual.
  private static final int WAITS_LEAST = 3;

  private static final List<String> LOCKS =
      List.of("mutex ", "read-write lock ", "flock on ", "record lock on ");

  /// One thing that was waited for.
  private static final class Want {
    int waits;
    int waiting;
    int waitingMost;

    /// Time in which at least one thread waited, and the times of all of them together.
    long time;

    long total;
    long since;

    /// How often somebody had to wait for a lock, by where its owner was at that time.
    final Map<String, Integer> owners = new LinkedHashMap<>();

    void begins(long now) {
      waits++;
      waitingMost = Math.max(waitingMost, ++waiting);
      if (waiting == 1) {
        since = now;
      }
    }

    void ends(long now, long began) {
      total += now - began;
      if (--waiting == 0) {
        time += now - since;
      }
    }
  }

  /// Where a thread waits.
  private record Stay(Want want, long since) {}

  /// @param host machine
  /// @param kind `full`, `empty`, `contended`, `busy`
  /// @param what the channel or lock as the trace names it, or `cpu`
  /// @param share of the run's time, in thousandths
  /// @param sentence for people
  public record Finding(int host, String kind, String what, long share, String sentence) {}

  private final TraceLog log;
  private final Timelines timelines;
  private final Map<String, Want> wants = new LinkedHashMap<>();
  private final Map<Long, Stay> stays = new LinkedHashMap<>();
  private final int host;

  private Bottlenecks(TraceLog log, Timelines timelines, int host) {
    this.log = log;
    this.timelines = timelines;
    this.host = host;
  }

  /// Those of one machine, the worst of each kind first.
  public static List<Finding> of(TraceLog log, Timelines timelines, int host) {
    return new Bottlenecks(log, timelines, host).find();
  }

  private List<Finding> find() {
    long end = timelines.end();
    List<Finding> findings = new ArrayList<>();
    if (end == 0) {
      return findings;
    }
    follow(end);
    for (Map.Entry<String, Want> each : wants.entrySet()) {
      Finding found = finding(each.getKey(), each.getValue(), end);
      if (found != null) {
        findings.add(found);
      }
    }
    findings.sort((a, b) -> Long.compare(b.share(), a.share()));
    runQueue(findings, end);
    return findings;
  }

  private void follow(long end) {
    for (long index = log.first(); index < log.end(); index++) {
      TraceKind kind = log.kind(index);
      if (kind != TraceKind.BLOCKED
          && kind != TraceKind.WOKEN
          && kind != TraceKind.THREAD_EXITED
          && kind != TraceKind.CONTENDED) {
        continue;
      }
      switch (log.event(index)) {
        case TraceEvent.Blocked(long time, int at, int tid, String reason) when at == host -> {
          Want want = wants.computeIfAbsent(reason, _ -> new Want());
          want.begins(time);
          stays.put((long) tid, new Stay(want, time));
        }
        case TraceEvent.Contended(long _, int at, int _, String lock, int owner, String where)
            when at == host -> {
          String who = timelines.label(host, owner) + (where.isEmpty() ? "" : " at " + where);
          wants.computeIfAbsent(lock, _ -> new Want()).owners.merge(who, 1, Integer::sum);
        }
        case TraceEvent.Woken(long time, int at, int tid, int _) when at == host ->
            leave(tid, time);
        case TraceEvent.ThreadExited(long time, int at, int tid) when at == host ->
            leave(tid, time);
        default -> {}
      }
    }
    for (Stay stay : List.copyOf(stays.values())) {
      stay.want.ends(Math.max(end, stay.since), stay.since);
    }
  }

  private void leave(int tid, long time) {
    Stay stay = stays.remove((long) tid);
    if (stay != null) {
      stay.want.ends(time, stay.since);
    }
  }

  private @Nullable Finding finding(String reason, Want want, long end) {
    if (want.waits < WAITS_LEAST) {
      return null;
    }
    long share = want.time * 1000 / end;
    String percent = TimeText.percent(want.time, end) + " of the time";
    String channel = channelIn(reason, "room in ", "room to send from ", "room for ");
    if (channel != null) {
      return share < FULL_PERCENT * 10
          ? null
          : new Finding(
              host,
              "full",
              channel,
              share,
              channel
                  + " was full for "
                  + percent
                  + " with "
                  + (want.waitingMost == 1 ? "a writer" : "up to " + want.waitingMost + " writers")
                  + " waiting: its reader is the bottleneck");
    }
    channel = channelIn(reason, "data in ", "data for ", "a message ");
    if (channel != null) {
      return share < EMPTY_PERCENT * 10
          ? null
          : new Finding(
              host,
              "empty",
              channel,
              share,
              channel
                  + " was empty for "
                  + percent
                  + " with "
                  + (want.waitingMost == 1 ? "a reader" : "up to " + want.waitingMost + " readers")
                  + " waiting: its writer is the bottleneck");
    }
    boolean isLock = LOCKS.stream().anyMatch(reason::startsWith);
    if (!isLock || share < LOCK_PERCENT * 10) {
      return null;
    }
    return new Finding(
        host,
        "contended",
        reason,
        share,
        reason
            + " made threads wait "
            + want.waits
            + " times, "
            + TimeText.of(want.total)
            + " in all and up to "
            + want.waitingMost
            + " at once"
            + owner(want));
  }

  private static String owner(Want want) {
    String most = "";
    int count = 0;
    for (Map.Entry<String, Integer> each : want.owners.entrySet()) {
      if (each.getValue() > count) {
        most = each.getKey();
        count = each.getValue();
      }
    }
    return count == 0 ? "" : "; its owner was mostly " + most;
  }

  private static @Nullable String channelIn(String reason, String... beginnings) {
    for (String beginning : beginnings) {
      if (reason.startsWith(beginning)) {
        int queue = reason.indexOf(" in ", beginning.length() - 1);
        return reason.substring(queue < 0 ? beginning.length() : queue + " in ".length());
      }
    }
    return null;
  }

  /// Threads that were ready and had no CPU, on average over the run.
  private void runQueue(List<Finding> findings, long end) {
    long ready = 0;
    long running = 0;
    for (Timeline thread : timelines.all()) {
      if (thread.host() == host) {
        for (int i = 0; i < thread.size(); i++) {
          long length = thread.end(i) - thread.start(i);
          ready += thread.state(i) == RunState.READY ? length : 0;
          running += thread.state(i) == RunState.RUNNING ? length : 0;
        }
      }
    }
    int cpus = timelines.hostCount() > host ? timelines.cpuCount(host) : 1;
    long capacity = end * cpus;
    if (ready >= capacity && running >= capacity * BUSY_PERCENT / 100) {
      findings.add(
          new Finding(
              host,
              "busy",
              "cpu",
              running * 1000 / capacity,
              "on average "
                  + TimeText.decimal(ready * 1000 / end)
                  + " threads were ready and had no CPU: "
                  + (cpus == 1 ? "the CPU is" : "the " + cpus + " CPUs are")
                  + " the bottleneck"));
    }
  }
}
