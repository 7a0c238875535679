package osprey.kernel.core;

import osprey.kernel.mem.BadAddress;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.task.Task;

/// What nanosleep(2) asks for: a wait that tells how much of it was left if a signal ends it.
///
/// @param remainderAt address of a struct timespec, 0 for none
public record Sleep(long untilNanos, long remainderAt) {
  void noteRemaining(Task task, long now) {
    if (remainderAt != 0) {
      long left = Math.max(0, untilNanos - now);
      UserMemory memory = task.process().memory().memory();
      try {
        memory.writeLong(remainderAt, left / 1_000_000_000L);
        memory.writeLong(remainderAt + 8, left % 1_000_000_000L);
      } catch (BadAddress ignored) {
        // The call fails with EINTR all the same; Linux's EFAULT would hide it.
        return;
      }
    }
  }
}
