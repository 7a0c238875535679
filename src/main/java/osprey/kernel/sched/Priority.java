package osprey.kernel.sched;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.task.SchedulingEntity;
import osprey.kernel.task.Task;

/// The ready thread of the highest priority runs; equals in order of arrival, with `quantum` by
/// turns. Silberschatz, Galvin and Gagne, Operating System Concepts, 5.3.4.
///
/// A thread's priority is what the scenario says, plus its niceness. A low number is a high
/// priority, with `high` a high one is. With `preemptive` a more urgent arrival takes the processor
/// at once. With `aging=TIME` the priority of a ready thread rises by one each time it has waited
/// so long; it is its own again once it has run. Who waits for a mutex with the
/// priority-inheritance protocol, with `inheritance` for any mutex, lends its owner its priority;
/// that part is the dispatcher's.
public final class Priority implements SchedulingPolicy {
  /// @param agingNanos 0 for none
  /// @param quantumNanos UNLIMITED for none
  public record Settings(
      boolean isPreemptive,
      long agingNanos,
      long quantumNanos,
      boolean highIsUrgent,
      boolean inheritsAlways,
      boolean oldestFirst) {}

  private final Settings settings;
  private final RunQueue ready;

  /// Ready threads by the time at which their priority rises next.
  private final TaskHeap aging;

  public Priority(Settings settings) {
    this.settings = settings;
    ready = new RunQueue();
    aging = new TaskHeap(true);
  }

  private Priority(Priority from, Copier copier) {
    copier.register(from, this);
    settings = from.settings;
    ready = copier.copy(from.ready);
    aging = copier.copy(from.aging);
  }

  @Override
  public String description() {
    StringBuilder words = new StringBuilder("priority");
    words.append(settings.isPreemptive ? " preemptive" : "");
    words.append(settings.agingNanos > 0 ? " aging=" + Nanos.text(settings.agingNanos) : "");
    words.append(settings.inheritsAlways ? " inheritance" : "");
    words.append(
        settings.quantumNanos == UNLIMITED ? "" : " quantum=" + Nanos.text(settings.quantumNanos));
    words.append(settings.highIsUrgent ? " high" : "");
    return words.append(settings.oldestFirst ? " oldest" : "").toString();
  }

  @Override
  public String rule() {
    return settings.oldestFirst ? AGE_RULE : QUEUE_RULE;
  }

  @Override
  public long rank(Task task) {
    SchedulingEntity entity = task.scheduling;
    return settings.highIsUrgent
        ? (long) entity.nice - entity.priority
        : (long) entity.priority + entity.nice;
  }

  /// Its own rank or the one it was lent.
  private long effectiveRank(Task task) {
    return Math.min(rank(task), task.scheduling.inheritedRank);
  }

  @Override
  public boolean inheritsAlways() {
    return settings.inheritsAlways;
  }

  @Override
  public void add(Task task, Arrival why, long now) {
    SchedulingEntity entity = task.scheduling;
    entity.key = effectiveRank(task);
    if (why != Arrival.DISPLACED) {
      entity.sliceUsedNanos = 0;
    }
    age(now);
    if (settings.oldestFirst) {
      ready.add(task, entity.key, task.id());
    } else if (why == Arrival.DISPLACED) {
      ready.addFirst(task, entity.key);
    } else {
      ready.addLast(task, entity.key);
    }
    if (settings.agingNanos > 0) {
      aging.add(task, now + settings.agingNanos, task.id());
    }
  }

  /// Lets the priorities rise that are due.
  private void age(long now) {
    while (!aging.isEmpty() && aging.keyAt(0) <= now) {
      long due = aging.keyAt(0);
      Task task = aging.removeFirst();
      ready.remove(task);
      task.scheduling.key--;
      if (settings.oldestFirst) {
        ready.add(task, task.scheduling.key, task.id());
      } else {
        ready.addLast(task, task.scheduling.key);
      }
      aging.add(task, due + settings.agingNanos, task.id());
    }
  }

  @Override
  public void remove(Task task) {
    ready.remove(task);
    if (settings.agingNanos > 0) {
      aging.remove(task);
    }
  }

  @Override
  public @Nullable Task take(int cpu, long now) {
    age(now);
    Task task = ready.take(cpu);
    if (task != null && settings.agingNanos > 0) {
      aging.remove(task);
      task.scheduling.key = effectiveRank(task);
    }
    return task;
  }

  @Override
  public long quantumNanos(Task task, long now) {
    if (settings.quantumNanos == UNLIMITED) {
      return UNLIMITED;
    }
    return Math.max(0, settings.quantumNanos - task.scheduling.sliceUsedNanos);
  }

  @Override
  public boolean preempts(Task arrived, Task running, long now) {
    return settings.isPreemptive && arrived.scheduling.key < running.scheduling.key;
  }

  /// A rising priority may overtake that of a running thread.
  @Override
  public long nextDecision(int cpu, long now) {
    return settings.isPreemptive && !aging.isEmpty() ? aging.keyAt(0) : UNLIMITED;
  }

  @Override
  public void decide(int cpu, long now) {
    age(now);
  }

  @Override
  public void enter(Task task, long now) {
    task.scheduling.key = effectiveRank(task);
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
  public Priority copy(Copier copier) {
    return new Priority(this, copier);
  }
}
