package osprey.lang.c.gen;

import osprey.lang.c.tree.Expr;

/// What can be told about the value of an expression without running it.
final class Constants {
  private Constants() {}

  /// Whether it is an integer or pointer constant, conversions between integers included.
  static boolean isInteger(Expr expression) {
    if (expression instanceof Expr.IntConstant) {
      return true;
    }
    return expression instanceof Expr.Cast cast
        && Repr.isScalar(cast.type())
        && !Repr.of(cast.type()).isFloating()
        && isInteger(cast.operand());
  }

  static long integer(Expr expression) {
    if (expression instanceof Expr.IntConstant constant) {
      return Repr.of(constant.type()).wrap(constant.value());
    }
    if (expression instanceof Expr.Cast cast) {
      return Repr.of(cast.type()).wrap(integer(cast.operand()));
    }
    throw new IllegalArgumentException("not constant");
  }

  static boolean fitsInt(long value) {
    return value == (int) value;
  }

  /// The largest value of an integer expression known to lie in 0 … that, -1 if nothing is known.
  static long maximum(Expr expression) {
    if (isInteger(expression)) {
      long value = integer(expression);
      return value < 0 ? -1 : value;
    }
    if (!Repr.isScalar(expression.type()) || Repr.of(expression.type()).isFloating()) {
      return -1;
    }
    long byType =
        switch (Repr.of(expression.type())) {
          case BOOL -> 1;
          case U8 -> 0xff;
          case U16 -> 0xffff;
          case U32 -> 0xffff_ffffL;
          default -> -1;
        };
    return switch (expression) {
      case Expr.Logical _ -> 1;
      case Expr.Unary(_, _, Expr.UnaryOp op, _) when op == Expr.UnaryOp.NOT -> 1;
      case Expr.Binary binary -> maximum(binary, byType);
      case Expr.Cast cast -> maximum(cast, byType);
      case Expr.Member member
          when member.field().isBitField() && member.field().bitWidth() < 63 && byType >= 0 ->
          Math.min(byType, (1L << member.field().bitWidth()) - 1);
      case Expr.Conditional choice -> {
        long first = maximum(choice.whenTrue());
        long second = maximum(choice.whenFalse());
        yield first < 0 || second < 0 ? byType : Math.max(first, second);
      }
      default -> byType;
    };
  }

  private static long maximum(Expr.Binary binary, long byType) {
    return switch (binary.op()) {
      case AND -> {
        long left = maximum(binary.left());
        long right = maximum(binary.right());
        if (left >= 0 && right >= 0) {
          yield Math.min(left, right);
        }
        yield left >= 0 ? left : right >= 0 ? right : byType;
      }
      case REMAINDER -> {
        long left = maximum(binary.left());
        if (left >= 0 && isInteger(binary.right()) && integer(binary.right()) > 0) {
          yield Math.min(left, integer(binary.right()) - 1);
        }
        yield byType;
      }
      case DIVIDE -> {
        long left = maximum(binary.left());
        yield left >= 0 && maximum(binary.right()) > 0 ? left : byType;
      }
      case SHIFT_RIGHT -> {
        long left = maximum(binary.left());
        if (left >= 0 && isInteger(binary.right())) {
          long count = integer(binary.right());
          yield count >= 0 && count < 64 ? left >> count : left;
        }
        yield left >= 0 ? left : byType;
      }
      default -> binary.op().isComparison() ? 1 : byType;
    };
  }

  private static long maximum(Expr.Cast cast, long byType) {
    if (!Repr.isScalar(cast.operand().type()) || Repr.of(cast.operand().type()).isFloating()) {
      return byType;
    }
    long inner = maximum(cast.operand());
    return inner >= 0 && Repr.of(cast.type()).holds(inner) ? inner : byType;
  }

  /// Without side effects, and no dearer than a few instructions.
  static boolean isCheap(Expr expression) {
    return cost(expression, 6) >= 0;
  }

  /// Evaluating it changes nothing.
  static boolean isPure(Expr expression) {
    return cost(expression, 1_000_000) >= 0;
  }

  private static int cost(Expr expression, int budget) {
    if (budget < 0) {
      return -1;
    }
    return switch (expression) {
      case Expr.IntConstant _, Expr.FloatConstant _, Expr.FunctionRef _, Expr.StringLiteral _ ->
          budget;
      case Expr.VariableRef ref -> ref.type().isVolatile() ? -1 : budget - 1;
      case Expr.Deref deref -> deref.type().isVolatile() ? -1 : cost(deref.pointer(), budget - 1);
      case Expr.Member member -> member.type().isVolatile() ? -1 : cost(member.object(), budget);
      case Expr.AddressOf address -> cost(address.operand(), budget);
      case Expr.Decay decay -> cost(decay.operand(), budget);
      case Expr.Unary unary -> cost(unary.operand(), budget - 1);
      case Expr.Binary binary -> both(binary.left(), binary.right(), budget);
      case Expr.PointerAdd add -> both(add.pointer(), add.index(), budget);
      case Expr.PointerDifference difference -> both(difference.left(), difference.right(), budget);
      case Expr.Logical logical -> both(logical.left(), logical.right(), budget);
      case Expr.Conditional choice ->
          cost(choice.condition(), both(choice.whenTrue(), choice.whenFalse(), budget));
      case Expr.Cast cast -> cost(cast.operand(), budget);
      case Expr.SizeofVariable _ -> budget;
      default -> -1;
    };
  }

  private static int both(Expr left, Expr right, int budget) {
    return cost(right, cost(left, budget - 1));
  }
}
