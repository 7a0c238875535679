package osprey.lang.c.parse;

import static osprey.lang.c.parse.Reports.quote;

import osprey.code.CType;
import osprey.lang.c.tree.Expr;

/// `*p`, `&x`, `a[i]`, pointer arithmetic (C11 §6.5.2.1, §6.5.3.2, §6.5.6). Pointers to
/// variable-length arrays are scaled here, by sizes known at run time.
final class Pointers {
  private final Reports reports;
  private final Conversions conversions;
  private final UnitBuilder unit;
  private final VariableArrays variableArrays;

  Pointers(
      Reports reports, Conversions conversions, UnitBuilder unit, VariableArrays variableArrays) {
    this.reports = reports;
    this.conversions = conversions;
    this.unit = unit;
    this.variableArrays = variableArrays;
  }

  Expr dereference(int at, Expr operand) {
    Expr pointer = conversions.value(operand);
    if (Conversions.isError(pointer)) {
      return pointer;
    }
    if (!(Conversions.typeOf(pointer) instanceof CType.Pointer(CType target))) {
      reports.error(
          at, 1, "'*' needs a pointer, but its operand has type " + quote(pointer.type()), null);
      return Conversions.error(at);
    }
    if (pointer instanceof Expr.Decay(_, _, Expr function)
        && function.type() instanceof CType.Function) {
      return function;
    }
    return new Expr.Deref(at, target, pointer);
  }

  /// `&operand`.
  ///
  /// @param isEvaluated false within `sizeof`, where no object has to move to memory
  Expr addressOf(int at, Expr operand, boolean isEvaluated) {
    if (Conversions.isError(operand)) {
      return operand;
    }
    CType.Pointer type = new CType.Pointer(operand.type());
    switch (operand) {
      case Expr.Deref(_, _, Expr pointer) -> {
        return Conversions.isLvalue(pointer) ? new Expr.Cast(at, type, pointer) : pointer;
      }
      case Expr.Member(_, _, _, CType.Field field) when field.isBitField() -> {
        reports.error(at, 1, "a bit-field has no address", null);
        return Conversions.error(at);
      }
      default -> {}
    }
    if (!(operand.type() instanceof CType.Function) && !Conversions.isLvalue(operand)) {
      reports.error(
          at,
          1,
          "cannot take the address of a value of type " + quote(operand.type()),
          "store it in a variable first");
      return Conversions.error(at);
    }
    takeAddress(operand, at, isEvaluated);
    Long constant = ConstantFolder.address(operand);
    return constant == null
        ? new Expr.AddressOf(at, type, operand)
        : new Expr.IntConstant(at, type, constant);
  }

  /// Notes that an object must live in memory.
  private void takeAddress(Expr lvalue, int at, boolean isEvaluated) {
    Expr root = lvalue;
    while (root instanceof Expr.Member(_, _, Expr object, _)) {
      root = object;
    }
    if (root instanceof Expr.VariableRef(_, var variable)) {
      if (unit.isRegister(variable)) {
        reports.error(
            at,
            1,
            "the address of register variable '" + variable.name() + "' cannot be taken",
            "declare it without 'register'");
      }
      if (isEvaluated) {
        variable.takeAddress();
      }
    } else if (root instanceof Expr.CompoundLiteral(_, var variable, _) && isEvaluated) {
      variable.takeAddress();
    }
  }

  Expr subscript(int at, Expr array, Expr index) {
    Expr left = conversions.value(array);
    Expr right = conversions.value(index);
    if (Conversions.isError(left) || Conversions.isError(right)) {
      return Conversions.error(at);
    }
    boolean swapped = Types.isPointer(right.type());
    Expr pointer = swapped ? right : left;
    Expr count = swapped ? left : right;
    if (!Types.isPointer(pointer.type())) {
      reports.error(
          at,
          1,
          "'[' needs an array or a pointer, but it is applied to " + quote(array.type()),
          null);
      return Conversions.error(at);
    }
    if (!Types.isInteger(count.type())) {
      conversions.error(
          count, "an array subscript must be an integer, not " + quote(count.type()), null);
      return Conversions.error(at);
    }
    Expr sum = add(at, pointer, count, false);
    return Conversions.isError(sum) ? sum : dereference(at, sum);
  }

