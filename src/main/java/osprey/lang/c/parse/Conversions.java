package osprey.lang.c.parse;

import static osprey.lang.c.parse.Reports.quote;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.tree.Builtin;
import osprey.lang.c.tree.Expr;

/// Conversions (C11 §6.3) as explicit nodes, and the rules for assigning one type to another
/// (§6.5.16.1). What gcc 12 lets pass with a warning, passes with a warning.
final class Conversions {
  /// How a value gets its new type, for messages.
  enum Use {
    ASSIGNING,
    INITIALIZING,
    PASSING,
    RETURNING
  }

  private final Reports reports;

  Conversions(Reports reports) {
    this.reports = reports;
  }

  /// What stands for something already reported.
  static Expr error(int at) {
    return new Expr.IntConstant(at, Types.ERROR, 0);
  }

  static boolean isError(Expr expr) {
    return Types.isError(expr.type());
  }

  static CType typeOf(Expr expr) {
    return expr.type().unqualified();
  }

  static int length(Expr expr) {
    return switch (expr) {
      case Expr.VariableRef(_, var variable) -> Math.max(1, variable.name().length());
      case Expr.FunctionRef(_, _, String name) -> name.length();
      case Expr.Decay(int at, _, Expr operand) when operand.at() == at -> length(operand);
      case Expr.Cast(int at, _, Expr operand) when operand.at() == at -> length(operand);
      default -> 1;
    };
  }

  void error(Expr at, String message, @Nullable String hint) {
    reports.error(at.at(), length(at), message, hint);
  }

  static boolean isLvalue(Expr expr) {
    return switch (expr) {
      case Expr.VariableRef _, Expr.Deref _, Expr.StringLiteral _, Expr.CompoundLiteral _ -> true;
      case Expr.Member(_, _, Expr object, _) -> isLvalue(object);
      default -> false;
    };
  }

  /// The expression as a value: arrays and functions decay, atomic objects are loaded.
  Expr value(Expr expr) {
    return switch (expr.type()) {
      case CType.Array array -> {
        CType pointer = new CType.Pointer(array.element());
        Long address = ConstantFolder.address(expr);
        yield address == null
            ? new Expr.Decay(expr.at(), pointer, expr)
            : new Expr.IntConstant(expr.at(), pointer, address);
      }
      case CType.Function function -> functionValue(expr, function);
      case CType.Qualified qualified when qualified.isAtomic() && isLvalue(expr) ->
          new Expr.BuiltinCall(
              expr.at(),
              qualified.base(),
              Builtin.ATOMIC_LOAD,
              List.of(addressForAtomic(expr, qualified)));
      case CType.Struct struct when !struct.isComplete() && struct != Types.ERROR -> {
        error(expr, "incomplete type " + quote(struct) + " has no value", null);
        yield error(expr.at());
      }
      default -> expr;
    };
  }

  private static Expr functionValue(Expr expr, CType.Function function) {
    if (expr instanceof Expr.Deref(_, _, Expr pointer)) {
      return pointer;
    }
    return new Expr.Decay(expr.at(), new CType.Pointer(function), expr);
  }

  static Expr addressForAtomic(Expr target, CType type) {
    if (target instanceof Expr.Deref(_, _, Expr pointer)) {
      return pointer;
    }
    return new Expr.AddressOf(target.at(), new CType.Pointer(type), target);
  }

  /// The value, with integer promotion (bit-fields by their width).
  Expr promoted(Expr expr) {
    Expr value = value(expr);
    if (!Types.isInteger(value.type())) {
      return value;
    }
    return convert(value, promotedType(value));
  }

  /// C11 §6.3.1.1p2.
  static CType.Int promotedType(Expr value) {
    if (value instanceof Expr.Member(_, CType type, _, CType.Field field) && field.isBitField()) {
      int limit = Types.isSigned(type) || Types.isBool(type) ? 32 : 31;
      if (field.bitWidth() <= limit) {
        return CType.Int.INT;
      }
      return field.bitWidth() == 32 ? CType.Int.UNSIGNED_INT : Types.promote(type);
    }
    return Types.promote(value.type());
  }

