package osprey.kernel.sched;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.task.SchedulingEntity;
import osprey.kernel.task.Task;

/// The classics of real-time scheduling: earliest deadline first (EDF), and rate monotonic (RM),
/// where the shortest period has the highest priority for good. Liu and Layland, Scheduling
/// Algorithms for Multiprogramming in a Hard-Real-Time Environment, JACM 20(1), 1973.
///
/// Threads without a deadline or period come last, first come first served. Equals run in the order
/// in which they became ready, with `oldest` in the order of creation; equals do not preempt.
public final class DeadlinePolicy implements SchedulingPolicy {
  /// What is urgent.
  public enum By {
    DEADLINE("edf"),
    PERIOD("rm");

    private final String word;

    By(String word) {
      this.word = word;
    }
  }

  private final By by;
  private final boolean isPreemptive;
  private final boolean oldestFirst;
  private final RunQueue ready;

  public DeadlinePolicy(By by, boolean isPreemptive, boolean oldestFirst) {
    this.by = by;
    this.isPreemptive = isPreemptive;
    this.oldestFirst = oldestFirst;
    ready = new RunQueue();
  }

  private DeadlinePolicy(DeadlinePolicy from, Copier copier) {
    copier.register(from, this);
    by = from.by;
    isPreemptive = from.isPreemptive;
    oldestFirst = from.oldestFirst;
    ready = copier.copy(from.ready);
  }

  @Override
  public String description() {
    return by.word + (isPreemptive ? "" : " preemptive=no") + (oldestFirst ? " oldest" : "");
  }

  @Override
  public String rule() {
    return oldestFirst ? AGE_RULE : QUEUE_RULE;
  }

  private long own(SchedulingEntity entity) {
    long urgency =
        switch (by) {
          case DEADLINE -> entity.absoluteDeadline;
          case PERIOD -> entity.periodNanos;
        };
    return urgency == 0 ? UNLIMITED : urgency;
  }

  /// Its own urgency or the one it was lent.
  private long key(SchedulingEntity entity) {
    return Math.min(own(entity), entity.inheritedRank);
  }

  @Override
  public void add(Task task, Arrival why, long now) {
    if (why != Arrival.DISPLACED && why != Arrival.MOVED) {
      task.scheduling.order = oldestFirst ? task.id() : ready.nextOrder();
    }
    ready.add(task, key(task.scheduling), task.scheduling.order);
  }

  @Override
  public void remove(Task task) {
    ready.remove(task);
  }

  @Override
  public @Nullable Task take(int cpu, long now) {
    return ready.take(cpu);
  }

  @Override
  public long quantumNanos(Task task, long now) {
    return UNLIMITED;
  }

  @Override
  public boolean preempts(Task arrived, Task running, long now) {
    return isPreemptive && key(arrived.scheduling) < key(running.scheduling);
  }

  @Override
  public void charge(Task task, long nanos, long now) {}

  @Override
  public long rank(Task task) {
    return own(task.scheduling);
  }

  @Override
  public int size() {
    return ready.size();
  }

  @Override
  public DeadlinePolicy copy(Copier copier) {
    return new DeadlinePolicy(this, copier);
  }
}
