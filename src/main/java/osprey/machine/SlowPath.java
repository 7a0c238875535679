package osprey.machine;

import osprey.code.Image;
import osprey.code.Intrinsic;
import osprey.code.Op;

/// Executes one instruction that the {@link Interpreter}'s loop did not: because it is rare, or its
/// page must be looked up or ends too soon, or a NaN comes out, or because it is about to fault.
final class SlowPath {
  private static final int BYTES_PER_EXTRA_INSTRUCTION = 48;
  private static final Intrinsic[] INTRINSICS = Intrinsic.values();

  private final Mmu mmu;
  private final BulkUnit bulk;
  private final Coprocessor coprocessor;
  private long extra;

  SlowPath(Mmu mmu) {
    this.mmu = mmu;
    bulk = new BulkUnit(mmu);
    coprocessor = new Coprocessor(mmu, bulk);
  }

  /// Instructions to count beyond the one.
  long extra() {
    return extra;
  }

  /// Executes the instruction at `registers.pc`. Anything but {@link Cpu#BUDGET} is a reason to
  /// stop, with the program counter where it was.
  int execute(Program program, Registers registers) {
    extra = 0;
    int op = program.op(registers.pc);
    return switch (op) {
      case Op.TRAP -> Cpu.ILLEGAL_INSTRUCTION;
      case Op.BREAK -> Cpu.BREAKPOINT;
      case Op.DIVU, Op.REMU -> divide(op, program, registers);
      default -> {
        boolean done =
            perform(
                op,
                program.operandA(registers.pc),
                program.operandB(registers.pc),
                program.operandC(registers.pc),
                program,
                registers);
        if (done) {
          registers.pc++;
          yield Cpu.BUDGET;
        }
        yield mmu.faultPresent ? Cpu.PROTECTION : Cpu.PAGE_FAULT;
      }
    };
  }

  private static int divide(int op, Program program, Registers registers) {
    long dividend = registers.register(program.operandB(registers.pc));
    long divisor = registers.register(program.operandC(registers.pc));
    if (divisor == 0) {
      return Cpu.DIVIDE_ERROR;
    }
    set(
        registers,
        program.operandA(registers.pc),
        op == Op.DIVU
            ? Long.divideUnsigned(dividend, divisor)
            : Long.remainderUnsigned(dividend, divisor));
    registers.pc++;
    return Cpu.BUDGET;
  }

  /// False is a fault, and then nothing is done but for bulk operations.
  private boolean perform(int op, int a, int b, int c, Program program, Registers registers) {
    return switch (op) {
      case Op.LD8S, Op.LD8U, Op.LD16S, Op.LD16U, Op.LD32S, Op.LD32U, Op.LD64, Op.LDF32 ->
          load(op, a, registers.register(b) + c, registers);
      case Op.LDX8S, Op.LDX8U -> load(op, a, indexed(registers, b, c, 0), registers);
      case Op.LDX32S, Op.LDX32U -> load(op, a, indexed(registers, b, c, 2), registers);
      case Op.LDX64 -> load(op, a, indexed(registers, b, c, 3), registers);
      case Op.LDG32S, Op.LDG64 -> load(op, a, b, registers);
      case Op.ST8 -> mmu.store(registers.register(b) + c, 1, registers.register(a));
      case Op.ST16 -> mmu.store(registers.register(b) + c, 2, registers.register(a));
      case Op.ST32 -> mmu.store(registers.register(b) + c, 4, registers.register(a));
      case Op.ST64 -> mmu.store(registers.register(b) + c, 8, registers.register(a));
      case Op.STF32 ->
          mmu.store(registers.register(b) + c, 4, FloatUnit.narrow(registers.register(a)));
      case Op.STX8 -> mmu.store(indexed(registers, b, c, 0), 1, registers.register(a));
      case Op.STX32 -> mmu.store(indexed(registers, b, c, 2), 4, registers.register(a));
      case Op.STX64 -> mmu.store(indexed(registers, b, c, 3), 8, registers.register(a));
      case Op.STG32 -> mmu.store(b, 4, registers.register(a));
      case Op.STG64 -> mmu.store(b, 8, registers.register(a));
      case Op.COPY -> copy(registers.register(a), registers.register(b), c, registers);
      case Op.ZERO -> fill(registers.register(a), b, registers);
      case Op.CALL -> call(a, b, registers);
      case Op.CALLR -> callAddress(registers.register(a), b, program, registers);
      case Op.ENTER -> enter(a, b, registers);
      case Op.RET -> leave(0, program, registers);
      case Op.RETV -> leave(registers.register(a), program, registers);
      case Op.INTRINSIC -> intrinsic(INTRINSICS[a], b, c, registers);
      case Op.SETJMP -> saveContext(a, registers.register(b), registers);
      case Op.LONGJMP ->
          restoreContext(registers.register(a), registers.register(b), program, registers);
      case Op.RETADDR -> load(Op.LD64, a, registers.fp() + 8, registers);
      case Op.TP -> set(registers, a, registers.threadPointer());
      case Op.ALLOCA, Op.GETSP, Op.SETSP -> stackPointer(op, a, b, registers);
      case Op.FADD, Op.FSUB, Op.FMUL, Op.FDIV ->
          set(registers, a, FloatUnit.nan(registers.register(b), registers.register(c)));
      default ->
          op >= Op.AMO_SWAP8 && op <= Op.CAS64
              ? atomic(op, a, b, c, registers)
              : convert(op, a, registers.register(b), registers);
    };
  }

