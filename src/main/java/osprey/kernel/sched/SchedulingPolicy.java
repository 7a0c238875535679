package osprey.kernel.sched;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copyable;
import osprey.kernel.task.Task;

/// Decides which ready thread gets a processor and for how long. Holds the ready threads; of
/// running ones it may count how many there are, blocked ones are not its business. A policy keeps
/// its numbers in the threads' {@link osprey.kernel.task.SchedulingEntity}.
///
/// The dispatcher tells it of everything in this order: `add` (ready), `take` (running), `charge`
/// (has used so much), then `add` again (still ready) or `leave` (blocked, stopped, ended). Times
/// are nanoseconds of simulated time and never run backwards on one processor.
public interface SchedulingPolicy extends Copyable<SchedulingPolicy> {
  /// Nanoseconds of a quantum that never ends, and the time of a decision that is never due.
  long UNLIMITED = Long.MAX_VALUE;

  String QUEUE_RULE = "Among equals: who became ready first.";
  String AGE_RULE = "Among equals: the thread that was created first.";

  /// As a scenario spells it, parameters included: `rr quantum=10ms`.
  String description();

  /// How the policy decides where its own numbers leave it open, a sentence for reports.
  default String rule() {
    return QUEUE_RULE;
  }

  /// Told once, before anything else: the machine's processors and where chance comes from.
  default void begin(int cpus, long seed) {}

  /// A thread became ready.
  void add(Task task, Arrival why, long now);

  /// A ready thread is no longer (it was killed or stopped).
  void remove(Task task);

  /// Takes the thread that shall run on a CPU now; null if none may.
  @Nullable Task take(int cpu, long now);

  /// How much longer a running thread may run before others get their turn, counted from `now`, up
  /// to which its use was charged; 0: its quantum is used up.
  long quantumNanos(Task task, long now);

  /// Whether a thread that has just become ready takes the processor from a running one at once.
  boolean preempts(Task arrived, Task running, long now);

  /// A running thread has used processor time.
  void charge(Task task, long nanos, long now);

  /// A running thread blocks, stops or ends.
  default void leave(Task task, long now) {}

  /// A thread runs that was not taken: its parameters changed while it was running, and it left
  /// before.
  default void enter(Task task, long now) {}

  /// Whether what running threads have used is to be charged before each arrival, because arrivals
  /// are placed by it, preempt by it, or change the quantum.
  default boolean followsUse() {
    return false;
  }

  /// When a busy CPU is to ask again although no quantum is over (priorities change with time);
  /// {@link #UNLIMITED} if never. An idle CPU need not ask.
  default long nextDecision(int cpu, long now) {
    return UNLIMITED;
  }

  /// The time of {@link #nextDecision} has come: afterwards that is later than now.
  default void decide(int cpu, long now) {}

  /// How far the policy's own clock is, for policies whose threads carry a virtual time; threads
  /// that move from one queue to another keep their distance to it.
  default long virtualTime() {
    return 0;
  }

  /// How urgent a thread is for priority inheritance, the least number the most urgent; the same
  /// for all where a policy knows no priorities.
  default long rank(Task task) {
    return 0;
  }

  /// Whether owners of all mutexes inherit the priority of those who wait, not only of mutexes with
  /// PTHREAD_PRIO_INHERIT.
  default boolean inheritsAlways() {
    return false;
  }

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
    YIELDED,
    /// It was ready before, with other parameters or in another processor's queue.
    MOVED
  }
}
