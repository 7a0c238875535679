package osprey.lang.c.gen;

import static osprey.lang.c.gen.Registers.ANY;

import osprey.code.Op;
import osprey.lang.c.tree.Builtin;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Expr.BinaryOp;

/// Generates jumps on the truth of an expression, comparing and branching in one instruction.
final class Conditions {
  private final FunctionGenerator function;
  private final CodeBuffer code;
  private final Registers registers;

  Conditions(FunctionGenerator function) {
    this.function = function;
    this.code = function.code;
    this.registers = function.registers;
  }

  /// Jumps to `label` if the expression is true (or false, if `when` is false), else goes on.
  void jump(Expr expression, boolean when, int label) {
    int position = code.moveTo(expression.at());
    int mark = registers.mark();
    generate(expression, when, label);
    registers.release(mark);
    code.moveTo(position);
  }

  private void generate(Expr expression, boolean when, int label) {
    if (Constants.isInteger(expression)) {
      if ((Constants.integer(expression) != 0) == when) {
        code.jump(label);
      }
    } else if (expression instanceof Expr.Unary(_, _, Expr.UnaryOp op, Expr operand)
        && op == Expr.UnaryOp.NOT) {
      jump(operand, !when, label);
    } else if (expression instanceof Expr.Logical logical) {
      logical(logical, when, label);
    } else if (expression instanceof Expr.Comma comma) {
      function.effects.of(comma.left());
      jump(comma.right(), when, label);
    } else if (expression instanceof Expr.Cast cast && keepsTruth(cast)) {
      jump(cast.operand(), when, label);
    } else if (expression instanceof Expr.BuiltinCall call && call.builtin() == Builtin.EXPECT) {
      function.effects.of(call.arguments().get(1));
      jump(call.arguments().get(0), when, label);
    } else if (expression instanceof Expr.Binary binary && binary.op().isComparison()) {
      comparison(binary, when, label);
    } else {
      test(expression, when, label);
    }
  }

  private void logical(Expr.Logical logical, boolean when, int label) {
    if (logical.isAnd() != when) {
      jump(logical.left(), when, label);
      jump(logical.right(), when, label);
    } else {
      int past = code.newLabel();
      jump(logical.left(), !when, past);
      jump(logical.right(), when, label);
      code.bind(past);
    }
  }

  /// A conversion whose result is zero exactly when its operand is.
  private static boolean keepsTruth(Expr.Cast cast) {
    if (!Repr.isScalar(cast.type()) || !Repr.isScalar(cast.operand().type())) {
      return false;
    }
    Repr to = Repr.of(cast.type());
    Repr from = Repr.of(cast.operand().type());
    return to == Repr.BOOL || (!to.isFloating() && !from.isFloating() && to.size >= from.size);
  }

  private void comparison(Expr.Binary binary, boolean when, int label) {
    Repr repr = Repr.of(binary.left().type());
    if (repr.isFloating()) {
      int result = function.values.of(binary, ANY);
      code.emit(when ? Op.JNZ : Op.JZ, result, label, 0);
      return;
    }
    BinaryOp op = when ? binary.op() : Arithmetic.negated(binary.op());
    Expr left = binary.left();
    Expr right = binary.right();
    if (function.values.exchanges(op, left, right)) {
      left = binary.right();
      right = binary.left();
      op = Arithmetic.swapped(op);
    }
    if (isZero(right) && op == BinaryOp.NOT_EQUAL) {
      jump(left, true, label);
    } else if (isZero(right) && op == BinaryOp.EQUAL) {
      jump(left, false, label);
    } else {
      int leftRegister = function.values.of(left, ANY);
      int rightRegister = function.values.rightOperand(op, repr, right);
      long immediate = rightRegister == Arithmetic.IMMEDIATE ? Constants.integer(right) : 0;
      function.arithmetic.jumpIf(op, repr, leftRegister, rightRegister, immediate, label);
    }
  }

  private static boolean isZero(Expr expression) {
    return Constants.isInteger(expression) && Constants.integer(expression) == 0;
  }

  private void test(Expr expression, boolean when, int label) {
    int value;
    if (expression instanceof Expr.Binary(_, _, BinaryOp op, Expr left, Expr right)
        && op == BinaryOp.REMAINDER
        && Constants.isInteger(right)
        && Arithmetic.powerOfTwo(Constants.integer(right)) >= 0
        && Constants.fitsInt(Constants.integer(right))) {
      // Whether a division by a power of two leaves a remainder shows in the low bits.
      int dividend = function.values.of(left, ANY);
      value = registers.take();
      code.emit(Op.ANDI, value, dividend, (int) Constants.integer(right) - 1);
    } else if (Repr.of(expression.type()).isFloating()) {
      int number = function.values.of(expression, ANY);
      value = registers.take();
      code.emit(Op.FBOOL, value, number, 0);
    } else {
      value = function.values.of(expression, ANY);
    }
    code.emit(when ? Op.JNZ : Op.JZ, value, label, 0);
  }
}
