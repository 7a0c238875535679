package osprey.kernel.sched;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// A second scheduler, as one would do it with pencil and paper: time goes on by one unit, and at
/// each unit the rules of docs/kernel/scheduling.md are applied in their order. Shares nothing with
/// the kernel. Slow, and short enough to be checked by reading.
final class StepByStep {
  /// @param bursts computation, I/O, computation and so on, in units of time
  /// @param priority a low number is a high priority
  /// @param period 0 for a job that comes once; else its one burst is repeated, `rounds` times, and
  ///   each is due at the end of its period
  record Job(int arrival, List<Integer> bursts, int priority, int period, int rounds) {
    Job(int arrival, List<Integer> bursts, int priority) {
      this(arrival, bursts, priority, 0, 1);
    }
  }

  /// What the policy is; the less the urgency, the sooner.
  ///
  /// @param quantum 0 for none
  /// @param displacedToHead a preempted thread goes before its equals; if not, to its old place
  /// @param quanta of an MLFQ, from the top; empty for others
  record Policy(
      ToLongFunction<Thread> urgency,
      boolean isPreemptive,
      boolean displacedToHead,
      int quantum,
      boolean restarts,
      List<Integer> quanta) {
    static Policy cooperative(ToLongFunction<Thread> urgency) {
      return new Policy(urgency, false, false, 0, true, List.of());
    }

    static Policy preemptive(ToLongFunction<Thread> urgency) {
      return new Policy(urgency, true, false, 0, true, List.of());
    }

    Policy withDisplacedAtHead() {
      return new Policy(urgency, isPreemptive, true, quantum, restarts, quanta);
    }

    static Policy roundRobin(int quantum, boolean restarts) {
      return new Policy(_ -> 0, false, false, quantum, restarts, List.of());
    }

    /// Allotment: one quantum.
    static Policy feedback(Integer... quanta) {
      return new Policy(thread -> thread.level, true, false, 0, true, List.of(quanta));
    }

    int quantum(Thread thread) {
      return quanta.isEmpty() ? quantum : quanta.get(thread.level);
    }
  }

  static final class Thread {
    final Job job;
    final int number;
    int burst;
    int round;
    int left;
    int due;

    /// 0 is the top.
    int level;

    int used;
    int order;
    boolean isReady;
    final StringBuilder row = new StringBuilder();

    Thread(Job job, int number) {
      this.job = job;
      this.number = number;
    }
  }

  private record Completion(int time, Thread thread) {}

  private final Policy policy;
  private final boolean isExpiredFirst;
  private final int switchCost;
  private final @Nullable Thread[] running;
  private final @Nullable Thread[] last;

  /// Until when a processor is busy with a switch.
  private final int[] switching;

  private final List<Thread> threads = new ArrayList<>();
  private final List<Thread> ready = new ArrayList<>();
  private final List<Completion> devices = new ArrayList<>();
  private final List<Completion> timers = new ArrayList<>();
  private int orders;
  private int heads;
  private int now;

  StepByStep(
      Policy policy, int processors, boolean isExpiredFirst, int switchCost, List<Job> jobs) {
    this.policy = policy;
    this.isExpiredFirst = isExpiredFirst;
    this.switchCost = switchCost;
    running = new Thread[processors];
    last = new Thread[processors];
    switching = new int[processors];
    for (Job job : jobs) {
      threads.add(new Thread(job, threads.size()));
    }
  }

  /// The state of each thread, a letter for each unit of time.
  List<String> run() {
    for (int left = threads.size(); left > 0; now++) {
      if (isExpiredFirst) {
        expire();
      }
      wake(devices);
      arrivals();
      wake(timers);
      fillIdle();
      if (!isExpiredFirst) {
        expire();
      }
      preempt();
      left -= compute();
    }
    return threads.stream().map(thread -> thread.row.toString()).toList();
  }

  private void arrivals() {
    for (Thread thread : threads) {
      if (thread.job.arrival == now) {
        thread.left = thread.job.bursts.getFirst();
        thread.due = now + thread.job.period;
        enqueue(thread);
      }
    }
  }

  private void wake(List<Completion> list) {
    for (Completion each : List.copyOf(list)) {
      if (each.time == now) {
        list.remove(each);
        Thread thread = each.thread;
        thread.left = thread.job.bursts.get(thread.burst);
        if (policy.quanta.isEmpty()) {
          thread.used = 0;
        } else if (thread.used >= policy.quantum(thread)) {
          sink(thread);
        }
        enqueue(thread);
      }
    }
  }

