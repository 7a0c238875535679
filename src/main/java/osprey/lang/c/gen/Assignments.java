package osprey.lang.c.gen;

import static osprey.lang.c.gen.Registers.ANY;

import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.code.Op;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Expr.BinaryOp;

/// Generates assignments of scalars: `=`, `op=`, `++` and `--`.
///
/// The order is gcc's: the value is computed first, then the target is located, but the last step
/// of the value, if that is a call or a load, comes after the target. With `op=` the value comes
/// first.
final class Assignments {
  private final FunctionGenerator function;
  private final CodeBuffer code;
  private final Registers registers;

  Assignments(FunctionGenerator function) {
    this.function = function;
    this.code = function.code;
    this.registers = function.registers;
  }

  /// @param used whether the value of the assignment is needed
  int assign(Expr.Assign assign, int want, boolean used) {
    Place.Reg variable = function.registerOf(assign.target());
    if (variable != null) {
      function.values.of(assign.value(), variable.register());
      return function.conversions.settle(variable.register(), want);
    }
    Repr repr = Repr.of(assign.target().type());
    CType.Field field = Places.bitField(assign.target());
    // A register variable must not change before the target that may depend on it is located.
    int hint = used && registers.isTemporary(want) ? want : ANY;
    Expr source =
        used || field != null ? assign.value() : Values.withoutNarrowing(assign.value(), repr);
    Place place;
    int value;
    if (assign.value() instanceof Expr.Call && !isLateElement(assign.target())) {
      place = function.places.of(assign.target());
      value = function.values.of(source, hint);
    } else if (isRead(source) && !Constants.isPure(assign.target())) {
      Place from = function.places.of(source);
      place = function.places.of(assign.target());
      value = function.places.load(from, Repr.of(source.type()), hint);
    } else {
      value = function.values.of(source, hint);
      place = function.places.of(assign.target());
    }
    int result = storeTo(place, repr, field, value, used);
    return used ? function.conversions.settle(result, want) : result;
  }

  /// Whether the value is that of an object in memory.
  private boolean isRead(Expr source) {
    return Places.isLvalue(source)
        && Places.bitField(source) == null
        && function.registerOf(source) == null;
  }

  private int storeTo(
      Place place, Repr repr, CType.@Nullable Field field, int value, boolean used) {
    if (field == null) {
      function.places.store(place, repr, value);
      return value;
    }
    function.places.storeBits(place, field, value);
    return used ? fieldValue(field, value, ANY) : value;
  }

  /// An element of an array variable chosen by register variables: located when it is stored to, so
  /// that `a[i] = i++` means what it means with gcc.
  private boolean isLateElement(Expr target) {
    return switch (target) {
      case Expr.Deref(_, _, Expr.PointerAdd(_, _, Expr.Decay array, Expr index, _)) ->
          isLateElement(array.operand()) && isLazyIndex(index);
      case Expr.VariableRef ref -> function.registerOf(ref) == null;
      case Expr.Member member -> isLateElement(member.object());
      default -> false;
    };
  }

  private boolean isLazyIndex(Expr index) {
    return index instanceof Expr.Cast cast
        ? Conversions.isFree(Repr.of(cast.operand().type()), Repr.of(cast.type()), -1)
            && isLazyIndex(cast.operand())
        : Constants.isInteger(index) || function.registerOf(index) != null;
  }

  /// What a bit-field holds after a value was stored in it.
  private int fieldValue(CType.Field field, int value, int want) {
    Repr repr = Repr.of(field.type());
    int target = function.values.targetOf(want);
    int shift = 64 - field.bitWidth();
    code.emit(Op.SHLI, target, value, shift);
    code.emit(repr.signed ? Op.SARI : Op.SHRI, target, target, shift);
    return target;
  }

  int compound(Expr.CompoundAssign assign, int want) {
    boolean pointer = assign.computed().unqualified() instanceof CType.Pointer;
    Repr computed = Repr.of(assign.computed());
    if (assign.target().type().isAtomic()) {
      return function.atomics.compound(assign, want);
    }
    if (pointer) {
      return compoundPointer(assign, want);
    }
    int operand = operandOf(assign.op(), computed, assign.value());
    long immediate = operand == Arithmetic.IMMEDIATE ? Constants.integer(assign.value()) : 0;
    Place.Reg variable = function.registerOf(assign.target());
    if (variable != null) {
      update(assign.op(), computed, variable.register(), operand, immediate, assign.target());
      return function.conversions.settle(variable.register(), want);
    }
    Repr repr = Repr.of(assign.target().type());
    CType.Field field = Places.bitField(assign.target());
    Place place = function.places.of(assign.target());
    int mark = registers.mark();
    int old = load(place, repr, field);
    registers.release(mark);
    int result = registers.take();
    int read = function.conversions.convert(old, repr, computed, -1, ANY);
    function.arithmetic.emit(assign.op(), computed, read, operand, immediate, result);
    result = function.conversions.convert(result, computed, repr, -1, ANY);
    return stored(place, repr, field, result, want);
  }

