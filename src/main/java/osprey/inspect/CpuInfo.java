package osprey.inspect;

/// One CPU of a host.
///
/// @param tid the thread it runs, 0 when idle
/// @param userNanos spent in programs
/// @param systemNanos spent in the kernel: calls, switches, faults
/// @param switches dispatches of another thread than the one before
/// @param tlbHits {@link #NOT_COUNTED} unless the CPU's cache is simulated
public record CpuInfo(
    int number,
    int tid,
    long userNanos,
    long systemNanos,
    long idleNanos,
    long switches,
    long instructions,
    long tlbHits,
    long tlbMisses) {
  public static final long NOT_COUNTED = -1;

  public long busyNanos() {
    return userNanos + systemNanos;
  }
}
