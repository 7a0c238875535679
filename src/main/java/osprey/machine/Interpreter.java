package osprey.machine;

import osprey.code.Image;
import osprey.code.Op;

/// The interpreter: one loop over the instructions that programs mostly consist of.
///
/// Laid out for HotSpot. Its compiler evaluates before a switch whatever two of the cases have in
/// common, so what cases share stands once, after the switch: a case computes a value, or names an
/// address and breaks to `memory`, or names a target and breaks to `jump`. It moves everything out
/// of the host's registers where a call could happen, so there is none: whatever is rare, slow or
/// goes wrong is left, untouched, to the {@link SlowPath}, outside of the loop. The method stays
/// below 8000 bytes, above which it would never be compiled.
final class Interpreter {
  /// The loop's own reason to stop: the instruction is for the slow path.
  private static final int SLOW = -1;

  /// The loop counts in an int what code and budget make together.
  private static final int PART_OF_BUDGET = 1 << 27;

  private static final long LOW_HALF = 0xffff_ffffL;

  /// An access is described by the distance of its last byte from its first, and {@link Mmu#WRITE}.
  private static final int SPAN_MASK = Mmu.WRITE - 1;

  private final Mmu mmu;
  private final long[] tags;
  private final byte[][] pages;
  private final SlowPath slowPath;

  /// What the loop left of its budget.
  private int rest;

  private long executed;

  Interpreter(Mmu mmu) {
    this.mmu = mmu;
    tags = mmu.tags;
    pages = mmu.pages;
    slowPath = new SlowPath(mmu);
  }

  /// Instructions that the last run executed, the one that stopped it not counted.
  long executed() {
    return executed;
  }

  /// Runs until the budget is spent or something needs an answer; the reason is one of {@link
  /// Cpu}'s.
  int run(Registers registers, Program program, long budget) {
    long left = budget;
    int stop = Cpu.BUDGET;
    while (left > 0 && stop == Cpu.BUDGET) {
      int part = (int) Math.min(left, PART_OF_BUDGET);
      stop = loop(registers, program, part);
      left -= part - rest;
      if (stop == SLOW) {
        stop = slowPath.execute(program, registers);
        left -= stop == Cpu.BUDGET ? 1 + slowPath.extra() : 0;
      }
    }
    executed = budget - left;
    return stop;
  }

