package osprey.lang.c.parse;

import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.tree.Expr;

/// Computes expressions of constants as they are built, exactly as gcc's would (C11 §6.6): what
/// comes back is either a constant or the node itself. What would trap at run time is left alone.
final class ConstantFolder {
  private ConstantFolder() {}

  static Expr.IntConstant integer(int at, CType type, long value) {
    return new Expr.IntConstant(at, type, Types.wrap(type, value));
  }

  static Expr.FloatConstant floating(int at, CType type, double value) {
    return new Expr.FloatConstant(
        at, type, type.unqualified() == CType.Floating.FLOAT ? (float) value : value);
  }

  /// A conversion between scalars, or to void.
  static Expr cast(int at, CType type, Expr operand) {
    if (operand instanceof Expr.IntConstant(_, CType from, long value)) {
      if (Types.isInteger(type) || Types.isPointer(type)) {
        return integer(at, type, value);
      }
      if (Types.isFloating(type)) {
        boolean isUnsignedLong = !Types.isSigned(from) && value < 0;
        return floating(at, type, toDouble(value, isUnsignedLong, type));
      }
    }
    if (operand instanceof Expr.FloatConstant(_, _, double value)) {
      if (Types.isBool(type)) {
        return integer(at, type, value != 0 ? 1 : 0);
      }
      if (Types.isInteger(type)) {
        return integer(at, type, toInteger(value, Types.integer(type)));
      }
      if (Types.isFloating(type)) {
        return floating(at, type, value);
      }
    }
    return new Expr.Cast(at, type, operand);
  }

  private static double toDouble(long value, boolean isUnsignedLong, CType type) {
    if (type.unqualified() == CType.Floating.FLOAT) {
      if (!isUnsignedLong) {
        return (float) value;
      }
      return (float) (value >>> 1 | (value & 1)) * 2f;
    }
    return isUnsignedLong ? (double) (value >>> 1 | (value & 1)) * 2.0 : (double) value;
  }

  /// Out of range, gcc's folding goes to the nearest end.
  private static long toInteger(double value, CType.Int type) {
    if (type.isSigned()) {
      if (type.size() == 8) {
        return (long) value;
      }
      long limit = 1L << (8 * type.size() - 1);
      return Math.max(-limit, Math.min(limit - 1, (long) value));
    }
    if (Double.isNaN(value) || value <= -1) {
      return 0;
    }
    if (type.size() < 8) {
      return Math.min((1L << (8 * type.size())) - 1, (long) value);
    }
    if (value >= 0x1p64) {
      return -1;
    }
    return value >= 0x1p63 ? (long) (value - 0x1p63) + Long.MIN_VALUE : (long) value;
  }

  static Expr unary(int at, CType type, Expr.UnaryOp op, Expr operand) {
    if (operand instanceof Expr.IntConstant(_, _, long value)) {
      return integer(
          at,
          type,
          switch (op) {
            case NEGATE -> -value;
            case COMPLEMENT -> ~value;
            case NOT -> value == 0 ? 1 : 0;
          });
    }
    if (operand instanceof Expr.FloatConstant(_, _, double value)) {
      if (op == Expr.UnaryOp.NOT) {
        return integer(at, type, value == 0 ? 1 : 0);
      }
      if (op == Expr.UnaryOp.NEGATE) {
        return floating(at, type, -value);
      }
    }
    return new Expr.Unary(at, type, op, operand);
  }

  static Expr binary(int at, CType type, Expr.BinaryOp op, Expr left, Expr right) {
    Expr folded = null;
    if (left instanceof Expr.IntConstant x && right instanceof Expr.IntConstant y) {
      folded = integers(at, type, op, x, y);
    } else if (left instanceof Expr.FloatConstant x && right instanceof Expr.FloatConstant y) {
      folded = floats(at, type, op, x.value(), y.value());
    }
    return folded == null ? new Expr.Binary(at, type, op, left, right) : folded;
  }

