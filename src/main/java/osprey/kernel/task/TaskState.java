package osprey.kernel.task;

/// Where a thread stands, the state letters of ps(1).
public enum TaskState {
  /// Wants a processor.
  READY("r"),
  RUNNING("R"),
  /// Waits for something; see {@link Task#waiter}.
  BLOCKED("S"),
  /// Stopped by a signal; whatever it waited for goes on.
  STOPPED("T"),
  /// Over; its exit value waits to be joined.
  EXITED("Z");

  private final String letter;

  TaskState(String letter) {
    this.letter = letter;
  }

  public String letter() {
    return letter;
  }
}
