package osprey.lang.c.parse;

import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Variable;

/// What may initialise an object with static storage (C11 §6.6p7): numbers, and addresses of static
/// objects and functions plus an offset. Like gcc, takes the value of a const object that has one.
final class StaticConstants {
  private final UnitBuilder unit;

  StaticConstants(UnitBuilder unit) {
    this.unit = unit;
  }

  /// The constant, or null if the value is none.
  @Nullable Expr fold(Expr value) {
    return switch (value) {
      case Expr.IntConstant _, Expr.FloatConstant _ -> value;
      case Expr.VariableRef(int at, Variable variable) -> {
        Expr constant = unit.constantValue(variable);
        yield constant == null
            ? null
            : ConstantFolder.cast(at, variable.type().unqualified(), constant);
      }
      case Expr.AddressOf(_, _, Expr operand) -> isStatic(operand) ? value : null;
      case Expr.Decay(_, _, Expr operand) -> isStatic(operand) ? value : null;
      case Expr.PointerAdd(int at, CType type, Expr pointer, Expr index, boolean subtract) -> {
        Expr base = fold(pointer);
        Expr count = fold(index);
        yield base != null && count instanceof Expr.IntConstant
            ? new Expr.PointerAdd(at, type, base, count, subtract)
            : null;
      }
      case Expr.Cast(int at, CType type, Expr operand) -> cast(at, type, operand);
      case Expr.Unary(int at, CType type, var op, Expr operand) -> {
        Expr folded = fold(operand);
        yield folded == null ? null : constant(ConstantFolder.unary(at, type, op, folded));
      }
      case Expr.PointerDifference(int at, CType type, Expr left, Expr right, long size) -> {
        Expr a = fold(left);
        Expr b = fold(right);
        yield a instanceof Expr.IntConstant(_, _, long x)
                && b instanceof Expr.IntConstant(_, _, long y)
            ? new Expr.IntConstant(at, type, (x - y) / size)
            : null;
      }
      case Expr.Binary(int at, CType type, var op, Expr left, Expr right) -> {
        Expr a = fold(left);
        Expr b = fold(right);
        yield a == null || b == null ? null : constant(ConstantFolder.binary(at, type, op, a, b));
      }
      case Expr.Conditional(_, _, Expr condition, Expr whenTrue, Expr whenFalse) -> {
        Expr test = fold(condition);
        Boolean truth = test == null ? null : ConstantFolder.truth(test);
        yield truth == null ? null : fold(truth ? whenTrue : whenFalse);
      }
      default -> null;
    };
  }

  private @Nullable Expr cast(int at, CType type, Expr operand) {
    Expr folded = fold(operand);
    if (folded == null) {
      return null;
    }
    if (ConstantFolder.isConstant(folded)) {
      return constant(ConstantFolder.cast(at, type, folded));
    }
    boolean keepsAddress =
        Types.isPointer(type) || (Types.isInteger(type) && type.size() == 8 && !Types.isBool(type));
    if (Types.isBool(type)) {
      return new Expr.IntConstant(at, type, 1);
    }
    return keepsAddress ? new Expr.Cast(at, type, folded) : null;
  }

  private static @Nullable Expr constant(Expr expr) {
    return ConstantFolder.isConstant(expr) ? expr : null;
  }

  /// Whether an lvalue or function designator has an address that is known when the program starts.
  private boolean isStatic(Expr expr) {
    return switch (expr) {
      case Expr.VariableRef(_, Variable variable) ->
          switch (variable.storage()) {
            case GLOBAL, EXTERN, STATIC -> true;
            case THREAD_LOCAL, PARAMETER, AUTOMATIC -> false;
          };
      case Expr.FunctionRef _, Expr.StringLiteral _ -> true;
      case Expr.CompoundLiteral(_, Variable variable, _) ->
          variable.storage() == Variable.Storage.STATIC;
      case Expr.Member(_, _, Expr object, _) -> isStatic(object);
      case Expr.Deref(_, _, Expr pointer) -> fold(pointer) != null;
      default -> false;
    };
  }
}
