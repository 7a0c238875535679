package osprey.lang.c.parse;

import static osprey.lang.c.parse.Reports.quote;

import osprey.code.CType;
import osprey.lang.c.Token;
import osprey.lang.c.tree.Expr;

/// Types of the operators that compute values (C11 §6.5.3 to §6.5.15, §6.5.17).
final class Operators {
  private final Reports reports;
  private final Conversions conversions;
  private final Pointers pointers;

  Operators(Reports reports, Conversions conversions, Pointers pointers) {
    this.reports = reports;
    this.conversions = conversions;
    this.pointers = pointers;
  }

  /// `+`, `-`, `~`, `!`.
  Expr unary(Token op, Terminal terminal, Expr operand) {
    int at = op.at();
    if (terminal == Terminal.NOT) {
      Expr value = conversions.value(operand);
      if (Conversions.isError(value)) {
        return value;
      }
      return Types.isScalar(value.type())
          ? ConstantFolder.unary(at, CType.Int.INT, Expr.UnaryOp.NOT, value)
          : invalid(op, operand);
    }
    Expr value = conversions.promoted(operand);
    if (Conversions.isError(value)) {
      return value;
    }
    CType type = Conversions.typeOf(value);
    boolean fits = terminal == Terminal.TILDE ? Types.isInteger(type) : Types.isArithmetic(type);
    if (!fits) {
      return invalid(op, operand);
    }
    return switch (terminal) {
      case MINUS -> {
        warnOverflow(at, type, value);
        yield ConstantFolder.unary(at, type, Expr.UnaryOp.NEGATE, value);
      }
      case TILDE -> ConstantFolder.unary(at, type, Expr.UnaryOp.COMPLEMENT, value);
      default -> Conversions.isLvalue(value) ? new Expr.Cast(at, type, value) : value;
    };
  }

  private void warnOverflow(int at, CType type, Expr value) {
    if (value instanceof Expr.IntConstant(_, _, long constant)
        && Types.isSigned(type)
        && constant == -1L << (8 * type.size() - 1)) {
      reports.warning(at, 1, "integer overflow in expression of type " + quote(type), null);
    }
  }

  private Expr invalid(Token op, Expr operand) {
    reports.error(
        op, "invalid argument of type " + quote(operand.type()) + " to unary '" + op.text() + "'");
    return Conversions.error(op.at());
  }

  private Expr invalid(Token op, Expr left, Expr right) {
    reports.error(
        op,
        "invalid operands to '"
            + op.text()
            + "': "
            + quote(left.type())
            + " and "
            + quote(right.type()));
    return Conversions.error(op.at());
  }

  static Expr.BinaryOp binaryOp(Terminal terminal) {
    return switch (terminal) {
      case PLUS, ADD_ASSIGN -> Expr.BinaryOp.ADD;
      case MINUS, SUBTRACT_ASSIGN -> Expr.BinaryOp.SUBTRACT;
      case STAR, MULTIPLY_ASSIGN -> Expr.BinaryOp.MULTIPLY;
      case SLASH, DIVIDE_ASSIGN -> Expr.BinaryOp.DIVIDE;
      case PERCENT, REMAINDER_ASSIGN -> Expr.BinaryOp.REMAINDER;
      case AND, AND_ASSIGN -> Expr.BinaryOp.AND;
      case OR, OR_ASSIGN -> Expr.BinaryOp.OR;
      case XOR, XOR_ASSIGN -> Expr.BinaryOp.XOR;
      case SHIFT_LEFT, SHIFT_LEFT_ASSIGN -> Expr.BinaryOp.SHIFT_LEFT;
      case SHIFT_RIGHT, SHIFT_RIGHT_ASSIGN -> Expr.BinaryOp.SHIFT_RIGHT;
      case EQUAL -> Expr.BinaryOp.EQUAL;
      case NOT_EQUAL -> Expr.BinaryOp.NOT_EQUAL;
      case LESS -> Expr.BinaryOp.LESS;
      case LESS_EQUAL -> Expr.BinaryOp.LESS_EQUAL;
      case GREATER -> Expr.BinaryOp.GREATER;
      case GREATER_EQUAL -> Expr.BinaryOp.GREATER_EQUAL;
      default -> throw new IllegalArgumentException(terminal.spelling());
    };
  }

  static boolean isShift(Expr.BinaryOp op) {
    return op == Expr.BinaryOp.SHIFT_LEFT || op == Expr.BinaryOp.SHIFT_RIGHT;
  }

