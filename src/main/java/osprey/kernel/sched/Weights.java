package osprey.kernel.sched;

/// What niceness weighs: Linux's table, a factor of about 1.25 for each step (kernel/sched/core.c,
/// sched_prio_to_weight).
final class Weights {
  static final int NICE_0 = 1024;

  private static final int NICE_MIN = -20;
  private static final int[] TABLE = {
    88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916,
    9548, 7620, 6100, 4904, 3906, 3121, 2501, 1991, 1586, 1277,
    1024, 820, 655, 526, 423, 335, 272, 215, 172, 137,
    110, 87, 70, 56, 45, 36, 29, 23, 18, 15,
  };

  private Weights() {}

  static int of(int nice) {
    return TABLE[Math.clamp(nice - NICE_MIN, 0, TABLE.length - 1)];
  }

  /// Virtual time that passes while a thread of that weight runs.
  static long virtual(long nanos, int weight) {
    return weight == NICE_0 ? nanos : nanos * NICE_0 / weight;
  }
}
