package osprey.lang.c.parse;

import static osprey.lang.c.parse.Reports.quote;

import osprey.code.CType;
import osprey.lang.c.Token;
import osprey.lang.c.tree.Expr;

/// Operators that change an object: `=`, `op=`, `++`, `--` (C11 §6.5.16, §6.5.2.4, §6.5.3.1).
final class Assignments {
  private final Reports reports;
  private final Conversions conversions;
  private final Operators operators;
  private final Pointers pointers;
  private final Atomics atomics;

  Assignments(
      Reports reports,
      Conversions conversions,
      Operators operators,
      Pointers pointers,
      Atomics atomics) {
    this.reports = reports;
    this.conversions = conversions;
    this.operators = operators;
    this.pointers = pointers;
    this.atomics = atomics;
  }

  Expr assign(Token op, Expr target, Expr value) {
    if (!isModifiable(op, target)) {
      return Conversions.error(op.at());
    }
    Expr converted = conversions.assign(value, target.type(), Conversions.Use.ASSIGNING);
    if (Conversions.isError(converted)) {
      return converted;
    }
    return target.type().isAtomic()
        ? atomics.store(op.at(), target, converted)
        : new Expr.Assign(op.at(), Conversions.typeOf(target), target, converted);
  }

  Expr compound(Token op, Terminal terminal, Expr target, Expr operand) {
    int at = op.at();
    Expr value = conversions.value(operand);
    if (!isModifiable(op, target) || Conversions.isError(value)) {
      return Conversions.error(at);
    }
    Expr.BinaryOp kind = Operators.binaryOp(terminal);
    CType type = Conversions.typeOf(target);
    if (type instanceof CType.Pointer pointer) {
      boolean isStep = kind == Expr.BinaryOp.ADD || kind == Expr.BinaryOp.SUBTRACT;
      if (isStep && Types.isInteger(value.type())) {
        return step(at, kind, target, pointer, value);
      }
      return invalid(op, target, value);
    }
    boolean isIntegral =
        kind != Expr.BinaryOp.ADD
            && kind != Expr.BinaryOp.SUBTRACT
            && kind != Expr.BinaryOp.MULTIPLY
            && kind != Expr.BinaryOp.DIVIDE;
    boolean fits =
        isIntegral
            ? Types.isInteger(type) && Types.isInteger(value.type())
            : Types.isArithmetic(type) && Types.isArithmetic(value.type());
    if (!fits) {
      return invalid(op, target, value);
    }
    boolean isShift = Operators.isShift(kind);
    CType computed = isShift ? Conversions.promotedType(target) : Conversions.usual(target, value);
    Expr right = isShift ? conversions.promoted(value) : Conversions.convert(value, computed);
    if (!isShift) {
      operators.warnArithmetic(at, kind, computed, target, right, target);
    }
    return target.type().isAtomic()
        ? atomics.update(at, kind, target, computed, right, false)
        : new Expr.CompoundAssign(at, type, kind, target, computed, right);
  }

  private Expr invalid(Token op, Expr target, Expr value) {
    reports.error(
        op,
        "invalid operands to '"
            + op.text()
            + "': "
            + quote(target.type())
            + " and "
            + quote(value.type()));
    return Conversions.error(op.at());
  }

  /// `pointer += value`.
  private Expr step(int at, Expr.BinaryOp kind, Expr target, CType.Pointer type, Expr value) {
    if (!pointers.isSized(at, type)) {
      return Conversions.error(at);
    }
    Expr index = Pointers.longIndex(value);
    if (target.type().isAtomic()) {
      return atomics.step(at, kind, target, type, index, false);
    }
    if (Types.isVariableArray(type.target())) {
      Expr sum = pointers.add(at, target, value, kind == Expr.BinaryOp.SUBTRACT);
      return new Expr.Assign(at, type, target, sum);
    }
    CType computed = Types.isVoid(type.target()) ? Types.CHAR_POINTER : type;
    return new Expr.CompoundAssign(at, type, kind, target, computed, index);
  }

  Expr increment(Token op, Expr target, boolean isPrefix, boolean isDecrement) {
    int at = op.at();
    if (!isModifiable(op, target)) {
      return Conversions.error(at);
    }
    CType type = Conversions.typeOf(target);
    if (!Types.isScalar(type)) {
      reports.error(
          op, "'" + op.text() + "' needs a number or a pointer, not " + quote(target.type()));
      return Conversions.error(at);
    }
    Expr.BinaryOp kind = isDecrement ? Expr.BinaryOp.SUBTRACT : Expr.BinaryOp.ADD;
    Expr one = new Expr.IntConstant(at, CType.Int.INT, 1);
    if (type instanceof CType.Pointer pointer) {
      if (!pointers.isSized(at, pointer)) {
        return Conversions.error(at);
      }
      if (target.type().isAtomic()) {
        return atomics.step(at, kind, target, pointer, Pointers.longIndex(one), !isPrefix);
      }
      if (Types.isVoid(pointer.target()) || Types.isVariableArray(pointer.target())) {
        Expr moved = step(at, kind, target, pointer, one);
        return isPrefix ? moved : pointers.add(at, moved, one, !isDecrement);
      }
    } else if (target.type().isAtomic()) {
      CType computed = Conversions.usual(target, one);
      return atomics.update(
          at, kind, target, computed, Conversions.convert(one, computed), !isPrefix);
    }
    return new Expr.Increment(at, type, target, isPrefix, isDecrement);
  }

  /// Whether the target can be changed at all; reports if not.
  private boolean isModifiable(Token op, Expr target) {
    if (Conversions.isError(target)) {
      return false;
    }
    if (!Conversions.isLvalue(target)) {
      String hint =
          target instanceof Expr.Binary(_, _, var kind, _, _)
                  && kind.isComparison()
                  && op.text().equals("=")
              ? "compare with '==', and put parentheses around what is compared first"
              : null;
      reports.error(
          op,
          "the left side of '"
              + op.text()
              + "' cannot be assigned to: it is a value, not an object",
          hint);
      return false;
    }
    CType type = target.type();
    if (type instanceof CType.Array array) {
      reports.error(
          op,
          "an array (" + quote(type) + ") cannot be assigned to",
          Types.isCharacter(array.element())
              ? "copy strings with strcpy or snprintf"
              : "assign its elements, or use memcpy");
      return false;
    }
    if (Types.isReadOnly(type)) {
      String what =
          switch (target) {
            case Expr.VariableRef(_, var variable) -> "variable '" + variable.name() + "'";
            case Expr.Member(_, _, _, CType.Field field) -> "member '" + field.name() + "'";
            default -> "an object";
          };
      String verb = type.isConst() ? " with const-qualified type " : " with const members, type ";
      reports.error(op, "cannot assign to " + what + verb + quote(type));
      if (target instanceof Expr.VariableRef(_, var variable)) {
        reports.note(
            variable.at(),
            variable.name().length(),
            "'" + variable.name() + "' declared const here");
      }
      return false;
    }
    if (!type.isComplete()) {
      reports.error(op, "an object of incomplete type " + quote(type) + " cannot be assigned to");
      return false;
    }
    return true;
  }
}
