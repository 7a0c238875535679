package osprey.lang.c.parse;

import static osprey.lang.c.parse.Reports.quote;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.Token;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Stmt;

/// Reads statements (C11 §6.8).
final class StatementReader {
  private final Parser parser;
  private final TokenStream tokens;
  private final Reports reports;

  StatementReader(Parser parser) {
    this.parser = parser;
    this.tokens = parser.tokens;
    this.reports = parser.reports;
  }

  /// The block of a function; its parameters share its scope.
  Stmt.Block functionBody(List<Stmt> first) {
    Token opening = tokens.token();
    if (!tokens.expect(Terminal.LEFT_BRACE, "to begin the body of the function")) {
      return new Stmt.Block(opening.at(), List.of(), opening.at());
    }
    return items(opening, new ArrayList<>(first));
  }

  /// `{ … }` with a scope of its own.
  Stmt.Block block() {
    Token opening = tokens.next();
    parser.openScope();
    Stmt.Block block = items(opening, new ArrayList<>());
    parser.closeScope();
    return block;
  }

  private Stmt.Block items(Token opening, List<Stmt> body) {
    TokenStream.Place place = tokens.place();
    if (tokens.enter()) {
      while (tokens.peek() != Terminal.RIGHT_BRACE && !tokens.isAtEnd()) {
        int before = tokens.position();
        item(body);
        tokens.recoverInBlock(place);
        if (tokens.position() == before) {
          tokens.next();
        }
      }
    }
    tokens.leave();
    Token closing = tokens.token();
    tokens.expectClosing(Terminal.RIGHT_BRACE, opening);
    return new Stmt.Block(opening.at(), List.copyOf(body), closing.at());
  }

  private void item(List<Stmt> into) {
    if (tokens.peek() == Terminal.EXTENSION) {
      tokens.next();
    }
    if (atLocalDeclaration()) {
      parser.declarations.local(into);
    } else {
      into.add(statement());
    }
  }

  private boolean atLocalDeclaration() {
    Terminal terminal = tokens.peek();
    if (terminal == Terminal.IDENTIFIER) {
      return tokens.peek(1) != Terminal.COLON
          && (parser.specifiers.atDeclaration() || looksLikeUnknownType());
    }
    return terminal.beginsDeclaration()
        && !(terminal == Terminal.ATTRIBUTE && tokens.peek(1) != Terminal.LEFT_PAREN);
  }

  /// `foo x` or `foo *x;` with an unknown `foo`.
  private boolean looksLikeUnknownType() {
    if (parser.scope().find(tokens.token().text()) != null) {
      return false;
    }
    if (tokens.peek(1) == Terminal.IDENTIFIER) {
      return !tokens.startsLine(1);
    }
    return tokens.peek(1) == Terminal.STAR
        && tokens.peek(2) == Terminal.IDENTIFIER
        && (tokens.peek(3) == Terminal.SEMICOLON
            || tokens.peek(3) == Terminal.ASSIGN
            || tokens.peek(3) == Terminal.COMMA);
  }

  Stmt statement() {
    if (!tokens.enter()) {
      tokens.leave();
      return new Stmt.Empty(tokens.token().at());
    }
    Stmt stmt = labelled();
    tokens.leave();
    List<Stmt> lengths = parser.variableArrays.takePending();
    if (lengths.isEmpty()) {
      return stmt;
    }
    List<Stmt> both = new ArrayList<>(lengths);
    both.add(stmt);
    return new Stmt.Block(stmt.at(), both, stmt.at());
  }

  /// A statement that is the body of another one: a declaration is no statement.
  private Stmt substatement(String after) {
    if (atLocalDeclaration()) {
      reports.error(
          tokens.token(),
          "a declaration cannot be the statement after " + after,
          "put it in braces");
      List<Stmt> declarations = new ArrayList<>();
      parser.declarations.local(declarations);
      return new Stmt.Block(tokens.token().at(), declarations, tokens.token().at());
    }
    return statement();
  }

  /// What stands before a statement.
  private sealed interface Prefix {
    record CaseOf(int at, long low, long high) implements Prefix {}

    record DefaultOf(int at) implements Prefix {}

    record Named(int at, String name) implements Prefix {}
  }

