package osprey.kernel.sched;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.task.SchedulingEntity;
import osprey.kernel.task.Task;

/// Stride scheduling: the thread with the least pass runs for a quantum, and its pass grows by what
/// it used over its tickets. Waldspurger and Weihl, Stride Scheduling: Deterministic
/// Proportional-Share Resource Management, MIT/LCS/TM-528, 1995; OSTEP, chapter 9.
///
/// Who arrives or wakes up goes on from the least pass there is, so that nobody can save up.
/// Parameters: `quantum`. Of equal passes the thread that was created first runs (`oldest=yes`), or
/// who has waited the longest (`oldest=no`).
public final class Stride implements SchedulingPolicy {
  /// Pass of a nanosecond with one ticket; has many divisors, so that usual shares come out
  /// exactly.
  private static final long STRIDE_ONE = 5040;

  private final long quantumNanos;
  private final boolean oldestFirst;
  private final RunQueue ready;

  /// The least pass that a thread had when it was chosen.
  private long pass;

  public Stride(long quantumNanos, boolean oldestFirst) {
    this.quantumNanos = quantumNanos;
    this.oldestFirst = oldestFirst;
    ready = new RunQueue();
  }

  private Stride(Stride from, Copier copier) {
    copier.register(from, this);
    quantumNanos = from.quantumNanos;
    oldestFirst = from.oldestFirst;
    ready = copier.copy(from.ready);
    pass = from.pass;
  }

  @Override
  public String description() {
    return "stride quantum=" + Nanos.text(quantumNanos) + (oldestFirst ? "" : " oldest=no");
  }

  @Override
  public String rule() {
    return oldestFirst ? AGE_RULE : QUEUE_RULE;
  }

  @Override
  public void add(Task task, Arrival why, long now) {
    SchedulingEntity entity = task.scheduling;
    if (why == Arrival.NEW) {
      entity.virtualRuntime = pass;
    } else if (why == Arrival.WOKEN) {
      entity.virtualRuntime = Math.max(pass, entity.virtualRuntime);
    }
    if (why != Arrival.DISPLACED) {
      entity.sliceUsedNanos = 0;
    }
    if (why != Arrival.DISPLACED && why != Arrival.MOVED) {
      entity.order = oldestFirst ? task.id() : ready.nextOrder();
    }
    ready.add(task, entity.virtualRuntime, entity.order);
  }

  @Override
  public void remove(Task task) {
    ready.remove(task);
  }

  @Override
  public @Nullable Task take(int cpu, long now) {
    Task task = ready.take(cpu);
    if (task != null) {
      pass = Math.max(pass, task.scheduling.virtualRuntime);
    }
    return task;
  }

  @Override
  public long quantumNanos(Task task, long now) {
    return Math.max(0, quantumNanos - task.scheduling.sliceUsedNanos);
  }

  @Override
  public boolean preempts(Task arrived, Task running, long now) {
    return false;
  }

  @Override
  public void charge(Task task, long nanos, long now) {
    SchedulingEntity entity = task.scheduling;
    entity.sliceUsedNanos += nanos;
    entity.virtualRuntime += nanos * STRIDE_ONE / Math.max(1, entity.tickets);
  }

  @Override
  public long virtualTime() {
    return pass;
  }

  @Override
  public int size() {
    return ready.size();
  }

  @Override
  public Stride copy(Copier copier) {
    return new Stride(this, copier);
  }
}