  /// variable = (its type) (variable op operand), in place.
  private void update(
      BinaryOp op, Repr computed, int variable, int operand, long immediate, Expr target) {
    Repr repr = Repr.of(target.type());
    int mark = registers.mark();
    int read = function.conversions.convert(variable, repr, computed, -1, ANY);
    function.arithmetic.emit(op, computed, read, operand, immediate, variable);
    if (!Conversions.isFree(computed, repr, -1)) {
      function.conversions.convert(variable, computed, repr, -1, variable);
    }
    registers.release(mark);
  }

  private int compoundPointer(Expr.CompoundAssign assign, int want) {
    long size = Places.elementSize(assign.computed());
    boolean minus = assign.op() == BinaryOp.SUBTRACT;
    boolean constant =
        Constants.isInteger(assign.value())
            && Constants.fitsInt(Constants.integer(assign.value()) * size);
    long bytes = constant ? Constants.integer(assign.value()) * size : 0;
    int index = constant ? 0 : function.values.of(assign.value(), ANY);
    Place.Reg variable = function.registerOf(assign.target());
    if (variable != null) {
      int register = variable.register();
      advance(register, register, constant, minus ? -bytes : bytes, index, minus ? -size : size);
      return function.conversions.settle(register, want);
    }
    Place place = function.places.of(assign.target());
    int result = registers.take();
    int old = function.places.load(place, Repr.U64, result);
    advance(result, old, constant, minus ? -bytes : bytes, index, minus ? -size : size);
    function.places.store(place, Repr.U64, result);
    return function.conversions.settle(result, want);
  }

  private void advance(int to, int from, boolean constant, long bytes, int index, long size) {
    if (constant) {
      code.emit(Op.ADDI, to, from, (int) bytes);
      return;
    }
    int mark = registers.mark();
    int opcode =
        size == 1 ? Op.ADD : size == 2 ? Op.LEA2 : size == 4 ? Op.LEA4 : size == 8 ? Op.LEA8 : -1;
    if (opcode >= 0) {
      code.emit(opcode, to, from, index);
    } else {
      int scaled = registers.take();
      code.emit(Op.MULI, scaled, index, (int) size);
      code.emit(Op.ADD, to, from, scaled);
    }
    registers.release(mark);
  }

  /// The right operand, in a register that keeps its value while the target is read and written.
  private int operandOf(BinaryOp op, Repr computed, Expr value) {
    if (Constants.isInteger(value)
        && Arithmetic.takesImmediate(
            op, computed, Constants.integer(value), function.hoisting.isActive())) {
      return Arithmetic.IMMEDIATE;
    }
    return function.values.of(value, ANY);
  }

  /// @param used whether the value of the expression is needed
  int increment(Expr.Increment step, int want, boolean used) {
    if (step.target().type().isAtomic()) {
      return function.atomics.increment(step, want);
    }
    Repr repr = Repr.of(step.target().type());
    Place.Reg variable = function.registerOf(step.target());
    if (variable != null) {
      int register = variable.register();
      if (!used || step.isPrefix()) {
        stepBy(step, repr, register, register);
        return function.conversions.settle(register, want);
      }
      if (want == register) {
        return want; // i = i++
      }
      int old = function.values.targetOf(want);
      code.move(old, register);
      stepBy(step, repr, register, register);
      return old;
    }
    CType.Field field = Places.bitField(step.target());
    Place place = function.places.of(step.target());
    int result = load(place, repr, field);
    int next = registers.take();
    stepBy(step, repr, next, result);
    if (step.isPrefix()) {
      return stored(place, repr, field, next, want);
    }
    stored(place, repr, field, next, ANY);
    return function.conversions.settle(result, want);
  }

  /// to = from ± 1, or one element further.
  private void stepBy(Expr.Increment step, Repr repr, int to, int from) {
    int sign = step.isDecrement() ? -1 : 1;
    if (repr.isFloating()) {
      int mark = registers.mark();
      int one = function.hoisting.constant(Double.doubleToRawLongBits(1.0));
      function.arithmetic.emit(
          step.isDecrement() ? BinaryOp.SUBTRACT : BinaryOp.ADD, repr, from, one, 0, to);
      registers.release(mark);
    } else if (step.target().type().unqualified() instanceof CType.Pointer) {
      code.emit(Op.ADDI, to, from, (int) (sign * Places.elementSize(step.target().type())));
    } else {
      function.arithmetic.emit(BinaryOp.ADD, widened(repr), from, Arithmetic.IMMEDIATE, sign, to);
      if (repr.size < 4) {
        function.conversions.convert(to, Repr.S32, repr, -1, to);
      }
    }
  }

  private static Repr widened(Repr repr) {
    return repr.size < 4 ? Repr.S32 : repr;
  }

  private int load(Place place, Repr repr, CType.@Nullable Field field) {
    return field == null
        ? function.places.load(place, repr, ANY)
        : function.places.loadBits(place, field, ANY);
  }

  private int stored(Place place, Repr repr, CType.@Nullable Field field, int value, int want) {
    if (field != null) {
      function.places.storeBits(place, field, value);
      return fieldValue(field, value, want);
    }
    function.places.store(place, repr, value);
    return function.conversions.settle(value, want);
  }
}
