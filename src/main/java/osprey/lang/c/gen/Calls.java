package osprey.lang.c.gen;

import static osprey.lang.c.gen.Registers.ANY;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.code.Op;
import osprey.lang.c.tree.Expr;

/// Generates calls by the calling convention of docs/architecture.md, and the callee's side of
/// variable arguments.
///
/// Arguments are evaluated right to left as gcc does on x86-64. A register variable as an argument
/// is read after all others are evaluated: `printf("%d %d", i++, i)` prints what it prints with
/// gcc.
final class Calls {
  private static final int NONE = -1;

  /// In place of the register wanted: the value is not needed.
  private static final int NO_RESULT = -2;

  private final FunctionGenerator function;
  private final CodeBuffer code;
  private final Registers registers;

  Calls(FunctionGenerator function) {
    this.function = function;
    this.code = function.code;
    this.registers = function.registers;
  }

  /// A call whose value is a scalar or nothing.
  int call(Expr.Call call, int want, boolean used) {
    if (call.type().unqualified() instanceof CType.Struct) {
      function.aggregates.placeOf(call);
      return NONE;
    }
    int mark = registers.mark();
    boolean hasResult = used && Repr.isScalar(call.type());
    int result = generate(call, null, hasResult ? want : NO_RESULT);
    registers.release(mark);
    return result;
  }

  /// A call that returns a struct, written to a place.
  void callInto(Expr.Call call, Place result) {
    int mark = registers.mark();
    generate(call, result, NO_RESULT);
    registers.release(mark);
  }

  /// Returns the register of the result, {@link #NONE} if there is none.
  private int generate(Expr.Call call, @Nullable Place structResult, int want) {
    CType.Function type = call.function();
    List<Expr> arguments = call.arguments();
    int hidden = structResult == null ? 0 : 1;
    boolean variadic = type.variadic();
    int named = variadic ? type.parameters().size() : arguments.size();
    Expr.FunctionRef direct = directCallee(call.callee());
    int pointer = direct == null ? function.values.of(call.callee(), ANY) : NONE;
    int resultAddress = structResult == null ? NONE : function.places.address(structResult, ANY);
    int window = registers.take(); // the callee's frame pointer
    int target = want == NO_RESULT ? NONE : want == ANY ? window : want;
    int first = registers.take(hidden + named + (variadic ? 1 : 0));
    int area = areaOf(arguments, named);
    int[] later = new int[arguments.size()];
    for (int i = arguments.size() - 1; i >= 0; i--) {
      Expr argument = arguments.get(i);
      later[i] = NONE;
      if (i >= named) {
        later[i] = store(argument, offsetOf(arguments, named, i) + area);
      } else {
        later[i] = pass(argument, first + hidden + i);
      }
    }
    for (int i = arguments.size() - 1; i >= 0; i--) {
      if (later[i] != NONE && i >= named) {
        code.emit(Op.ST64, later[i], Registers.FRAME, offsetOf(arguments, named, i) + area);
      } else if (later[i] != NONE) {
        code.move(first + hidden + i, later[i]);
      }
    }
    if (variadic) {
      passArea(first + hidden + named, arguments.size() > named, area);
    }
    if (structResult != null) {
      code.move(first, resultAddress);
    }
    if (direct != null) {
      int symbol = function.object.function(direct.name(), direct.at());
      code.emit(Op.CALL, 0, first, target, symbol);
    } else {
      code.emit(Op.CALLR, pointer, first, target);
    }
    return target;
  }

  private static Expr.@Nullable FunctionRef directCallee(Expr callee) {
    return switch (callee) {
      case Expr.FunctionRef ref -> ref;
      case Expr.Decay decay -> directCallee(decay.operand());
      case Expr.AddressOf address -> directCallee(address.operand());
      case Expr.Deref deref -> directCallee(deref.pointer());
      default -> null;
    };
  }