  /// The budget is an index into the code, where it would be spent if no jump were taken; each jump
  /// moves it along. So an instruction costs one comparison, and is counted exactly.
  private int loop(Registers registers, Program program, int budget) {
    int[] code = program.code;
    long[] r = registers.stack;
    long[] tags = this.tags;
    byte[][] pages = this.pages;
    long stamp = mmu.stamp;
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
      long value;
      int target;
      jump:
      {
        long address;
        int span;
        memory:
        {
          switch (op) {
            case Op.NOP, Op.FENCE -> {
              continue;
            }
            case Op.MOV -> value = r[base + b];
            case Op.LI -> value = (b & 0xffff_ffffL) | ((long) c << 32);
            case Op.ADD -> value = r[base + b] + r[base + c];
            case Op.SUB -> value = r[base + b] - r[base + c];
            case Op.MUL -> value = r[base + b] * r[base + c];
            case Op.AND -> value = r[base + b] & r[base + c];
            case Op.OR -> value = r[base + b] | r[base + c];
            case Op.XOR -> value = r[base + b] ^ r[base + c];
            case Op.SHL -> value = r[base + b] << (int) r[base + c];
            case Op.SHR -> value = r[base + b] >>> (int) r[base + c];
            case Op.SAR -> value = r[base + b] >> (int) r[base + c];
            case Op.ADDI -> value = r[base + b] + c;
            case Op.MULI -> value = r[base + b] * c;
            case Op.ANDI -> value = r[base + b] & c;
            case Op.ORI -> value = r[base + b] | c;
            case Op.XORI -> value = r[base + b] ^ c;
            case Op.SHLI -> value = r[base + b] << c;
            case Op.SHRI -> value = r[base + b] >>> c;
            case Op.SARI -> value = r[base + b] >> c;
            case Op.LEA2 -> value = r[base + b] + (r[base + c] << 1);
            case Op.LEA4 -> value = r[base + b] + (r[base + c] << 2);
            case Op.LEA8 -> value = r[base + b] + (r[base + c] << 3);
            case Op.ADD32 -> value = (int) (r[base + b] + r[base + c]);
            case Op.SUB32 -> value = (int) (r[base + b] - r[base + c]);
            case Op.MUL32 -> value = (int) (r[base + b] * r[base + c]);
            case Op.SHL32 -> value = (long) ((int) r[base + b] << (int) r[base + c]);
            case Op.SAR32 -> value = (int) r[base + b] >> (int) r[base + c];
            case Op.ADDI32 -> value = (int) (r[base + b] + c);
            case Op.MULI32 -> value = (int) (r[base + b] * c);
            case Op.SHLI32 -> value = (long) ((int) r[base + b] << c);
            case Op.ADDU32 -> value = (r[base + b] + r[base + c]) & LOW_HALF;
            case Op.SUBU32 -> value = (r[base + b] - r[base + c]) & LOW_HALF;
            case Op.MULU32 -> value = (r[base + b] * r[base + c]) & LOW_HALF;
            case Op.SHLU32 -> value = (long) ((int) r[base + b] << (int) r[base + c]) & LOW_HALF;
            case Op.SHRU32 -> value = (long) ((int) r[base + b] >>> (int) r[base + c]) & LOW_HALF;
            case Op.ADDIU32 -> value = (r[base + b] + c) & LOW_HALF;
            case Op.SX8 -> value = (byte) r[base + b];
            case Op.SX16 -> value = (short) r[base + b];
            case Op.SX32 -> value = (int) r[base + b];
            case Op.ZX8 -> value = r[base + b] & 0xff;
            case Op.ZX16 -> value = r[base + b] & 0xffff;
            case Op.ZX32 -> value = r[base + b] & LOW_HALF;
            case Op.BOOL -> value = r[base + b] != 0 ? 1 : 0;
            case Op.NEG -> value = -r[base + b];
            case Op.NOT -> value = r[base + b] == 0 ? 1 : 0;
            case Op.FADD -> {
              double result =
                  Double.longBitsToDouble(r[base + b]) + Double.longBitsToDouble(r[base + c]);
              if (Double.isNaN(result)) {
                stop = SLOW;
                break run;
              }
              value = Double.doubleToRawLongBits(result);
            }
            case Op.FSUB -> {
              double result =
                  Double.longBitsToDouble(r[base + b]) - Double.longBitsToDouble(r[base + c]);
              if (Double.isNaN(result)) {
                stop = SLOW;
                break run;
              }
              value = Double.doubleToRawLongBits(result);
            }
            case Op.FMUL -> {
              double result =
                  Double.longBitsToDouble(r[base + b]) * Double.longBitsToDouble(r[base + c]);
              if (Double.isNaN(result)) {
                stop = SLOW;
                break run;
              }
              value = Double.doubleToRawLongBits(result);
            }
            case Op.FDIV -> {
              double result =
                  Double.longBitsToDouble(r[base + b]) / Double.longBitsToDouble(r[base + c]);
              if (Double.isNaN(result)) {
                stop = SLOW;
                break run;
              }
              value = Double.doubleToRawLongBits(result);
            }
            case Op.FNEG -> value = r[base + b] ^ Long.MIN_VALUE;
            case Op.FROUND -> {
              double rounded = (float) Double.longBitsToDouble(r[base + b]);
              if (Double.isNaN(rounded)) {
                stop = SLOW;
                break run;
              }
              value = Double.doubleToRawLongBits(rounded);
            }
            case Op.FSEQ ->
                value =
                    Double.longBitsToDouble(r[base + b]) == Double.longBitsToDouble(r[base + c])
                        ? 1
                        : 0;
            case Op.FSNE ->
                value =
                    Double.longBitsToDouble(r[base + b]) != Double.longBitsToDouble(r[base + c])
                        ? 1
                        : 0;
            case Op.FSLT ->
                value =
                    Double.longBitsToDouble(r[base + b]) < Double.longBitsToDouble(r[base + c])
                        ? 1
                        : 0;
            case Op.FSLE ->
                value =
                    Double.longBitsToDouble(r[base + b]) <= Double.longBitsToDouble(r[base + c])
                        ? 1
                        : 0;
            case Op.I2D -> value = Double.doubleToRawLongBits((double) r[base + b]);
            case Op.SEQ -> value = r[base + b] == r[base + c] ? 1 : 0;
            case Op.SNE -> value = r[base + b] != r[base + c] ? 1 : 0;
            case Op.SLT -> value = r[base + b] < r[base + c] ? 1 : 0;
            case Op.SLE -> value = r[base + b] <= r[base + c] ? 1 : 0;
            case Op.SLTU ->
                value = r[base + b] + Long.MIN_VALUE < r[base + c] + Long.MIN_VALUE ? 1 : 0;
            case Op.SLEU ->
                value = r[base + b] + Long.MIN_VALUE <= r[base + c] + Long.MIN_VALUE ? 1 : 0;
            case Op.SEQI -> value = r[base + b] == c ? 1 : 0;
            case Op.SNEI -> value = r[base + b] != c ? 1 : 0;
            case Op.SLTI -> value = r[base + b] < c ? 1 : 0;
            case Op.SGTI -> value = r[base + b] > c ? 1 : 0;
            case Op.D2I32 -> {
              double number = Double.longBitsToDouble(r[base + b]);
              value = (int) number;
              if (value == Integer.MAX_VALUE || (value == 0 && Double.isNaN(number))) {
                stop = SLOW;
                break run;
              }
            }
            case Op.DIV32, Op.REM32 -> {
              int dividend = (int) r[base + b];
              int divisor = (int) r[base + c];
              if (divisor == 0 || (divisor == -1 && dividend == Integer.MIN_VALUE)) {
                stop = Cpu.DIVIDE_ERROR;
                break run;
              }
              value = op == Op.DIV32 ? dividend / divisor : dividend % divisor;
            }
            case Op.DIV, Op.REM -> {
              long dividend = r[base + b];
              long divisor = r[base + c];
              if (divisor == 0 || (divisor == -1 && dividend == Long.MIN_VALUE)) {
                stop = Cpu.DIVIDE_ERROR;
                break run;
              }
              value = op == Op.DIV ? dividend / divisor : dividend % divisor;
            }
            case Op.JMP -> {
              target = a;
              break jump;
            }
            case Op.JZ -> {
              if (r[base + a] == 0) {
                target = b;
                break jump;
              }
              continue;
            }
            case Op.JNZ -> {
              if (r[base + a] != 0) {
                target = b;
                break jump;
              }
              continue;
            }
            case Op.JEQ -> {
              if (r[base + a] == r[base + b]) {
                target = c;
                break jump;
              }
              continue;
            }
            case Op.JNE -> {
              if (r[base + a] != r[base + b]) {
                target = c;
                break jump;
              }
              continue;
            }
            case Op.JLT -> {
              if (r[base + a] < r[base + b]) {
                target = c;
                break jump;
              }
              continue;
            }
            case Op.JLE -> {
              if (r[base + a] <= r[base + b]) {
                target = c;
                break jump;
              }
              continue;
            }
            case Op.JLTU -> {
              if (r[base + a] + Long.MIN_VALUE < r[base + b] + Long.MIN_VALUE) {
                target = c;
                break jump;
              }
              continue;
            }
            case Op.JLEU -> {
              if (r[base + a] + Long.MIN_VALUE <= r[base + b] + Long.MIN_VALUE) {
                target = c;
                break jump;
              }
              continue;
            }
            case Op.JEQI -> {
              if (r[base + a] == b) {
                target = c;
                break jump;
              }
              continue;
            }
            case Op.JNEI -> {
              if (r[base + a] != b) {
                target = c;
                break jump;
              }
              continue;
            }
            case Op.JLTI -> {
              if (r[base + a] < b) {
                target = c;
                break jump;
              }
              continue;
            }
            case Op.JLEI -> {
              if (r[base + a] <= b) {
                target = c;
                break jump;
              }
              continue;
            }
            case Op.JGTI -> {
              if (r[base + a] > b) {
                target = c;
                break jump;
              }
              continue;
            }
            case Op.JGEI -> {
              if (r[base + a] >= b) {
                target = c;
                break jump;
              }
              continue;
            }
            case Op.JTAB -> {
              long index = r[base + a];
              target = (at >> 2) + (index >= 0 && index < b ? (int) index : b);
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
            case Op.CALL -> {
              address = registers.sp - 16;
              span = 15 | Mmu.WRITE;
              break memory;
            }
            case Op.CALLR -> {
              long distance = r[base + a] - Image.CODE_BASE;
              a = (int) (distance >>> 4);
              if ((distance & 15) != 0
                  || distance >>> 4 >= program.windows.length
                  || code[a << 2] != Op.ENTER) {
                stop = SLOW;
                break run;
              }
              address = registers.sp - 16;
              span = 15 | Mmu.WRITE;
              op = Op.CALL;
              break memory;
            }
            case Op.ENTER -> {
              if (base + a > r.length) {
                stop = SLOW;
                break run;
              }
              registers.sp = r[base] - b;
              continue;
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
              stop = SLOW;
              break run;
            }
          }
          r[base + a] = value;
          continue;
        }
        int slot = (int) (address >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK | span & Mmu.WRITE;
        if (tags[slot] != (((address + (span & SPAN_MASK)) & Mmu.PAGE_MASK) | stamp)) {
          stop = SLOW;
          break run;
        }
        byte[] page = pages[slot];
        int offset = (int) address & Mmu.OFFSET_MASK;
        switch (op) {
          case Op.LD8S -> value = page[offset];
          case Op.LD8U -> value = page[offset] & 0xff;
          case Op.LD16S -> value = (long) (page[offset] & 0xff | page[offset + 1] << 8);
          case Op.LD16U -> value = (long) (page[offset] & 0xff | (page[offset + 1] & 0xff) << 8);
          case Op.LD64 -> value = (long) Ram.LONG.get(page, offset);
          case Op.LD32S, Op.LD32U, Op.LDF32 -> {
            int word = (int) Ram.INT.get(page, offset);
            if (op == Op.LD32S) {
              value = word;
            } else if (op == Op.LD32U) {
              value = word & LOW_HALF;
            } else {
              double number = Float.intBitsToFloat(word);
              if (Double.isNaN(number)) {
                stop = SLOW;
                break run;
              }
              value = Double.doubleToRawLongBits(number);
            }
          }
          case Op.ST8 -> {
            page[offset] = (byte) r[base + a];
            continue;
          }
          case Op.ST16 -> {
            page[offset] = (byte) r[base + a];
            page[offset + 1] = (byte) (r[base + a] >> 8);
            continue;
          }
          case Op.ST32, Op.STF32 -> {
            int word = (int) r[base + a];
            if (op == Op.STF32) {
              float number = (float) Double.longBitsToDouble(r[base + a]);
              if (Float.isNaN(number)) {
                stop = SLOW;
                break run;
              }
              word = Float.floatToRawIntBits(number);
            }
            Ram.INT.set(page, offset, word);
            continue;
          }
          case Op.ST64 -> {
            Ram.LONG.set(page, offset, r[base + a]);
            continue;
          }
          case Op.CALL -> {
            Ram.LONG.set(page, offset, r[base]);
            Ram.LONG.set(page, offset + 8, Image.CODE_BASE + ((long) at << 2));
            registers.sp = address;
            base += b - 1;
            r[base] = address;
            target = a;
            break jump;
          }
          default -> {
            long distance = (long) Ram.LONG.get(page, offset + 8) - Image.CODE_BASE;
            target = (int) (distance >>> 4);
            int call = target << 2;
            if ((distance & 15) != 0
                || distance >>> 4 >= program.windows.length
                || call == 0
                || (code[call - 4] != Op.CALL && code[call - 4] != Op.CALLR)
                || code[call] == Op.ENTER
                || code[call - 2] > base + 1
                || base - code[call - 2] + 1 > r.length - program.windows[target]) {
              stop = SLOW;
              break run;
            }
            value = r[base + (op == Op.RETV ? a : 0)];
            base -= code[call - 2] - 1;
            r[base] = (long) Ram.LONG.get(page, offset);
            registers.sp = address + 16;
            if (op == Op.RETV && code[call - 1] >= 0) {
              r[base + code[call - 1]] = value;
            }
            break jump;
          }
        }
        r[base + a] = value;
        continue;
      }
      int next = target << 2;
      limit += next - at;
      at = next;
    }
    int done = stop == Cpu.BUDGET ? at : at - Image.INSTRUCTION_INTS;
    registers.base = base;
    registers.pc = done >> 2;
    rest = (limit - done) >> 2;
    return stop;
  }
}
