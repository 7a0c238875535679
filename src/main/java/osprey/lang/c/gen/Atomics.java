package osprey.lang.c.gen;

import static osprey.lang.c.gen.Registers.ANY;

import osprey.code.CType;
import osprey.code.Op;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Expr.BinaryOp;

/// Generates read-modify-write operations that no other thread can come between: operators on
/// `_Atomic` objects, and what GCC's atomic builtins are made of. All are sequentially consistent.
final class Atomics {
  private final FunctionGenerator function;
  private final CodeBuffer code;
  private final Registers registers;

  Atomics(FunctionGenerator function) {
    this.function = function;
    this.code = function.code;
    this.registers = function.registers;
  }

  int compound(Expr.CompoundAssign assign, int want) {
    Repr repr = Repr.of(assign.target().type());
    Repr computed = Repr.of(assign.computed());
    int target = function.values.targetOf(want);
    int operand = function.values.of(assign.value(), ANY);
    long scale = scaleOf(assign.target().type());
    if (scale != 1) {
      int scaled = registers.take();
      code.emit(Op.MULI, scaled, operand, (int) scale);
      operand = scaled;
    }
    int address = function.places.address(function.places.of(assign.target()), ANY);
    boolean direct = !repr.isFloating() && !computed.isFloating() && repr != Repr.BOOL;
    if (direct && hasInstruction(assign.op())) {
      fetchThenApply(assign.op(), repr, address, operand, target, true);
    } else {
      loop(assign.op(), repr, computed, address, operand, target, true);
    }
    return target;
  }

  int increment(Expr.Increment step, int want) {
    Repr repr = Repr.of(step.target().type());
    int target = function.values.targetOf(want);
    int address = function.places.address(function.places.of(step.target()), ANY);
    long amount = scaleOf(step.target().type());
    if (repr.isFloating() || repr == Repr.BOOL) {
      Repr computed = repr == Repr.BOOL ? Repr.S32 : repr;
      int one = function.hoisting.constant(repr == Repr.BOOL ? 1 : Double.doubleToRawLongBits(1));
      loop(
          step.isDecrement() ? BinaryOp.SUBTRACT : BinaryOp.ADD,
          repr,
          computed,
          address,
          one,
          target,
          step.isPrefix());
      return target;
    }
    int operand = function.hoisting.constant(step.isDecrement() ? -amount : amount);
    fetchThenApply(BinaryOp.ADD, repr, address, operand, target, step.isPrefix());
    return target;
  }

  private static long scaleOf(CType type) {
    return type.unqualified() instanceof CType.Pointer ? Places.elementSize(type) : 1;
  }

  private static boolean hasInstruction(BinaryOp op) {
    return switch (op) {
      case ADD, SUBTRACT, AND, OR, XOR -> true;
      default -> false;
    };
  }

  /// target = the old value (or the new one) of `memory op= operand`, for integers and the
  /// operators that have an instruction.
  void fetchThenApply(
      BinaryOp op, Repr repr, int address, int operand, int target, boolean givesNew) {
    int value = operand;
    int opcode =
        switch (op) {
          case ADD, SUBTRACT -> Op.AMO_ADD8;
          case AND -> Op.AMO_AND8;
          case OR -> Op.AMO_OR8;
          case XOR -> Op.AMO_XOR8;
          default -> throw new IllegalStateException(op.name());
        };
    if (op == BinaryOp.SUBTRACT) {
      value = registers.take();
      code.emit(Op.NEG, value, operand, 0);
    }
    int old = registers.take();
    code.emit(opcode + widthOf(repr), old, address, value);
    if (givesNew) {
      Repr wide = repr.size < 4 ? Repr.S32 : repr;
      function.arithmetic.emit(
          op == BinaryOp.SUBTRACT ? BinaryOp.ADD : op, wide, old, value, 0, old);
    }
    canonical(repr, old, target);
  }

  /// The same with any operator: computes and tries to exchange until nobody came between.
  void loop(
      BinaryOp op,
      Repr repr,
      Repr computed,
      int address,
      int operand,
      int target,
      boolean givesNew) {
    int old = registers.take();
    int fresh = registers.take();
    int found = registers.take();
    int again = code.here();
    Place place = new Place.Mem(address, 0);
    function.places.load(place, repr, old);
    int read = function.conversions.convert(old, repr, computed, -1, ANY);
    function.arithmetic.emit(op, computed, read, operand, 0, fresh);
    function.conversions.convert(fresh, computed, repr, -1, fresh);
    if (repr == Repr.FLOAT || repr == Repr.LONG_DOUBLE) {
      function.places.store(place, repr, fresh); // no exchange of this width: one store
    } else {
      code.move(found, old);
      code.emit(Op.CAS8 + widthOf(repr), found, address, fresh);
      canonical(repr, found, found);
      code.emit(Op.JNE, found, old, again);
    }
    code.move(target, givesNew ? fresh : old);
  }

  /// The value that an atomic instruction gave, extended as its type asks.
  void canonical(Repr repr, int from, int to) {
    if (repr.isFloating() || repr.isWide() || repr == Repr.BOOL) {
      code.move(to, from);
    } else {
      function.conversions.convert(from, Repr.U64, repr, -1, to);
    }
  }

  /// 0 for 8 bits … 3 for 64.
  static int widthOf(Repr repr) {
    return Integer.numberOfTrailingZeros(Math.min(8, repr.size));
  }
}
