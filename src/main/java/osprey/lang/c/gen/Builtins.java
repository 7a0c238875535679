package osprey.lang.c.gen;

import static osprey.lang.c.gen.Registers.ANY;

import java.util.List;
import osprey.code.CType;
import osprey.code.Op;
import osprey.lang.c.tree.Builtin;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Expr.BinaryOp;

/// Generates calls of the compiler's own functions, {@link Builtin}.
final class Builtins {
  private static final int NONE = -1;

  private final FunctionGenerator function;
  private final CodeBuffer code;
  private final Registers registers;
  private final BitTricks bits;
  private final Overflows overflows;

  Builtins(FunctionGenerator function) {
    this.function = function;
    this.code = function.code;
    this.registers = function.registers;
    this.bits = new BitTricks(function);
    this.overflows = new Overflows(function);
  }

  /// A call whose value is not needed.
  void effect(Expr.BuiltinCall call) {
    switch (call.builtin()) {
      case SYSCALL -> consecutive(Op.SYSCALL, call, registers.take());
      case INTRINSIC -> consecutive(Op.INTRINSIC, call, NONE);
      case EXPECT -> function.effects.of(call.arguments().getFirst());
      default -> call(call, ANY);
    }
  }

  int call(Expr.BuiltinCall call, int want) {
    List<Expr> arguments = call.arguments();
    return switch (call.builtin()) {
      case SYSCALL -> consecutive(Op.SYSCALL, call, function.values.targetOf(want));
      case INTRINSIC ->
          consecutive(
              Op.INTRINSIC,
              call,
              Repr.isScalar(call.type()) ? function.values.targetOf(want) : NONE);
      case VA_START -> {
        function.places.store(
            function.places.of(arguments.getFirst()), Repr.U64, function.argumentArea());
        yield NONE;
      }
      case VA_END -> NONE;
      case VA_COPY -> {
        Place to = function.places.of(arguments.getFirst());
        function.places.store(to, Repr.U64, function.values.of(arguments.get(1), ANY));
        yield NONE;
      }
      case ALLOCA -> unary(Op.ALLOCA, arguments.getFirst(), want);
      case SETJMP -> unary(Op.SETJMP, arguments.getFirst(), want);
      case LONGJMP -> {
        int buffer = function.values.of(arguments.getFirst(), ANY);
        int value = function.values.of(arguments.get(1), ANY);
        code.emit(Op.LONGJMP, buffer, value, 0);
        yield NONE;
      }
      case UNREACHABLE, TRAP -> {
        code.emit(Op.TRAP, 0, 0, 0);
        yield NONE;
      }
      case EXPECT -> {
        int value = function.values.of(arguments.getFirst(), want);
        function.effects.of(arguments.get(1));
        yield value;
      }
      case FRAME_ADDRESS -> function.conversions.settle(Registers.FRAME, want);
      case RETURN_ADDRESS -> {
        int target = function.values.targetOf(want);
        code.emit(Op.RETADDR, target, 0, 0);
        yield target;
      }
      case FENCE -> {
        code.emit(Op.FENCE, 0, 0, 0);
        yield NONE;
      }
      case ATOMIC_LOAD -> {
        function.effects.of(arguments.getLast());
        int pointer = function.values.of(arguments.getFirst(), ANY);
        yield function.places.load(
            new Place.Mem(pointer, 0), pointee(call), function.values.targetOf(want));
      }
      case ATOMIC_STORE -> {
        int pointer = function.values.of(arguments.getFirst(), ANY);
        int value = function.values.of(arguments.get(1), ANY);
        function.places.store(new Place.Mem(pointer, 0), pointee(call), value);
        yield NONE;
      }
      case ATOMIC_EXCHANGE -> exchange(call, want);
      case ATOMIC_COMPARE_EXCHANGE -> compareExchange(call, want);
      case SYNC_VAL_CAS -> compareAndSwap(call, want, false);
      case SYNC_BOOL_CAS -> compareAndSwap(call, want, true);
      case ATOMIC_FETCH_ADD -> fetch(BinaryOp.ADD, call, want, false);
      case ATOMIC_FETCH_SUB -> fetch(BinaryOp.SUBTRACT, call, want, false);
      case ATOMIC_FETCH_AND -> fetch(BinaryOp.AND, call, want, false);
      case ATOMIC_FETCH_OR -> fetch(BinaryOp.OR, call, want, false);
      case ATOMIC_FETCH_XOR -> fetch(BinaryOp.XOR, call, want, false);
      case ATOMIC_FETCH_NAND -> nand(call, want, false);
      case ATOMIC_ADD_FETCH -> fetch(BinaryOp.ADD, call, want, true);
      case ATOMIC_SUB_FETCH -> fetch(BinaryOp.SUBTRACT, call, want, true);
      case ATOMIC_AND_FETCH -> fetch(BinaryOp.AND, call, want, true);
      case ATOMIC_OR_FETCH -> fetch(BinaryOp.OR, call, want, true);
      case ATOMIC_XOR_FETCH -> fetch(BinaryOp.XOR, call, want, true);
      case ATOMIC_NAND_FETCH -> nand(call, want, true);
      case CLZ, CLZL, CTZ, CTZL, POPCOUNT, POPCOUNTL, PARITY, FFS, BSWAP16, BSWAP32, BSWAP64 -> {
        int target = function.values.targetOf(want);
        int operand = function.values.of(arguments.getFirst(), ANY);
        bits.generate(call.builtin(), operand, target);
        yield target;
      }
      case ADD_OVERFLOW, SUB_OVERFLOW, MUL_OVERFLOW -> overflows.generate(call, want);
    };
  }

