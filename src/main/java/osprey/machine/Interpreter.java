package osprey.machine;

import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.code.Op;

/// The interpreter: one loop over the instructions that programs mostly consist of.
///
/// Laid out for HotSpot, whose compiler evaluates before a switch whatever two of its cases have in
/// common: so what cases share is in one place after the switch. A case computes (and the loop goes
/// on), or names an address and breaks to `memory`, or names a target and breaks to `jump`; every
/// stop is behind the loop. Plain ints, arrays and locals; the method stays below 8000 bytes, above
/// which it would never be compiled. What is rare is in {@link RareInstructions}.
final class Interpreter {
  /// Not a reason to stop: the run goes on at once.
  static final int AGAIN = -2;

  private static final long LOW_HALF = 0xffff_ffffL;

  /// An access is described by its last byte's distance from the first, and {@link Mmu#WRITE}.
  private static final int SPAN_MASK = Mmu.WRITE - 1;

  private final Mmu mmu;
  private final long[] tags;
  private final byte[][] pages;
  private final RareInstructions rare;

  /// Stands for the bytes of an access that lie in two pages.
  private final byte[] scratch = new byte[16];

  private Registers registers = new Registers();
  private @Nullable Program program;
  private long stamp;

  /// Where {@link #open} found what an access wants.
  private byte[] window = scratch;

  private int windowOffset;

  /// Instructions of the last run's budget that were not executed, those beyond it negative.
  private long left;

  Interpreter(Mmu mmu) {
    this.mmu = mmu;
    tags = mmu.tags;
    pages = mmu.pages;
    rare = new RareInstructions(mmu);
  }

  /// Runs until the budget is spent or something needs an answer; the reason is one of {@link
  /// Cpu}'s.
  int run(Registers context, Program text, int budget) {
    registers = context;
    program = text;
    stamp = mmu.stamp;
    left = 0;
    return loop(context, text, budget);
  }

