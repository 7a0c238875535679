package osprey.lang.c.parse;

import static osprey.lang.c.parse.Reports.quote;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.Literals;
import osprey.lang.c.Text;
import osprey.lang.c.Token;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Initializer;
import osprey.lang.c.tree.Stmt;
import osprey.lang.c.tree.Variable;

/// Reads primary and postfix expressions (C11 §6.5.1, §6.5.2): names, constants, calls, members,
/// and the builtins whose arguments are types.
final class PrimaryReader {
  private final Parser parser;
  private final TokenStream tokens;
  private final Reports reports;

  PrimaryReader(Parser parser) {
    this.parser = parser;
    this.tokens = parser.tokens;
    this.reports = parser.reports;
  }

  Expr primary() {
    Token token = tokens.token();
    int at = token.at();
    return switch (tokens.peek()) {
      case IDENTIFIER -> name();
      case NUMBER -> {
        tokens.next();
        Literals.Number number = Literals.number(token, reports.diagnostics());
        yield number.isFloating()
            ? ConstantFolder.floating(at, number.type(), number.floating())
            : new Expr.IntConstant(at, number.type(), number.integer());
      }
      case CHARACTER -> {
        tokens.next();
        Literals.Char character = Literals.character(token, reports.diagnostics());
        yield new Expr.IntConstant(at, character.type(), character.value());
      }
      case STRING -> string();
      case FUNCTION_NAME -> functionName();
      case LEFT_PAREN -> parenthesised();
      case GENERIC -> generic();
      case VA_ARG -> variableArgument();
      case OFFSETOF -> offsetof();
      case TYPES_COMPATIBLE -> typesCompatible();
      case CHOOSE -> choose();
      default -> {
        tokens.fail("expected an expression", hint());
        yield Conversions.error(at);
      }
    };
  }

  private @Nullable String hint() {
    Terminal terminal = tokens.peek();
    if (terminal == Terminal.ASSIGN && tokens.previous().is("=")) {
      return "equality is written '=='";
    }
    return terminal.beginsTypeName() ? "a type is no value" : null;
  }

  Expr.StringLiteral string() {
    Token first = tokens.token();
    List<Token> adjacent = new ArrayList<>(1);
    while (tokens.peek() == Terminal.STRING) {
      adjacent.add(tokens.next());
    }
    Text text = Literals.string(adjacent, reports.diagnostics());
    return new Expr.StringLiteral(first.at(), text.type(), text.bytes());
  }

  /// `__func__`.
  private Expr functionName() {
    Token token = tokens.next();
    Body body = parser.body();
    if (body == null) {
      reports.warning(token, "'" + token.text() + "' outside of a function", null);
    }
    byte[] name = (body == null ? "" : body.name()).getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Arrays.copyOf(name, name.length + 1);
    CType element = Types.qualify(CType.Int.CHAR, true, false, false);
    return new Expr.StringLiteral(token.at(), new CType.Array(element, bytes.length), bytes);
  }

  private Expr name() {
    Token name = tokens.next();
    boolean isCall = tokens.peek() == Terminal.LEFT_PAREN;
    if (isCall && name.text().startsWith("__") && parser.scope().find(name.text()) == null) {
      Expr call = parser.builtins.call(name);
      if (call != null) {
        return call;
      }
    }
    return parser.names.reference(name, isCall);
  }

  private Expr parenthesised() {
    Token opening = tokens.next();
    if (tokens.peek() == Terminal.LEFT_BRACE) {
      Expr result = statementExpression(opening);
      tokens.expectClosing(Terminal.RIGHT_PAREN, opening);
      return result;
    }
    Expr inner = parser.expressions.expression();
    tokens.expectClosing(Terminal.RIGHT_PAREN, opening);
    return inner;
  }

  /// GNU `({ … })`.
  private Expr statementExpression(Token opening) {
    if (parser.body() == null) {
      tokens.fail("a statement expression is only allowed inside a function");
      return Conversions.error(opening.at());
    }
    Stmt.Block block = parser.statements.block();
    List<Stmt> body = block.body();
    if (!body.isEmpty()
        && body.getLast() instanceof Stmt.Expression(_, Expr last)
        && !Types.isVoid(last.type())) {
      Expr value = parser.conversions.value(last);
      Stmt.Block rest = new Stmt.Block(block.at(), body.subList(0, body.size() - 1), block.endAt());
      return Conversions.isError(value)
          ? value
          : new Expr.StatementExpr(opening.at(), Conversions.typeOf(value), rest, value);
    }
    return new Expr.StatementExpr(opening.at(), CType.Void.VOID, block, null);
  }

