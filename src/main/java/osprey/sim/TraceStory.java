package osprey.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.lang.scn.Expectation.Slice;
import osprey.trace.TraceEvent;
import osprey.trace.TraceEvent.Departure;
import osprey.trace.TraceKind;
import osprey.trace.TraceLevel;
import osprey.trace.TraceLog;

/// What the trace tells of a run: who ran when, what threads did, what was found.
final class TraceStory {
  /// Not there yet, or gone.
  static final char ABSENT = '-';

  private static final String BY_URGENCY = "Rrws";

  /// The life of a thread as spans of states, letters as in `states`.
  private static final class Life {
    final int host;
    final int pid;
    final List<Long> starts = new ArrayList<>();
    final StringBuilder letters = new StringBuilder();

    Life(int host, int pid) {
      this.host = host;
      this.pid = pid;
    }

    void enter(long time, char letter) {
      if (isOver()) {
        return;
      }
      starts.add(time);
      letters.append(letter);
    }

    char last() {
      return letters.isEmpty() ? ABSENT : letters.charAt(letters.length() - 1);
    }

    boolean isOver() {
      return !letters.isEmpty() && last() == ABSENT;
    }

    /// What it does from that time on: of several changes at one instant the last counts.
    char at(long time) {
      int low = 0;
      int high = starts.size();
      while (low < high) {
        int middle = low + high >>> 1;
        if (starts.get(middle) <= time) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low == 0 ? ABSENT : letters.charAt(low - 1);
    }
  }

  private record Turn(int tid, long from) {}

  private final Ensemble ensemble;
  private final long end;
  private final Map<Long, Life> lives = new LinkedHashMap<>();
  private final Map<Long, Turn> running = new LinkedHashMap<>();
  private final Map<Long, List<Slice>> slices = new LinkedHashMap<>();
  private final Map<Long, Integer> signals = new LinkedHashMap<>();
  private final Map<Long, Integer> refusals = new LinkedHashMap<>();
  private final Map<Long, Integer> threads = new LinkedHashMap<>();
  private final List<String> findings = new ArrayList<>();

  TraceStory(TraceLog log, Ensemble ensemble, long now) {
    this.ensemble = ensemble;
    end = log.isEmpty() ? now : Math.max(now, log.time(log.end() - 1));
    long wanted = TraceLevel.SCHEDULE.mask();
    for (long index = log.first(); index < log.end(); index++) {
      TraceKind kind = log.kind(index);
      if ((wanted & kind.bit()) != 0) {
        take(log.event(index));
      }
    }
    running.forEach(
        (cpu, turn) -> slice((int) (cpu >> 32), (int) (long) cpu, turn.tid, turn.from, end));
  }

  private void take(TraceEvent event) {
    switch (event) {
      case TraceEvent.ThreadCreated(long time, int host, int tid, int pid, int _) -> {
        Life life = new Life(host, pid);
        life.enter(time, 'r');
        lives.put(Ensemble.key(host, tid), life);
        threads.merge(Ensemble.key(host, pid), 1, Integer::sum);
      }
      case TraceEvent.ThreadExited(long time, int host, int tid) -> enter(time, host, tid, ABSENT);
      case TraceEvent.Dispatched(long time, int host, int cpu, int tid) -> {
        enter(time, host, tid, 'R');
        running.put(Ensemble.key(host, cpu), new Turn(tid, time));
      }
      case TraceEvent.Descheduled(long time, int host, int cpu, int tid, Departure why) -> {
        enter(time, host, tid, after(why));
        Turn turn = running.remove(Ensemble.key(host, cpu));
        if (turn != null) {
          slice(host, cpu, turn.tid, turn.from, time);
        }
      }
      case TraceEvent.Woken(long time, int host, int tid, int _) -> {
        Life life = lives.get(Ensemble.key(host, tid));
        if (life != null && life.last() == 'w') {
          life.enter(time, 'r');
        }
      }
      case TraceEvent.Stopped(long time, int host, int tid) -> enter(time, host, tid, 's');
      case TraceEvent.Continued(long time, int host, int tid) -> enter(time, host, tid, 'r');
      case TraceEvent.SignalDelivered(long _, int host, int tid, int _, var _) -> {
        Life life = lives.get(Ensemble.key(host, tid));
        if (life != null) {
          signals.merge(Ensemble.key(host, life.pid), 1, Integer::sum);
        }
      }
      case TraceEvent.Refused(long _, int host, int tid, int _, var _, var _) -> {
        Life life = lives.get(Ensemble.key(host, tid));
        if (life != null) {
          refusals.merge(Ensemble.key(host, life.pid), 1, Integer::sum);
        }
      }
      case TraceEvent.Diagnosis(long _, int _, String text) -> findings.add(text);
      case TraceEvent.Deadlock(long _, int _, int _, int _, String text) ->
          findings.add("deadlock: " + text);
      default -> {}
    }
  }

