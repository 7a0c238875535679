package osprey.kernel.sched;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.task.SchedulingEntity;
import osprey.kernel.task.Task;

/// Multi-level feedback queue: the highest level with a ready thread runs, by turns within a level.
/// A thread begins at the top level and goes down one when its allotment there is used up. OSTEP,
/// chapter 8, whose program `mlfq.py` it follows to the order at one instant.
///
/// Parameters: `levels`; `quantum`, or `quanta` from the top level down; `allotment`, how much a
/// thread may run at a level, in quanta (below 1000) or as a time, one for all levels or a list
/// from the top down; `boost`, the period after which all go back to the top level; `reset`,
/// blocking renews quantum and allotment (the old rule that can be gamed); `front`, a woken thread
/// goes to the head of its level. The top level has the highest number, `levels` - 1.
public final class MultilevelFeedback implements SchedulingPolicy {
  private static final long QUANTA_MAX = 1000;

  /// Key of a thread that goes ahead of the running one of its level.
  private static final long AHEAD = 1;

  /// @param quantaNanos of each level, from the top down
  /// @param allotments of each level, from the top down: a number of quanta or nanoseconds
  /// @param boostNanos 0 for none
  public record Settings(
      List<Long> quantaNanos,
      List<Long> allotments,
      long boostNanos,
      boolean resets,
      boolean toFront) {
    public Settings {
      quantaNanos = List.copyOf(quantaNanos);
      allotments = List.copyOf(allotments);
    }
  }

  private final Settings settings;
  private final int top;
  private final RunQueue ready;

  /// When all go to the top level next, and in which period of boosting they did.
  private long nextBoost;

  private long period;

  public MultilevelFeedback(Settings settings) {
    this.settings = settings;
    top = settings.quantaNanos.size() - 1;
    ready = new RunQueue();
    nextBoost = settings.boostNanos == 0 ? UNLIMITED : settings.boostNanos;
  }

  private MultilevelFeedback(MultilevelFeedback from, Copier copier) {
    copier.register(from, this);
    settings = from.settings;
    top = from.top;
    ready = copier.copy(from.ready);
    nextBoost = from.nextBoost;
    period = from.period;
  }

  @Override
  public String description() {
    StringBuilder words = new StringBuilder("mlfq levels=").append(top + 1);
    words.append(" quanta=").append(list(settings.quantaNanos, false));
    words.append(" allotment=").append(list(settings.allotments, true));
    words.append(settings.boostNanos == 0 ? "" : " boost=" + Nanos.text(settings.boostNanos));
    words.append(settings.resets ? " reset" : "");
    return words.append(settings.toFront ? " front" : "").toString();
  }

  @Override
  public String rule() {
    return QUEUE_RULE
        + " A preempted thread stays at the head of its level with the rest of its quantum."
        + (settings.boostNanos == 0
            ? ""
            : " A boost queues the lowest level first, behind those at the top.");
  }

  private static String list(List<Long> values, boolean mayCount) {
    List<String> words = new ArrayList<>();
    for (long value : values) {
      words.add(mayCount && value < QUANTA_MAX ? Long.toString(value) : Nanos.text(value));
    }
    return String.join(",", words);
  }

  private long quantum(SchedulingEntity entity) {
    return settings.quantaNanos.get(top - entity.level);
  }

  private long allotmentNanos(SchedulingEntity entity) {
    long allotment = settings.allotments.get(top - entity.level);
    return allotment < QUANTA_MAX ? allotment * quantum(entity) : allotment;
  }

  // ---- levels

  private void enterLevel(SchedulingEntity entity, int level) {
    entity.level = level;
    renew(entity);
  }

  private static void renew(SchedulingEntity entity) {
    entity.sliceUsedNanos = 0;
    entity.allotmentUsedNanos = 0;
  }

  /// Boosts take effect on a thread when it is next looked at.
  private void catchUp(SchedulingEntity entity) {
    if (entity.boostPeriod < period) {
      entity.boostPeriod = period;
      enterLevel(entity, top);
    }
  }

