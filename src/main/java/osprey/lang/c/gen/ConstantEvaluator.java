package osprey.lang.c.gen;

import org.jspecify.annotations.Nullable;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Variable;

/// Evaluates constant expressions: arithmetic ones, and addresses of static objects and functions
/// plus a number.
final class ConstantEvaluator {
  /// @param symbol whose address is added, or {@link Place#NO_SYMBOL}
  /// @param bits the integer in canonical form, or the bits of a double
  record Constant(int symbol, long bits) {}

  private final ObjectBuilder object;

  ConstantEvaluator(ObjectBuilder object) {
    this.object = object;
  }

  @Nullable Constant evaluate(Expr expression) {
    return switch (expression) {
      case Expr.IntConstant constant -> number(Repr.of(constant.type()).wrap(constant.value()));
      case Expr.FloatConstant constant -> number(Double.doubleToRawLongBits(constant.value()));
      case Expr.FunctionRef ref -> address(ref);
      case Expr.AddressOf address -> address(address.operand());
      case Expr.Decay decay -> address(decay.operand());
      case Expr.PointerAdd add -> {
        Constant pointer = evaluate(add.pointer());
        Constant index = evaluate(add.index());
        if (pointer == null || index == null || index.symbol != Place.NO_SYMBOL) {
          yield null;
        }
        long bytes = index.bits * Places.elementSize(add.type());
        yield new Constant(pointer.symbol, pointer.bits + (add.subtract() ? -bytes : bytes));
      }
      case Expr.PointerDifference difference -> {
        Constant left = evaluate(difference.left());
        Constant right = evaluate(difference.right());
        yield left == null || right == null || left.symbol != right.symbol
            ? null
            : number((left.bits - right.bits) / Math.max(1, difference.elementSize()));
      }
      case Expr.Cast cast -> convert(cast);
      case Expr.Unary unary -> unary(unary);
      case Expr.Binary binary -> binary(binary);
      case Expr.Logical logical -> {
        Constant left = evaluate(logical.left());
        if (left == null) {
          yield null;
        }
        boolean first = isTrue(left, logical.left());
        if (first != logical.isAnd()) {
          yield number(first ? 1 : 0);
        }
        Constant right = evaluate(logical.right());
        yield right == null ? null : number(isTrue(right, logical.right()) ? 1 : 0);
      }
      case Expr.Conditional choice -> {
        Constant condition = evaluate(choice.condition());
        yield condition == null
            ? null
            : evaluate(
                isTrue(condition, choice.condition()) ? choice.whenTrue() : choice.whenFalse());
      }
      default -> null;
    };
  }

  private static Constant number(long bits) {
    return new Constant(Place.NO_SYMBOL, bits);
  }

  private @Nullable Constant address(Expr lvalue) {
    return switch (lvalue) {
      case Expr.VariableRef ref -> variable(ref.variable(), ref.at());
      case Expr.CompoundLiteral literal -> variable(literal.variable(), literal.at());
      case Expr.FunctionRef ref -> new Constant(object.function(ref.name(), ref.at()), 0);
      case Expr.StringLiteral literal ->
          new Constant(object.literal(literal.bytes(), literal.type().alignment()), 0);
      case Expr.Deref deref -> evaluate(deref.pointer());
      case Expr.Member member -> {
        Constant base = address(member.object());
        yield base == null ? null : new Constant(base.symbol, base.bits + member.field().offset());
      }
      default -> null;
    };
  }

  private @Nullable Constant variable(Variable variable, int at) {
    return FunctionGenerator.isStatic(variable)
            && variable.storage() != Variable.Storage.THREAD_LOCAL
        ? new Constant(object.variable(variable, at), 0)
        : null;
  }

  private @Nullable Constant convert(Expr.Cast cast) {
    if (!Repr.isScalar(cast.type()) || !Repr.isScalar(cast.operand().type())) {
      return null;
    }
    Constant operand = evaluate(cast.operand());
    if (operand == null) {
      return null;
    }
    Repr from = Repr.of(cast.operand().type());
    Repr to = Repr.of(cast.type());
    if (operand.symbol != Place.NO_SYMBOL) {
      return to == Repr.BOOL ? number(1) : to.isWide() && !to.isFloating() ? operand : null;
    }
    if (!from.isFloating() && !to.isFloating()) {
      return number(to.wrap(operand.bits));
    }
    if (!from.isFloating()) {
      double value = from == Repr.U64 ? unsignedToDouble(operand.bits) : (double) operand.bits;
      return number(
          Double.doubleToRawLongBits(
              to == Repr.FLOAT
                  ? (from == Repr.U64 ? (float) value : (float) operand.bits)
                  : value));
    }
    double value = Double.longBitsToDouble(operand.bits);
    if (to == Repr.BOOL) {
      return number(value != 0 ? 1 : 0);
    }
    if (to.isFloating()) {
      return number(Double.doubleToRawLongBits(to == Repr.FLOAT ? (float) value : value));
    }
    if (to == Repr.U64 && value >= 0x1p63) {
      return number((long) (value - 0x1p63) ^ Long.MIN_VALUE);
    }
    return number(to.wrap((long) value));
  }

