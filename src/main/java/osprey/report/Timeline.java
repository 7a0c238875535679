package osprey.report;

import java.util.Arrays;

/// The life of one thread as spans of states, in order and without gaps from its creation to its
/// end.
public final class Timeline {
  private static final RunState[] STATES = RunState.values();

  private final int host;
  private final int tid;
  private final int pid;
  private long[] starts = new long[8];

  /// State, CPU and level of each span.
  private byte[] states = new byte[8];

  private int[] cpus = new int[8];
  private int[] levels = new int[8];
  private int count;
  private long end;
  private boolean isGone;

  Timeline(int host, int tid, int pid) {
    this.host = host;
    this.tid = tid;
    this.pid = pid;
  }

  public int host() {
    return host;
  }

  public int tid() {
    return tid;
  }

  public int pid() {
    return pid;
  }

  /// How many spans there are.
  public int size() {
    return count;
  }

  public long start(int span) {
    return starts[span];
  }

  public long end(int span) {
    return span + 1 < count ? starts[span + 1] : end;
  }

  public RunState state(int span) {
    return STATES[states[span]];
  }

  /// The CPU of a RUNNING span.
  public int cpu(int span) {
    return cpus[span];
  }

  /// Priority or queue level as the policy counts them.
  public int level(int span) {
    return levels[span];
  }

  /// When the thread was created.
  public long start() {
    return count == 0 ? 0 : starts[0];
  }

  /// When it ended, or the trace did.
  public long end() {
    return end;
  }

  /// What it does from that time on.
  public RunState stateAt(long time) {
    if (count == 0 || time < starts[0] || time >= end) {
      return RunState.ABSENT;
    }
    return state(spanAt(time));
  }

  /// The span that a time lies in, or the first.
  public int spanAt(long time) {
    int found = Arrays.binarySearch(starts, 0, count, time);
    return Math.max(0, found >= 0 ? found : -found - 2);
  }

  /// The state of the last span, ABSENT before the first and after the end.
  RunState current() {
    return count == 0 || isGone ? RunState.ABSENT : state(count - 1);
  }

  int currentLevel() {
    return count == 0 ? 0 : levels[count - 1];
  }

  void enter(long time, RunState state, int cpu, int level) {
    if (count > 0 && starts[count - 1] == time) {
      count--; // a span without length
    }
    if (state == RunState.ABSENT) {
      isGone = true;
      end = time;
      return;
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      states = Arrays.copyOf(states, count * 2);
      cpus = Arrays.copyOf(cpus, count * 2);
      levels = Arrays.copyOf(levels, count * 2);
    }
    starts[count] = time;
    states[count] = (byte) state.ordinal();
    cpus[count] = cpu;
    levels[count] = level;
    count++;
    end = Math.max(end, time);
  }

  /// Time has come this far.
  void reach(long time) {
    if (!isGone) {
      end = Math.max(end, time);
    }
  }
}