  private Stmt labelled() {
    List<Prefix> prefixes = null;
    while (true) {
      Prefix prefix = prefix();
      if (prefix == null) {
        break;
      }
      if (prefixes == null) {
        prefixes = new ArrayList<>(2);
      }
      prefixes.add(prefix);
      if (prefixes.size() > TokenStream.CHAIN_MAX) {
        tokens.abandon("more than " + TokenStream.CHAIN_MAX + " labels on one statement");
      }
    }
    if (prefixes == null) {
      return plain();
    }
    int at = tokens.token().at();
    boolean standsAlone =
        tokens.peek() == Terminal.RIGHT_BRACE || tokens.isAtEnd() || atLocalDeclaration();
    Stmt stmt = standsAlone ? new Stmt.Empty(at) : plain();
    for (int i = prefixes.size() - 1; i >= 0; i--) {
      stmt =
          switch (prefixes.get(i)) {
            case Prefix.CaseOf(int place, long low, long high) ->
                new Stmt.Case(place, low, high, stmt);
            case Prefix.DefaultOf(int place) -> new Stmt.Default(place, stmt);
            case Prefix.Named(int place, String name) -> new Stmt.Label(place, name, stmt);
          };
    }
    return stmt;
  }

  private @Nullable Prefix prefix() {
    return switch (tokens.peek()) {
      case CASE -> caseLabel();
      case DEFAULT -> defaultLabel();
      case IDENTIFIER -> tokens.peek(1) == Terminal.COLON ? nameLabel() : null;
      default -> null;
    };
  }

  private Prefix nameLabel() {
    Token name = tokens.next();
    tokens.next();
    parser.attributes.read();
    Body body = parser.body();
    int old = body == null ? 0 : body.label(name);
    if (old != 0) {
      reports.error(name, "redefinition of label '" + name.text() + "'");
      reports.note(old, name.length(), "previous definition is here");
    }
    return new Prefix.Named(name.at(), name.text());
  }

  private Prefix defaultLabel() {
    Token keyword = tokens.next();
    Body.Choice choice = choice(keyword);
    tokens.expect(Terminal.COLON, "after 'default'");
    if (choice != null && !choice.addDefault()) {
      reports.error(keyword, "a switch can have only one 'default'");
    }
    return new Prefix.DefaultOf(keyword.at());
  }

  private Prefix caseLabel() {
    Token keyword = tokens.next();
    Body.Choice choice = choice(keyword);
    Token first = tokens.token();
    Long low = caseValue();
    Long high = tokens.accept(Terminal.ELLIPSIS) ? caseValue() : low;
    tokens.expect(Terminal.COLON, "after 'case'");
    if (choice == null || low == null || high == null || tokens.isPanicking()) {
      return new Prefix.CaseOf(keyword.at(), 0, 0);
    }
    long from = choice.type().wrap(low);
    long to = choice.type().wrap(high);
    if (from > to) {
      reports.warning(first, "empty case range", null);
    } else {
      int old = choice.add(from, to, first.at());
      if (old != 0) {
        reports.error(first, "duplicate case value " + from);
        reports.note(old, 1, "previous case is here");
      }
    }
    return new Prefix.CaseOf(keyword.at(), from, to);
  }

  /// Null if the expression is wrong, which has been reported.
  private @Nullable Long caseValue() {
    return parser.expressions.constant("value of 'case'");
  }

  private Body.@Nullable Choice choice(Token keyword) {
    Body body = parser.body();
    Body.Choice choice = body == null ? null : body.choice();
    if (choice == null) {
      reports.error(keyword, "'" + keyword.text() + "' outside of a switch");
    }
    return choice;
  }

