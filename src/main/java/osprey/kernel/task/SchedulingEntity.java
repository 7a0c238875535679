package osprey.kernel.task;

/// What scheduling policies know and remember of a thread: the parameters a program or scenario sets,
/// and the numbers that policies keep (each uses its own few). Linux: sched_entity.
public final class SchedulingEntity {
  public static final int SCHED_OTHER = 0;
  public static final int SCHED_FIFO = 1;
  public static final int SCHED_RR = 2;

  /// One of SCHED_*, sched(7).
  public int policyClass = SCHED_OTHER;

  /// Real-time priority 1..99, 0 for SCHED_OTHER.
  public int realTimePriority;

  /// -20 (most favourable) to 19.
  public int nice;

  /// A scenario's static priority; a low number is a high priority unless the policy says otherwise.
  public int priority;

  /// Shares for proportional-share policies.
  public int tickets = 100;

  public long periodNanos;
  public long deadlineNanos;

  /// Length of the next CPU burst where it is known (burst workloads), else 0.
  public long nextBurstNanos;

  /// CPUs it may run on, bit n for CPU n.
  public long affinity = -1;

  /// CPU it ran on last, -1 before the first run.
  public int lastCpu = -1;

  // Kept by policies.
  public long virtualRuntime;
  public long pass;
  public int level;
  public long allotmentUsedNanos;
  public long absoluteDeadline;
  public long enqueuedAt;
  public long order;

  /// Time of the present quantum used up, for policies that resume an unfinished quantum.
  public long sliceUsedNanos;

  public SchedulingEntity() {}

  /// What a child inherits by fork(2), or the whole state for a checkpoint.
  public SchedulingEntity(SchedulingEntity from) {
    policyClass = from.policyClass;
    realTimePriority = from.realTimePriority;
    nice = from.nice;
    priority = from.priority;
    tickets = from.tickets;
    periodNanos = from.periodNanos;
    deadlineNanos = from.deadlineNanos;
    nextBurstNanos = from.nextBurstNanos;
    affinity = from.affinity;
    lastCpu = from.lastCpu;
    virtualRuntime = from.virtualRuntime;
    pass = from.pass;
    level = from.level;
    allotmentUsedNanos = from.allotmentUsedNanos;
    absoluteDeadline = from.absoluteDeadline;
    enqueuedAt = from.enqueuedAt;
    order = from.order;
    sliceUsedNanos = from.sliceUsedNanos;
  }

  public boolean mayRunOn(int cpu) {
    return (affinity & (1L << cpu)) != 0;
  }
}
