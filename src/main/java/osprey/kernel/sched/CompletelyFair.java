package osprey.kernel.sched;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.task.SchedulingEntity;
import osprey.kernel.task.Task;

/// Linux's Completely Fair Scheduler as of 2.6.23 to 6.5: the thread with the least virtual runtime
/// runs, where virtual time passes the slower the more a thread weighs. OSTEP, chapter 9; Linux
/// Documentation/scheduler/sched-design-CFS.rst, kernel/sched/fair.c.
///
/// Slice: `latency` times the thread's part of the weight of all runnable threads, at least
/// `granularity`; with more threads than fit into the latency each gets `granularity` in
/// proportion. It is computed afresh whenever the number of runnable threads changes. A woken
/// thread is placed at most `credit` of virtual time behind the least runtime there is (Linux: half
/// the latency; 0: the book's rule); it takes the processor at once if it is behind the running one
/// by more than `wakeup`. New threads begin at the least runtime. Several CPUs that share the queue
/// share the weights evenly.
///
/// Not modelled: the tick (slices end exactly), group scheduling, buddies.
public final class CompletelyFair implements SchedulingPolicy {
  /// @param granularityNanos the least slice
  /// @param wakeupNanos how far behind a woken thread must be to preempt
  /// @param creditNanos how far behind a sleeper may be
  public record Settings(
      long latencyNanos,
      long granularityNanos,
      long wakeupNanos,
      long creditNanos,
      boolean oldestFirst) {}

  private final Settings settings;
  private final RunQueue ready;
  private final RunningSet running;
  private int cpus = 1;

  /// Weight of all runnable threads, and how many they are.
  private long weight;

  private int runnable;

  /// Never runs backwards; Linux: min_vruntime.
  private long least;

  public CompletelyFair(Settings settings) {
    this.settings = settings;
    ready = new RunQueue();
    running = new RunningSet();
  }

  private CompletelyFair(CompletelyFair from, Copier copier) {
    copier.register(from, this);
    settings = from.settings;
    ready = copier.copy(from.ready);
    running = copier.copy(from.running);
    cpus = from.cpus;
    weight = from.weight;
    runnable = from.runnable;
    least = from.least;
  }

  @Override
  public String description() {
    return "cfs latency="
        + Nanos.text(settings.latencyNanos)
        + " granularity="
        + Nanos.text(settings.granularityNanos)
        + " wakeup="
        + Nanos.text(settings.wakeupNanos)
        + " credit="
        + Nanos.text(settings.creditNanos)
        + (settings.oldestFirst ? "" : " oldest=no");
  }

  @Override
  public String rule() {
    return settings.oldestFirst ? AGE_RULE : QUEUE_RULE;
  }

  @Override
  public void begin(int cpuCount, long seed) {
    cpus = cpuCount;
  }

  // ---- runnable or not

  private void count(Task task) {
    task.scheduling.weight = Weights.of(task.scheduling.nice);
    weight += task.scheduling.weight;
    runnable++;
  }

  private void discount(Task task) {
    weight -= task.scheduling.weight;
    runnable--;
  }

  private void advance() {
    long now = ready.leastKey();
    for (int i = 0; i < running.size(); i++) {
      now = Math.min(now, running.at(i).scheduling.virtualRuntime);
    }
    if (now != UNLIMITED) {
      least = Math.max(least, now);
    }
  }

  @Override
  public void add(Task task, Arrival why, long now) {
    SchedulingEntity entity = task.scheduling;
    advance();
    if (!running.remove(task)) {
      count(task);
    }
    switch (why) {
      case NEW -> entity.virtualRuntime = least;
      case WOKEN ->
          entity.virtualRuntime = Math.max(entity.virtualRuntime, least - settings.creditNanos);
      case EXPIRED, DISPLACED, YIELDED, MOVED -> {}
    }
    if (why == Arrival.YIELDED) {
      // sched_yield(2) is to let somebody else run; Linux skips the thread once.
      long next = ready.leastKey();
      if (next != UNLIMITED) {
        entity.virtualRuntime = Math.max(entity.virtualRuntime, next);
      }
    }
    if (why != Arrival.DISPLACED && why != Arrival.MOVED) {
      entity.order = settings.oldestFirst && why != Arrival.YIELDED ? task.id() : later();
    }
    ready.add(task, entity.virtualRuntime, entity.order);
  }

  /// An order behind all others of the same runtime.
  private long later() {
    return settings.oldestFirst ? (1L << 32) + ready.nextOrder() : ready.nextOrder();
  }

  @Override
  public void remove(Task task) {
    ready.remove(task);
    discount(task);
  }

  @Override
  public @Nullable Task take(int cpu, long now) {
    Task task = ready.take(cpu);
    if (task != null) {
      task.scheduling.sliceUsedNanos = 0;
      running.add(task);
      advance();
    }
    return task;
  }

  @Override
  public void leave(Task task, long now) {
    if (running.remove(task)) {
      discount(task);
      advance();
    }
  }

  @Override
  public void enter(Task task, long now) {
    count(task);
    running.add(task);
  }

  // ---- how long, and who first

  @Override
  public long quantumNanos(Task task, long now) {
    if (ready.size() == 0) {
      return UNLIMITED;
    }
    return Math.max(0, slice(task.scheduling) - task.scheduling.sliceUsedNanos);
  }

  private long slice(SchedulingEntity entity) {
    long competitors = Math.ceilDiv(runnable, cpus);
    long period = Math.max(settings.latencyNanos, competitors * settings.granularityNanos);
    long own = (long) entity.weight * cpus;
    // The period times own / weight, without overflow.
    long share = period / weight * own + period % weight * own / weight;
    return Math.clamp(share, settings.granularityNanos, period);
  }

  @Override
  public boolean preempts(Task arrived, Task runs, long now) {
    long behind = runs.scheduling.virtualRuntime - arrived.scheduling.virtualRuntime;
    return behind > Weights.virtual(settings.wakeupNanos, Weights.of(arrived.scheduling.nice));
  }

  @Override
  public void charge(Task task, long nanos, long now) {
    SchedulingEntity entity = task.scheduling;
    entity.sliceUsedNanos += nanos;
    entity.virtualRuntime += Weights.virtual(nanos, Weights.of(entity.nice));
  }

  @Override
  public boolean followsUse() {
    return true;
  }

  @Override
  public long virtualTime() {
    advance();
    return least;
  }

  @Override
  public int size() {
    return ready.size();
  }

  @Override
  public CompletelyFair copy(Copier copier) {
    return new CompletelyFair(this, copier);
  }
}