  private Stmt plain() {
    Token first = tokens.token();
    int at = first.at();
    return switch (tokens.peek()) {
      case LEFT_BRACE -> block();
      case SEMICOLON -> {
        tokens.next();
        yield new Stmt.Empty(at);
      }
      case IF -> ifElse();
      case WHILE -> whileLoop();
      case DO -> doLoop();
      case FOR -> forLoop();
      case SWITCH -> switchCase();
      case BREAK -> breakOrContinue(first, true);
      case CONTINUE -> breakOrContinue(first, false);
      case RETURN -> returnValue();
      case GOTO -> jump();
      case ELSE -> {
        reports.error(first, "'else' without an 'if' before it");
        tokens.next();
        yield substatement("'else'");
      }
      case ASM -> {
        reports.error(first, "assembler code is not supported", "use C or a GCC builtin instead");
        tokens.panic();
        yield new Stmt.Empty(at);
      }
      default -> {
        Expr expression = parser.expressions.expression();
        tokens.expectSemicolon("after expression");
        yield new Stmt.Expression(at, parser.conversions.discardable(expression));
      }
    };
  }

  /// `( expression )` of an `if` or a loop.
  private Expr condition(String keyword) {
    Token opening = tokens.token();
    if (!tokens.expect(Terminal.LEFT_PAREN, "after '" + keyword + "'")) {
      return Conversions.error(opening.at());
    }
    boolean isWrapped = tokens.peek() == Terminal.LEFT_PAREN;
    Expr expression = parser.expressions.expression();
    if (!isWrapped) {
      warnAboutAssignment(expression);
    }
    tokens.expectClosing(Terminal.RIGHT_PAREN, opening);
    return parser.conversions.condition(expression);
  }

  private void warnAboutAssignment(Expr expression) {
    if (expression instanceof Expr.Assign(int at, _, _, _)) {
      reports.warning(
          at,
          1,
          "an assignment is used as a condition",
          "compare with '==', or put parentheses around the assignment");
    }
  }

  private Stmt ifElse() {
    record Arm(int at, Expr condition, Stmt whenTrue) {}

    List<Arm> arms = new ArrayList<>(2);
    Stmt otherwise = null;
    while (true) {
      int at = tokens.next().at();
      Expr condition = condition("if");
      Token semicolon = tokens.token();
      if (tokens.peek() == Terminal.SEMICOLON && tokens.peek(1) == Terminal.LEFT_BRACE) {
        reports.warning(semicolon, "this ';' is all that the 'if' controls", "remove it");
      }
      arms.add(new Arm(at, condition, guarded("'if'")));
      if (!tokens.accept(Terminal.ELSE)) {
        break;
      }
      if (tokens.peek() != Terminal.IF) {
        otherwise = substatement("'else'");
        break;
      }
      if (arms.size() > TokenStream.CHAIN_MAX) {
        tokens.abandon("more than " + TokenStream.CHAIN_MAX + " 'else if' in a row");
      }
    }
    for (int i = arms.size() - 1; i >= 0; i--) {
      Arm arm = arms.get(i);
      otherwise = new Stmt.If(arm.at(), arm.condition(), arm.whenTrue(), otherwise);
    }
    return otherwise == null ? new Stmt.Empty(tokens.token().at()) : otherwise;
  }

  /// A body, reached even when the condition before it was wrong.
  private Stmt guarded(String after) {
    tokens.recoverAtBody();
    return substatement(after);
  }

  private Stmt loopBody(String after) {
    Body body = parser.body();
    if (body != null) {
      body.enterLoop();
    }
    Stmt stmt = guarded(after);
    if (body != null) {
      body.leaveLoop();
    }
    return stmt;
  }

  private Stmt whileLoop() {
    int at = tokens.next().at();
    Expr condition = condition("while");
    if (tokens.peek() == Terminal.SEMICOLON && tokens.peek(1) == Terminal.LEFT_BRACE) {
      reports.warning(tokens.token(), "this ';' is all that the 'while' repeats", "remove it");
    }
    return new Stmt.While(at, condition, loopBody("'while'"));
  }

  private Stmt doLoop() {
    int at = tokens.next().at();
    Stmt body = loopBody("'do'");
    if (!tokens.expect(Terminal.WHILE, "after the body of 'do'")) {
      return body;
    }
    Expr condition = condition("while");
    tokens.expectSemicolon("after 'do … while (…)'");
    return new Stmt.DoWhile(at, body, condition);
  }

