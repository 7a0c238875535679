package osprey.ui.debug;

import osprey.code.CType;
import osprey.lang.c.tree.Expr;

/// Computes a checked C expression in a stopped program: reads and writes its variables, calls none
/// of its functions. Nothing the program can see happens but for assignments.
final class Evaluator {
  private final Names names;
  private final FrameView frame;
  private final DollarNames dollars;

  Evaluator(Names names, FrameView frame, DollarNames dollars) {
    this.names = names;
    this.frame = frame;
    this.dollars = dollars;
  }

  Value evaluate(Expr expr) throws DebugError {
    return switch (expr) {
      case Expr.IntConstant(int _, CType type, long value) -> Value.ofLong(type, value);
      case Expr.FloatConstant(int _, CType type, double value) -> Value.ofDouble(type, value);
      case Expr.StringLiteral(int _, CType type, byte[] bytes) ->
          new Value(type, bytes, Place.None.NONE);
      case Expr.VariableRef(int _, var variable) -> names.load(variable, frame);
      case Expr.FunctionRef(int _, CType type, String name) -> function(type, name);
      case Expr.Deref(int _, CType type, Expr pointer) ->
          object(type, new Place.Memory(evaluate(pointer).asLong()));
      case Expr.Member member -> member(member);
      case Expr.AddressOf(int _, CType type, Expr operand) -> address(type, evaluate(operand));
      case Expr.Decay(int _, CType type, Expr operand) -> address(type, evaluate(operand));
      case Expr.Unary unary -> unary(unary);
      case Expr.Binary binary ->
          Arithmetic.binary(
              binary.type(), binary.op(), evaluate(binary.left()), evaluate(binary.right()));
      case Expr.PointerAdd add -> {
        long index = evaluate(add.index()).asLong();
        yield moved(evaluate(add.pointer()), add.subtract() ? -index : index, add.type());
      }
      case Expr.PointerDifference(int _, CType type, Expr left, Expr right, long size) ->
          Value.ofLong(
              type, (evaluate(left).asLong() - evaluate(right).asLong()) / Math.max(1, size));
      case Expr.Logical(int _, CType type, boolean isAnd, Expr left, Expr right) ->
          Value.ofLong(
              type,
              evaluate(left).isTrue() == isAnd
                  ? (evaluate(right).isTrue() ? 1 : 0)
                  : isAnd ? 0 : 1);
      case Expr.Conditional(int _, CType _, Expr condition, Expr whenTrue, Expr whenFalse) ->
          evaluate(evaluate(condition).isTrue() ? whenTrue : whenFalse);
      case Expr.Comma(int _, CType _, Expr left, Expr right) -> {
        evaluate(left);
        yield evaluate(right);
      }
      case Expr.Assign(int _, CType _, Expr target, Expr value) ->
          assign(evaluate(target), evaluate(value));
      case Expr.CompoundAssign assign -> compound(assign);
      case Expr.Increment increment -> increment(increment);
      case Expr.Cast(int _, CType type, Expr operand) ->
          Arithmetic.convert(evaluate(operand), type);
      case Expr.Call _ ->
          throw new DebugError("Functions of the program cannot be called from here.");
      case Expr.BuiltinCall _,
          Expr.CompoundLiteral _,
          Expr.VaArg _,
          Expr.StatementExpr _,
          Expr.SizeofVariable _ ->
          throw new DebugError("This can only be computed by the running program.");
    };
  }

  private Value function(CType type, String name) throws DebugError {
    Long address = names.functionAddress(name);
    if (address == null) {
      throw new DebugError("Function \"" + name + "\" is not part of the program.");
    }
    return new Value(type, new byte[0], new Place.Memory(address));
  }

  private Value object(CType type, Place place) throws DebugError {
    if (type.unqualified() instanceof CType.Void) {
      throw new DebugError("Attempt to dereference a generic pointer.");
    }
    return frame.load(type, place);
  }

  private Value member(Expr.Member member) throws DebugError {
    Value object = evaluate(member.object());
    CType.Field field = member.field();
    if (field.isBitField()) {
      return object.part(field.type().unqualified(), field.offset()).bits(field);
    }
    return object.part(field.type(), field.offset());
  }

  private Value address(CType type, Value operand) throws DebugError {
    return switch (operand.place()) {
      case Place.Memory(long address) -> Value.ofLong(type, address);
      case Place.Register(int index, String name) ->
          throw new DebugError(
              "Address requested for identifier \""
                  + name
                  + "\" which is in register $r"
                  + (index - frame.frame().windowBase())
                  + ".");
      case Place.Bits _ -> throw new DebugError("A bit-field has no address.");
      case Place.Convenience _, Place.None _ ->
          throw new DebugError("Attempt to take address of value not located in memory.");
    };
  }

  private Value unary(Expr.Unary unary) throws DebugError {
    Value operand = evaluate(unary.operand());
    CType type = unary.type();
    return switch (unary.op()) {
      case NEGATE ->
          operand.isFloating()
              ? Value.ofDouble(type, -operand.asDouble())
              : Arithmetic.wrapped(type, -operand.asLong());
      case COMPLEMENT -> Arithmetic.wrapped(type, ~operand.asLong());
      case NOT -> Value.ofLong(type, operand.isTrue() ? 0 : 1);
    };
  }

  private static Value moved(Value pointer, long index, CType type) {
    long size = type.unqualified() instanceof CType.Pointer(CType target) ? target.size() : 1;
    return Value.ofLong(type, pointer.asLong() + index * Math.max(1, size));
  }

  private Value assign(Value target, Value value) throws DebugError {
    if (target.place() instanceof Place.Convenience(String name)) {
      dollars.set(name, value);
    } else {
      frame.store(target, value);
    }
    return new Value(target.type(), value.bytes(), target.place());
  }

  private Value compound(Expr.CompoundAssign assign) throws DebugError {
    Value target = evaluate(assign.target());
    Value value = evaluate(assign.value());
    if (assign.computed().unqualified() instanceof CType.Pointer) {
      long index = value.asLong();
      boolean isAdd = assign.op() == Expr.BinaryOp.ADD;
      return assign(target, moved(target, isAdd ? index : -index, assign.computed()));
    }
    Value left = Arithmetic.convert(target, assign.computed());
    Value result = Arithmetic.binary(assign.computed(), assign.op(), left, value);
    return assign(target, Arithmetic.convert(result, target.type()));
  }

  private Value increment(Expr.Increment increment) throws DebugError {
    Value before = evaluate(increment.target());
    int by = increment.isDecrement() ? -1 : 1;
    CType type = before.type();
    Value after =
        type.unqualified() instanceof CType.Pointer
            ? moved(before, by, type)
            : before.isFloating()
                ? Value.ofDouble(type, before.asDouble() + by)
                : Arithmetic.wrapped(type, before.asLong() + by);
    Value stored = assign(before, after);
    return increment.isPrefix() ? stored : before.detached();
  }
}
