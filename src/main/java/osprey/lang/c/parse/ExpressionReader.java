package osprey.lang.c.parse;

import static osprey.lang.c.parse.Reports.quote;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.Token;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Stmt;
import osprey.lang.c.tree.Variable;

/// Reads expressions (C11 §6.5), binary operators by precedence.
final class ExpressionReader {
  private final Parser parser;
  private final TokenStream tokens;
  private final Reports reports;

  ExpressionReader(Parser parser) {
    this.parser = parser;
    this.tokens = parser.tokens;
    this.reports = parser.reports;
  }

  /// With commas.
  Expr expression() {
    Expr left = assignment();
    int length = 0;
    while (tokens.peek() == Terminal.COMMA) {
      Token op = tokens.next();
      left = parser.operators.comma(op, left, assignment());
      chain(++length);
    }
    return left;
  }

  private void chain(int length) {
    if (length > TokenStream.CHAIN_MAX) {
      tokens.abandon(
          "an expression has more than " + TokenStream.CHAIN_MAX + " operators in a row");
    }
  }

  Expr assignment() {
    if (!tokens.enter()) {
      tokens.leave();
      return Conversions.error(tokens.token().at());
    }
    Expr result = conditional();
    Terminal terminal = tokens.peek();
    switch (terminal) {
      case ASSIGN -> {
        Token op = tokens.next();
        result = parser.assignments.assign(op, result, assignment());
      }
      case MULTIPLY_ASSIGN,
          DIVIDE_ASSIGN,
          REMAINDER_ASSIGN,
          ADD_ASSIGN,
          SUBTRACT_ASSIGN,
          SHIFT_LEFT_ASSIGN,
          SHIFT_RIGHT_ASSIGN,
          AND_ASSIGN,
          XOR_ASSIGN,
          OR_ASSIGN -> {
        Token op = tokens.next();
        result = parser.assignments.compound(op, terminal, result, assignment());
      }
      default -> {}
    }
    tokens.leave();
    return result;
  }

  Expr conditional() {
    Expr condition = binary(1);
    if (tokens.peek() != Terminal.QUESTION) {
      return condition;
    }
    Token op = tokens.next();
    if (!tokens.enter()) {
      tokens.leave();
      return condition;
    }
    Expr result;
    if (tokens.accept(Terminal.COLON)) {
      result = elvis(op, condition, conditional());
    } else {
      Expr whenTrue = expression();
      tokens.expect(Terminal.COLON, "in conditional expression");
      result = parser.operators.conditional(op, condition, whenTrue, conditional());
    }
    tokens.leave();
    return result;
  }

  /// GNU `a ?: b`: `a` is computed once.
  private Expr elvis(Token op, Expr condition, Expr otherwise) {
    Expr value = parser.conversions.value(condition);
    if (ConstantFolder.isConstant(value)
        || value instanceof Expr.VariableRef
        || Conversions.isError(value)) {
      return parser.operators.conditional(op, value, value, otherwise);
    }
    Variable once = parser.variableArrays.hidden("value", op.at(), value.type().unqualified());
    Stmt declare = VariableArrays.initialized(op.at(), once, value);
    Expr reference = new Expr.VariableRef(op.at(), once);
    Expr whole = parser.operators.conditional(op, reference, reference, otherwise);
    return Conversions.isError(whole)
        ? whole
        : new Expr.StatementExpr(
            op.at(),
            whole.type().unqualified(),
            new Stmt.Block(op.at(), List.of(declare), op.at()),
            whole);
  }

  private static int precedence(Terminal terminal) {
    return switch (terminal) {
      case STAR, SLASH, PERCENT -> 10;
      case PLUS, MINUS -> 9;
      case SHIFT_LEFT, SHIFT_RIGHT -> 8;
      case LESS, GREATER, LESS_EQUAL, GREATER_EQUAL -> 7;
      case EQUAL, NOT_EQUAL -> 6;
      case AND -> 5;
      case XOR -> 4;
      case OR -> 3;
      case AND_AND -> 2;
      case OR_OR -> 1;
      default -> 0;
    };
  }

  private Expr binary(int least) {
    Expr left = cast();
    int length = 0;
    while (true) {
      Terminal terminal = tokens.peek();
      int precedence = precedence(terminal);
      if (precedence < least || precedence == 0) {
        return left;
      }
      Token op = tokens.next();
      Expr right = binary(precedence + 1);
      left = parser.operators.binary(op, terminal, left, right);
      chain(++length);
    }
  }

  private Expr cast() {
    if (tokens.peek() != Terminal.LEFT_PAREN || !parser.specifiers.atTypeName(1)) {
      return unary();
    }
    Token opening = tokens.next();
    CType type = parser.specifiers.typeName();
    tokens.expectClosing(Terminal.RIGHT_PAREN, opening);
    if (tokens.peek() == Terminal.LEFT_BRACE) {
      return parser.primaries.postfix(parser.primaries.compoundLiteral(opening, type));
    }
    Expr operand = nested(true);
    return parser.conversions.explicitCast(opening.at(), type, operand);
  }

  /// The operand of a prefix operator.
  private Expr nested(boolean isCast) {
    if (!tokens.enter()) {
      tokens.leave();
      return Conversions.error(tokens.token().at());
    }
    Expr operand = isCast ? cast() : unary();
    tokens.leave();
    return operand;
  }

