package osprey.lang.scn;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import osprey.lang.Diagnostics;
import osprey.lang.Spelling;
import osprey.lang.scn.ScnToken.Kind;

/// Walks over the tokens of a scenario.
///
/// After an error it panics: nothing more is reported, and every question is answered by something
/// harmless, until the statement's end is found. So the parser needs no case for failure, and each
/// statement reports at most one error of form.
final class Cursor {
  private final ScnLexer lexer;
  private final Diagnostics diagnostics;
  private ScnToken current;
  private ScnToken last;
  private boolean panicking;
  private boolean lexed;
  private ScnToken statementStart;

  Cursor(ScnLexer lexer, Diagnostics diagnostics) {
    this.lexer = lexer;
    this.diagnostics = diagnostics;
    this.current = lexer.next();
    this.last = current;
    this.statementStart = current;
    this.lexed = true;
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  ScnToken peek() {
    if (!lexed) {
      current = lexer.next();
      lexed = true;
    }
    return current;
  }

  /// Consumes a token, whatever it is; never the end.
  ScnToken next() {
    ScnToken token = peek();
    if (token.kind() != Kind.END) {
      last = token;
      lexed = false;
    }
    return token;
  }

  ScnToken lastToken() {
    return last;
  }

  boolean isPanicking() {
    return panicking;
  }

  int at() {
    return peek().at();
  }

  /// The text from a position up to the last token consumed, on one line.
  String sourceFrom(int at) {
    return at >= last.end() ? "" : lexer.slice(at, last.end()).replaceAll("\\s*\\n\\s*", " ");
  }

  // ---- questions

  boolean is(String punctuation) {
    return !panicking && peek().is(punctuation);
  }

  boolean isWord(String word) {
    return !panicking && peek().isWord(word);
  }

  boolean isKind(Kind kind) {
    return !panicking && peek().kind() == kind;
  }

  boolean isString() {
    return !panicking && peek().isString();
  }

  boolean accept(String punctuation) {
    boolean found = is(punctuation);
    if (found) {
      next();
    }
    return found;
  }

  boolean acceptWord(String word) {
    boolean found = isWord(word);
    if (found) {
      next();
    }
    return found;
  }

  boolean atStatementEnd() {
    ScnToken token = peek();
    return panicking || token.kind() == Kind.SEPARATOR || token.kind() == Kind.END || token.is("}");
  }

  // ---- demands

  void expect(String punctuation) {
    if (!accept(punctuation)) {
      expected("'" + punctuation + "'");
    }
  }

  void expectWord(String word) {
    if (!acceptWord(word)) {
      expected("'" + word + "'");
    }
  }

  /// A name of the user's choosing; "" in a panic.
  String name(String what) {
    if (isKind(Kind.WORD)) {
      return next().text();
    }
    if (isKind(Kind.STRING)) {
      expected(what, "names are written without quotes");
      return "";
    }
    expected(what);
    return "";
  }

  /// One of the words given; the first of them in a panic. An unknown word is consumed.
  String oneOf(String what, List<String> words) {
    if (isKind(Kind.WORD) && words.contains(peek().text())) {
      return next().text();
    }
    if (isKind(Kind.WORD)) {
      ScnToken word = next();
      String hint = Spelling.hint(word.text(), words);
      error(
          word,
          "'" + word.text() + "' is no " + what,
          hint != null
              ? hint
              : words.size() <= 12 ? "there are: " + String.join(", ", words) : null);
    } else {
      expected(article(what) + what, "there are: " + String.join(", ", words));
    }
    return words.getFirst();
  }

  private static String article(String noun) {
    return "aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ";
  }

  void expected(String what) {
    expected(what, null);
  }

  void expected(String what, @Nullable String hint) {
    ScnToken found = peek();
    if (found.kind() == Kind.WRONG) {
      panicking = true; // reported by the lexer
    }
    // At a line's end the spot is behind what stands there.
    boolean isMissing = found.kind() == Kind.SEPARATOR || found.kind() == Kind.END;
    int at =
        isMissing && last.end() <= found.at() ? Math.max(last.at(), last.end() - 1) : found.at();
    error(
        at,
        isMissing ? 1 : found.length(),
        "expected " + what + ", but found " + found.described(),
        hint);
  }

  void error(ScnToken token, String message, @Nullable String hint) {
    error(token.at(), token.length(), message, hint);
  }

  void error(int at, int length, String message, @Nullable String hint) {
    if (!panicking) {
      panicking = true;
      diagnostics.error(at, length, message, hint);
    }
  }

  /// Something wrong in the meaning: the form is all right, so there is no panic.
  void complain(ScnToken token, String message, @Nullable String hint) {
    if (!panicking) {
      diagnostics.error(token.at(), token.length(), message, hint);
    }
  }

  // ---- statements and blocks

  void beginStatement() {
    statementStart = peek();
  }

  /// After a statement: its separator, or that of a block's end. Ends a panic.
  void endStatement() {
    if (!panicking && !atStatementEnd() && !peek().is(",")) {
      ScnToken extra = peek();
      if (extra.kind() != Kind.WORD) {
        expected("the end of the statement", "put each statement on a line of its own, or use ';'");
      }
    }
    if (panicking) {
      skipStatement();
      panicking = false;
    } else if (peek().kind() == Kind.SEPARATOR || peek().is(",")) {
      next();
    }
  }

  /// To the end of the line, over the blocks that begin on it; not past the brace that closes the
  /// block around it.
  private void skipStatement() {
    lexer.setQuiet(true);
    if (peek().at() == statementStart.at() && !peek().is("}")) {
      next();
    }
    while (peek().kind() != Kind.END && !peek().is("}")) {
      ScnToken token = next();
      if (token.is("{")) {
        lexer.skipBlock();
      } else if (token.kind() == Kind.SEPARATOR) {
        break;
      }
    }
    lexer.setQuiet(false);
  }

  private void skipSeparators() {
    while (peek().kind() == Kind.SEPARATOR || peek().is(",")) {
      next();
    }
  }

  /// `{ statements }`, each of which begins with one of the words given.
  ///
  /// @param kind what a word is called in messages
  void block(String kind, List<String> words, Consumer<String> statement) {
    ScnToken open = peek();
    expect("{");
    if (panicking) {
      return;
    }
    skipSeparators();
    while (peek().kind() != Kind.END && !peek().is("}") && !isOuterStatement(words)) {
      beginStatement();
      String word = oneOf(kind, words);
      if (!panicking) {
        statement.accept(word);
      }
      endStatement();
      skipSeparators();
    }
    if (peek().is("}")) {
      next();
    } else {
      diagnostics.error(open.at(), open.length(), "this block does not end", "a '}' is missing");
    }
  }

  /// Whether a statement of the outermost level begins here: a `}` was forgotten.
  private boolean isOuterStatement(List<String> inner) {
    ScnToken token = peek();
    return token.kind() == Kind.WORD
        && ScnLexer.STATEMENTS.contains(token.text())
        && !inner.contains(token.text());
  }

  /// The C text of a block whose `{` is the next token.
  ScnLexer.Body body() {
    ScnToken open = peek();
    if (!open.is("{")) {
      expected("'{'");
      return new ScnLexer.Body(open.at(), "");
    }
    next();
    ScnLexer.Body body = lexer.body(open.at());
    last = new ScnToken(Kind.PUNCTUATION, last.at(), body.at() + body.text().length(), "}");
    return body;
  }
}