  /// The budget is an index into the code, where it would be spent if no jump were taken; each jump
  /// moves it along. So an instruction costs one comparison, and is counted exactly.
  private int loop(Registers registers, Program program, int budget) {
    int[] code = program.code;
    long[] r = registers.stack;
    int base = registers.base;
    int at = registers.pc << 2;
    int limit = at + (budget << 2);
    int stop = Cpu.BUDGET;
    run:
    while (at < limit) {
      int op = code[at];
      int a = code[at + 1];
      int b = code[at + 2];
      int c = code[at + 3];
      at += Image.INSTRUCTION_INTS;
      int target;
      jump:
      {
        long address;
        int span;
        memory:
        {
          switch (op) {
            case Op.NOP, Op.FENCE -> {}
            case Op.MOV -> r[base + a] = r[base + b];
            case Op.LI -> r[base + a] = (b & 0xffff_ffffL) | ((long) c << 32);
            case Op.ADD -> r[base + a] = r[base + b] + r[base + c];
            case Op.SUB -> r[base + a] = r[base + b] - r[base + c];
            case Op.MUL -> r[base + a] = r[base + b] * r[base + c];
            case Op.AND -> r[base + a] = r[base + b] & r[base + c];
            case Op.OR -> r[base + a] = r[base + b] | r[base + c];
            case Op.XOR -> r[base + a] = r[base + b] ^ r[base + c];
            case Op.SHL -> r[base + a] = r[base + b] << (int) r[base + c];
            case Op.SHR -> r[base + a] = r[base + b] >>> (int) r[base + c];
            case Op.SAR -> r[base + a] = r[base + b] >> (int) r[base + c];
            case Op.ADDI -> r[base + a] = r[base + b] + c;
            case Op.MULI -> r[base + a] = r[base + b] * c;
            case Op.ANDI -> r[base + a] = r[base + b] & c;
            case Op.ORI -> r[base + a] = r[base + b] | c;
            case Op.XORI -> r[base + a] = r[base + b] ^ c;
            case Op.SHLI -> r[base + a] = r[base + b] << c;
            case Op.SHRI -> r[base + a] = r[base + b] >>> c;
            case Op.SARI -> r[base + a] = r[base + b] >> c;
            case Op.LEA2 -> r[base + a] = r[base + b] + (r[base + c] << 1);
            case Op.LEA4 -> r[base + a] = r[base + b] + (r[base + c] << 2);
            case Op.LEA8 -> r[base + a] = r[base + b] + (r[base + c] << 3);
            case Op.ADD32 -> r[base + a] = (int) (r[base + b] + r[base + c]);
            case Op.SUB32 -> r[base + a] = (int) (r[base + b] - r[base + c]);
            case Op.MUL32 -> r[base + a] = (int) (r[base + b] * r[base + c]);
            case Op.SHL32 -> r[base + a] = (int) r[base + b] << (int) r[base + c];
            case Op.SAR32 -> r[base + a] = (int) r[base + b] >> (int) r[base + c];
            case Op.ADDI32 -> r[base + a] = (int) (r[base + b] + c);
            case Op.MULI32 -> r[base + a] = (int) (r[base + b] * c);
            case Op.SHLI32 -> r[base + a] = (int) r[base + b] << c;
            case Op.ADDU32 -> r[base + a] = (r[base + b] + r[base + c]) & LOW_HALF;
            case Op.SUBU32 -> r[base + a] = (r[base + b] - r[base + c]) & LOW_HALF;
            case Op.MULU32 -> r[base + a] = (r[base + b] * r[base + c]) & LOW_HALF;
            case Op.SHLU32 ->
                r[base + a] = (long) ((int) r[base + b] << (int) r[base + c]) & LOW_HALF;
            case Op.SHRU32 ->
                r[base + a] = (long) ((int) r[base + b] >>> (int) r[base + c]) & LOW_HALF;
            case Op.ADDIU32 -> r[base + a] = (r[base + b] + c) & LOW_HALF;
            case Op.SX8 -> r[base + a] = (byte) r[base + b];
            case Op.SX16 -> r[base + a] = (short) r[base + b];
            case Op.SX32 -> r[base + a] = (int) r[base + b];
            case Op.ZX8 -> r[base + a] = r[base + b] & 0xff;
            case Op.ZX16 -> r[base + a] = r[base + b] & 0xffff;
            case Op.ZX32 -> r[base + a] = r[base + b] & LOW_HALF;
            case Op.BOOL -> r[base + a] = r[base + b] != 0 ? 1 : 0;
            case Op.NEG -> r[base + a] = -r[base + b];
            case Op.NOT -> r[base + a] = r[base + b] == 0 ? 1 : 0;
            case Op.FADD -> {
              double value =
                  Double.longBitsToDouble(r[base + b]) + Double.longBitsToDouble(r[base + c]);
              r[base + a] =
                  Double.isNaN(value)
                      ? FloatUnit.nan(r[base + b], r[base + c])
                      : Double.doubleToRawLongBits(value);
            }
            case Op.FSUB -> {
              double value =
                  Double.longBitsToDouble(r[base + b]) - Double.longBitsToDouble(r[base + c]);
              r[base + a] =
                  Double.isNaN(value)
                      ? FloatUnit.nan(r[base + b], r[base + c])
                      : Double.doubleToRawLongBits(value);
            }
            case Op.FMUL -> {
              double value =
                  Double.longBitsToDouble(r[base + b]) * Double.longBitsToDouble(r[base + c]);
              r[base + a] =
                  Double.isNaN(value)
                      ? FloatUnit.nan(r[base + b], r[base + c])
                      : Double.doubleToRawLongBits(value);
            }
            case Op.FDIV -> {
              double value =
                  Double.longBitsToDouble(r[base + b]) / Double.longBitsToDouble(r[base + c]);
              r[base + a] =
                  Double.isNaN(value)
                      ? FloatUnit.nan(r[base + b], r[base + c])
                      : Double.doubleToRawLongBits(value);
            }
            case Op.FNEG -> r[base + a] = r[base + b] ^ Long.MIN_VALUE;
            case Op.FROUND -> r[base + a] = FloatUnit.roundToFloat(r[base + b]);
            case Op.FSEQ ->
                r[base + a] =
                    Double.longBitsToDouble(r[base + b]) == Double.longBitsToDouble(r[base + c])
                        ? 1
                        : 0;
            case Op.FSNE ->
                r[base + a] =
                    Double.longBitsToDouble(r[base + b]) != Double.longBitsToDouble(r[base + c])
                        ? 1
                        : 0;
            case Op.FSLT ->
                r[base + a] =
                    Double.longBitsToDouble(r[base + b]) < Double.longBitsToDouble(r[base + c])
                        ? 1
                        : 0;
            case Op.FSLE ->
                r[base + a] =
                    Double.longBitsToDouble(r[base + b]) <= Double.longBitsToDouble(r[base + c])
                        ? 1
                        : 0;
            case Op.I2D -> r[base + a] = Double.doubleToRawLongBits((double) r[base + b]);
            case Op.SEQ -> r[base + a] = r[base + b] == r[base + c] ? 1 : 0;
            case Op.SNE -> r[base + a] = r[base + b] != r[base + c] ? 1 : 0;
            case Op.SLT -> r[base + a] = r[base + b] < r[base + c] ? 1 : 0;
            case Op.SLE -> r[base + a] = r[base + b] <= r[base + c] ? 1 : 0;
            case Op.SLTU ->
                r[base + a] = r[base + b] + Long.MIN_VALUE < r[base + c] + Long.MIN_VALUE ? 1 : 0;
            case Op.SLEU ->
                r[base + a] = r[base + b] + Long.MIN_VALUE <= r[base + c] + Long.MIN_VALUE ? 1 : 0;
            case Op.SEQI -> r[base + a] = r[base + b] == c ? 1 : 0;
            case Op.SNEI -> r[base + a] = r[base + b] != c ? 1 : 0;
            case Op.SLTI -> r[base + a] = r[base + b] < c ? 1 : 0;
            case Op.SGTI -> r[base + a] = r[base + b] > c ? 1 : 0;
            case Op.DIV, Op.REM, Op.DIVU, Op.REMU, Op.DIV32, Op.REM32 -> {
              if (!divide(op, r, base + a, r[base + b], r[base + c])) {
                stop = Cpu.DIVIDE_ERROR;
                break run;
              }
            }
            case Op.JMP -> {
              target = a << 2;
              break jump;
            }
            case Op.JZ -> {
              if (r[base + a] == 0) {
                target = b << 2;
                break jump;
              }
            }
            case Op.JNZ -> {
              if (r[base + a] != 0) {
                target = b << 2;
                break jump;
              }
            }
            case Op.JEQ -> {
              if (r[base + a] == r[base + b]) {
                target = c << 2;
                break jump;
              }
            }
            case Op.JNE -> {
              if (r[base + a] != r[base + b]) {
                target = c << 2;
                break jump;
              }
            }
            case Op.JLT -> {
              if (r[base + a] < r[base + b]) {
                target = c << 2;
                break jump;
              }
            }
            case Op.JLE -> {
              if (r[base + a] <= r[base + b]) {
                target = c << 2;
                break jump;
              }
            }
            case Op.JLTU -> {
              if (r[base + a] + Long.MIN_VALUE < r[base + b] + Long.MIN_VALUE) {
                target = c << 2;
                break jump;
              }
            }
            case Op.JLEU -> {
              if (r[base + a] + Long.MIN_VALUE <= r[base + b] + Long.MIN_VALUE) {
                target = c << 2;
                break jump;
              }
            }
            case Op.JEQI -> {
              if (r[base + a] == b) {
                target = c << 2;
                break jump;
              }
            }
            case Op.JNEI -> {
              if (r[base + a] != b) {
                target = c << 2;
                break jump;
              }
            }
            case Op.JLTI -> {
              if (r[base + a] < b) {
                target = c << 2;
                break jump;
              }
            }
            case Op.JLEI -> {
              if (r[base + a] <= b) {
                target = c << 2;
                break jump;
              }
            }
            case Op.JGTI -> {
              if (r[base + a] > b) {
                target = c << 2;
                break jump;
              }
            }
            case Op.JGEI -> {
              if (r[base + a] >= b) {
                target = c << 2;
                break jump;
              }
            }
            case Op.JTAB -> {
              long index = r[base + a];
              target = at + ((index >= 0 && index < b ? (int) index : b) << 2);
              break jump;
            }
            case Op.LD8S -> {
              address = r[base + b] + c;
              span = 0;
              break memory;
            }
            case Op.LD8U -> {
              address = r[base + b] + c;
              span = 0;
              break memory;
            }
            case Op.LD16S -> {
              address = r[base + b] + c;
              span = 1;
              break memory;
            }
            case Op.LD16U -> {
              address = r[base + b] + c;
              span = 1;
              break memory;
            }
            case Op.LD32S -> {
              address = r[base + b] + c;
              span = 3;
              break memory;
            }
            case Op.LD32U -> {
              address = r[base + b] + c;
              span = 3;
              break memory;
            }
            case Op.LD64 -> {
              address = r[base + b] + c;
              span = 7;
              break memory;
            }
            case Op.LDF32 -> {
              address = r[base + b] + c;
              span = 3;
              break memory;
            }
            case Op.LDX8S -> {
              address = r[base + b] + r[base + c];
              span = 0;
              op = Op.LD8S;
              break memory;
            }
            case Op.LDX8U -> {
              address = r[base + b] + r[base + c];
              span = 0;
              op = Op.LD8U;
              break memory;
            }
            case Op.LDX32S -> {
              address = r[base + b] + (r[base + c] << 2);
              span = 3;
              op = Op.LD32S;
              break memory;
            }
            case Op.LDX32U -> {
              address = r[base + b] + (r[base + c] << 2);
              span = 3;
              op = Op.LD32U;
              break memory;
            }
            case Op.LDX64 -> {
              address = r[base + b] + (r[base + c] << 3);
              span = 7;
              op = Op.LD64;
              break memory;
            }
            case Op.LDG32S -> {
              address = b;
              span = 3;
              op = Op.LD32S;
              break memory;
            }
            case Op.LDG64 -> {
              address = b;
              span = 7;
              op = Op.LD64;
              break memory;
            }
            case Op.ST8 -> {
              address = r[base + b] + c;
              span = 0 | Mmu.WRITE;
              break memory;
            }
            case Op.ST16 -> {
              address = r[base + b] + c;
              span = 1 | Mmu.WRITE;
              break memory;
            }
            case Op.ST32 -> {
              address = r[base + b] + c;
              span = 3 | Mmu.WRITE;
              break memory;
            }
            case Op.ST64 -> {
              address = r[base + b] + c;
              span = 7 | Mmu.WRITE;
              break memory;
            }
            case Op.STF32 -> {
              address = r[base + b] + c;
              span = 3 | Mmu.WRITE;
              break memory;
            }
            case Op.STX8 -> {
              address = r[base + b] + r[base + c];
              span = 0 | Mmu.WRITE;
              op = Op.ST8;
              break memory;
            }
            case Op.STX32 -> {
              address = r[base + b] + (r[base + c] << 2);
              span = 3 | Mmu.WRITE;
              op = Op.ST32;
              break memory;
            }
            case Op.STX64 -> {
              address = r[base + b] + (r[base + c] << 3);
              span = 7 | Mmu.WRITE;
              op = Op.ST64;
              break memory;
            }
            case Op.STG32 -> {
              address = b;
              span = 3 | Mmu.WRITE;
              op = Op.ST32;
              break memory;
            }
            case Op.STG64 -> {
              address = b;
              span = 7 | Mmu.WRITE;
              op = Op.ST64;
              break memory;
            }
            case Op.CALLR -> {
              a = program.function(r[base + a]);
              if (a < 0) {
                mmu.fault(r[base + code[at - 3]], Access.EXECUTE);
                stop = Cpu.PAGE_FAULT;
                break run;
              }
              address = registers.sp - 16;
              span = 15 | Mmu.WRITE;
              op = Op.CALL;
              break memory;
            }
            case Op.CALL -> {
              address = registers.sp - 16;
              span = 15 | Mmu.WRITE;
              break memory;
            }
            case Op.ENTER -> {
              if (base + a > r.length) {
                stop = moreRegisters(base + a);
                break run;
              }
              registers.sp = r[base] - b;
            }
            case Op.RET, Op.RETV -> {
              address = r[base];
              span = 15;
              break memory;
            }
            case Op.SYSCALL -> {
              stop = Cpu.SYSCALL;
              break run;
            }
            default -> {
              stop = rare(op, a, b, c, base, at);
              if (stop != RareInstructions.DONE) {
                break run;
              }
              base = registers.base;
              limit = charge(at, limit);
              target = registers.pc << 2;
              break jump;
            }
          }
          continue;
        }
        int slot = (int) (address >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK | span & Mmu.WRITE;
        byte[] page;
        int offset;
        if (tags[slot] == (((address + (span & SPAN_MASK)) & Mmu.PAGE_MASK) | stamp)) {
          page = pages[slot];
          offset = (int) address & Mmu.OFFSET_MASK;
        } else if (open(op, address, span, r[op == Op.CALL ? base : base + a], at)) {
          page = window;
          offset = windowOffset;
        } else {
          stop = fault();
          break run;
        }
        switch (op) {
          case Op.LD8S -> r[base + a] = page[offset];
          case Op.LD8U -> r[base + a] = page[offset] & 0xff;
          case Op.LD16S -> r[base + a] = (short) Ram.SHORT.get(page, offset);
          case Op.LD16U -> r[base + a] = (short) Ram.SHORT.get(page, offset) & 0xffff;
          case Op.LD32S -> r[base + a] = (int) Ram.INT.get(page, offset);
          case Op.LD32U -> r[base + a] = (int) Ram.INT.get(page, offset) & LOW_HALF;
          case Op.LD64 -> r[base + a] = (long) Ram.LONG.get(page, offset);
          case Op.LDF32 -> r[base + a] = FloatUnit.widen((int) Ram.INT.get(page, offset));
          case Op.ST8 -> page[offset] = (byte) r[base + a];
          case Op.ST16 -> Ram.SHORT.set(page, offset, (short) r[base + a]);
          case Op.ST32 -> Ram.INT.set(page, offset, (int) r[base + a]);
          case Op.ST64 -> Ram.LONG.set(page, offset, r[base + a]);
          case Op.STF32 -> Ram.INT.set(page, offset, FloatUnit.narrow(r[base + a]));
          case Op.CALL -> {
            Ram.LONG.set(page, offset, r[base]);
            Ram.LONG.set(page, offset + 8, returnAddress(at));
            registers.sp = address;
            base += b - 1;
            r[base] = address;
            target = a << 2;
            break jump;
          }
          default -> {
            long back = (long) Ram.LONG.get(page, offset + 8);
            target = program.returnPoint(back, base, r.length) << 2;
            if (target < 0) {
              stop = enterByReturn(back, base, (long) Ram.LONG.get(page, offset));
              if (stop != RareInstructions.DONE) {
                break run;
              }
              target = program.function(back) << 2;
            } else {
              long value = op == Op.RETV ? r[base + a] : 0;
              base -= code[target - 2] - 1;
              r[base] = (long) Ram.LONG.get(page, offset);
              if (op == Op.RETV && code[target - 1] >= 0) {
                r[base + code[target - 1]] = value;
              }
            }
            registers.sp = address + 16;
            break jump;
          }
        }
        continue;
      }
      limit += target - at;
      at = target;
    }
    return leave(registers, base, at, limit, stop);
  }

  private int leave(Registers registers, int base, int at, int limit, int stop) {
    int next = at >> 2;
    registers.base = base;
    registers.pc = stop == Cpu.BUDGET ? next : next - 1;
    left += ((limit - at) >> 2) + (stop == Cpu.BUDGET ? 0 : 1);
    return stop;
  }

  /// Instructions that a run with this budget executed, one that must run again not counted.
  long executed(int budget) {
    return budget - left;
  }

  private static long returnAddress(int at) {
    return Image.CODE_BASE + ((long) at << 2);
  }

  private int rare(int op, int a, int b, int c, int base, int at) {
    registers.base = base;
    registers.pc = (at >> 2) - 1;
    return rare.execute(op, a, b, c, program, registers);
  }

  /// Takes what an instruction counts beyond one off the rest; what is not left is remembered.
  private int charge(int at, int limit) {
    int rest = (limit - at) >> 2;
    if (rare.extra <= rest) {
      return limit - ((int) rare.extra << 2);
    }
    left = rest - rare.extra;
    return at;
  }

  private int fault() {
    return mmu.faultPresent ? Cpu.PROTECTION : Cpu.PAGE_FAULT;
  }

  /// The loop keeps its array of registers; a larger one needs a new start.
  private int moreRegisters(int count) {
    if (registers.reserve(count)) {
      return AGAIN;
    }
    mmu.fault(registers.sp, Access.WRITE);
    return Cpu.PAGE_FAULT;
  }

  /// An access that is not a plain hit: page table walk, page boundary, fault. Over a boundary a
  /// store is done here already, and repeated by the loop on bytes that do not matter.
  private boolean open(int op, long address, int span, long value, int at) {
    int size = (span & SPAN_MASK) + 1;
    boolean isWrite = (span & Mmu.WRITE) != 0;
    int offset = PageTable.offsetOf(address);
    if (offset + size <= PageTable.PAGE_BYTES) {
      byte[] page = isWrite ? mmu.writePage(address, size) : mmu.readPage(address, size);
      if (page == null) {
        return false;
      }
      window = page;
      windowOffset = offset;
      return true;
    }
    window = scratch;
    windowOffset = 0;
    if (isWrite) {
      return switch (op) {
        case Op.CALL -> mmu.storePair(address, value, returnAddress(at));
        case Op.STF32 -> mmu.store(address, size, FloatUnit.narrow(value));
        default -> mmu.store(address, size, value);
      };
    }
    int first = Math.min(size, Long.BYTES);
    if (!mmu.load(address, first)) {
      return false;
    }
    Ram.LONG.set(scratch, 0, mmu.loaded);
    if (size > first) {
      if (!mmu.load(address + first, first)) {
        return false;
      }
      Ram.LONG.set(scratch, first, mmu.loaded);
    }
    return true;
  }

  /// Executes a division; false if it has no result.
  private static boolean divide(int op, long[] r, int target, long dividend, long divisor) {
    boolean isInt = op == Op.DIV32 || op == Op.REM32;
    boolean isUnsigned = op == Op.DIVU || op == Op.REMU;
    long x = isInt ? (int) dividend : dividend;
    long y = isInt ? (int) divisor : divisor;
    if (y == 0 || (y == -1 && !isUnsigned && x == (isInt ? Integer.MIN_VALUE : Long.MIN_VALUE))) {
      return false;
    }
    r[target] =
        switch (op) {
          case Op.DIV, Op.DIV32 -> x / y;
          case Op.REM, Op.REM32 -> x % y;
          case Op.DIVU -> Long.divideUnsigned(x, y);
          default -> Long.remainderUnsigned(x, y);
        };
    return true;
  }

  /// A return to the first instruction of a function: nobody called it, so it finds its return
  /// address where the hardware's stack pointer points now. This is how signal handlers reach the
  /// code that ends them, and what an overwritten return address leads to.
  private int enterByReturn(long address, int base, long callerFrame) {
    if (program.function(address) < 0) {
      mmu.fault(address, Access.EXECUTE);
      return Cpu.PAGE_FAULT;
    }
    long frame = registers.stack[base] + 8;
    if (!mmu.store(frame, 8, callerFrame)) {
      return fault();
    }
    registers.stack[base] = frame;
    return RareInstructions.DONE;
  }
}
