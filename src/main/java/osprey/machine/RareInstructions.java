package osprey.machine;

import osprey.code.Intrinsic;
import osprey.code.Op;

/// The instructions that the {@link Interpreter}'s loop leaves out: rare conversions, stack
/// pointer, long jumps, bulk operations, atomics.
final class RareInstructions {
  /// The instruction is done and the program counter set.
  static final int DONE = -1;

  private static final int BYTES_PER_EXTRA_INSTRUCTION = 16;
  private static final Intrinsic[] INTRINSICS = Intrinsic.values();

  /// Instructions to count beyond the one.
  long extra;

  private final Mmu mmu;
  private final BulkUnit bulk;
  private final Coprocessor coprocessor;

  RareInstructions(Mmu mmu) {
    this.mmu = mmu;
    bulk = new BulkUnit(mmu);
    coprocessor = new Coprocessor(mmu, bulk);
  }

  /// Executes the instruction at `registers.pc`. Anything but {@link #DONE} is a reason of {@link
  /// Cpu}'s to stop, with the program counter where it was.
  int execute(int op, int a, int b, int c, Program program, Registers registers) {
    extra = 0;
    if (op == Op.TRAP) {
      return Cpu.ILLEGAL_INSTRUCTION;
    }
    if (op == Op.BREAK) {
      return Cpu.BREAKPOINT;
    }
    boolean done =
        op >= Op.AMO_SWAP8 && op <= Op.CAS64
            ? atomic(op, a, b, c, registers)
            : switch (op) {
              case Op.COPY -> copy(registers.register(a), registers.register(b), c, registers);
              case Op.ZERO -> fill(registers.register(a), 0, b, registers);
              case Op.INTRINSIC -> intrinsic(INTRINSICS[a], b, c, registers);
              case Op.SETJMP -> saveContext(a, registers.register(b), registers);
              case Op.LONGJMP ->
                  restoreContext(registers.register(a), registers.register(b), program, registers);
              case Op.RETADDR -> loadTo(registers, a, registers.fp() + 8, 8);
              case Op.ALLOCA, Op.GETSP, Op.SETSP -> stackPointer(op, a, b, registers);
              default -> convert(op, a, registers.register(b), registers);
            };
    if (!done) {
      return mmu.faultPresent ? Cpu.PROTECTION : Cpu.PAGE_FAULT;
    }
    registers.pc++;
    return DONE;
  }

  private static boolean set(Registers registers, int target, long value) {
    registers.stack[registers.base + target] = value;
    return true;
  }

  private boolean loadTo(Registers registers, int target, long address, int size) {
    return mmu.load(address, size) && set(registers, target, mmu.loaded);
  }

  private static boolean convert(int op, int target, long bits, Registers registers) {
    double value = Double.longBitsToDouble(bits);
    return set(
        registers,
        target,
        switch (op) {
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

  private boolean copy(long to, long from, long count, Registers registers) {
    extra = Long.divideUnsigned(count, BYTES_PER_EXTRA_INSTRUCTION);
    return bulk.copy(to, from, count, registers);
  }

  private boolean fill(long to, int value, long count, Registers registers) {
    extra = Long.divideUnsigned(count, BYTES_PER_EXTRA_INSTRUCTION);
    return bulk.fill(to, value, count, registers);
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
