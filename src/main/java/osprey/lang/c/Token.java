package osprey.lang.c;

/// A token of C after preprocessing (translation phase 7; C11 §6.4).
///
/// @param at position in the SourceMap. For a token that came out of a macro: of the outermost use
///   of that macro, so that diagnostics and line tables speak of what the user wrote
/// @param text the spelling; for strings the spelling of one literal including quotes and prefix
public record Token(Kind kind, int at, String text) {
  public enum Kind {
    IDENTIFIER,
    KEYWORD,
    /// Integer or floating constant as spelled (a preprocessing number that passed as one).
    NUMBER,
    /// Character constant, with quotes and prefix.
    CHARACTER,
    /// One string literal; the parser joins adjacent ones.
    STRING,
    PUNCTUATOR,
    END
  }

  public boolean is(String spelling) {
    return (kind == Kind.PUNCTUATOR || kind == Kind.KEYWORD) && text.equals(spelling);
  }

  public int length() {
    return Math.max(1, text.length());
  }
}