  private static boolean set(Registers registers, int target, long value) {
    registers.stack[registers.base + target] = value;
    return true;
  }

  private static long indexed(Registers registers, int base, int index, int shift) {
    return registers.register(base) + (registers.register(index) << shift);
  }

  private boolean load(int op, int target, long address, Registers registers) {
    int size =
        switch (op) {
          case Op.LD8S, Op.LD8U, Op.LDX8S, Op.LDX8U -> 1;
          case Op.LD16S, Op.LD16U -> 2;
          case Op.LD64, Op.LDX64, Op.LDG64 -> 8;
          default -> 4;
        };
    if (!mmu.load(address, size)) {
      return false;
    }
    long value = mmu.loaded;
    return set(
        registers,
        target,
        switch (op) {
          case Op.LD8S, Op.LDX8S -> (byte) value;
          case Op.LD16S -> (short) value;
          case Op.LD32S, Op.LDX32S, Op.LDG32S -> (int) value;
          case Op.LDF32 -> FloatUnit.widen((int) value);
          default -> value;
        });
  }

  private static boolean convert(int op, int target, long bits, Registers registers) {
    double value = Double.longBitsToDouble(bits);
    return set(
        registers,
        target,
        switch (op) {
          case Op.FROUND -> FloatUnit.roundToFloat(bits);
          case Op.U2D -> Double.doubleToRawLongBits(FloatUnit.fromUnsigned(bits));
          case Op.I2F -> Double.doubleToRawLongBits((float) bits);
          case Op.U2F -> Double.doubleToRawLongBits(FloatUnit.floatFromUnsigned(bits));
          case Op.D2I -> FloatUnit.toLong(value);
          case Op.D2I32 -> FloatUnit.toInt(value);
          case Op.D2U -> FloatUnit.toUnsigned(value);
          case Op.FBOOL -> value != 0 ? 1 : 0;
          default -> throw new IllegalStateException("no instruction has the opcode " + op);
        });
  }

  private boolean copy(long to, long from, int count, Registers registers) {
    extra = count / BYTES_PER_EXTRA_INSTRUCTION;
    return bulk.copy(to, from, count, registers);
  }

  private boolean fill(long to, int count, Registers registers) {
    extra = count / BYTES_PER_EXTRA_INSTRUCTION;
    return bulk.fill(to, 0, count, registers);
  }

  private boolean intrinsic(Intrinsic intrinsic, int first, int target, Registers registers) {
    boolean done = coprocessor.execute(intrinsic, first, registers);
    if (done) {
      extra = coprocessor.bytes / BYTES_PER_EXTRA_INSTRUCTION;
      if (target >= 0) {
        set(registers, target, coprocessor.result);
      }
    }
    return done;
  }

  /// Goes to the instruction before a target, since the caller steps on.
  private static boolean go(int target, Registers registers) {
    registers.pc = target - 1;
    return true;
  }

  private boolean call(int function, int arguments, Registers registers) {
    long frame = registers.sp - 16;
    if (!mmu.storePair(frame, registers.fp(), Image.addressOf(registers.pc + 1))) {
      return false;
    }
    registers.sp = frame;
    registers.base += arguments - 1;
    return set(registers, 0, frame) && go(function, registers);
  }

  private boolean callAddress(long address, int arguments, Program program, Registers registers) {
    int function = program.function(address);
    if (function < 0) {
      mmu.fault(address, Access.EXECUTE);
      return false;
    }
    return call(function, arguments, registers);
  }

