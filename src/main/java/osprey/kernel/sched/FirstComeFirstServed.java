package osprey.kernel.sched;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.task.Task;

/// First come, first served: who runs keeps the processor until it blocks or ends. Silberschatz,
/// Galvin and Gagne, Operating System Concepts, 5.3.1; OSTEP, chapter 7 (FIFO). No parameters.
public final class FirstComeFirstServed implements SchedulingPolicy {
  private final RunQueue ready;

  public FirstComeFirstServed() {
    ready = new RunQueue();
  }

  private FirstComeFirstServed(FirstComeFirstServed from, Copier copier) {
    copier.register(from, this);
    ready = copier.copy(from.ready);
  }

  @Override
  public String description() {
    return "fcfs";
  }

  @Override
  public void add(Task task, Arrival why, long now) {
    if (why == Arrival.DISPLACED) {
      ready.addFirst(task, 0);
    } else {
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
    return UNLIMITED;
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
  public FirstComeFirstServed copy(Copier copier) {
    return new FirstComeFirstServed(this, copier);
  }
}