  /// The common type of two operands that are values.
  static CType usual(Expr left, Expr right) {
    CType a = Types.isInteger(left.type()) ? promotedType(left) : left.type();
    CType b = Types.isInteger(right.type()) ? promotedType(right) : right.type();
    return Types.usual(a, b);
  }

  /// An argument of a variadic or unprototyped call (C11 §6.5.2.2p6).
  Expr defaultPromoted(Expr expr) {
    Expr value = promoted(expr);
    return typeOf(value) == CType.Floating.FLOAT ? convert(value, CType.Floating.DOUBLE) : value;
  }

  /// The value in another type; no node if it has that type already.
  static Expr convert(Expr value, CType target) {
    CType type = target.unqualified();
    return typeOf(value).equals(type) || isError(value)
        ? value
        : ConstantFolder.cast(value.at(), type, value);
  }

  static boolean isNullPointer(Expr expr) {
    return expr instanceof Expr.IntConstant(_, CType type, long value)
        && value == 0
        && (Types.isInteger(type) || type.equals(Types.VOID_POINTER));
  }

  /// A controlling expression: any scalar.
  Expr condition(Expr expr) {
    Expr value = value(expr);
    if (!isError(value) && !Types.isScalar(value.type())) {
      error(
          value,
          "a condition must be a number or a pointer, but this has type " + quote(value.type()),
          null);
      return error(value.at());
    }
    return value;
  }

  /// The expression as a value of `target`, after checking that it may become one.
  Expr assign(Expr expr, CType target, Use use) {
    Expr value = value(expr);
    CType to = target.unqualified();
    CType from = typeOf(value);
    if (isError(value) || Types.isError(to)) {
      return error(expr.at());
    }
    if (from.equals(to)) {
      return value;
    }
    if (Types.isArithmetic(to) && Types.isArithmetic(from)) {
      warnIfChanged(value, to);
      return convert(value, to);
    }
    if (to instanceof CType.Pointer pointer) {
      if (from instanceof CType.Pointer source) {
        checkPointers(value, pointer, source, use);
        return convert(value, to);
      }
      if (Types.isInteger(from)) {
        if (!isNullPointer(value)) {
          boolean wantsAddress =
              isLvalue(value) && Types.compatibleUnqualified(pointer.target(), from);
          warn(
              value,
              "incompatible integer to pointer conversion " + phrase(use, to, from),
              wantsAddress ? "take the address with '&'" : null);
        }
        return convert(value, to);
      }
    }
    if (from instanceof CType.Pointer source && Types.isInteger(to)) {
      if (!Types.isBool(to)) {
        boolean wantsTarget = Types.isArithmetic(source.target()) && isLvalue(value);
        warn(
            value,
            "incompatible pointer to integer conversion " + phrase(use, to, from),
            wantsTarget ? "dereference with '*'" : null);
      }
      return convert(value, to);
    }
    error(value, incompatible(use, to, from), hint(to, from));
    return error(expr.at());
  }

  private static @Nullable String hint(CType to, CType from) {
    if (to instanceof CType.Pointer pointer
        && Types.compatibleUnqualified(pointer.target(), from)) {
      return "take the address with '&'";
    }
    if (from instanceof CType.Pointer pointer
        && Types.compatibleUnqualified(pointer.target(), to)) {
      return "dereference with '*'";
    }
    return null;
  }

  /// gcc's -Woverflow: a constant that does not fit.
  private void warnIfChanged(Expr value, CType to) {
    if (value instanceof Expr.IntConstant(int at, CType from, long constant)
        && Types.isInteger(to)
        && !Types.isBool(to)
        && to.size() < 8) {
      long wrapped = Types.wrap(to, constant);
      long asSigned = Types.wrap(to.size() == 4 ? CType.Int.INT : to, constant);
      if (wrapped != constant
          && asSigned != constant
          && Types.wrap(Types.unsignedOf(Types.integer(to)), constant) != constant
          && !fitsSigned(constant, to)) {
        reports.warning(
            at,
            1,
            "conversion from "
                + quote(from)
                + " to "
                + quote(to)
                + " changes the value from "
                + constant
                + " to "
                + wrapped,
            null);
      }
    }
  }

