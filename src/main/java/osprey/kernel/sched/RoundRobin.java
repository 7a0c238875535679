package osprey.kernel.sched;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.task.Task;

/// Round-robin: one queue, everyone runs for a quantum and goes to the tail. A quantum starts afresh at
/// each dispatch; a lone thread's quantum restarts.
public final class RoundRobin implements SchedulingPolicy {
  private final long quantumNanos;
  private final ReadyQueue ready;

  public RoundRobin(long quantumNanos) {
    this.quantumNanos = quantumNanos;
    ready = new ReadyQueue();
  }

  private RoundRobin(RoundRobin from, Copier copier) {
    copier.register(from, this);
    quantumNanos = from.quantumNanos;
    ready = copier.copy(from.ready);
  }

  @Override
  public String description() {
    return "rr quantum=" + Nanos.text(quantumNanos);
  }

  @Override
  public void add(Task task, Arrival why, long now) {
    ready.addLast(task);
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
    return quantumNanos;
  }

  @Override
  public boolean preempts(Task arrived, Task running, long now) {
    return false;
  }

  @Override
  public void charge(Task task, long nanos, long now) {}

  @Override
  public int size() {
    return ready.size();
  }

  @Override
  public RoundRobin copy(Copier copier) {
    return new RoundRobin(this, copier);
  }
}
