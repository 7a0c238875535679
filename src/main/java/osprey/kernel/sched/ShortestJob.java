package osprey.kernel.sched;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.task.Task;

/// Shortest job first: of the ready threads the one whose next CPU burst is the shortest, to the
/// end of the burst (SJF), or until one comes with less than what is left (SRTF, also called STCF).
/// Silberschatz, Galvin and Gagne, Operating System Concepts, 5.3.2; OSTEP, chapter 7.
///
/// Bursts of workloads are known; those of programs are predicted, see {@link BurstLength}. Equal
/// bursts run in the order in which they became ready, or with `oldest` in the order of creation.
public final class ShortestJob implements SchedulingPolicy {
  private final boolean isPreemptive;
  private final boolean oldestFirst;
  private final RunQueue ready;

  public ShortestJob(boolean isPreemptive, boolean oldestFirst) {
    this.isPreemptive = isPreemptive;
    this.oldestFirst = oldestFirst;
    ready = new RunQueue();
  }

  private ShortestJob(ShortestJob from, Copier copier) {
    copier.register(from, this);
    isPreemptive = from.isPreemptive;
    oldestFirst = from.oldestFirst;
    ready = copier.copy(from.ready);
  }

  @Override
  public String description() {
    return (isPreemptive ? "srtf" : "sjf") + (oldestFirst ? " oldest" : "");
  }

  @Override
  public String rule() {
    return oldestFirst ? AGE_RULE : QUEUE_RULE;
  }

  @Override
  public void add(Task task, Arrival why, long now) {
    if (why == Arrival.NEW || why == Arrival.WOKEN) {
      BurstLength.begin(task, why);
    }
    if (why != Arrival.DISPLACED && why != Arrival.MOVED) {
      task.scheduling.order = oldestFirst ? task.id() : ready.nextOrder();
    }
    ready.add(task, BurstLength.leftNanos(task), task.scheduling.order);
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
    return isPreemptive && BurstLength.leftNanos(arrived) < BurstLength.leftNanos(running);
  }

  @Override
  public void charge(Task task, long nanos, long now) {
    task.scheduling.sliceUsedNanos += nanos;
  }

  @Override
  public boolean followsUse() {
    return isPreemptive;
  }

  @Override
  public int size() {
    return ready.size();
  }

  @Override
  public ShortestJob copy(Copier copier) {
    return new ShortestJob(this, copier);
  }
}