  /// A quantum is used up; with the allotment, the level is lost.
  private void finishQuantum(SchedulingEntity entity) {
    if (entity.allotmentUsedNanos >= allotmentNanos(entity)) {
      enterLevel(entity, Math.max(0, entity.level - 1));
    } else {
      entity.sliceUsedNanos = 0;
    }
  }

  private boolean isSpent(SchedulingEntity entity) {
    return entity.sliceUsedNanos >= quantum(entity)
        || entity.allotmentUsedNanos >= allotmentNanos(entity);
  }

  /// All to the top level, if it is time: behind those who are there, the lowest level first.
  private void boost(long now) {
    if (now < nextBoost) {
      return;
    }
    period = now / settings.boostNanos;
    nextBoost = (period + 1) * settings.boostNanos;
    List<List<Task>> levels = new ArrayList<>();
    for (int level = 0; level <= top; level++) {
      levels.add(new ArrayList<>());
    }
    for (Task task : ready.drain()) {
      levels.get(task.scheduling.level).add(task);
    }
    levels.addFirst(levels.removeLast());
    for (List<Task> level : levels) {
      for (Task task : level) {
        catchUp(task.scheduling);
        task.scheduling.order = ready.nextOrder();
        ready.add(task, top - task.scheduling.level, task.scheduling.order);
      }
    }
  }

  // ---- the policy

  @Override
  public void add(Task task, Arrival why, long now) {
    SchedulingEntity entity = task.scheduling;
    switch (why) {
      case NEW -> {
        boost(now);
        entity.boostPeriod = period;
        enterLevel(entity, top);
      }
      case WOKEN -> {
        boost(now);
        catchUp(entity);
        if (isSpent(entity)) {
          finishQuantum(entity);
        } else if (settings.resets) {
          renew(entity);
        }
      }
      case EXPIRED -> {
        catchUp(entity);
        finishQuantum(entity);
      }
      // A displaced thread keeps its place at the head of its level.
      case DISPLACED, YIELDED, MOVED -> catchUp(entity);
    }
    if (why != Arrival.DISPLACED) {
      boolean isAhead = settings.toFront && why == Arrival.WOKEN;
      entity.key = isAhead ? AHEAD : 0;
      entity.order = isAhead ? ready.headOrder() : ready.nextOrder();
    }
    ready.add(task, top - entity.level, entity.order);
  }

  @Override
  public void remove(Task task) {
    ready.remove(task);
  }

  @Override
  public @Nullable Task take(int cpu, long now) {
    boost(now);
    return ready.take(cpu);
  }

  @Override
  public long quantumNanos(Task task, long now) {
    SchedulingEntity entity = task.scheduling;
    catchUp(entity);
    if (isSpent(entity)) {
      return 0;
    }
    return Math.min(
        quantum(entity) - entity.sliceUsedNanos,
        allotmentNanos(entity) - entity.allotmentUsedNanos);
  }

  @Override
  public boolean preempts(Task arrived, Task running, long now) {
    catchUp(running.scheduling);
    int above = arrived.scheduling.level - running.scheduling.level;
    return above > 0 || (above == 0 && arrived.scheduling.key == AHEAD);
  }

  @Override
  public void charge(Task task, long nanos, long now) {
    catchUp(task.scheduling);
    task.scheduling.sliceUsedNanos += nanos;
    task.scheduling.allotmentUsedNanos += nanos;
  }

  /// Before a boost, what was used must be on the account.
  @Override
  public boolean followsUse() {
    return settings.boostNanos > 0;
  }

  @Override
  public long nextDecision(int cpu, long now) {
    return nextBoost;
  }

  @Override
  public void decide(int cpu, long now) {
    boost(now);
  }

  @Override
  public long rank(Task task) {
    return (long) top - task.scheduling.level;
  }

  @Override
  public int size() {
    return ready.size();
  }

  @Override
  public MultilevelFeedback copy(Copier copier) {
    return new MultilevelFeedback(this, copier);
  }
}