  private static boolean fitsSigned(long value, CType type) {
    long limit = 1L << (8 * type.size() - 1);
    return value >= -limit && value < limit;
  }

  private void checkPointers(Expr value, CType.Pointer to, CType.Pointer from, Use use) {
    CType a = to.target();
    CType b = from.target();
    if (isNullPointer(value)) {
      return;
    }
    boolean anyVoid = Types.isVoid(a) || Types.isVoid(b);
    if (!anyVoid
        && !Types.compatibleUnqualified(elementless(a), elementless(b))
        && !differInSign(a, b)) {
      warn(value, "incompatible pointer types " + phrase(use, to, from), hint(to, from));
    } else if ((Types.isConst(b) && !Types.isConst(a))
        || (Types.isVolatile(b) && !Types.isVolatile(a))) {
      warn(value, phrase(use, to, from) + " discards qualifiers", null);
    }
  }

  /// gcc lets `int (*)[3]` become `const int (*)[3]`.
  private static CType elementless(CType type) {
    return type instanceof CType.Array array
        ? new CType.Array(elementless(array.element()).unqualified(), array.length())
        : type;
  }

  /// `char *` and `unsigned char *`: gcc speaks of it only when asked.
  private static boolean differInSign(CType a, CType b) {
    CType x = a.unqualified();
    CType y = b.unqualified();
    return Types.isInteger(x)
        && Types.isInteger(y)
        && !Types.isBool(x)
        && !Types.isBool(y)
        && (Types.unsignedOf(Types.integer(x)) == Types.unsignedOf(Types.integer(y))
            || (Types.isCharacter(x) && Types.isCharacter(y)));
  }

  private void warn(Expr value, String message, @Nullable String hint) {
    reports.warning(value.at(), length(value), message, hint);
  }

  private static String phrase(Use use, CType to, CType from) {
    return switch (use) {
      case ASSIGNING -> "assigning to " + quote(to) + " from " + quote(from);
      case INITIALIZING ->
          "initializing " + quote(to) + " with an expression of type " + quote(from);
      case PASSING -> "passing " + quote(from) + " to parameter of type " + quote(to);
      case RETURNING ->
          "returning " + quote(from) + " from a function with result type " + quote(to);
    };
  }

  private static String incompatible(Use use, CType to, CType from) {
    return switch (use) {
      case ASSIGNING -> "assigning to " + quote(to) + " from incompatible type " + quote(from);
      case INITIALIZING ->
          "initializing " + quote(to) + " with an expression of incompatible type " + quote(from);
      case PASSING -> "passing " + quote(from) + " to parameter of incompatible type " + quote(to);
      case RETURNING ->
          "returning "
              + quote(from)
              + " from a function with incompatible result type "
              + quote(to);
    };
  }

  /// `(type) operand`.
  Expr explicitCast(int at, CType target, Expr operand) {
    CType to = target.unqualified();
    if (Types.isVoid(to)) {
      return isError(operand) ? operand : new Expr.Cast(at, CType.Void.VOID, discardable(operand));
    }
    Expr value = value(operand);
    CType from = typeOf(value);
    if (isError(value) || Types.isError(to)) {
      return error(at);
    }
    if (from.equals(to) && Types.isStruct(to)) {
      return value;
    }
    if (!Types.isScalar(to)) {
      reports.error(
          at, 1, "cannot cast to " + quote(to) + ": only numbers and pointers are cast", null);
      return error(at);
    }
    if (!Types.isScalar(from)) {
      error(value, "cannot cast " + quote(from) + " to " + quote(to), null);
      return error(at);
    }
    if ((Types.isFloating(to) && Types.isPointer(from))
        || (Types.isPointer(to) && Types.isFloating(from))) {
      error(value, "cannot cast " + quote(from) + " to " + quote(to), null);
      return error(at);
    }
    // A cast of a variable to its own type is no lvalue any more, so the node stays.
    return ConstantFolder.cast(at, to, value);
  }

  /// An expression whose value nobody wants: arrays and functions need not decay.
  Expr discardable(Expr expr) {
    return expr.type() instanceof CType.Array || expr.type() instanceof CType.Function
        ? value(expr)
        : expr.type().isAtomic() ? value(expr) : expr;
  }
}
