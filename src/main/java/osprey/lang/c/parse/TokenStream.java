package osprey.lang.c.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.lang.SourceLocation;
import osprey.lang.SourceMap;
import osprey.lang.c.Token;

/// The tokens of a unit, read from front to back.
///
/// After a syntax error the stream plays dead: it shows nothing but END, so that every reader comes
/// to its end by itself, until someone who knows a good place to go on calls `recover`. No reader
/// needs to ask whether the one below it failed, and none can loop for ever.
final class TokenStream {
  /// As deep as parentheses, blocks, declarators and initialisers may nest (Clang's
  /// -fbracket-depth).
  static final int NESTING_MAX = 256;

  /// As many operators, labels or `else if` as may follow each other in one piece: the tree gets as
  /// deep.
  static final int CHAIN_MAX = 1000;

  /// A place between tokens: how many brackets are open there.
  record Place(int braces, int parens) {}

  private final Token[] tokens;
  private final Terminal[] terminals;
  private final Token end;
  private final Reports reports;
  private int position;
  private int braces;
  private int parens;
  private int nesting;
  private int forHeaders;
  private boolean panicking;
  private boolean abandoned;

  TokenStream(List<Token> list, Reports reports) {
    int count = list.size();
    while (count > 0 && list.get(count - 1).kind() == Token.Kind.END) {
      count--;
    }
    this.reports = reports;
    tokens = new Token[count + 1];
    terminals = new Terminal[count + 1];
    for (int i = 0; i < count; i++) {
      Token token = list.get(i);
      tokens[i] = token;
      terminals[i] = Terminal.of(token);
    }
    if (count < list.size()) {
      end = list.get(count);
    } else {
      end = new Token(Token.Kind.END, count == 0 ? 1 : tokens[count - 1].at(), "");
    }
    tokens[count] = end;
    terminals[count] = Terminal.END;
  }

  Terminal peek() {
    return panicking ? Terminal.END : terminals[position];
  }

  Terminal peek(int ahead) {
    return panicking ? Terminal.END : terminals[Math.min(position + ahead, tokens.length - 1)];
  }

  /// The token about to be read.
  Token token() {
    return panicking ? end : tokens[position];
  }

  Token token(int ahead) {
    return panicking ? end : tokens[Math.min(position + ahead, tokens.length - 1)];
  }

  Token next() {
    return panicking ? end : take();
  }

  private Token take() {
    Token token = tokens[position];
    switch (terminals[position]) {
      case LEFT_BRACE -> braces++;
      case RIGHT_BRACE -> braces--;
      case LEFT_PAREN -> parens++;
      case RIGHT_PAREN -> parens--;
      default -> {}
    }
    if (position < tokens.length - 1) {
      position++;
    }
    return token;
  }

  boolean accept(Terminal terminal) {
    if (peek() == terminal) {
      next();
      return true;
    }
    return false;
  }

  /// Reads the terminal, or reports that it is missing and panics.
  ///
  /// @param where "after expression", "in declaration"
  boolean expect(Terminal terminal, String where) {
    if (accept(terminal)) {
      return true;
    }
    fail("expected " + terminal.quoted() + " " + where);
    return false;
  }

  /// The closing one of a pair; a miss points back at the opening one.
  boolean expectClosing(Terminal terminal, Token opening) {
    if (accept(terminal)) {
      return true;
    }
    if (!panicking) {
      fail("expected " + terminal.quoted());
      noteEvenThough(opening, "to match this '" + opening.text() + "'");
    }
    return false;
  }

  private void noteEvenThough(Token token, String message) {
    reports.mute(false);
    reports.note(token.at(), token.length(), message);
    reports.mute(true);
  }

  /// A semicolon. One that is missing at the end of a line is reported there and taken as read.
  void expectSemicolon(String where) {
    if (panicking || accept(Terminal.SEMICOLON)) {
      return;
    }
    Token previous = previous();
    boolean goesOn = peek() != Terminal.END && !startsNewLine();
    String hint = null;
    if (peek() == Terminal.COLON || peek() == Terminal.COMMA) {
      hint = "found '" + token().text() + "' instead";
    }
    reportAfter(previous, "expected ';' " + where, hint);
    if (goesOn
        && !peek().beginsStatement()
        && !peek().beginsDeclaration()
        && peek() != Terminal.RIGHT_BRACE) {
      panic();
    }
  }

  void reportAfter(Token previous, String message, @Nullable String hint) {
    reports.error(endOf(previous), 1, message, hint);
  }

  /// Just behind a token, but never beyond its line (one that came out of a macro may seem longer).
  private int endOf(Token token) {
    SourceMap sources = reports.diagnostics().sources();
    int room = sources.line(token.at()).length() - sources.columnInLine(token.at());
    return token.at() + Math.max(0, Math.min(token.length(), room));
  }

