package osprey.kernel.task;

/// What scheduling policies know and remember of a thread: the parameters a program or scenario
/// sets, and the numbers that policies keep (each uses its own few). Linux: sched_entity.
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

  /// A scenario's static priority; a low number is a high priority unless the policy says
  /// otherwise.
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

  // Kept by policies, each of which uses its own few.

  /// Where it is in a queue, in a queue of timers: -1 for nowhere.
  public int place = -1;

  public int timerPlace = -1;

  /// What the queue is ordered by, and the order among equals.
  public long key;

  public long order;

  /// The CPU whose queue it belongs to.
  public int queue;

  /// Time of the present quantum, and of the present level's allotment, used up.
  public long sliceUsedNanos;

  public long allotmentUsedNanos;

  /// Level of a multi-level queue, the highest number at the top; that of the last trace record.
  public int level;

  public int tracedLevel;

  /// Period of boosting in which it went to the top level last.
  public long boostPeriod;

  /// Virtual time used, by which its request is to be served, and owed when it blocked.
  public long virtualRuntime;

  public long virtualDeadline;
  public long lag;

  /// With what weight it counts among the runnable threads.
  public int weight;

  /// End of the present period of a periodic workload, 0 for none.
  public long absoluteDeadline;

  /// The most urgent rank that those who wait for its mutexes lend it.
  public long inheritedRank = Long.MAX_VALUE;

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
    place = from.place;
    timerPlace = from.timerPlace;
    key = from.key;
    order = from.order;
    queue = from.queue;
    sliceUsedNanos = from.sliceUsedNanos;
    allotmentUsedNanos = from.allotmentUsedNanos;
    level = from.level;
    tracedLevel = from.tracedLevel;
    boostPeriod = from.boostPeriod;
    virtualRuntime = from.virtualRuntime;
    virtualDeadline = from.virtualDeadline;
    lag = from.lag;
    weight = from.weight;
    absoluteDeadline = from.absoluteDeadline;
    inheritedRank = from.inheritedRank;
  }

  public boolean mayRunOn(int cpu) {
    return (affinity & (1L << cpu)) != 0;
  }
}