  private static char after(Departure why) {
    return switch (why) {
      case PREEMPTED, YIELDED -> 'r';
      case BLOCKED -> 'w';
      case STOPPED -> 's';
      case EXITED -> ABSENT;
    };
  }

  private void enter(long time, int host, int tid, char letter) {
    Life life = lives.get(Ensemble.key(host, tid));
    if (life != null) {
      life.enter(time, letter);
    }
  }

  /// Turns of one process that follow each other without a gap are one slice.
  private void slice(int host, int cpu, int tid, long from, long to) {
    Life life = lives.get(Ensemble.key(host, tid));
    if (to <= from || life == null) {
      return;
    }
    String role = ensemble.role(host, life.pid);
    List<Slice> of = slices.computeIfAbsent(Ensemble.key(host, cpu), _ -> new ArrayList<>());
    append(of, new Slice(role == null ? "process " + life.pid : role, from, to));
  }

  static void append(List<Slice> to, Slice next) {
    Slice last = to.isEmpty() ? null : to.getLast();
    if (last != null
        && last.process().equals(next.process())
        && last.toNanos() == next.fromNanos()) {
      to.removeLast();
      to.add(new Slice(last.process(), last.fromNanos(), next.toNanos()));
    } else {
      to.add(next);
    }
  }

  /// When the run ended.
  long end() {
    return end;
  }

  /// Who ran on a CPU.
  List<Slice> slices(int host, int cpu) {
    return slices.getOrDefault(Ensemble.key(host, cpu), List.of());
  }

  /// What a process did, a letter for each unit of time from its start, at least so many letters.
  String states(Ensemble.Actor actor, long unitNanos, int lettersMin) {
    long start = actor.info().metrics().arrival();
    long last = actor.info().metrics().hasEnded() ? actor.info().metrics().end() : end;
    List<Life> own = new ArrayList<>();
    for (Life life : lives.values()) {
      if (life.host == actor.host() && life.pid == actor.info().pid()) {
        own.add(life);
      }
    }
    StringBuilder row = new StringBuilder();
    long lettersMax = Math.max(lettersMin, 10_000);
    for (long time = start;
        (time < last || row.length() < lettersMin) && row.length() < lettersMax;
        time += unitNanos) {
      row.append(time < last ? stateAt(own, time) : ABSENT);
    }
    return row.toString();
  }

  /// A process does what the busiest of its threads does.
  private static char stateAt(List<Life> threads, long time) {
    int best = BY_URGENCY.length();
    for (Life thread : threads) {
      int urgency = BY_URGENCY.indexOf(thread.at(time));
      if (urgency >= 0 && urgency < best) {
        best = urgency;
      }
    }
    return best == BY_URGENCY.length() ? ABSENT : BY_URGENCY.charAt(best);
  }

  /// Signals delivered to a process.
  int signals(Ensemble.Actor actor) {
    return signals.getOrDefault(Ensemble.key(actor.host(), actor.info().pid()), 0);
  }

  /// Calls of a process that its sandbox refused.
  int refusals(Ensemble.Actor actor) {
    return refusals.getOrDefault(Ensemble.key(actor.host(), actor.info().pid()), 0);
  }

  /// Threads that a process has had.
  int threads(Ensemble.Actor actor) {
    return threads.getOrDefault(Ensemble.key(actor.host(), actor.info().pid()), 0);
  }

  /// The process of a thread, null if the trace does not know it.
  @Nullable Integer pid(int host, int tid) {
    Life life = lives.get(Ensemble.key(host, tid));
    return life == null ? null : life.pid;
  }

  /// What the simulator found out by itself.
  List<String> findings() {
    return findings;
  }
}
