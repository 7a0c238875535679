package osprey.lang.c;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.Diagnostics;
import osprey.lang.c.Lexeme.Kind;

/// The integer constant expression of `#if` and `#elif` (C11 §6.10.1), in 64-bit arithmetic.
final class Condition {
  private static final int NESTING_MAX = 200;
  private static final Value ZERO = new Value(0, false);

  private record Value(long bits, boolean isUnsigned) {
    static Value of(boolean truth) {
      return new Value(truth ? 1 : 0, false);
    }

    boolean isTrue() {
      return bits != 0;
    }
  }

  private final List<Lexeme> lexemes;
  private final Lexeme directive;
  private final Diagnostics diagnostics;
  private int next;
  private int nesting;
  private int unevaluated;
  private boolean failed;

  /// @param lexemes the line after macro expansion, `defined` replaced
  private Condition(List<Lexeme> lexemes, Lexeme directive, Diagnostics diagnostics) {
    this.lexemes = lexemes;
    this.directive = directive;
    this.diagnostics = diagnostics;
  }

  /// False when the expression is wrong, which is reported.
  static boolean isTrue(List<Lexeme> lexemes, Lexeme directive, Diagnostics diagnostics) {
    Condition condition = new Condition(lexemes, directive, diagnostics);
    if (lexemes.isEmpty()) {
      condition.fail(directive, "#" + directive.text() + " without an expression", null);
      return false;
    }
    Value value = condition.comma();
    Lexeme rest = condition.peek();
    if (rest != null) {
      condition.unexpected(rest);
    }
    return !condition.failed && value.isTrue();
  }

  private @Nullable Lexeme peek() {
    return next < lexemes.size() && !failed ? lexemes.get(next) : null;
  }

  private boolean accept(String punctuator) {
    Lexeme lexeme = peek();
    if (lexeme == null || !lexeme.is(punctuator)) {
      return false;
    }
    next++;
    return true;
  }

  private Value comma() {
    Value value = conditional();
    while (accept(",")) {
      value = conditional();
    }
    return value;
  }

  private Value conditional() {
    Value condition = binary(1);
    if (!accept("?")) {
      return condition;
    }
    if (!enter()) {
      return ZERO;
    }
    unevaluated += condition.isTrue() ? 0 : 1;
    Value whenTrue = comma();
    unevaluated -= condition.isTrue() ? 0 : 1;
    if (!accept(":")) {
      expected("':'");
    }
    unevaluated += condition.isTrue() ? 1 : 0;
    Value whenFalse = conditional();
    unevaluated -= condition.isTrue() ? 1 : 0;
    nesting--;
    Value chosen = condition.isTrue() ? whenTrue : whenFalse;
    return new Value(chosen.bits, whenTrue.isUnsigned || whenFalse.isUnsigned);
  }

  private boolean enter() {
    if (++nesting <= NESTING_MAX) {
      return true;
    }
    fail(directive, "the expression is nested more than " + NESTING_MAX + " deep", null);
    return false;
  }

  private static int precedence(Lexeme operator) {
    if (operator.kind() != Kind.PUNCTUATOR) {
      return 0;
    }
    return switch (operator.text()) {
      case "||" -> 1;
      case "&&" -> 2;
      case "|" -> 3;
      case "^" -> 4;
      case "&" -> 5;
      case "==", "!=" -> 6;
      case "<", ">", "<=", ">=" -> 7;
      case "<<", ">>" -> 8;
      case "+", "-" -> 9;
      case "*", "/", "%" -> 10;
      default -> 0;
    };
  }

  private Value binary(int lowest) {
    Value left = unary();
    while (true) {
      Lexeme operator = peek();
      int precedence = operator == null ? 0 : precedence(operator);
      if (operator == null || precedence < lowest) {
        return left;
      }
      next++;
      boolean isDecided = operator.is(left.isTrue() ? "||" : "&&");
      unevaluated += isDecided ? 1 : 0;
      Value right = binary(precedence + 1);
      unevaluated -= isDecided ? 1 : 0;
      left = combine(operator, left, right);
    }
  }

