package osprey.kernel.core;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.sched.SchedulingPolicy;
import osprey.kernel.task.Task;
import osprey.machine.Cpu;
import osprey.machine.Ram;

/// A CPU as the kernel sees it: the thread on it, how far it is in time, what it has done so far.
public final class Processor implements Copyable<Processor> {
  private static final long PICOS_PER_NANO = 1000;

  private final int id;
  private final Ram ram;
  private final Cpu cpu;
  private final long instructionPicos;

  @Nullable Task task;

  /// How far this CPU is in simulated time, nanoseconds. Meaningful while it has a task.
  long clock;

  private long picos;

  /// When the running thread's quantum ends.
  long sliceEnd = SchedulingPolicy.UNLIMITED;

  /// Up to when the policy knows of the running thread's use.
  long chargedFrom;

  /// Somebody more urgent waits.
  boolean reschedule;

  private @Nullable Task last;
  long userNanos;
  long systemNanos;

  /// Spent on switching between threads, part of neither.
  long switchNanos;

  long switches;
  long instructions;

  Processor(int id, Ram ram, long clockHertz) {
    this.id = id;
    this.ram = ram;
    cpu = new Cpu(id, ram);
    instructionPicos = Math.max(1, 1_000_000_000_000L / clockHertz);
  }

  private Processor(Processor from, Copier copier) {
    copier.register(from, this);
    id = from.id;
    ram = copier.known(from.ram);
    cpu = from.cpu.copy(ram);
    instructionPicos = from.instructionPicos;
    clock = from.clock;
    picos = from.picos;
    sliceEnd = from.sliceEnd;
    chargedFrom = from.chargedFrom;
    reschedule = from.reschedule;
    userNanos = from.userNanos;
    systemNanos = from.systemNanos;
    switchNanos = from.switchNanos;
    switches = from.switches;
    instructions = from.instructions;
    task = copier.copyOrNull(from.task);
    last = copier.copyOrNull(from.last);
  }

  public int id() {
    return id;
  }

  public Cpu cpu() {
    return cpu;
  }

  public @Nullable Task task() {
    return task;
  }

  public long clock() {
    return clock;
  }

  public boolean isIdle() {
    return task == null;
  }

  /// Until when its thread certainly does nothing that others could notice: while it computes.
  public long horizon() {
    if (task == null || task.computeNanos == 0 || task.resume != null || reschedule) {
      return clock;
    }
    return Math.max(clock, Math.min(clock + task.computeNanos, sliceEnd));
  }

  /// Lets a computation pass that is behind in time, as far as its {@link #horizon} allows.
  void catchUp(long now) {
    Task running = task;
    if (running != null && clock < now) {
      long nanos = Math.min(now, horizon()) - clock;
      clock += nanos;
      userNanos += nanos;
      running.accounts.userNanos += nanos;
      running.computeNanos -= nanos;
    }
  }

  /// Whether a burst of the running thread has ended, and what follows has not begun.
  public boolean isBurstOver() {
    return task != null
        && task.computeNanos == 0
        && task.nextBurst > 0
        && task.resume == null
        && !task.bursts.isEmpty();
  }

  /// Whether the running thread's quantum is used up.
  public boolean isQuantumOver() {
    return task != null && clock >= sliceEnd;
  }

  public long userNanos() {
    return userNanos;
  }

  public long systemNanos() {
    return systemNanos;
  }

  public long switchNanos() {
    return switchNanos;
  }

  public long switches() {
    return switches;
  }

  public long instructions() {
    return instructions;
  }

  /// Whether the thread that comes is another one than the last.
  boolean changesTo(Task next) {
    boolean changes = last != next;
    last = next;
    return changes;
  }

  /// The thread that ran here last, null if none ever has.
  @Nullable Task last() {
    return last;
  }

  /// How many instructions fit before a time; at least one.
  long budgetUntil(long time) {
    if (time == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long nanos = time - clock;
    if (instructionPicos == PICOS_PER_NANO) {
      return Math.max(1, nanos);
    }
    return nanos > Long.MAX_VALUE / PICOS_PER_NANO
        ? Long.MAX_VALUE
        : Math.max(1, (nanos * PICOS_PER_NANO - picos + instructionPicos - 1) / instructionPicos);
  }

  /// Lets the time of executed instructions pass; returns it in nanoseconds.
  long spendInstructions(long executed) {
    instructions += executed;
    long nanos;
    if (instructionPicos == PICOS_PER_NANO) {
      nanos = executed;
    } else {
      long total = picos + executed * instructionPicos;
      nanos = total / PICOS_PER_NANO;
      picos = total % PICOS_PER_NANO;
    }
    clock += nanos;
    userNanos += nanos;
    return nanos;
  }

  @Override
  public Processor copy(Copier copier) {
    return new Processor(this, copier);
  }
}
