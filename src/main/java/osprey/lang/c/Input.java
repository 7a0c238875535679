package osprey.lang.c;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A file being read: its lexer, the conditionals open in it, and whether all of it stands inside
/// one `#ifndef`, an include guard, which saves reading it again.
final class Input {
  /// An `#if` without its `#endif` so far.
  static final class Conditional {
    final Lexeme directive;

    /// Whether one of its groups has been taken, so that `#elif` and `#else` are left out.
    boolean isTaken;

    @Nullable Lexeme otherwise;

    Conditional(Lexeme directive, boolean isTaken) {
      this.directive = directive;
      this.isTaken = isTaken;
    }
  }

  private enum Guard {
    POSSIBLE,
    INSIDE,
    CLOSED,
    NONE
  }

  final String file;
  final Lexer lexer;
  final Deque<Conditional> conditionals = new ArrayDeque<>();

  /// As changed by `#line`.
  String presumedFile;

  int lineShift;

  private Guard guard = Guard.POSSIBLE;
  private String guardName = "";

  Input(String file, Lexer lexer) {
    this.file = file;
    this.presumedFile = file;
    this.lexer = lexer;
  }

  /// The macro that guards the whole file, or null.
  @Nullable String guard() {
    return guard == Guard.CLOSED ? guardName : null;
  }

  /// Anything but a conditional directive was met.
  void sawText() {
    if (guard != Guard.INSIDE) {
      guard = Guard.NONE;
    }
  }

  void opened(Conditional conditional, @Nullable String notDefined) {
    if (guard == Guard.POSSIBLE && notDefined != null) {
      guard = Guard.INSIDE;
      guardName = notDefined;
    } else if (guard != Guard.INSIDE) {
      guard = Guard.NONE;
    }
    conditionals.push(conditional);
  }

  /// `#else` or `#elif`.
  void turned() {
    if (conditionals.size() == 1) {
      guard = Guard.NONE;
    }
  }

  void closed() {
    conditionals.pop();
    if (conditionals.isEmpty() && guard == Guard.INSIDE) {
      guard = Guard.CLOSED;
    }
  }
}
