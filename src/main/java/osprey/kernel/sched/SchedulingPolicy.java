package osprey.kernel.sched;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copyable;
import osprey.kernel.task.Task;

/// Decides which ready thread gets a processor and for how long. Holds the ready threads; running
/// and blocked ones are not its business. A policy keeps its numbers in the threads'
/// {@link osprey.kernel.task.SchedulingEntity}.
public interface SchedulingPolicy extends Copyable<SchedulingPolicy> {
  /// Nanoseconds of a quantum that never ends.
  long UNLIMITED = Long.MAX_VALUE;

  /// As a scenario spells it, parameters included: `rr quantum=10ms`.
  String description();

  /// A thread became ready.
  void add(Task task, Arrival why, long now);

  /// A ready thread is no longer (it was killed or stopped).
  void remove(Task task);

  /// Takes the thread that shall run on a CPU now; null if none may.
  @Nullable Task take(int cpu, long now);

  /// How long a thread that starts to run now may run before others get their turn.
  long quantumNanos(Task task, long now);

  /// Whether a thread that has just become ready takes the processor from a running one at once.
  boolean preempts(Task arrived, Task running, long now);

  /// A running thread has used processor time.
  void charge(Task task, long nanos, long now);

  /// Ready threads.
  int size();

  /// In which state a thread was before it became ready.
  enum Arrival {
    NEW,
    WOKEN,
    /// Its quantum is used up.
    EXPIRED,
    /// A more urgent thread took its processor.
    DISPLACED,
    YIELDED
  }
}