  private boolean startsNewLine() {
    return startsLine(0);
  }

  /// Whether a token stands on another line than the one before it. For diagnostics: slow.
  boolean startsLine(int ahead) {
    SourceMap sources = reports.diagnostics().sources();
    int index = Math.min(position + ahead, tokens.length - 1);
    SourceLocation here = sources.locate(tokens[index].at());
    SourceLocation before = sources.locate(tokens[Math.max(0, index - 1)].at());
    return here.line() != before.line() || !here.file().equals(before.file());
  }

  Token previous() {
    return tokens[Math.max(0, position - 1)];
  }

  /// Reports at the token about to be read what was found there, and panics.
  void fail(String message) {
    fail(message, null);
  }

  void fail(String message, @Nullable String hint) {
    if (panicking) {
      return;
    }
    if (peek() == Terminal.END) {
      reports.error(token(), message + " before the end of the file", hint);
    } else {
      reports.error(token(), message + " before '" + token().text() + "'", hint);
    }
    panic();
  }

  void panic() {
    panicking = true;
    reports.mute(true);
  }

  boolean isPanicking() {
    return panicking;
  }

  boolean isAtEnd() {
    return peek() == Terminal.END;
  }

  int position() {
    return position;
  }

  Place place() {
    return new Place(braces, parens);
  }

  void enterForHeader() {
    forHeaders++;
  }

  void leaveForHeader() {
    forHeaders--;
  }

  /// One level deeper. False, and the end of everything, when that is too deep; `leave` is due
  /// anyway.
  boolean enter() {
    if (++nesting <= NESTING_MAX) {
      return true;
    }
    abandon("nested deeper than " + NESTING_MAX + " levels");
    return false;
  }

  void leave() {
    nesting--;
  }

  /// Gives up on the rest of the unit.
  void abandon(String message) {
    if (!abandoned) {
      if (!panicking) {
        reports.error(token(), message, "split it into smaller pieces");
      }
      abandoned = true;
      position = tokens.length - 1;
    }
    panic();
  }

  /// After an error within a statement: goes on behind its `;`, or at the next `{`, `}` or
  /// statement keyword of the block that was entered at `block`.
  void recoverInBlock(Place block) {
    if (!panicking) {
      return;
    }
    calm();
    while (terminals[position] != Terminal.END) {
      Terminal terminal = terminals[position];
      boolean outside = braces <= block.braces;
      if (outside && isBoundary(terminal)) {
        parens = block.parens;
        break;
      }
      take();
      if (outside
          && terminal == Terminal.SEMICOLON
          && (parens <= block.parens || forHeaders == 0)) {
        parens = block.parens;
        break;
      }
    }
  }

  /// After an error in the parentheses of an `if` or a loop: goes on behind them, if they are
  /// closed before the statement ends.
  void recoverAtBody() {
    if (!panicking || abandoned) {
      return;
    }
    int depth = 0;
    int at = position;
    // The error lies within the parentheses, so the first `)` without a `(` closes them.
    while (depth >= 0) {
      Terminal terminal = terminals[at];
      boolean isHopeless =
          terminal == Terminal.END
              || (terminal == Terminal.SEMICOLON && forHeaders == 0)
              || isBoundary(terminal);
      if (isHopeless) {
        return;
      }
      depth += terminal == Terminal.LEFT_PAREN ? 1 : terminal == Terminal.RIGHT_PAREN ? -1 : 0;
      at++;
    }
    calm();
    while (position < at) {
      take();
    }
  }

  private static boolean isBoundary(Terminal terminal) {
    return terminal == Terminal.LEFT_BRACE
        || terminal == Terminal.RIGHT_BRACE
        || terminal.beginsStatement();
  }

  /// After an error in a declaration outside functions or in a struct: goes on behind its `;` or
  /// its body.
  void recoverInDeclarations(Place list) {
    if (!panicking) {
      return;
    }
    calm();
    boolean passedBody = false;
    while (terminals[position] != Terminal.END) {
      Terminal terminal = terminals[position];
      if (braces <= list.braces) {
        if ((terminal == Terminal.RIGHT_BRACE && list.braces > 0)
            || (passedBody && terminal != Terminal.SEMICOLON && terminal != Terminal.IDENTIFIER)) {
          break;
        }
      }
      take();
      if (braces <= list.braces) {
        if (terminal == Terminal.SEMICOLON) {
          break;
        }
        passedBody = terminal == Terminal.RIGHT_BRACE;
      }
    }
    braces = Math.min(braces, list.braces);
    parens = list.parens;
  }

  private void calm() {
    if (!abandoned) {
      panicking = false;
      reports.mute(false);
    } else {
      position = tokens.length - 1;
    }
  }
}