  private Expr unary() {
    Terminal terminal = tokens.peek();
    return switch (terminal) {
      case PLUS, MINUS, TILDE, NOT -> {
        Token op = tokens.next();
        yield parser.operators.unary(op, terminal, nested(true));
      }
      case STAR -> {
        Token op = tokens.next();
        yield parser.pointers.dereference(op.at(), nested(true));
      }
      case AND -> {
        Token op = tokens.next();
        yield parser.pointers.addressOf(op.at(), nested(true), parser.isEvaluated());
      }
      case AND_AND -> {
        tokens.fail("the address of a label (computed goto) is not supported");
        yield Conversions.error(tokens.token().at());
      }
      case INCREMENT, DECREMENT -> {
        Token op = tokens.next();
        yield parser.assignments.increment(op, nested(false), true, terminal == Terminal.DECREMENT);
      }
      case SIZEOF -> sizeof();
      case ALIGNOF -> alignof();
      case EXTENSION -> {
        tokens.next();
        yield nested(true);
      }
      default -> parser.primaries.postfix(parser.primaries.primary());
    };
  }

  private Expr sizeof() {
    Token keyword = tokens.next();
    CType type;
    Expr operand = null;
    if (tokens.peek() == Terminal.LEFT_PAREN && parser.specifiers.atTypeName(1)) {
      Token opening = tokens.next();
      type = parser.specifiers.typeName();
      tokens.expectClosing(Terminal.RIGHT_PAREN, opening);
      if (tokens.peek() == Terminal.LEFT_BRACE) {
        parser.suspendEvaluation();
        operand = parser.primaries.postfix(parser.primaries.compoundLiteral(opening, type));
        parser.resumeEvaluation();
        type = operand.type();
      }
    } else {
      parser.suspendEvaluation();
      operand = nested(false);
      parser.resumeEvaluation();
      type = operand.type();
    }
    if (Types.isError(type)) {
      return Conversions.error(keyword.at());
    }
    if (operand instanceof Expr.Member(_, _, _, CType.Field field) && field.isBitField()) {
      reports.error(keyword, "'sizeof' cannot be applied to a bit-field");
      return Conversions.error(keyword.at());
    }
    if (Types.isVariableArray(type)) {
      return parser.variableArrays.size(keyword.at(), type);
    }
    return constantSize(keyword, type, type.size());
  }

  private Expr constantSize(Token keyword, CType type, long bytes) {
    if (Types.isVoid(type) || type instanceof CType.Function) {
      return new Expr.IntConstant(keyword.at(), CType.Int.UNSIGNED_LONG, 1);
    }
    if (!type.isComplete()) {
      reports.error(keyword, "'" + keyword.text() + "' of incomplete type " + quote(type));
      return Conversions.error(keyword.at());
    }
    return new Expr.IntConstant(keyword.at(), CType.Int.UNSIGNED_LONG, bytes);
  }

  private Expr alignof() {
    Token keyword = tokens.next();
    CType type;
    if (tokens.peek() == Terminal.LEFT_PAREN && parser.specifiers.atTypeName(1)) {
      Token opening = tokens.next();
      type = parser.specifiers.typeName();
      tokens.expectClosing(Terminal.RIGHT_PAREN, opening);
    } else {
      parser.suspendEvaluation();
      Expr operand = nested(false);
      parser.resumeEvaluation();
      if (operand instanceof Expr.VariableRef(_, Variable variable)) {
        return constantSize(keyword, variable.type(), variable.alignment());
      }
      type = operand.type();
    }
    return Types.isError(type)
        ? Conversions.error(keyword.at())
        : constantSize(keyword, type, type.alignment());
  }

  /// An expression only for its type.
  Expr unevaluated() {
    parser.suspendEvaluation();
    Expr operand = expression();
    parser.resumeEvaluation();
    return operand;
  }

  /// An integer constant expression; 1, after reporting, if it is none.
  long constantInteger(String what) {
    Long value = constant(what);
    return value == null ? 1 : value;
  }

  /// An integer constant expression; null, after reporting, if it is none.
  @Nullable Long constant(String what) {
    Token first = tokens.token();
    Expr value = parser.conversions.value(conditional());
    Long constant = ConstantFolder.integerValue(value);
    if (constant == null && !Conversions.isError(value)) {
      boolean dividesByZero =
          value instanceof Expr.Binary(_, _, var op, _, Expr.IntConstant(_, _, long divisor))
              && divisor == 0
              && (op == Expr.BinaryOp.DIVIDE || op == Expr.BinaryOp.REMAINDER);
      if (dividesByZero) {
        reports.error(value.at(), "division by zero in a constant expression");
      } else {
        boolean isVariable = value instanceof Expr.VariableRef;
        reports.error(
            first,
            "the " + what + " must be an integer constant",
            isVariable ? "a variable is no constant: use #define or enum" : null);
      }
    }
    return constant;
  }

  /// Arguments of a call, the parenthesis being read already.
  List<Expr> arguments(Token opening) {
    List<Expr> arguments = new ArrayList<>(4);
    if (tokens.peek() != Terminal.RIGHT_PAREN) {
      do {
        arguments.add(assignment());
      } while (tokens.accept(Terminal.COMMA));
    }
    tokens.expectClosing(Terminal.RIGHT_PAREN, opening);
    return arguments;
  }
}
