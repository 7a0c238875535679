package osprey.kernel.task;

import java.util.Arrays;

/// Resource limits of a process, getrlimit(2). Immutable.
public final class Limits {
  public static final long INFINITY = -1;

  /// In nanoseconds here, in seconds for programs.
  public static final int CPU = 0;

  public static final int FSIZE = 1;
  public static final int DATA = 2;
  public static final int STACK = 3;
  public static final int CORE = 4;
  public static final int NPROC = 6;
  public static final int NOFILE = 7;
  public static final int AS = 9;
  public static final int SIGPENDING = 11;
  public static final int MSGQUEUE = 12;
  public static final int COUNT = 16;

  /// Linux's defaults on a small machine.
  public static final Limits DEFAULTS = defaults();

  private final long[] soft;
  private final long[] hard;

  private Limits(long[] soft, long[] hard) {
    this.soft = soft;
    this.hard = hard;
  }

  private static Limits defaults() {
    long[] soft = new long[COUNT];
    long[] hard = new long[COUNT];
    Arrays.fill(soft, INFINITY);
    Arrays.fill(hard, INFINITY);
    soft[STACK] = 8L << 20;
    soft[CORE] = 0;
    soft[NOFILE] = 1024;
    hard[NOFILE] = 1 << 20;
    soft[MSGQUEUE] = 819200;
    hard[MSGQUEUE] = 819200;
    soft[13] = 0;
    hard[13] = 0;
    soft[14] = 0;
    hard[14] = 0;
    return new Limits(soft, hard);
  }

  public long soft(int resource) {
    return soft[resource];
  }

  public long hard(int resource) {
    return hard[resource];
  }

  /// The soft limit with "infinite" as the largest number.
  public long effective(int resource) {
    return soft[resource] == INFINITY ? Long.MAX_VALUE : soft[resource];
  }

  /// Whether there is an end to the time it may run; asked often.
  public boolean isCpuLimited() {
    return soft[CPU] != INFINITY;
  }

  public Limits with(int resource, long newSoft, long newHard) {
    long[] softs = soft.clone();
    long[] hards = hard.clone();
    softs[resource] = newSoft;
    hards[resource] = newHard;
    return new Limits(softs, hards);
  }
}