  private static @Nullable Expr integers(
      int at, CType type, Expr.BinaryOp op, Expr.IntConstant left, Expr.IntConstant right) {
    long a = left.value();
    long b = right.value();
    boolean isSigned = Types.isSigned(left.type());
    long width = 8 * left.type().size();
    int order = isSigned ? Long.compare(a, b) : Long.compareUnsigned(a, b);
    long value;
    switch (op) {
      case ADD -> value = a + b;
      case SUBTRACT -> value = a - b;
      case MULTIPLY -> value = a * b;
      case DIVIDE, REMAINDER -> {
        if (b == 0 || (isSigned && b == -1 && a == -1L << (width - 1))) {
          return null;
        }
        value = divide(op == Expr.BinaryOp.DIVIDE, isSigned, a, b);
      }
      case AND -> value = a & b;
      case OR -> value = a | b;
      case XOR -> value = a ^ b;
      case SHIFT_LEFT, SHIFT_RIGHT -> {
        if (b < 0 || b >= width) {
          return null;
        }
        value = op == Expr.BinaryOp.SHIFT_LEFT ? a << b : isSigned ? a >> b : a >>> b;
      }
      case EQUAL -> value = a == b ? 1 : 0;
      case NOT_EQUAL -> value = a != b ? 1 : 0;
      case LESS -> value = order < 0 ? 1 : 0;
      case LESS_EQUAL -> value = order <= 0 ? 1 : 0;
      case GREATER -> value = order > 0 ? 1 : 0;
      case GREATER_EQUAL -> value = order >= 0 ? 1 : 0;
      default -> throw new AssertionError(op);
    }
    return integer(at, type, value);
  }

  private static long divide(boolean quotient, boolean isSigned, long a, long b) {
    if (quotient) {
      return isSigned ? a / b : Long.divideUnsigned(a, b);
    }
    return isSigned ? a % b : Long.remainderUnsigned(a, b);
  }

  private static @Nullable Expr floats(int at, CType type, Expr.BinaryOp op, double a, double b) {
    return switch (op) {
      case ADD -> floating(at, type, a + b);
      case SUBTRACT -> floating(at, type, a - b);
      case MULTIPLY -> floating(at, type, a * b);
      case DIVIDE -> floating(at, type, a / b);
      case EQUAL -> integer(at, type, a == b ? 1 : 0);
      case NOT_EQUAL -> integer(at, type, a != b ? 1 : 0);
      case LESS -> integer(at, type, a < b ? 1 : 0);
      case LESS_EQUAL -> integer(at, type, a <= b ? 1 : 0);
      case GREATER -> integer(at, type, a > b ? 1 : 0);
      case GREATER_EQUAL -> integer(at, type, a >= b ? 1 : 0);
      case REMAINDER, AND, OR, XOR, SHIFT_LEFT, SHIFT_RIGHT -> null;
    };
  }

  /// True, false, or null when only running will tell. String literals, functions and named objects
  /// have addresses that are not null.
  static @Nullable Boolean truth(Expr expr) {
    return switch (expr) {
      case Expr.IntConstant(_, _, long value) -> value != 0;
      case Expr.FloatConstant(_, _, double value) -> value != 0;
      default -> null;
    };
  }

  static Expr logical(int at, boolean isAnd, Expr left, Expr right) {
    Boolean first = truth(left);
    if (first != null && first != isAnd) {
      return integer(at, CType.Int.INT, isAnd ? 0 : 1);
    }
    Boolean second = truth(right);
    if (first != null && second != null) {
      return integer(at, CType.Int.INT, second ? 1 : 0);
    }
    return new Expr.Logical(at, CType.Int.INT, isAnd, left, right);
  }

  /// Both values already have the type of the whole.
  static Expr conditional(int at, CType type, Expr condition, Expr whenTrue, Expr whenFalse) {
    Boolean truth = truth(condition);
    if (truth != null) {
      Expr chosen = truth ? whenTrue : whenFalse;
      if (isConstant(chosen)) {
        return chosen;
      }
    }
    return new Expr.Conditional(at, type, condition, whenTrue, whenFalse);
  }

  static Expr pointerAdd(int at, CType.Pointer type, Expr pointer, Expr index, boolean subtract) {
    if (pointer instanceof Expr.IntConstant(_, _, long address)
        && index instanceof Expr.IntConstant(_, _, long count)) {
      long bytes = count * type.target().size();
      return new Expr.IntConstant(at, type, subtract ? address - bytes : address + bytes);
    }
    return new Expr.PointerAdd(at, type, pointer, index, subtract);
  }

  /// The address of an lvalue that hangs on a constant: `((struct s *)0)->member`.
  static @Nullable Long address(Expr lvalue) {
    return switch (lvalue) {
      case Expr.Deref(_, _, Expr.IntConstant(_, _, long address)) -> (Long) address;
      case Expr.Member(_, _, Expr object, CType.Field field) -> {
        Long base = address(object);
        yield base == null ? null : (Long) (base + field.offset());
      }
      default -> null;
    };
  }

  static boolean isConstant(Expr expr) {
    return expr instanceof Expr.IntConstant || expr instanceof Expr.FloatConstant;
  }

  /// An integer constant expression's value, or null.
  static @Nullable Long integerValue(Expr expr) {
    return expr instanceof Expr.IntConstant(_, CType type, long value) && Types.isInteger(type)
        ? (Long) value
        : null;
  }
}
