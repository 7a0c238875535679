package osprey.lang.c;

/// A preprocessing token (C11 §6.4): what macros and directives work on, before it is known to be a
/// {@link Token} of the language.
///
/// @param at position in the SourceMap; of the outermost macro use for what came out of a macro
///   body
/// @param hasSpaceBefore whether white space or a comment precedes it, for `#` and for comparing
///   macros
/// @param startsLine whether it is the first on its line in a file: there `#` begins a directive
/// @param isFinal whether it is the name of a macro met inside that macro's own replacement, which
///   must never be replaced again
record Lexeme(
    Kind kind, String text, int at, boolean hasSpaceBefore, boolean startsLine, boolean isFinal) {
  enum Kind {
    IDENTIFIER,
    NUMBER,
    CHARACTER,
    STRING,
    PUNCTUATOR,
    /// A literal whose closing quote is missing: everything to the end of its line.
    UNTERMINATED,
    /// A character that C does not know.
    STRAY,
    /// Nothing: an empty argument beside `##`.
    PLACEMARKER,
    /// Only within a directive: its end.
    NEWLINE,
    /// End of a file, or of a list of lexemes being expanded on its own.
    END
  }

  boolean is(String spelling) {
    return kind == Kind.PUNCTUATOR && text.equals(spelling);
  }

  boolean isName(String name) {
    return kind == Kind.IDENTIFIER && text.equals(name);
  }

  /// Ends a directive's line.
  boolean isLast() {
    return kind == Kind.NEWLINE || kind == Kind.END;
  }

  int length() {
    return Math.max(1, text.length());
  }

  Lexeme finished() {
    return new Lexeme(kind, text, at, hasSpaceBefore, startsLine, true);
  }

  Lexeme withSpaceBefore(boolean space) {
    return space == hasSpaceBefore ? this : new Lexeme(kind, text, at, space, startsLine, isFinal);
  }

  /// As it comes out of a macro used at another place.
  Lexeme movedTo(int place) {
    return new Lexeme(kind, text, place, hasSpaceBefore, false, false);
  }

  static Lexeme end(int at) {
    return new Lexeme(Kind.END, "", at, false, false, false);
  }
}