  /// `SYSCALL` or `INTRINSIC`: a constant number, then arguments in consecutive registers.
  private int consecutive(int opcode, Expr.BuiltinCall call, int target) {
    List<Expr> arguments = call.arguments();
    int mark = registers.mark();
    int first = registers.take(Math.max(1, arguments.size() - 1));
    for (int i = arguments.size() - 1; i >= 1; i--) {
      function.values.of(arguments.get(i), first + i - 1);
    }
    code.emit(opcode, (int) Constants.integer(arguments.getFirst()), first, target);
    registers.release(mark);
    return target;
  }

  private int unary(int opcode, Expr argument, int want) {
    int mark = registers.mark();
    int operand = function.values.of(argument, ANY);
    registers.release(mark);
    int target = function.values.targetOf(want);
    code.emit(opcode, target, operand, 0);
    return target;
  }

  /// What the first argument of an atomic builtin points to.
  private static Repr pointee(Expr.BuiltinCall call) {
    CType pointer = call.arguments().getFirst().type().unqualified();
    return pointer instanceof CType.Pointer(CType target) ? Repr.of(target) : Repr.S64;
  }

  private int exchange(Expr.BuiltinCall call, int want) {
    int target = function.values.targetOf(want);
    int pointer = function.values.of(call.arguments().getFirst(), ANY);
    int value = function.values.of(call.arguments().get(1), ANY);
    Repr repr = pointee(call);
    int old = registers.take();
    code.emit(Op.AMO_SWAP8 + Atomics.widthOf(repr), old, pointer, value);
    function.atomics.canonical(repr, old, target);
    return target;
  }

  private int fetch(BinaryOp op, Expr.BuiltinCall call, int want, boolean givesNew) {
    int target = function.values.targetOf(want);
    int pointer = function.values.of(call.arguments().getFirst(), ANY);
    int value = function.values.of(call.arguments().get(1), ANY);
    function.atomics.fetchThenApply(op, pointee(call), pointer, value, target, givesNew);
    return target;
  }

  private int nand(Expr.BuiltinCall call, int want, boolean givesNew) {
    int target = function.values.targetOf(want);
    int pointer = function.values.of(call.arguments().getFirst(), ANY);
    int value = function.values.of(call.arguments().get(1), ANY);
    Repr repr = pointee(call);
    int old = registers.take();
    int fresh = registers.take();
    int found = registers.take();
    int again = code.here();
    function.places.load(new Place.Mem(pointer, 0), repr, old);
    code.emit(Op.AND, fresh, old, value);
    code.emit(Op.XORI, fresh, fresh, -1);
    code.move(found, old);
    code.emit(Op.CAS8 + Atomics.widthOf(repr), found, pointer, fresh);
    function.atomics.canonical(repr, found, found);
    code.emit(Op.JNE, found, old, again);
    function.atomics.canonical(repr, givesNew ? fresh : old, target);
    return target;
  }

  private int compareExchange(Expr.BuiltinCall call, int want) {
    List<Expr> arguments = call.arguments();
    int target = function.values.targetOf(want);
    int pointer = function.values.of(arguments.getFirst(), ANY);
    int expected = function.values.of(arguments.get(1), ANY);
    int desired = function.values.of(arguments.get(2), ANY);
    Repr repr = pointee(call);
    int old = registers.take();
    int found = registers.take();
    int done = code.newLabel();
    function.places.load(new Place.Mem(expected, 0), repr, old);
    code.move(found, old);
    code.emit(Op.CAS8 + Atomics.widthOf(repr), found, pointer, desired);
    function.atomics.canonical(repr, found, found);
    code.emit(Op.SEQ, target, found, old);
    code.emit(Op.JNZ, target, done, 0);
    function.places.store(new Place.Mem(expected, 0), repr, found);
    code.bind(done);
    return target;
  }

  private int compareAndSwap(Expr.BuiltinCall call, int want, boolean asBool) {
    List<Expr> arguments = call.arguments();
    int target = function.values.targetOf(want);
    int pointer = function.values.of(arguments.getFirst(), ANY);
    int expected = function.values.of(arguments.get(1), ANY);
    int desired = function.values.of(arguments.get(2), ANY);
    Repr repr = pointee(call);
    int found = registers.take();
    code.move(found, expected);
    code.emit(Op.CAS8 + Atomics.widthOf(repr), found, pointer, desired);
    function.atomics.canonical(repr, found, asBool ? found : target);
    if (asBool) {
      code.emit(Op.SEQ, target, found, expected);
    }
    return target;
  }
}
