package osprey.inspect;

/// What a thread is doing, with the letter that shows it: ps(1)'s, but for `r`.
public enum ThreadState {
  RUNNING('R'),
  /// Runnable, waiting for a CPU.
  READY('r'),
  /// Waiting; a signal can interrupt it.
  SLEEPING('S'),
  /// Waiting for a device; no signal interrupts it.
  UNINTERRUPTIBLE('D'),
  STOPPED('T'),
  ZOMBIE('Z'),
  ENDED('X');

  private final char letter;

  ThreadState(char letter) {
    this.letter = letter;
  }

  public char letter() {
    return letter;
  }
}
