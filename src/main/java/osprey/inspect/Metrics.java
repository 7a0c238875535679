package osprey.inspect;

/// What a thread, or all threads of a process, have cost so far. Times in nanoseconds.
///
/// @param firstRun when it first ran, {@link #NEVER} if it has not
/// @param end when it ended, {@link #NEVER} if it has not
/// @param user spent in the program
/// @param system spent in the kernel on its behalf
/// @param ready spent runnable without a CPU
/// @param blocked spent waiting for something else
/// @param minorFaults page faults answered without a disk
/// @param copyOnWrites of these, the first stores to pages that another process had as well
/// @param missedDeadlines jobs of a periodic workload that ended after their deadline
/// @param copies times that bytes were copied between address spaces or to a device for it
public record Metrics(
    long arrival,
    long firstRun,
    long end,
    long user,
    long system,
    long ready,
    long blocked,
    long voluntarySwitches,
    long involuntarySwitches,
    long migrations,
    long calls,
    long minorFaults,
    long majorFaults,
    long copyOnWrites,
    long copies,
    long copiedBytes,
    long instructions,
    long missedDeadlines) {
  public static final long NEVER = -1;
  public static final Metrics NONE =
      new Metrics(0, NEVER, NEVER, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  public boolean hasRun() {
    return firstRun != NEVER;
  }

  public boolean hasEnded() {
    return end != NEVER;
  }

  /// From arrival to the first time on a CPU.
  public long response() {
    return hasRun() ? firstRun - arrival : NEVER;
  }

  /// From arrival to the end.
  public long turnaround() {
    return hasEnded() ? end - arrival : NEVER;
  }

  public long pageFaults() {
    return minorFaults + majorFaults;
  }

  /// On a CPU, in the program or the kernel.
  public long cpu() {
    return user + system;
  }
}
