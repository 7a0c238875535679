package osprey.kernel.task;

/// A step of a workload without a program, as scheduling exercises have them.
public sealed interface Burst {
  /// Computes.
  record Cpu(long nanos) implements Burst {}

  /// Waits for a device. Devices of one name serve one request at a time when `isExclusive`, else
  /// all at once.
  record Io(String device, long nanos, boolean isExclusive) implements Burst {}

  /// A job of a periodic workload is done; the next one is released at a time, at once if that has
  /// passed, and must be done by its deadline.
  record Release(long atNanos, long deadlineNanos) implements Burst {}
}