  private boolean enter(int window, int frameBytes, Registers registers) {
    if (!registers.reserve(registers.base + window)) {
      mmu.fault(registers.sp, Access.WRITE);
      return false;
    }
    registers.sp = registers.fp() - frameBytes;
    return true;
  }

  private boolean leave(long value, Program program, Registers registers) {
    long frame = registers.fp();
    if (!mmu.load(frame, Long.BYTES)) {
      return false;
    }
    long callerFrame = mmu.loaded;
    if (!mmu.load(frame + Long.BYTES, Long.BYTES)) {
      return false;
    }
    long back = mmu.loaded;
    int target = program.returnPoint(back, registers.base, registers.stack.length);
    if (target < 0) {
      return enterByReturn(back, callerFrame, program, registers);
    }
    boolean hasValue = program.op(registers.pc) == Op.RETV;
    int result = program.operandC(target - 1);
    registers.sp = frame + 16;
    registers.base -= program.operandB(target - 1) - 1;
    set(registers, 0, callerFrame);
    if (hasValue && result >= 0) {
      set(registers, result, value);
    }
    return go(target, registers);
  }

  /// A return to the first instruction of a function: nobody called it, so it finds its return
  /// address where the hardware's stack pointer points then. This is how signal handlers reach the
  /// code that ends them, and what an overwritten return address leads to.
  private boolean enterByReturn(
      long address, long callerFrame, Program program, Registers registers) {
    int function = program.function(address);
    if (function < 0) {
      mmu.fault(address, Access.EXECUTE);
      return false;
    }
    long frame = registers.fp() + 8;
    if (!mmu.store(frame, Long.BYTES, callerFrame)) {
      return false;
    }
    registers.sp = frame + 8;
    return set(registers, 0, frame) && go(function, registers);
  }

  private static boolean stackPointer(int op, int a, int b, Registers registers) {
    switch (op) {
      case Op.ALLOCA -> {
        registers.sp -= (registers.register(b) + 15) & -16;
        set(registers, a, registers.sp);
      }
      case Op.GETSP -> set(registers, a, registers.sp);
      default -> registers.sp = registers.register(a);
    }
    return true;
  }

  private boolean saveContext(int target, long buffer, Registers registers) {
    return mmu.probe(buffer, 4 * Long.BYTES, Access.WRITE)
        && mmu.storePair(buffer, registers.pcAddress(), registers.fp())
        && mmu.storePair(buffer + 16, registers.sp, registers.base)
        && set(registers, target, 0);
  }

  /// A buffer that no `SETJMP` filled leads to a fault at whatever address it holds.
  private boolean restoreContext(long buffer, long value, Program program, Registers registers) {
    long[] saved = new long[4];
    for (int i = 0; i < saved.length; i++) {
      if (!mmu.load(buffer + (long) i * Long.BYTES, Long.BYTES)) {
        return false;
      }
      saved[i] = mmu.loaded;
    }
    int pc = program.index(saved[0]);
    long base = saved[3];
    if (pc < 0
        || program.op(pc) != Op.SETJMP
        || base < 0
        || base > registers.stack.length - program.window(pc)) {
      mmu.fault(saved[0], Access.EXECUTE);
      return false;
    }
    registers.base = (int) base;
    registers.sp = saved[2];
    registers.pc = pc;
    set(registers, 0, saved[1]);
    return set(registers, program.operandA(pc), value == 0 ? 1 : value);
  }

  private boolean atomic(int op, int a, int b, int c, Registers registers) {
    int size = 1 << ((op - Op.AMO_SWAP8) & 3);
    long address = registers.register(b);
    long operand = registers.register(c);
    if (!mmu.probe(address, size, Access.WRITE) || !mmu.load(address, size)) {
      return false;
    }
    long old = mmu.loaded;
    if (op >= Op.CAS8) {
      long expected = registers.register(a) & (-1L >>> (Long.SIZE - 8 * size));
      return (old != expected || mmu.store(address, size, operand)) && set(registers, a, old);
    }
    long value =
        switch ((op - Op.AMO_SWAP8) >> 2) {
          case 0 -> operand;
          case 1 -> old + operand;
          case 2 -> old & operand;
          case 3 -> old | operand;
          default -> old ^ operand;
        };
    return mmu.store(address, size, value) && set(registers, a, old);
  }
}
