package osprey.lang.c.gen;

import static osprey.lang.c.gen.Registers.ANY;

import osprey.code.CType;
import osprey.code.Intrinsic;
import osprey.code.Op;
import osprey.lang.c.tree.Builtin;
import osprey.lang.c.tree.Expr;

/// Generates `__builtin_add_overflow` and its kin: the exact result in 128 bits, then whether the
/// type that the last argument points to holds it.
final class Overflows {
  private final FunctionGenerator function;
  private final CodeBuffer code;
  private final Registers registers;

  Overflows(FunctionGenerator function) {
    this.function = function;
    this.code = function.code;
    this.registers = function.registers;
  }

  int generate(Expr.BuiltinCall call, int want) {
    Expr left = call.arguments().get(0);
    Expr right = call.arguments().get(1);
    Expr pointer = call.arguments().get(2);
    Repr result =
        pointer.type().unqualified() instanceof CType.Pointer(CType target)
            ? Repr.of(target)
            : Repr.S64;
    int target = function.values.targetOf(want);
    int a = registers.take();
    int b = registers.take();
    function.values.of(left, a);
    function.values.of(right, b);
    int address = function.values.of(pointer, ANY);
    int low = registers.take();
    int high = registers.take();
    if (call.builtin() == Builtin.MUL_OVERFLOW) {
      multiply(a, Repr.of(left.type()), b, Repr.of(right.type()), low, high);
    } else {
      add(
          call.builtin() == Builtin.SUB_OVERFLOW,
          a,
          Repr.of(left.type()),
          b,
          Repr.of(right.type()),
          low,
          high);
    }
    int wrapped = registers.take();
    function.conversions.convert(low, Repr.S64, result, -1, wrapped);
    function.places.store(new Place.Mem(address, 0), result, wrapped);
    int expected = registers.take();
    extension(wrapped, result, expected);
    code.emit(Op.SNE, low, low, wrapped);
    code.emit(Op.SNE, high, high, expected);
    code.emit(Op.OR, target, low, high);
    return target;
  }

  /// The upper 64 of the 128 bits of a canonical value.
  private void extension(int value, Repr repr, int to) {
    if (repr.signed) {
      code.emit(Op.SARI, to, value, 63);
    } else {
      code.constant(to, 0);
    }
  }

  private void add(boolean subtract, int a, Repr aRepr, int b, Repr bRepr, int low, int high) {
    int aHigh = registers.take();
    int bHigh = registers.take();
    int carry = registers.take();
    extension(a, aRepr, aHigh);
    extension(b, bRepr, bHigh);
    if (subtract) {
      code.emit(Op.SUB, low, a, b);
      code.emit(Op.SLTU, carry, a, b);
      code.emit(Op.SUB, high, aHigh, bHigh);
      code.emit(Op.SUB, high, high, carry);
    } else {
      code.emit(Op.ADD, low, a, b);
      code.emit(Op.SLTU, carry, low, a);
      code.emit(Op.ADD, high, aHigh, bHigh);
      code.emit(Op.ADD, high, high, carry);
    }
  }

  private void multiply(int a, Repr aRepr, int b, Repr bRepr, int low, int high) {
    int aHigh = registers.take();
    int bHigh = registers.take();
    extension(a, aRepr, aHigh);
    extension(b, bRepr, bHigh);
    int arguments = registers.take(2);
    code.move(arguments, a);
    code.move(arguments + 1, b);
    code.emit(Op.INTRINSIC, Intrinsic.MUL_HIGH_UNSIGNED.ordinal(), arguments, high);
    code.emit(Op.MUL, aHigh, aHigh, b);
    code.emit(Op.MUL, bHigh, bHigh, a);
    code.emit(Op.ADD, high, high, aHigh);
    code.emit(Op.ADD, high, high, bHigh);
    code.emit(Op.MUL, low, a, b);
  }
}