  private Stmt forLoop() {
    int at = tokens.next().at();
    parser.openScope();
    tokens.enterForHeader();
    List<Stmt> init = new ArrayList<>();
    Expr condition = null;
    Expr step = null;
    Token opening = tokens.token();
    if (tokens.expect(Terminal.LEFT_PAREN, "after 'for'")) {
      if (atLocalDeclaration()) {
        parser.declarations.local(init);
      } else {
        Expr first = optional(Terminal.SEMICOLON);
        if (first != null) {
          init.add(new Stmt.Expression(first.at(), parser.conversions.discardable(first)));
        }
        tokens.expect(Terminal.SEMICOLON, "after the first part of 'for'");
      }
      condition = optional(Terminal.SEMICOLON);
      if (condition != null) {
        warnAboutAssignment(condition);
        condition = parser.conversions.condition(condition);
      }
      tokens.expect(Terminal.SEMICOLON, "after the condition of 'for'");
      step = optional(Terminal.RIGHT_PAREN);
      if (step != null) {
        step = parser.conversions.discardable(step);
      }
      tokens.expectClosing(Terminal.RIGHT_PAREN, opening);
    }
    tokens.recoverAtBody();
    tokens.leaveForHeader();
    Stmt body = loopBody("'for'");
    parser.closeScope();
    return new Stmt.For(at, init, condition, step, body);
  }

  private @Nullable Expr optional(Terminal end) {
    return tokens.peek() == end ? null : parser.expressions.expression();
  }

  private Stmt switchCase() {
    int at = tokens.next().at();
    Expr value = condition("switch");
    CType.Int type = CType.Int.INT;
    if (!Conversions.isError(value)) {
      if (Types.isInteger(value.type())) {
        value = parser.conversions.promoted(value);
        type = Types.integer(value.type());
      } else {
        parser.conversions.error(
            value, "'switch' needs an integer, not " + quote(value.type()), null);
      }
    }
    Body body = parser.body();
    if (body != null) {
      body.enterSwitch(type);
    }
    Stmt stmt = guarded("'switch'");
    if (body != null) {
      body.leaveSwitch();
    }
    return new Stmt.Switch(at, value, stmt);
  }

  private Stmt breakOrContinue(Token keyword, boolean isBreak) {
    tokens.next();
    Body body = parser.body();
    boolean isInside = body != null && (body.isInLoop() || (isBreak && body.choice() != null));
    if (!isInside) {
      reports.error(
          keyword,
          isBreak ? "'break' outside of a loop or switch" : "'continue' outside of a loop");
    }
    tokens.expectSemicolon("after '" + keyword.text() + "'");
    return isBreak ? new Stmt.Break(keyword.at()) : new Stmt.Continue(keyword.at());
  }

  private Stmt jump() {
    Token keyword = tokens.next();
    Token label = tokens.token();
    if (tokens.peek() == Terminal.STAR) {
      tokens.fail("computed goto is not supported; expected a label");
    } else if (tokens.expect(Terminal.IDENTIFIER, "after 'goto'")) {
      Body body = parser.body();
      if (body != null) {
        body.jump(label);
      }
      tokens.expectSemicolon("after 'goto'");
    }
    return new Stmt.Goto(keyword.at(), label.text());
  }

  private Stmt returnValue() {
    Token keyword = tokens.next();
    int at = keyword.at();
    Body body = parser.body();
    CType result = body == null ? CType.Int.INT : body.result();
    String name = body == null ? "" : body.name();
    if (tokens.peek() == Terminal.SEMICOLON) {
      tokens.next();
      if (!Types.isVoid(result) && !Types.isError(result)) {
        reports.warning(
            keyword,
            "'return' without a value in '" + name + "', which should return " + quote(result),
            null);
      }
      return new Stmt.Return(at, null);
    }
    Expr value = parser.expressions.expression();
    tokens.expectSemicolon("after return statement");
    if (!Types.isVoid(result)) {
      return new Stmt.Return(
          at, parser.conversions.assign(value, result, Conversions.Use.RETURNING));
    }
    if (!Types.isVoid(value.type()) && !Conversions.isError(value)) {
      reports.warning(
          keyword, "'return' with a value in '" + name + "', which returns nothing", null);
    }
    List<Stmt> both =
        List.of(
            new Stmt.Expression(at, parser.conversions.discardable(value)),
            new Stmt.Return(at, null));
    return new Stmt.Block(at, both, at);
  }
}