  private Value combine(Lexeme operator, Value left, Value right) {
    boolean isUnsigned = left.isUnsigned || right.isUnsigned;
    long a = left.bits;
    long b = right.bits;
    int order = isUnsigned ? Long.compareUnsigned(a, b) : Long.compare(a, b);
    return switch (operator.text()) {
      case "||" -> Value.of(left.isTrue() || right.isTrue());
      case "&&" -> Value.of(left.isTrue() && right.isTrue());
      case "==" -> Value.of(order == 0);
      case "!=" -> Value.of(order != 0);
      case "<" -> Value.of(order < 0);
      case ">" -> Value.of(order > 0);
      case "<=" -> Value.of(order <= 0);
      case ">=" -> Value.of(order >= 0);
      case "|" -> new Value(a | b, isUnsigned);
      case "^" -> new Value(a ^ b, isUnsigned);
      case "&" -> new Value(a & b, isUnsigned);
      case "<<" -> new Value(b < 0 || b > 63 ? 0 : a << b, left.isUnsigned);
      case ">>" -> new Value(shiftRight(left, b), left.isUnsigned);
      case "+" -> new Value(a + b, isUnsigned);
      case "-" -> new Value(a - b, isUnsigned);
      case "*" -> new Value(a * b, isUnsigned);
      default -> divide(operator, a, b, isUnsigned);
    };
  }

  private static long shiftRight(Value left, long count) {
    int bounded = count < 0 || count > 63 ? 63 : (int) count;
    return left.isUnsigned ? left.bits >>> bounded : left.bits >> bounded;
  }

  private Value divide(Lexeme operator, long a, long b, boolean isUnsigned) {
    if (b == 0) {
      if (unevaluated == 0) {
        fail(operator, "division by zero in #" + directive.text(), null);
      }
      return ZERO;
    }
    if (operator.is("/")) {
      return new Value(isUnsigned ? Long.divideUnsigned(a, b) : a / b, isUnsigned);
    }
    return new Value(isUnsigned ? Long.remainderUnsigned(a, b) : a % b, isUnsigned);
  }

  private Value unary() {
    Lexeme lexeme = peek();
    if (lexeme == null) {
      expected("an operand");
      return ZERO;
    }
    next++;
    return switch (lexeme.kind()) {
      case NUMBER -> number(lexeme);
      case CHARACTER -> {
        Token token = new Token(Token.Kind.CHARACTER, lexeme.at(), lexeme.text());
        yield new Value(Literals.character(token, diagnostics).value(), false);
      }
      case IDENTIFIER -> identifier();
      case PUNCTUATOR -> unary(lexeme);
      case STRING, UNTERMINATED, STRAY, PLACEMARKER, NEWLINE, END -> unexpected(lexeme);
    };
  }

  private Value unary(Lexeme operator) {
    if (!enter()) {
      return ZERO;
    }
    Value value =
        switch (operator.text()) {
          case "+" -> unary();
          case "-" -> {
            Value operand = unary();
            yield new Value(-operand.bits, operand.isUnsigned);
          }
          case "~" -> {
            Value operand = unary();
            yield new Value(~operand.bits, operand.isUnsigned);
          }
          case "!" -> Value.of(!unary().isTrue());
          case "(" -> {
            Value inner = comma();
            if (!accept(")")) {
              expected("')'");
            }
            yield inner;
          }
          default -> unexpected(operator);
        };
    nesting--;
    return value;
  }

  /// What is no macro counts as 0.
  private Value identifier() {
    Lexeme name = lexemes.get(next - 1);
    Lexeme after = peek();
    if (after != null && after.is("(")) {
      fail(
          name,
          "there is no function-like macro '" + name.text() + "'",
          "test it with #ifdef first");
    }
    return ZERO;
  }

  private Value number(Lexeme lexeme) {
    Token token = new Token(Token.Kind.NUMBER, lexeme.at(), lexeme.text());
    Literals.Number number = Literals.number(token, diagnostics);
    if (number.isFloating()) {
      fail(lexeme, "floating constant in #" + directive.text(), "only integers are allowed here");
      return ZERO;
    }
    boolean saysUnsigned = lexeme.text().indexOf('u') >= 0 || lexeme.text().indexOf('U') >= 0;
    boolean isWide = number.type() instanceof CType.Int type && !type.isSigned();
    return new Value(number.integer(), isWide && (saysUnsigned || number.integer() < 0));
  }

  private void expected(String what) {
    Lexeme where = peek();
    if (where == null) {
      where = lexemes.isEmpty() ? directive : lexemes.getLast();
    }
    fail(where, "expected " + what + " in the expression of #" + directive.text(), null);
  }

  private Value unexpected(Lexeme lexeme) {
    fail(
        lexeme,
        "'" + lexeme.text() + "' is not expected in the expression of #" + directive.text(),
        null);
    return ZERO;
  }

  private void fail(Lexeme where, String message, @Nullable String hint) {
    if (!failed) {
      failed = true;
      diagnostics.error(where.at(), where.length(), message, hint);
    }
  }
}
