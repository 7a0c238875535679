package osprey.kernel.sched;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.task.SchedulingEntity;
import osprey.kernel.task.Task;

/// A run queue for each CPU, any policy within each. A thread stays with the CPU it ran on last; a
/// new one goes to the CPU with the fewest runnable threads, a woken one to an idle CPU if its own
/// is busy. OSTEP, chapter 10 (multi-queue multiprocessor scheduling); Linux: sched_domains, much
/// simplified.
///
/// Parameters, besides the policy's own: `steal`, whether an idle CPU takes a thread from the
/// longest queue (yes); `balance`, the period after which queues are evened out (0: never). Moving
/// costs what the machine's cost profile says for a migration.
public final class PerCpuQueues implements SchedulingPolicy {
  private final SchedulingPolicy prototype;
  private final boolean steals;
  private final long balanceNanos;

  /// By CPU.
  private final List<SchedulingPolicy> queues = new ArrayList<>();

  /// CPUs that run a thread of theirs, bit n for CPU n.
  private long busy;

  private int size;
  private long nextBalance;

  /// @param prototype an empty queue; that of each CPU is a copy of it
  /// @param balanceNanos 0 for never
  public PerCpuQueues(SchedulingPolicy prototype, boolean steals, long balanceNanos) {
    this.prototype = prototype;
    this.steals = steals;
    this.balanceNanos = balanceNanos;
    nextBalance = balanceNanos == 0 ? UNLIMITED : balanceNanos;
    queues.add(prototype.copy(new Copier()));
  }

  private PerCpuQueues(PerCpuQueues from, Copier copier) {
    copier.register(from, this);
    prototype = from.prototype;
    steals = from.steals;
    balanceNanos = from.balanceNanos;
    for (SchedulingPolicy queue : from.queues) {
      queues.add(copier.copy(queue));
    }
    busy = from.busy;
    size = from.size;
    nextBalance = from.nextBalance;
  }

  @Override
  public String description() {
    return prototype.description()
        + " per-cpu"
        + (steals ? "" : " steal=no")
        + (balanceNanos == 0 ? "" : " balance=" + Nanos.text(balanceNanos));
  }

  @Override
  public String rule() {
    return prototype.rule() + " Among equally long queues: the lower CPU.";
  }

  @Override
  public void begin(int cpus, long seed) {
    queues.clear();
    for (int cpu = 0; cpu < cpus; cpu++) {
      SchedulingPolicy queue = prototype.copy(new Copier());
      queue.begin(1, seed + cpu);
      queues.add(queue);
    }
  }

  // ---- which queue

  private SchedulingPolicy queueOf(Task task) {
    return queues.get(task.scheduling.queue);
  }

  private boolean isBusy(int cpu) {
    return (busy >>> cpu & 1) != 0;
  }

  private int load(int cpu) {
    return queues.get(cpu).size() + (isBusy(cpu) ? 1 : 0);
  }

  private int choose(Task task, Arrival why) {
    SchedulingEntity entity = task.scheduling;
    int last = entity.lastCpu;
    boolean mayStay = last >= 0 && last < queues.size() && entity.mayRunOn(last);
    boolean isIdle = mayStay && load(last) == 0;
    if (mayStay && (isIdle || (why != Arrival.NEW && why != Arrival.WOKEN))) {
      return last;
    }
    int best = -1;
    for (int cpu = 0; cpu < queues.size(); cpu++) {
      if (entity.mayRunOn(cpu) && (best < 0 || load(cpu) < load(best))) {
        best = cpu;
      }
    }
    boolean stays = mayStay && why == Arrival.WOKEN && best >= 0 && load(best) > 0;
    return stays ? last : Math.max(0, best);
  }

  @Override
  public void add(Task task, Arrival why, long now) {
    SchedulingEntity entity = task.scheduling;
    int to = choose(task, why);
    boolean wasRunning =
        why == Arrival.EXPIRED || why == Arrival.DISPLACED || why == Arrival.YIELDED;
    if (wasRunning) {
      busy &= ~(1L << entity.queue);
    }
    if (wasRunning && to != entity.queue) {
      queueOf(task).leave(task, now);
      put(task, queueOf(task), to, now);
    } else if (why == Arrival.MOVED) {
      put(task, queueOf(task), to, now);
    } else {
      entity.queue = to;
      queueOf(task).add(task, why, now);
    }
    size++;
  }