  /// Any binary operator but assignment and comma.
  Expr binary(Token op, Terminal terminal, Expr leftOperand, Expr rightOperand) {
    if (terminal == Terminal.AND_AND || terminal == Terminal.OR_OR) {
      return logical(op, terminal == Terminal.AND_AND, leftOperand, rightOperand);
    }
    Expr left = conversions.value(leftOperand);
    Expr right = conversions.value(rightOperand);
    if (Conversions.isError(left) || Conversions.isError(right)) {
      return Conversions.error(op.at());
    }
    Expr.BinaryOp kind = binaryOp(terminal);
    if (kind.isComparison()) {
      return comparison(op, kind, left, right);
    }
    boolean leftPointer = Types.isPointer(left.type());
    boolean rightPointer = Types.isPointer(right.type());
    if (leftPointer || rightPointer) {
      return pointerArithmetic(op, kind, left, right);
    }
    return switch (kind) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE ->
          Types.isArithmetic(left.type()) && Types.isArithmetic(right.type())
              ? arithmetic(op.at(), kind, left, right)
              : invalid(op, left, right);
      case SHIFT_LEFT, SHIFT_RIGHT ->
          Types.isInteger(left.type()) && Types.isInteger(right.type())
              ? shift(op.at(), kind, left, right)
              : invalid(op, left, right);
      default ->
          Types.isInteger(left.type()) && Types.isInteger(right.type())
              ? arithmetic(op.at(), kind, left, right)
              : invalid(op, left, right);
    };
  }

  private Expr pointerArithmetic(Token op, Expr.BinaryOp kind, Expr left, Expr right) {
    boolean leftPointer = Types.isPointer(left.type());
    boolean rightPointer = Types.isPointer(right.type());
    if (leftPointer && rightPointer && kind == Expr.BinaryOp.SUBTRACT) {
      return pointers.difference(op.at(), left, right);
    }
    boolean isSum = kind == Expr.BinaryOp.ADD || kind == Expr.BinaryOp.SUBTRACT;
    if (isSum && leftPointer && Types.isInteger(right.type())) {
      return pointers.add(op.at(), left, right, kind == Expr.BinaryOp.SUBTRACT);
    }
    if (kind == Expr.BinaryOp.ADD && rightPointer && Types.isInteger(left.type())) {
      return pointers.add(op.at(), right, left, false);
    }
    return invalid(op, left, right);
  }

  /// Both operands arithmetic values; not a shift.
  Expr arithmetic(int at, Expr.BinaryOp op, Expr left, Expr right) {
    CType type = Conversions.usual(left, right);
    Expr a = Conversions.convert(left, type);
    Expr b = Conversions.convert(right, type);
    Expr folded = ConstantFolder.binary(at, type, op, a, b);
    warnArithmetic(at, op, type, a, b, folded);
    return folded;
  }

  void warnArithmetic(int at, Expr.BinaryOp op, CType type, Expr a, Expr b, Expr folded) {
    if ((op == Expr.BinaryOp.DIVIDE || op == Expr.BinaryOp.REMAINDER)
        && b instanceof Expr.IntConstant(_, _, long divisor)
        && divisor == 0) {
      reports.warning(at, 1, "division by zero", null);
    }
    if (folded instanceof Expr.IntConstant(_, _, long result)
        && Types.isSigned(type)
        && a instanceof Expr.IntConstant(_, _, long x)
        && b instanceof Expr.IntConstant(_, _, long y)
        && overflows(op, type, x, y, result)) {
      reports.warning(at, 1, "integer overflow in expression of type " + quote(type), null);
    }
  }

  private static boolean overflows(Expr.BinaryOp op, CType type, long x, long y, long result) {
    boolean isWide = type.size() == 8;
    return switch (op) {
      case ADD -> isWide ? ((x ^ result) & (y ^ result)) < 0 : x + y != result;
      case SUBTRACT -> isWide ? ((x ^ y) & (x ^ result)) < 0 : x - y != result;
      case MULTIPLY -> isWide ? Math.multiplyHigh(x, y) != result >> 63 : x * y != result;
      default -> false;
    };
  }

  Expr shift(int at, Expr.BinaryOp op, Expr left, Expr right) {
    Expr a = conversions.promoted(left);
    Expr b = conversions.promoted(right);
    CType type = Conversions.typeOf(a);
    if (b instanceof Expr.IntConstant(_, _, long count)) {
      String side = op == Expr.BinaryOp.SHIFT_LEFT ? "left" : "right";
      if (count < 0) {
        reports.warning(at, 2, side + " shift count is negative", null);
      } else if (count >= 8 * type.size()) {
        reports.warning(
            at, 2, side + " shift count " + count + " >= width of type " + quote(type), null);
      }
    }
    return ConstantFolder.binary(at, type, op, a, b);
  }

  private Expr comparison(Token op, Expr.BinaryOp kind, Expr left, Expr right) {
    int at = op.at();
    if (Types.isArithmetic(left.type()) && Types.isArithmetic(right.type())) {
      CType type = Conversions.usual(left, right);
      return ConstantFolder.binary(
          at,
          CType.Int.INT,
          kind,
          Conversions.convert(left, type),
          Conversions.convert(right, type));
    }
    boolean leftPointer = Types.isPointer(left.type());
    boolean rightPointer = Types.isPointer(right.type());
    if (leftPointer && rightPointer) {
      checkComparable(op, left, right);
      return ConstantFolder.binary(at, CType.Int.INT, kind, left, right);
    }
    if ((leftPointer && Types.isInteger(right.type()))
        || (rightPointer && Types.isInteger(left.type()))) {
      Expr number = leftPointer ? right : left;
      if (!Conversions.isNullPointer(number)) {
        reports.warning(
            op,
            "comparison between pointer and integer ("
                + quote(left.type())
                + " and "
                + quote(right.type())
                + ")",
            null);
      }
      Expr a = leftPointer ? left : Conversions.convert(left, right.type());
      Expr b = rightPointer ? right : Conversions.convert(right, left.type());
      return ConstantFolder.binary(at, CType.Int.INT, kind, a, b);
    }
    return invalid(op, left, right);
  }

  private void checkComparable(Token op, Expr left, Expr right) {
    CType a = ((CType.Pointer) Conversions.typeOf(left)).target();
    CType b = ((CType.Pointer) Conversions.typeOf(right)).target();
    if (!Types.compatibleUnqualified(a, b)
        && !Types.isVoid(a)
        && !Types.isVoid(b)
        && !Conversions.isNullPointer(left)
        && !Conversions.isNullPointer(right)) {
      reports.warning(
          op,
          "comparison of distinct pointer types ("
              + quote(left.type())
              + " and "
              + quote(right.type())
              + ")",
          null);
    }
  }

  private Expr logical(Token op, boolean isAnd, Expr left, Expr right) {
    Expr a = conversions.condition(left);
    Expr b = conversions.condition(right);
    return Conversions.isError(a) || Conversions.isError(b)
        ? Conversions.error(op.at())
        : ConstantFolder.logical(op.at(), isAnd, a, b);
  }

  Expr comma(Token op, Expr left, Expr right) {
    Expr value = conversions.value(right);
    return Conversions.isError(left) || Conversions.isError(value)
        ? Conversions.error(op.at())
        : new Expr.Comma(op.at(), Conversions.typeOf(value), conversions.discardable(left), value);
  }

  /// `condition ? whenTrue : whenFalse` (C11 §6.5.15).
  Expr conditional(Token op, Expr condition, Expr whenTrue, Expr whenFalse) {
    Expr test = conversions.condition(condition);
    Expr yes = conversions.value(whenTrue);
    Expr no = conversions.value(whenFalse);
    if (Conversions.isError(test) || Conversions.isError(yes) || Conversions.isError(no)) {
      return Conversions.error(op.at());
    }
    CType type = conditionalType(op, yes, no);
    if (Types.isVoid(type)) {
      return new Expr.Conditional(op.at(), type, test, toVoid(yes), toVoid(no));
    }
    return Types.isError(type)
        ? Conversions.error(op.at())
        : ConstantFolder.conditional(
            op.at(), type, test, Conversions.convert(yes, type), Conversions.convert(no, type));
  }

  private static Expr toVoid(Expr value) {
    return Types.isVoid(value.type()) ? value : new Expr.Cast(value.at(), CType.Void.VOID, value);
  }

  private CType conditionalType(Token op, Expr yes, Expr no) {
    CType a = Conversions.typeOf(yes);
    CType b = Conversions.typeOf(no);
    if (Types.isArithmetic(a) && Types.isArithmetic(b)) {
      return a.equals(b) && !Types.isInteger(a) ? a : Conversions.usual(yes, no);
    }
    if (a.equals(b)) {
      return a;
    }
    if (Types.isVoid(a) || Types.isVoid(b)) {
      return CType.Void.VOID;
    }
    if (a instanceof CType.Pointer x && b instanceof CType.Pointer y) {
      return conditionalPointer(op, yes, x, no, y);
    }
    if ((a instanceof CType.Pointer && Types.isInteger(b))
        || (b instanceof CType.Pointer && Types.isInteger(a))) {
      boolean isNull = Conversions.isNullPointer(a instanceof CType.Pointer ? no : yes);
      if (!isNull) {
        reports.warning(
            op,
            "pointer/integer type mismatch in conditional expression ("
                + quote(a)
                + " and "
                + quote(b)
                + ")",
            null);
      }
      return a instanceof CType.Pointer ? a : b;
    }
    reports.error(
        op, "incompatible types in conditional expression: " + quote(a) + " and " + quote(b));
    return Types.ERROR;
  }

  private CType conditionalPointer(Token op, Expr yes, CType.Pointer a, Expr no, CType.Pointer b) {
    if (Conversions.isNullPointer(yes)) {
      return b;
    }
    if (Conversions.isNullPointer(no)) {
      return a;
    }
    CType x = a.target();
    CType y = b.target();
    if (Types.isVoid(x) || Types.isVoid(y)) {
      return new CType.Pointer(Types.qualifyAs(Types.qualifyAs(CType.Void.VOID, x), y));
    }
    if (!Types.compatibleUnqualified(x, y)) {
      reports.warning(
          op,
          "pointer type mismatch in conditional expression (" + quote(a) + " and " + quote(b) + ")",
          null);
      return Types.VOID_POINTER;
    }
    CType target = Types.composite(x.unqualified(), y.unqualified());
    return new CType.Pointer(Types.qualifyAs(Types.qualifyAs(target, x), y));
  }
}
