package osprey.report;

/// What a thread does during a span of time, with its letter in state rows.
public enum RunState {
  /// On a CPU.
  RUNNING('R'),
  /// Runnable, without a CPU.
  READY('r'),
  WAITING('w'),
  STOPPED('s'),
  /// Not there yet, or gone.
  ABSENT(' ');

  private final char letter;

  RunState(char letter) {
    this.letter = letter;
  }

  public char letter() {
    return letter;
  }
}
