package osprey.ui.tui;

import osprey.inspect.ThreadState;

/// What a piece of text means; the {@link Theme} says how that looks.
enum Ink {
  PLAIN,
  /// Less important.
  DIM,
  STRONG,
  BORDER,
  /// Border and title of the panel that has the keyboard.
  FOCUS,
  TITLE,
  /// A key in the line of hints.
  KEY,
  RUNNING,
  READY,
  SLEEPING,
  STOPPED,
  /// Ended, or nearly.
  GONE,
  /// A fault, a deadlock.
  ALERT,
  /// Memory that several page tables map, or a line that several CPUs hold.
  SHARED,
  /// Bytes that have just moved.
  MOVING,
  /// What a search found.
  FOUND,
  /// The row under the cursor.
  CURSOR,
  /// The line where the selected thread is.
  HERE,
  NUMBER,
  KEYWORD,
  DIRECTIVE,
  STRING,
  COMMENT;

  static Ink of(ThreadState state) {
    return switch (state) {
      case RUNNING -> RUNNING;
      case READY -> READY;
      case SLEEPING, UNINTERRUPTIBLE -> SLEEPING;
      case STOPPED -> STOPPED;
      case ZOMBIE, ENDED -> GONE;
    };
  }
}