  /// `(type){ … }`, the type being read already.
  Expr compoundLiteral(Token opening, CType type) {
    boolean isInside = parser.body() != null;
    Variable variable =
        new Variable(
            ".literal",
            opening.at(),
            type,
            isInside ? Variable.Storage.AUTOMATIC : Variable.Storage.STATIC,
            false);
    if (Types.isVariablyModified(type)) {
      reports.error(opening, "a compound literal cannot have a variable length");
      variable.refine(Types.ERROR);
    } else if (!type.isComplete() && !(type instanceof CType.Array) && !Types.isError(type)) {
      reports.error(opening, "a compound literal cannot have incomplete type " + quote(type));
      variable.refine(Types.ERROR);
    }
    Initializer initializer = parser.initializers.read(variable, !isInside);
    if (Types.isError(variable.type())) {
      return Conversions.error(opening.at());
    }
    Binder.settle(variable);
    if (!isInside && parser.isEvaluated()) {
      parser.unit.initialize(variable, initializer);
    }
    return new Expr.CompoundLiteral(opening.at(), variable, initializer);
  }

  Expr postfix(Expr start) {
    Expr expr = start;
    int length = 0;
    while (true) {
      Token op = tokens.token();
      switch (tokens.peek()) {
        case LEFT_BRACKET -> {
          tokens.next();
          Expr index = parser.expressions.expression();
          tokens.expectClosing(Terminal.RIGHT_BRACKET, op);
          expr = parser.pointers.subscript(op.at(), expr, index);
        }
        case LEFT_PAREN -> {
          tokens.next();
          List<Expr> arguments = parser.expressions.arguments(op);
          expr = parser.calls.call(op, expr, arguments);
        }
        case DOT, ARROW -> {
          boolean isArrow = tokens.next().is("->");
          Token name = tokens.token();
          if (!tokens.expect(Terminal.IDENTIFIER, "after '" + op.text() + "'")) {
            return Conversions.error(op.at());
          }
          expr = parser.members.member(op, isArrow, expr, name);
        }
        case INCREMENT, DECREMENT -> {
          tokens.next();
          expr = parser.assignments.increment(op, expr, false, op.is("--"));
        }
        default -> {
          return expr;
        }
      }
      if (++length > TokenStream.CHAIN_MAX) {
        tokens.abandon("an expression has more than " + TokenStream.CHAIN_MAX + " parts");
      }
    }
  }

  /// C11 §6.5.1.1.
  private Expr generic() {
    Token keyword = tokens.next();
    Token opening = tokens.token();
    if (!tokens.expect(Terminal.LEFT_PAREN, "after '_Generic'")) {
      return Conversions.error(keyword.at());
    }
    parser.suspendEvaluation();
    Expr control = parser.conversions.value(parser.expressions.assignment());
    parser.resumeEvaluation();
    CType type = Conversions.typeOf(control);
    Expr chosen = null;
    Expr otherwise = null;
    while (tokens.accept(Terminal.COMMA)) {
      if (tokens.accept(Terminal.DEFAULT)) {
        tokens.expect(Terminal.COLON, "after 'default'");
        otherwise = parser.expressions.assignment();
        continue;
      }
      CType candidate = parser.specifiers.typeName();
      tokens.expect(Terminal.COLON, "after type");
      boolean fits = chosen == null && Types.compatible(candidate, type);
      if (!fits) {
        parser.suspendEvaluation();
      }
      Expr result = parser.expressions.assignment();
      if (fits) {
        chosen = result;
      } else {
        parser.resumeEvaluation();
      }
    }
    tokens.expectClosing(Terminal.RIGHT_PAREN, opening);
    Expr result = chosen == null ? otherwise : chosen;
    if (result == null) {
      if (!Types.isError(type)) {
        reports.error(
            keyword, "'_Generic' has no association for type " + quote(type), "add 'default:'");
      }
      return Conversions.error(keyword.at());
    }
    return result;
  }