  private void passArea(int register, boolean any, int area) {
    if (any) {
      code.emit(Op.ADDI, register, Registers.FRAME, area);
    } else {
      code.constant(register, 0);
    }
  }

  /// Puts an argument into its register, or returns the variable to be copied there at the end.
  private int pass(Expr argument, int register) {
    int mark = registers.mark();
    int later = NONE;
    if (!Repr.isScalar(argument.type())) {
      function.places.address(copyOf(argument), register);
    } else if (isVariable(argument)) {
      later = function.values.of(argument, ANY);
    } else {
      function.values.of(argument, register);
    }
    registers.release(mark);
    return later;
  }

  private Place copyOf(Expr struct) {
    if (!Places.isLvalue(struct) && struct instanceof Expr.Call) {
      return function.places.of(struct);
    }
    CType type = struct.type();
    Place copy = function.temporary(type);
    function.aggregates.into(struct, copy);
    return copy;
  }

  /// Stores a variable argument into the area, or returns the variable to be stored at the end.
  private int store(Expr argument, int offset) {
    int mark = registers.mark();
    int later = NONE;
    if (!Repr.isScalar(argument.type())) {
      function.aggregates.into(argument, new Place.Mem(Registers.FRAME, offset));
    } else if (isVariable(argument)) {
      later = function.values.of(argument, ANY);
    } else {
      int value = function.values.of(argument, ANY);
      code.emit(Op.ST64, value, Registers.FRAME, offset);
    }
    registers.release(mark);
    return later;
  }

  /// Whether the value is a register variable's, whatever effects come with it (`++i`).
  private boolean isVariable(Expr expression) {
    return switch (expression) {
      case Expr.VariableRef ref -> function.registerOf(ref) != null;
      case Expr.Increment step -> step.isPrefix() && function.registerOf(step.target()) != null;
      case Expr.Assign assign -> function.registerOf(assign.target()) != null;
      case Expr.CompoundAssign assign -> function.registerOf(assign.target()) != null;
      case Expr.Cast cast ->
          isVariable(cast.operand()) && Repr.of(cast.operand().type()) == Repr.of(cast.type());
      default -> false;
    };
  }

  private int areaOf(List<Expr> arguments, int named) {
    int bytes = named < arguments.size() ? offsetOf(arguments, named, arguments.size()) : 0;
    return bytes == 0 ? 0 : function.frame.allocateTemporary(bytes, 16);
  }

  private static int offsetOf(List<Expr> arguments, int named, int index) {
    int offset = 0;
    for (int i = named; i < index; i++) {
      offset += slotBytes(arguments.get(i).type());
    }
    return offset;
  }

  private static int slotBytes(CType type) {
    return Repr.isScalar(type) ? 8 : (int) (type.size() + 7) / 8 * 8;
  }

  /// `va_arg` of a scalar.
  int nextArgument(Expr.VaArg argument, int want) {
    int mark = registers.mark();
    Place place = advance(argument);
    int target = want == ANY ? registers.take() : want;
    Repr repr = Repr.of(argument.type());
    if (repr == Repr.FLOAT || repr == Repr.LONG_DOUBLE) {
      repr = Repr.DOUBLE;
    }
    function.places.load(place, repr, target);
    if (want != ANY) {
      registers.release(mark);
    }
    return target;
  }

  /// Where the next variable argument is; steps the list past it.
  Place advance(Expr.VaArg argument) {
    int bytes = slotBytes(argument.type());
    Place.Reg variable = function.registerOf(argument.list());
    if (variable != null) {
      int register = variable.register();
      code.emit(Op.ADDI, register, register, bytes);
      return new Place.Mem(register, -bytes);
    }
    Place list = function.places.of(argument.list());
    int current = registers.take();
    function.places.load(list, Repr.U64, current);
    int next = registers.take();
    code.emit(Op.ADDI, next, current, bytes);
    function.places.store(list, Repr.U64, next);
    return new Place.Mem(current, 0);
  }
}