  private void enqueue(Thread thread) {
    thread.order = orders++;
    thread.isReady = true;
    ready.add(thread);
  }

  private void sink(Thread thread) {
    thread.used = 0;
    thread.level = Math.min(thread.level + 1, Math.max(0, policy.quanta.size() - 1));
  }

  private @Nullable Thread best() {
    return ready.stream()
        .min(Comparator.comparingLong(policy.urgency).thenComparingInt(thread -> thread.order))
        .orElse(null);
  }

  private void take(int processor) {
    Thread next = best();
    running[processor] = next;
    if (next != null) {
      ready.remove(next);
      next.isReady = false;
      boolean isSwitch = last[processor] != null && last[processor] != next;
      switching[processor] = now + (isSwitch ? switchCost : 0);
      last[processor] = next;
    }
  }

  private void fillIdle() {
    for (int i = 0; i < running.length; i++) {
      if (running[i] == null) {
        take(i);
      }
    }
  }

  private void expire() {
    for (int i = 0; i < running.length; i++) {
      Thread thread = running[i];
      if (thread == null || now < switching[i] || !isSpent(thread)) {
        continue;
      }
      if (ready.isEmpty() && !policy.restarts) {
        continue;
      }
      sink(thread);
      if (!ready.isEmpty()) {
        enqueue(thread);
        take(i);
      }
    }
  }

  private boolean isSpent(Thread thread) {
    int quantum = policy.quantum(thread);
    return quantum > 0 && thread.used >= quantum;
  }

  private void preempt() {
    while (policy.isPreemptive) {
      Thread arrived = best();
      int victim = -1;
      for (int i = 0; i < running.length; i++) {
        Thread candidate = running[i];
        if (candidate != null && (victim < 0 || urgency(i) > urgency(victim))) {
          victim = i;
        }
      }
      if (arrived == null || victim < 0 || policy.urgency.applyAsLong(arrived) >= urgency(victim)) {
        return;
      }
      Thread loser = running[victim];
      if (loser != null) {
        loser.isReady = true;
        loser.order = policy.displacedToHead ? --heads : loser.order;
        ready.add(loser);
      }
      take(victim);
    }
  }

  private long urgency(int processor) {
    Thread thread = running[processor];
    return thread == null ? Long.MIN_VALUE : policy.urgency.applyAsLong(thread);
  }

  /// One unit of time; how many threads ended.
  private int compute() {
    for (Thread thread : threads) {
      boolean isThere = thread.job.arrival <= now && thread.burst < thread.job.bursts.size();
      boolean waits = !thread.isReady && !runs(thread);
      if (isThere) {
        thread.row.append(thread.isReady ? 'r' : waits ? 'w' : isSwitchingTo(thread) ? 'r' : 'R');
      }
    }
    int ended = 0;
    for (int i = 0; i < running.length; i++) {
      Thread thread = running[i];
      if (thread != null && now >= switching[i]) {
        thread.left--;
        thread.used++;
        if (thread.left == 0) {
          running[i] = null;
          ended += finishBurst(thread) ? 1 : 0;
        }
      }
    }
    return ended;
  }

  private boolean runs(Thread thread) {
    for (Thread each : running) {
      if (each == thread) {
        return true;
      }
    }
    return false;
  }

  private boolean isSwitchingTo(Thread thread) {
    for (int i = 0; i < running.length; i++) {
      if (running[i] == thread) {
        return now < switching[i];
      }
    }
    return false;
  }

  private boolean finishBurst(Thread thread) {
    Job job = thread.job;
    if (job.period > 0) {
      if (++thread.round == job.rounds) {
        thread.burst = job.bursts.size();
        return true;
      }
      int release = job.arrival + thread.round * job.period;
      thread.due = release + job.period;
      if (release > now + 1) {
        timers.add(new Completion(release, thread));
      } else {
        thread.left = job.bursts.getFirst(); // late already, and ready as before
        thread.isReady = true;
        ready.add(thread);
      }
      return false;
    }
    int io = thread.burst + 1;
    thread.burst += 2;
    if (thread.burst >= job.bursts.size()) {
      thread.burst = job.bursts.size();
      return true;
    }
    devices.add(new Completion(now + 1 + job.bursts.get(io), thread));
    return false;
  }
}
