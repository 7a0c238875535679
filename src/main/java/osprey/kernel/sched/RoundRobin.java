package osprey.kernel.sched;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.task.Task;

/// Round-robin: one queue, everyone runs for a quantum and goes to the tail. Silberschatz, Galvin
/// and Gagne, Operating System Concepts, 5.3.3; OSTEP, chapter 7. A thread that blocks or yields
/// gets a fresh quantum next time.
///
/// A lone thread's quantum restarts when it is over, so that somebody who arrives in its middle
/// waits for its end (`restart=yes`), or is over once and for all, so that the first to arrive gets
/// the processor at once (`restart=no`).
public final class RoundRobin implements SchedulingPolicy {
  private final long quantumNanos;
  private final boolean restarts;
  private final RunQueue ready;

  public RoundRobin(long quantumNanos, boolean restarts) {
    this.quantumNanos = quantumNanos;
    this.restarts = restarts;
    ready = new RunQueue();
  }

  private RoundRobin(RoundRobin from, Copier copier) {
    copier.register(from, this);
    quantumNanos = from.quantumNanos;
    restarts = from.restarts;
    ready = copier.copy(from.ready);
  }

  @Override
  public String description() {
    return "rr quantum=" + Nanos.text(quantumNanos) + (restarts ? "" : " restart=no");
  }

  @Override
  public String rule() {
    return QUEUE_RULE
        + (restarts
            ? " A lone thread's quantum restarts when it is over."
            : " A lone thread's quantum does not restart when it is over.");
  }

  @Override
  public void add(Task task, Arrival why, long now) {
    if (why == Arrival.DISPLACED) {
      ready.addFirst(task, 0);
    } else {
      task.scheduling.sliceUsedNanos = 0;
      ready.addLast(task, 0);
    }
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
    long left = quantumNanos - task.scheduling.sliceUsedNanos;
    return left > 0 ? left : restarts || ready.size() > 0 ? 0 : UNLIMITED;
  }

  @Override
  public boolean preempts(Task arrived, Task running, long now) {
    return !restarts && running.scheduling.sliceUsedNanos >= quantumNanos;
  }

  @Override
  public void charge(Task task, long nanos, long now) {
    task.scheduling.sliceUsedNanos += nanos;
  }

  @Override
  public int size() {
    return ready.size();
  }

  @Override
  public RoundRobin copy(Copier copier) {
    return new RoundRobin(this, copier);
  }
}
