package osprey.report;

/// What each thread was doing, one letter for each step of time from its arrival to its end:
/// `RRRRRRwwwwwwwwrRRRRRRRRR` (R runs, r is ready, w waits, s is stopped).
public final class StateRows {
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
  /// than that for the whole run; at least a millisecond unless the run is shorter than ten.
  public static long step(long endNanos, int lettersMax) {
    long least = endNanos >= 10_000_000 ? 1_000_000 : 1;
    for (long scale = 1; ; scale *= 10) {
      for (long factor : new long[] {1, 2, 5}) {
        long step = scale * factor;
        if (step >= least && (endNanos + step - 1) / step <= lettersMax) {
          return step;
        }
      }
    }
  }
}