  private static double unsignedToDouble(long value) {
    if (value >= 0) {
      return (double) value;
    }
    return (double) ((value >>> 1) | (value & 1)) * 2;
  }

  private static boolean isTrue(Constant constant, Expr expression) {
    if (constant.symbol != Place.NO_SYMBOL) {
      return true;
    }
    return Repr.of(expression.type()).isFloating()
        ? Double.longBitsToDouble(constant.bits) != 0
        : constant.bits != 0;
  }

  private @Nullable Constant unary(Expr.Unary unary) {
    Constant operand = evaluate(unary.operand());
    if (operand == null) {
      return null;
    }
    if (unary.op() == Expr.UnaryOp.NOT) {
      return number(isTrue(operand, unary.operand()) ? 0 : 1);
    }
    if (operand.symbol != Place.NO_SYMBOL) {
      return null;
    }
    Repr repr = Repr.of(unary.type());
    if (repr.isFloating()) {
      return number(Double.doubleToRawLongBits(-Double.longBitsToDouble(operand.bits)));
    }
    return number(repr.wrap(unary.op() == Expr.UnaryOp.NEGATE ? -operand.bits : ~operand.bits));
  }

  private @Nullable Constant binary(Expr.Binary binary) {
    Constant left = evaluate(binary.left());
    Constant right = evaluate(binary.right());
    if (left == null || right == null) {
      return null;
    }
    Repr repr = Repr.of(binary.left().type());
    if (left.symbol != Place.NO_SYMBOL || right.symbol != Place.NO_SYMBOL) {
      return offset(binary.op(), left, right);
    }
    return repr.isFloating()
        ? floating(binary.op(), repr, left.bits, right.bits)
        : integer(binary.op(), repr, left.bits, right.bits);
  }

  /// Arithmetic on addresses as integers.
  private static @Nullable Constant offset(Expr.BinaryOp op, Constant left, Constant right) {
    if (op == Expr.BinaryOp.ADD
        && (left.symbol == Place.NO_SYMBOL || right.symbol == Place.NO_SYMBOL)) {
      return new Constant(Math.max(left.symbol, right.symbol), left.bits + right.bits);
    }
    if (op == Expr.BinaryOp.SUBTRACT && right.symbol == Place.NO_SYMBOL) {
      return new Constant(left.symbol, left.bits - right.bits);
    }
    if (op == Expr.BinaryOp.SUBTRACT && right.symbol == left.symbol) {
      return number(left.bits - right.bits);
    }
    return null;
  }

  private static @Nullable Constant integer(Expr.BinaryOp op, Repr repr, long a, long b) {
    boolean signed = repr.comparesSigned();
    int order = signed ? Long.compare(a, b) : Long.compareUnsigned(a, b);
    int count = (int) b & (repr.isWide() ? 63 : 31);
    return switch (op) {
      case ADD -> number(repr.wrap(a + b));
      case SUBTRACT -> number(repr.wrap(a - b));
      case MULTIPLY -> number(repr.wrap(a * b));
      case DIVIDE ->
          b == 0 ? null : number(repr.wrap(repr.signed ? a / b : Long.divideUnsigned(a, b)));
      case REMAINDER ->
          b == 0 ? null : number(repr.wrap(repr.signed ? a % b : Long.remainderUnsigned(a, b)));
      case AND -> number(a & b);
      case OR -> number(a | b);
      case XOR -> number(a ^ b);
      case SHIFT_LEFT -> number(repr.wrap(a << count));
      case SHIFT_RIGHT -> number(repr.wrap(repr.signed ? a >> count : a >>> count));
      case EQUAL -> number(a == b ? 1 : 0);
      case NOT_EQUAL -> number(a != b ? 1 : 0);
      case LESS -> number(order < 0 ? 1 : 0);
      case LESS_EQUAL -> number(order <= 0 ? 1 : 0);
      case GREATER -> number(order > 0 ? 1 : 0);
      case GREATER_EQUAL -> number(order >= 0 ? 1 : 0);
    };
  }

  private static @Nullable Constant floating(Expr.BinaryOp op, Repr repr, long left, long right) {
    double a = Double.longBitsToDouble(left);
    double b = Double.longBitsToDouble(right);
    double result;
    switch (op) {
      case ADD -> result = a + b;
      case SUBTRACT -> result = a - b;
      case MULTIPLY -> result = a * b;
      case DIVIDE -> result = a / b;
      case EQUAL -> {
        return number(a == b ? 1 : 0);
      }
      case NOT_EQUAL -> {
        return number(a != b ? 1 : 0);
      }
      case LESS -> {
        return number(a < b ? 1 : 0);
      }
      case LESS_EQUAL -> {
        return number(a <= b ? 1 : 0);
      }
      case GREATER -> {
        return number(a > b ? 1 : 0);
      }
      case GREATER_EQUAL -> {
        return number(a >= b ? 1 : 0);
      }
      default -> {
        return null;
      }
    }
    return number(Double.doubleToRawLongBits(repr == Repr.FLOAT ? (float) result : result));
  }
}