  /// `__builtin_va_arg(list, type)`.
  private Expr variableArgument() {
    Token keyword = tokens.next();
    Token opening = tokens.token();
    if (!tokens.expect(Terminal.LEFT_PAREN, "after 'va_arg'")) {
      return Conversions.error(keyword.at());
    }
    Token first = tokens.token();
    Expr list = parser.expressions.assignment();
    tokens.expect(Terminal.COMMA, "in 'va_arg'");
    Token place = tokens.token();
    CType type = parser.specifiers.typeName().unqualified();
    tokens.expectClosing(Terminal.RIGHT_PAREN, opening);
    if (Conversions.isError(list) || Types.isError(type)) {
      return Conversions.error(keyword.at());
    }
    if (!Conversions.isLvalue(list) || !list.type().unqualified().equals(Types.CHAR_POINTER)) {
      reports.error(first, "'va_arg' needs a va_list, not " + quote(list.type()));
      return Conversions.error(keyword.at());
    }
    if (!type.isComplete() || type instanceof CType.Array) {
      reports.error(place, "'va_arg' cannot give a value of type " + quote(type));
      return Conversions.error(keyword.at());
    }
    boolean isPromoted =
        (Types.isInteger(type) && Types.integer(type).rank() < CType.Int.INT.rank())
            || type == CType.Floating.FLOAT;
    if (isPromoted) {
      String promoted = type == CType.Floating.FLOAT ? "double" : "int";
      reports.warning(
          place,
          quote(type) + " is passed as '" + promoted + "' through '...'",
          "write 'va_arg(…, " + promoted + ")'");
    }
    return new Expr.VaArg(keyword.at(), type, list);
  }

  /// `__builtin_offsetof(type, member.designator[3])`.
  private Expr offsetof() {
    Token keyword = tokens.next();
    Token opening = tokens.token();
    if (!tokens.expect(Terminal.LEFT_PAREN, "after 'offsetof'")) {
      return Conversions.error(keyword.at());
    }
    CType type = parser.specifiers.typeName();
    tokens.expect(Terminal.COMMA, "in 'offsetof'");
    int at = keyword.at();
    Expr object = new Expr.Deref(at, type, new Expr.IntConstant(at, new CType.Pointer(type), 0));
    Token dot = new Token(Token.Kind.PUNCTUATOR, at, ".");
    Token name = tokens.token();
    if (!tokens.expect(Terminal.IDENTIFIER, "in 'offsetof'")) {
      return Conversions.error(at);
    }
    object =
        postfix(
            Types.isError(type)
                ? Conversions.error(at)
                : parser.members.member(dot, false, object, name));
    tokens.expectClosing(Terminal.RIGHT_PAREN, opening);
    Expr address = parser.pointers.addressOf(at, object, false);
    return Conversions.isError(address)
        ? address
        : Conversions.convert(address, CType.Int.UNSIGNED_LONG);
  }

  private Expr typesCompatible() {
    Token keyword = tokens.next();
    Token opening = tokens.token();
    if (!tokens.expect(Terminal.LEFT_PAREN, "after '" + keyword.text() + "'")) {
      return Conversions.error(keyword.at());
    }
    CType a = parser.specifiers.typeName();
    tokens.expect(Terminal.COMMA, "between two types");
    CType b = parser.specifiers.typeName();
    tokens.expectClosing(Terminal.RIGHT_PAREN, opening);
    boolean same = Types.compatibleUnqualified(a, b);
    return new Expr.IntConstant(keyword.at(), CType.Int.INT, same ? 1 : 0);
  }

  /// `__builtin_choose_expr(constant, a, b)`.
  private Expr choose() {
    Token keyword = tokens.next();
    Token opening = tokens.token();
    if (!tokens.expect(Terminal.LEFT_PAREN, "after '" + keyword.text() + "'")) {
      return Conversions.error(keyword.at());
    }
    long which = parser.expressions.constantInteger("choice");
    tokens.expect(Terminal.COMMA, "after the choice");
    Expr a = alternative(which != 0);
    tokens.expect(Terminal.COMMA, "between two expressions");
    Expr b = alternative(which == 0);
    tokens.expectClosing(Terminal.RIGHT_PAREN, opening);
    return which != 0 ? a : b;
  }

  private Expr alternative(boolean isChosen) {
    if (!isChosen) {
      parser.suspendEvaluation();
    }
    Expr expr = parser.expressions.assignment();
    if (!isChosen) {
      parser.resumeEvaluation();
    }
    return expr;
  }
}
