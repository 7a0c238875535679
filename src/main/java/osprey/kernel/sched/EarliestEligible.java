package osprey.kernel.sched;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.task.SchedulingEntity;
import osprey.kernel.task.Task;

/// Earliest eligible virtual deadline first, Linux's policy since 6.6. Stoica and Abdel-Wahab,
/// Earliest Eligible Virtual Deadline First, Old Dominion University TR-95-22, 1995;
/// kernel/sched/fair.c.
///
/// Every thread asks for `slice` of processor time at a go. It is eligible if it has had no more
/// than its fair share so far (its virtual runtime is not past the weighted average V), and its
/// virtual deadline is the request over its weight after its virtual runtime; of the eligible, the
/// earliest deadline runs until its request is served. What a thread is owed when it blocks (its
/// lag) it keeps. A woken thread takes the processor from one that is no longer eligible and has a
/// later deadline (Linux: run to parity). Of equal deadlines the lesser runtime, then the thread
/// created first.
///
/// Not modelled: delayed dequeue, the halved first deadline of new threads, groups.
public final class EarliestEligible implements SchedulingPolicy {
  private final long sliceNanos;
  private final ByAffinity<EligibilityTree> trees;
  private final RunningSet running;
  private int size;

  /// Sum of weights of all runnable threads, and of each weight times the distance of its virtual
  /// runtime from the base.
  private long weight;

  private long sum;
  private long base;

  public EarliestEligible(long sliceNanos) {
    this.sliceNanos = sliceNanos;
    trees = new ByAffinity<>();
    running = new RunningSet();
  }

  private EarliestEligible(EarliestEligible from, Copier copier) {
    copier.register(from, this);
    sliceNanos = from.sliceNanos;
    trees = new ByAffinity<>(from.trees, copier);
    running = copier.copy(from.running);
    size = from.size;
    weight = from.weight;
    sum = from.sum;
    base = from.base;
  }

  @Override
  public String description() {
    return "eevdf slice=" + Nanos.text(sliceNanos);
  }

  @Override
  public String rule() {
    return "Among equal deadlines: the lesser virtual runtime, then the thread that was created"
        + " first.";
  }

  /// V, the weighted average of virtual runtimes.
  @Override
  public long virtualTime() {
    if (weight > 0) {
      long by = Math.floorDiv(sum, weight);
      base += by;
      sum -= by * weight;
    }
    return base;
  }

  private void count(SchedulingEntity entity) {
    entity.weight = Weights.of(entity.nice);
    weight += entity.weight;
    sum += entity.weight * (entity.virtualRuntime - base);
  }

  private void discount(SchedulingEntity entity) {
    weight -= entity.weight;
    sum -= entity.weight * (entity.virtualRuntime - base);
  }

  private EligibilityTree tree(Task task) {
    return trees.of(task.scheduling.affinity, EligibilityTree::new);
  }

  @Override
  public void add(Task task, Arrival why, long now) {
    SchedulingEntity entity = task.scheduling;
    if (!running.remove(task)) {
      if (why == Arrival.NEW || why == Arrival.WOKEN) {
        place(entity, why);
      }
      count(entity);
    }
    switch (why) {
      case NEW, WOKEN, EXPIRED -> request(entity);
      case YIELDED -> entity.virtualDeadline += Weights.virtual(sliceNanos, entity.weight);
      case DISPLACED, MOVED -> {}
    }
    tree(task).add(task);
    size++;
  }

  /// Puts a thread in its old distance from V; its coming moves V, which is allowed for.
  private void place(SchedulingEntity entity, Arrival why) {
    long lag = why == Arrival.NEW || weight == 0 ? 0 : entity.lag;
    int own = Weights.of(entity.nice);
    entity.virtualRuntime =
        virtualTime() - (lag == 0 ? 0 : Math.floorDiv(lag * (weight + own), weight));
  }

  private void request(SchedulingEntity entity) {
    entity.sliceUsedNanos = 0;
    entity.virtualDeadline = entity.virtualRuntime + Weights.virtual(sliceNanos, entity.weight);
  }

  @Override
  public void remove(Task task) {
    tree(task).remove(task);
    size--;
    discount(task.scheduling);
  }

  @Override
  public @Nullable Task take(int cpu, long now) {
    Task best = earliest(cpu, virtualTime());
    if (best == null) {
      best = earliest(cpu, Long.MAX_VALUE);
    }
    if (best != null) {
      tree(best).remove(best);
      size--;
      running.add(best);
    }
    return best;
  }

  private @Nullable Task earliest(int cpu, long runtimeMax) {
    Task best = null;
    for (int i = 0; i < trees.count(); i++) {
      if (trees.serves(i, cpu)) {
        Task task = trees.group(i).earliest(runtimeMax);
        if (task != null && (best == null || isDueBefore(task, best))) {
          best = task;
        }
      }
    }
    return best;
  }

  private static boolean isDueBefore(Task one, Task other) {
    SchedulingEntity a = one.scheduling;
    SchedulingEntity b = other.scheduling;
    if (a.virtualDeadline != b.virtualDeadline) {
      return a.virtualDeadline < b.virtualDeadline;
    }
    return a.virtualRuntime < b.virtualRuntime
        || (a.virtualRuntime == b.virtualRuntime && one.id() < other.id());
  }

  @Override
  public void leave(Task task, long now) {
    if (running.remove(task)) {
      SchedulingEntity entity = task.scheduling;
      long most = 2 * Weights.virtual(sliceNanos, entity.weight);
      entity.lag = Math.clamp(virtualTime() - entity.virtualRuntime, -most, most);
      discount(entity);
    }
  }

  @Override
  public void enter(Task task, long now) {
    count(task.scheduling);
    running.add(task);
  }

  @Override
  public long quantumNanos(Task task, long now) {
    return size == 0 ? UNLIMITED : Math.max(0, sliceNanos - task.scheduling.sliceUsedNanos);
  }

  @Override
  public boolean preempts(Task arrived, Task runs, long now) {
    long average = virtualTime();
    return arrived.scheduling.virtualRuntime <= average
        && runs.scheduling.virtualRuntime > average
        && arrived.scheduling.virtualDeadline < runs.scheduling.virtualDeadline;
  }

  @Override
  public void charge(Task task, long nanos, long now) {
    SchedulingEntity entity = task.scheduling;
    long passed = Weights.virtual(nanos, entity.weight);
    entity.sliceUsedNanos += nanos;
    entity.virtualRuntime += passed;
    sum += entity.weight * passed;
  }

  @Override
  public boolean followsUse() {
    return true;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public EarliestEligible copy(Copier copier) {
    return new EarliestEligible(this, copier);
  }
}
