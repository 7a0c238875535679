package osprey.kernel.ipc;

/// What a pipe counts about itself.
final class PipeCounters {
  long bytesIn;
  long bytesOut;
  int bytesMost;
  long writes;
  long reads;
  long timesFull;
  long timesEmpty;
  long fullNanos;
  long emptyNanos;

  /// Until when the times are counted.
  private long observedAt;

  PipeCounters(long now) {
    observedAt = now;
  }

  PipeCounters(PipeCounters from) {
    bytesIn = from.bytesIn;
    bytesOut = from.bytesOut;
    bytesMost = from.bytesMost;
    writes = from.writes;
    reads = from.reads;
    timesFull = from.timesFull;
    timesEmpty = from.timesEmpty;
    fullNanos = from.fullNanos;
    emptyNanos = from.emptyNanos;
    observedAt = from.observedAt;
  }

  /// The state in which the pipe has been since the last time is about to change.
  void observe(boolean isFull, boolean isEmpty, long now) {
    if (isFull) {
      fullNanos += now - observedAt;
    } else if (isEmpty) {
      emptyNanos += now - observedAt;
    }
    observedAt = now;
  }

  void put(int count, int bytesNow) {
    bytesIn += count;
    bytesMost = Math.max(bytesMost, bytesNow);
  }

  PipeStatistics statistics(int bytesNow, int slots) {
    return new PipeStatistics(bytesIn, bytesOut, bytesMost, timesFull, timesEmpty, bytesNow, slots);
  }
}
