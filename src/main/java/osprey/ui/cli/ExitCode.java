package osprey.ui.cli;

/// What Osprey exits with; a C program's own status takes the place of OK and UNMET.
final class ExitCode {
  static final int OK = 0;

  /// An expectation is not met, or a program never ends.
  static final int UNMET = 1;

  static final int USAGE = 2;

  /// The scenario or its C is invalid or cannot be read.
  static final int INVALID = 3;

  /// A limit was hit: inconclusive.
  static final int LIMIT = 4;

  /// Our own bug.
  static final int INTERNAL = 70;

  static final int INTERRUPTED = 130;

  /// A process that writes to a pipe nobody reads: 128 and SIGPIPE.
  static final int BROKEN_PIPE = 141;

  private ExitCode() {}
}
