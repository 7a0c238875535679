package osprey.report;

/// What each thread was doing, one letter for each step of time from its arrival to its end:
/// `RRRRRRwwwwwwwwrRRRRRRRRR` (R runs, r is ready, w waits, s is stopped).
public final class StateRows {
  private static final long MILLISECOND = 1_000_000;

  private StateRows() {}

  /// @param stepNanos time that a letter stands for; the letter tells the state at its beginning
  public static String of(Timeline thread, long stepNanos) {
    StringBuilder row = new StringBuilder();
    for (long time = thread.start(); time < thread.end(); time += stepNanos) {
      row.append(thread.stateAt(time).letter());
    }
    return row.toString();
  }

  /// The smallest step of 1, 2 or 5 times a power of ten nanoseconds that needs no more letters
  /// than that for the whole run. At least a millisecond, the unit of textbooks, where the run is
  /// long or everything happens at whole milliseconds.
  public static long step(Timelines timelines, int lettersMax) {
    long end = timelines.end();
    boolean isCoarse = end >= 10 * MILLISECOND || isInMilliseconds(timelines);
    long least = isCoarse ? MILLISECOND : 1;
    for (long scale = 1; ; scale *= 10) {
      for (long factor : new long[] {1, 2, 5}) {
        long step = scale * factor;
        if (step >= least && (end + step - 1) / step <= lettersMax) {
          return step;
        }
      }
    }
  }

  private static boolean isInMilliseconds(Timelines timelines) {
    for (Timeline thread : timelines.all()) {
      for (int i = 0; i < thread.size(); i++) {
        if (thread.start(i) % MILLISECOND != 0) {
          return false;
        }
      }
    }
    return timelines.end() % MILLISECOND == 0;
  }
}
