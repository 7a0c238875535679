package osprey.kernel.sched;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.SplittableSeed;
import osprey.kernel.task.SchedulingEntity;
import osprey.kernel.task.Task;

/// Lottery scheduling: each quantum goes to the owner of a ticket drawn among the ready threads.
/// Waldspurger and Weihl, Lottery Scheduling: Flexible Proportional-Share Resource Management, OSDI
/// 1994; OSTEP, chapter 9. Parameters: `quantum`; `seed` of the draws, the scenario's if not given.
///
/// There are no compensation tickets: a thread that blocks early gets less than its share.
public final class Lottery implements SchedulingPolicy {
  /// No seed of its own.
  public static final long SCENARIO_SEED = Long.MIN_VALUE;

  private final long quantumNanos;
  private final long seed;
  private final ByAffinity<TicketDrum> drums;
  private SplittableSeed chance;
  private int size;

  public Lottery(long quantumNanos, long seed) {
    this.quantumNanos = quantumNanos;
    this.seed = seed;
    drums = new ByAffinity<>();
    chance = new SplittableSeed(seed);
  }

  private Lottery(Lottery from, Copier copier) {
    copier.register(from, this);
    quantumNanos = from.quantumNanos;
    seed = from.seed;
    drums = new ByAffinity<>(from.drums, copier);
    chance = from.chance.copy();
    size = from.size;
  }

  @Override
  public String description() {
    return "lottery quantum="
        + Nanos.text(quantumNanos)
        + (seed == SCENARIO_SEED ? "" : " seed=" + seed);
  }

  @Override
  public String rule() {
    return "Who runs is drawn by lot.";
  }

  @Override
  public void begin(int cpus, long scenarioSeed) {
    if (seed == SCENARIO_SEED) {
      chance = new SplittableSeed(scenarioSeed);
    }
  }

  private TicketDrum drum(Task task) {
    return drums.of(task.scheduling.affinity, TicketDrum::new);
  }

  @Override
  public void add(Task task, Arrival why, long now) {
    if (why != Arrival.DISPLACED) {
      task.scheduling.sliceUsedNanos = 0;
    }
    drum(task).add(task);
    size++;
  }

  @Override
  public void remove(Task task) {
    drum(task).remove(task);
    size--;
  }

  @Override
  public @Nullable Task take(int cpu, long now) {
    long total = 0;
    for (int i = 0; i < drums.count(); i++) {
      total += drums.serves(i, cpu) ? drums.group(i).total() : 0;
    }
    if (total == 0) {
      return null;
    }
    long ticket = size == 1 ? 0 : chance.between(0, total - 1);
    for (int i = 0; i < drums.count(); i++) {
      if (drums.serves(i, cpu)) {
        TicketDrum drum = drums.group(i);
        if (ticket < drum.total()) {
          size--;
          return drum.draw(ticket);
        }
        ticket -= drum.total();
      }
    }
    throw new IllegalStateException("ticket " + ticket + " of " + total + " is nobody's");
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
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Lottery copy(Copier copier) {
    return new Lottery(this, copier);
  }
}
