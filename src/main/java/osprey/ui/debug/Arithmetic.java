package osprey.ui.debug;

import osprey.code.CType;
import osprey.lang.c.tree.Expr.BinaryOp;

/// Arithmetic on values of one type, and conversions between types, as the compiled program does
/// them.
final class Arithmetic {
  private Arithmetic() {}

  static Value wrapped(CType type, long value) {
    return Value.integerType(type) instanceof CType.Int integer
        ? Value.ofLong(type, integer.wrap(value))
        : Value.ofLong(type, value);
  }

  static Value convert(Value value, CType type) {
    CType plain = type.unqualified();
    if (plain instanceof CType.Floating) {
      return Value.ofDouble(plain, value.asDouble());
    }
    if (plain == CType.Int.BOOL) {
      return Value.ofLong(plain, value.isTrue() ? 1 : 0);
    }
    if (plain instanceof CType.Int
        || plain instanceof CType.Enum
        || plain instanceof CType.Pointer) {
      return wrapped(plain, value.asLong());
    }
    return value.withType(plain).detached();
  }

  /// @param type of the result; the operands have a common type unless it is a shift
  static Value binary(CType type, BinaryOp op, Value left, Value right) throws DebugError {
    if (op.isComparison()) {
      return Value.ofLong(type, compare(op, left, right) ? 1 : 0);
    }
    return left.isFloating()
        ? Value.ofDouble(type, floating(op, left.asDouble(), right.asDouble()))
        : wrapped(type, integer(op, Value.isSigned(left.type()), left, right));
  }

  private static boolean compare(BinaryOp op, Value left, Value right) {
    if (left.isFloating() && (Double.isNaN(left.asDouble()) || Double.isNaN(right.asDouble()))) {
      return op == BinaryOp.NOT_EQUAL;
    }
    int order =
        left.isFloating()
            ? left.asDouble() == right.asDouble()
                ? 0
                : Double.compare(left.asDouble(), right.asDouble())
            : Value.isSigned(left.type())
                ? Long.compare(left.asLong(), right.asLong())
                : Long.compareUnsigned(left.asLong(), right.asLong());
    return switch (op) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      default -> order >= 0;
    };
  }

  private static double floating(BinaryOp op, double left, double right) throws DebugError {
    return switch (op) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / right;
      default -> throw new DebugError("Invalid operands of a floating-point operation.");
    };
  }

  private static long integer(BinaryOp op, boolean isSigned, Value leftValue, Value rightValue)
      throws DebugError {
    long left = leftValue.asLong();
    long right = rightValue.asLong();
    long mask = leftValue.type().size() > 4 ? 63 : 31;
    return switch (op) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> {
        checkDivisor(right);
        yield isSigned ? left / right : Long.divideUnsigned(left, right);
      }
      case REMAINDER -> {
        checkDivisor(right);
        yield isSigned ? left % right : Long.remainderUnsigned(left, right);
      }
      case AND -> left & right;
      case OR -> left | right;
      case XOR -> left ^ right;
      case SHIFT_LEFT -> left << (right & mask);
      case SHIFT_RIGHT -> isSigned ? left >> (right & mask) : left >>> (right & mask);
      default -> throw new DebugError("Invalid operands of an integer operation.");
    };
  }

  private static void checkDivisor(long right) throws DebugError {
    if (right == 0) {
      throw new DebugError("Division by zero");
    }
  }
}
