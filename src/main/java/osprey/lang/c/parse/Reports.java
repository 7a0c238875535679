package osprey.lang.c.parse;

import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.Diagnostics;
import osprey.lang.c.Token;

/// Where readers and checkers send what they find wrong. Silent while the parser is looking for a
/// place to go on after a syntax error, so that one mistake is told once.
final class Reports {
  private final Diagnostics diagnostics;
  private boolean muted;
  private boolean lastWasTold = true;

  Reports(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  void mute(boolean mute) {
    muted = mute;
  }

  void error(Token token, String message) {
    error(token.at(), token.length(), message, null);
  }

  void error(Token token, String message, @Nullable String hint) {
    error(token.at(), token.length(), message, hint);
  }

  void error(int at, String message) {
    error(at, 1, message, null);
  }

  void error(int at, int length, String message, @Nullable String hint) {
    lastWasTold = !muted;
    if (!muted) {
      diagnostics.error(at, length, message, hint);
    }
  }

  void warning(Token token, String message, @Nullable String hint) {
    warning(token.at(), token.length(), message, hint);
  }

  void warning(int at, String message) {
    warning(at, 1, message, null);
  }

  void warning(int at, int length, String message, @Nullable String hint) {
    lastWasTold = !muted;
    if (!muted) {
      diagnostics.warning(at, length, message, hint);
    }
  }

  /// Adds to the error or warning before it, unless that one was not told.
  void note(int at, int length, String message) {
    if (lastWasTold && !muted && at > 0) {
      diagnostics.note(at, length, message);
    }
  }

  /// `'int *'`.
  static String quote(CType type) {
    return "'" + type.spelling() + "'";
  }
}
