package osprey.lang.scn;

/// A token of the scenario language.
///
/// @param at position in the SourceMap
/// @param end position behind it
/// @param text as spelled; for strings what is between the quotes, escapes not yet undone
record ScnToken(Kind kind, int at, int end, String text) {
  enum Kind {
    WORD,
    /// A number with what is glued to it: `10ms`, `0x1f`, `10.0.0.1`, `0-3`.
    NUMBER,
    STRING,
    /// `"""…"""`.
    TEXT_BLOCK,
    PUNCTUATION,
    /// End of line, or `;`.
    SEPARATOR,
    /// Reported already.
    WRONG,
    END
  }

  boolean is(String punctuation) {
    return kind == Kind.PUNCTUATION && text.equals(punctuation);
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equals(word);
  }

  boolean isString() {
    return kind == Kind.STRING || kind == Kind.TEXT_BLOCK;
  }

  int length() {
    return Math.max(1, end - at);
  }

  /// For messages.
  String described() {
    return switch (kind) {
      case WORD, NUMBER, PUNCTUATION, WRONG -> "'" + shorten(text) + "'";
      case STRING, TEXT_BLOCK -> "a string";
      case SEPARATOR -> text.equals(";") ? "';'" : "the end of the line";
      case END -> "the end of the file";
    };
  }

  private static String shorten(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
