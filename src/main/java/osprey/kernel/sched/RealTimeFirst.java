package osprey.kernel.sched;

import static osprey.kernel.task.SchedulingEntity.SCHED_FIFO;
import static osprey.kernel.task.SchedulingEntity.SCHED_RR;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.task.SchedulingEntity;
import osprey.kernel.task.Task;

/// The real-time classes of sched(7) before any other policy: threads under SCHED_FIFO and SCHED_RR
/// outrank all others, the higher static priority (1 to 99) first. A preempted one goes to the head
/// of its priority; a SCHED_RR thread goes to the tail after each quantum of 100 ms. Threads under
/// SCHED_OTHER and the like are the other policy's business.
public final class RealTimeFirst implements SchedulingPolicy {
  public static final long QUANTUM_NANOS = 100_000_000;

  /// Rank of real-time priority 0, more urgent than any of the other policies'.
  private static final long RANK = Long.MIN_VALUE / 2;

  private final SchedulingPolicy others;
  private final RunQueue ready;

  public RealTimeFirst(SchedulingPolicy others) {
    this.others = others;
    ready = new RunQueue();
  }

  private RealTimeFirst(RealTimeFirst from, Copier copier) {
    copier.register(from, this);
    others = copier.copy(from.others);
    ready = copier.copy(from.ready);
  }

  private static boolean isRealTime(Task task) {
    return priority(task) > 0;
  }

  private static boolean isOfClass(SchedulingEntity entity) {
    return entity.policyClass == SCHED_FIFO || entity.policyClass == SCHED_RR;
  }

  /// 1 to 99, its own or the one it was lent; 0 for threads of other classes.
  private static int priority(Task task) {
    SchedulingEntity entity = task.scheduling;
    int own = isOfClass(entity) ? entity.realTimePriority : 0;
    boolean isLent = entity.inheritedRank < RANK;
    return isLent ? Math.max(own, (int) (RANK - entity.inheritedRank)) : own;
  }

  @Override
  public String description() {
    return others.description();
  }

  @Override
  public String rule() {
    return others.rule();
  }

  @Override
  public void begin(int cpus, long seed) {
    others.begin(cpus, seed);
  }

  @Override
  public void add(Task task, Arrival why, long now) {
    if (!isRealTime(task)) {
      others.add(task, why, now);
      return;
    }
    SchedulingEntity entity = task.scheduling;
    if (why == Arrival.DISPLACED) {
      ready.addFirst(task, -priority(task));
    } else {
      entity.sliceUsedNanos = 0;
      ready.addLast(task, -priority(task));
    }
  }

  @Override
  public void remove(Task task) {
    if (isRealTime(task)) {
      ready.remove(task);
    } else {
      others.remove(task);
    }
  }

  @Override
  public @Nullable Task take(int cpu, long now) {
    Task urgent = ready.size() == 0 ? null : ready.take(cpu);
    return urgent != null ? urgent : others.take(cpu, now);
  }

  @Override
  public long quantumNanos(Task task, long now) {
    if (!isRealTime(task)) {
      return others.quantumNanos(task, now);
    }
    return task.scheduling.policyClass != SCHED_RR
        ? UNLIMITED
        : Math.max(0, QUANTUM_NANOS - task.scheduling.sliceUsedNanos);
  }

  @Override
  public boolean preempts(Task arrived, Task running, long now) {
    if (isRealTime(arrived)) {
      return priority(arrived) > priority(running);
    }
    return !isRealTime(running) && others.preempts(arrived, running, now);
  }

  @Override
  public void charge(Task task, long nanos, long now) {
    if (isRealTime(task)) {
      task.scheduling.sliceUsedNanos += nanos;
    } else {
      others.charge(task, nanos, now);
    }
  }

  @Override
  public void leave(Task task, long now) {
    if (!isRealTime(task)) {
      others.leave(task, now);
    }
  }

  @Override
  public void enter(Task task, long now) {
    if (!isRealTime(task)) {
      others.enter(task, now);
    }
  }

  @Override
  public boolean followsUse() {
    return others.followsUse();
  }

  @Override
  public long nextDecision(int cpu, long now) {
    return others.nextDecision(cpu, now);
  }

  @Override
  public void decide(int cpu, long now) {
    others.decide(cpu, now);
  }

  @Override
  public long virtualTime() {
    return others.virtualTime();
  }

  @Override
  public long rank(Task task) {
    SchedulingEntity entity = task.scheduling;
    return isOfClass(entity) ? RANK - entity.realTimePriority : others.rank(task);
  }

  @Override
  public boolean inheritsAlways() {
    return others.inheritsAlways();
  }

  @Override
  public int size() {
    return ready.size() + others.size();
  }

  @Override
  public RealTimeFirst copy(Copier copier) {
    return new RealTimeFirst(this, copier);
  }
}
