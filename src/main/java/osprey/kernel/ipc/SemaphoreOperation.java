package osprey.kernel.ipc;

/// One operation of semop(2), `struct sembuf`.
///
/// @param change added to the value; 0 waits for zero
public record SemaphoreOperation(int semaphore, int change, int flags) {
  static final int NO_WAIT = 04000;
  static final int UNDO = 0x1000;

  boolean isUndone() {
    return (flags & UNDO) != 0;
  }

  boolean isNonBlocking() {
    return (flags & NO_WAIT) != 0;
  }
}
