package osprey.inspect;

import java.util.List;

/// A mutex, semaphore, condition variable, barrier or read-write lock that was used.
///
/// @param kind `mutex`, `semaphore`
/// @param name its variable where known, else its address
/// @param pid of the process in whose memory it lies
/// @param owner thread id of the holder, 0 for none
/// @param value a semaphore's value, a barrier's arrivals; 0 elsewhere
/// @param contentions acquisitions that had to wait
public record LockInfo(
    String kind,
    String name,
    int pid,
    long address,
    int owner,
    long value,
    List<Integer> waiters,
    long acquisitions,
    long contentions) {
  public LockInfo {
    waiters = List.copyOf(waiters);
  }
}