  /// `pointer ± index`, both values.
  Expr add(int at, Expr pointer, Expr index, boolean subtract) {
    CType.Pointer type = (CType.Pointer) Conversions.typeOf(pointer);
    if (!isSized(at, type)) {
      return Conversions.error(at);
    }
    Expr count = longIndex(index);
    if (Types.isVariableArray(type.target())) {
      Expr bytes =
          ConstantFolder.binary(
              at,
              CType.Int.LONG,
              Expr.BinaryOp.MULTIPLY,
              Conversions.convert(count, CType.Int.LONG),
              Conversions.convert(variableArrays.size(at, type.target()), CType.Int.LONG));
      Expr start = ConstantFolder.cast(at, Types.CHAR_POINTER, pointer);
      return new Expr.Cast(
          at, type, new Expr.PointerAdd(at, Types.CHAR_POINTER, start, bytes, subtract));
    }
    if (Types.isVoid(type.target())) {
      // GNU C: arithmetic on `void *` counts bytes.
      Expr start = ConstantFolder.cast(at, Types.CHAR_POINTER, pointer);
      return ConstantFolder.cast(
          at, type, ConstantFolder.pointerAdd(at, Types.CHAR_POINTER, start, count, subtract));
    }
    return ConstantFolder.pointerAdd(at, type, pointer, count, subtract);
  }

  static Expr longIndex(Expr index) {
    boolean isUnsigned = !Types.isSigned(index.type()) && index.type().size() == 8;
    return Conversions.convert(index, isUnsigned ? CType.Int.UNSIGNED_LONG : CType.Int.LONG);
  }

  /// Whether one can step from element to element.
  boolean isSized(int at, CType.Pointer type) {
    CType target = type.target();
    if (target.isComplete() || Types.isVoid(target) || target instanceof CType.Function) {
      return true;
    }
    if (!Types.isError(target)) {
      reports.error(at, 1, "arithmetic on a pointer to incomplete type " + quote(target), null);
    }
    return false;
  }

  Expr difference(int at, Expr left, Expr right) {
    CType.Pointer type = (CType.Pointer) Conversions.typeOf(left);
    CType.Pointer other = (CType.Pointer) Conversions.typeOf(right);
    if (!isSized(at, type)) {
      return Conversions.error(at);
    }
    if (!Types.compatibleUnqualified(type.target(), other.target())) {
      reports.error(
          at,
          1,
          quote(type) + " and " + quote(other) + " are not pointers to compatible types",
          null);
      return Conversions.error(at);
    }
    if (Types.isVariableArray(type.target())) {
      Expr bytes =
          new Expr.PointerDifference(
              at,
              CType.Int.LONG,
              new Expr.Cast(at, Types.CHAR_POINTER, left),
              new Expr.Cast(at, Types.CHAR_POINTER, right),
              1);
      Expr size = Conversions.convert(variableArrays.size(at, type.target()), CType.Int.LONG);
      return new Expr.Binary(at, CType.Int.LONG, Expr.BinaryOp.DIVIDE, bytes, size);
    }
    long size = elementSize(type.target());
    if (left instanceof Expr.IntConstant(_, _, long a)
        && right instanceof Expr.IntConstant(_, _, long b)
        && size > 0) {
      return new Expr.IntConstant(at, CType.Int.LONG, (a - b) / size);
    }
    return new Expr.PointerDifference(at, CType.Int.LONG, left, right, size);
  }

  private static long elementSize(CType target) {
    return Types.isVoid(target) || target instanceof CType.Function
        ? 1
        : Math.max(1, target.size());
  }
}