  private void put(Task task, SchedulingPolicy from, int to, long now) {
    SchedulingEntity entity = task.scheduling;
    long distance = queues.get(to).virtualTime() - from.virtualTime();
    entity.virtualRuntime += distance;
    entity.virtualDeadline += distance;
    entity.queue = to;
    queueOf(task).add(task, Arrival.MOVED, now);
  }

  @Override
  public void remove(Task task) {
    queueOf(task).remove(task);
    size--;
  }

  @Override
  public @Nullable Task take(int cpu, long now) {
    balance(now);
    SchedulingPolicy own = queues.get(cpu);
    Task task = own.take(cpu, now);
    if (task == null && steals && size > 0 && steal(cpu, now)) {
      task = own.take(cpu, now);
    }
    if (task != null) {
      busy |= 1L << cpu;
      size--;
    }
    return task;
  }

  // ---- evening out

  /// Gets a thread from the longest queue that has one for this CPU.
  private boolean steal(int cpu, long now) {
    long tried = 1L << cpu;
    while (true) {
      int victim = -1;
      for (int i = 0; i < queues.size(); i++) {
        boolean isCandidate = (tried >>> i & 1) == 0 && queues.get(i).size() > 0;
        if (isCandidate && (victim < 0 || queues.get(i).size() > queues.get(victim).size())) {
          victim = i;
        }
      }
      if (victim < 0) {
        return false;
      }
      if (move(victim, cpu, now)) {
        return true;
      }
      tried |= 1L << victim;
    }
  }

  private boolean move(int from, int to, long now) {
    SchedulingPolicy victim = queues.get(from);
    Task task = victim.take(to, now);
    if (task == null) {
      return false;
    }
    victim.leave(task, now);
    put(task, victim, to, now);
    return true;
  }

  private void balance(long now) {
    if (now < nextBalance) {
      return;
    }
    nextBalance = (now / balanceNanos + 1) * balanceNanos;
    boolean hasMoved = true;
    while (hasMoved) {
      int longest = 0;
      int shortest = 0;
      for (int cpu = 1; cpu < queues.size(); cpu++) {
        longest = load(cpu) > load(longest) ? cpu : longest;
        shortest = load(cpu) < load(shortest) ? cpu : shortest;
      }
      hasMoved = load(longest) - load(shortest) > 1 && move(longest, shortest, now);
    }
  }

  // ---- the rest is the queues'

  @Override
  public long quantumNanos(Task task, long now) {
    return queueOf(task).quantumNanos(task, now);
  }

  @Override
  public boolean preempts(Task arrived, Task running, long now) {
    return arrived.scheduling.queue == running.scheduling.queue
        && queueOf(arrived).preempts(arrived, running, now);
  }

  @Override
  public void charge(Task task, long nanos, long now) {
    queueOf(task).charge(task, nanos, now);
  }

  @Override
  public void leave(Task task, long now) {
    busy &= ~(1L << task.scheduling.queue);
    queueOf(task).leave(task, now);
  }

  @Override
  public void enter(Task task, long now) {
    busy |= 1L << task.scheduling.queue;
    queueOf(task).enter(task, now);
  }

  @Override
  public boolean followsUse() {
    return prototype.followsUse();
  }

  @Override
  public long nextDecision(int cpu, long now) {
    return Math.min(nextBalance, queues.get(cpu).nextDecision(cpu, now));
  }

  @Override
  public void decide(int cpu, long now) {
    balance(now);
    queues.get(cpu).decide(cpu, now);
  }

  @Override
  public long rank(Task task) {
    return prototype.rank(task);
  }

  @Override
  public boolean inheritsAlways() {
    return prototype.inheritsAlways();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public PerCpuQueues copy(Copier copier) {
    return new PerCpuQueues(this, copier);
  }
}
