package osprey.machine;

import osprey.code.Image;
import osprey.code.Op;

/// The interpreter: one loop over the instructions that programs mostly consist of.
///
/// Laid out for HotSpot, measured. Its compiler evaluates before a switch whatever two of the cases
/// have in common, so some things stand once, after the switch: a case that jumps names its target
/// and breaks to `jump`; the less frequent accesses name an address and break to `memory`. And it
/// moves everything out of the host's registers where a call could happen, so there is none:
/// whatever is rare, slow or goes wrong is left, untouched, to the {@link SlowPath}, outside of the
/// loop. The method stays below 8000 bytes, above which it would never be compiled.
final class Interpreter {
  /// The loop's own reason to stop: the instruction is for the slow path.
  private static final int SLOW = -1;

  /// The loop counts in an int what code and budget make together.
  private static final int PART_OF_BUDGET = 1 << 27;

  private static final long LOW_HALF = 0xffff_ffffL;

  /// An access is described by the distance of its last byte from its first, and {@link Mmu#WRITE}.
  private static final int SPAN_MASK = Mmu.WRITE - 1;

  private final Mmu mmu;
  private final SlowPath slowPath;

  /// What the loop left of its budget.
  private int rest;

  private long executed;

  Interpreter(Mmu mmu) {
    this.mmu = mmu;
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
        stop = stop == Cpu.BUDGET && mmu.takeHit() ? Cpu.WATCHED : stop;
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
    long[] tags = mmu.tags;
    byte[][] pages = mmu.pages;
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
            case Op.SHL32 -> r[base + a] = (long) ((int) r[base + b] << (int) r[base + c]);
            case Op.SAR32 -> r[base + a] = (int) r[base + b] >> (int) r[base + c];
            case Op.ADDI32 -> r[base + a] = (int) (r[base + b] + c);
            case Op.MULI32 -> r[base + a] = (int) (r[base + b] * c);
            case Op.SHLI32 -> r[base + a] = (long) ((int) r[base + b] << c);
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
              double result =
                  Double.longBitsToDouble(r[base + b]) + Double.longBitsToDouble(r[base + c]);
              if (Double.isNaN(result)) {
                stop = SLOW;
                break run;
              }
              r[base + a] = Double.doubleToRawLongBits(result);
            }
            case Op.FSUB -> {
              double result =
                  Double.longBitsToDouble(r[base + b]) - Double.longBitsToDouble(r[base + c]);
              if (Double.isNaN(result)) {
                stop = SLOW;
                break run;
              }
              r[base + a] = Double.doubleToRawLongBits(result);
            }
            case Op.FMUL -> {
              double result =
                  Double.longBitsToDouble(r[base + b]) * Double.longBitsToDouble(r[base + c]);
              if (Double.isNaN(result)) {
                stop = SLOW;
                break run;
              }
              r[base + a] = Double.doubleToRawLongBits(result);
            }
            case Op.FDIV -> {
              double result =
                  Double.longBitsToDouble(r[base + b]) / Double.longBitsToDouble(r[base + c]);
              if (Double.isNaN(result)) {
                stop = SLOW;
                break run;
              }
              r[base + a] = Double.doubleToRawLongBits(result);
            }
            case Op.FNEG -> r[base + a] = r[base + b] ^ Long.MIN_VALUE;
            case Op.FROUND -> {
              double rounded = (float) Double.longBitsToDouble(r[base + b]);
              if (Double.isNaN(rounded)) {
                stop = SLOW;
                break run;
              }
              r[base + a] = Double.doubleToRawLongBits(rounded);
            }
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
            case Op.D2I32 -> {
              double number = Double.longBitsToDouble(r[base + b]);
              int whole = (int) number;
              if (whole == Integer.MAX_VALUE || (whole == 0 && Double.isNaN(number))) {
                stop = SLOW;
                break run;
              }
              r[base + a] = whole;
            }
            case Op.DIV32, Op.REM32 -> {
              int dividend = (int) r[base + b];
              int divisor = (int) r[base + c];
              if (divisor == 0 || (divisor == -1 && dividend == Integer.MIN_VALUE)) {
                stop = Cpu.DIVIDE_ERROR;
                break run;
              }
              r[base + a] = op == Op.DIV32 ? dividend / divisor : dividend % divisor;
            }
            case Op.DIV, Op.REM -> {
              long dividend = r[base + b];
              long divisor = r[base + c];
              if (divisor == 0 || (divisor == -1 && dividend == Long.MIN_VALUE)) {
                stop = Cpu.DIVIDE_ERROR;
                break run;
              }
              r[base + a] = op == Op.DIV ? dividend / divisor : dividend % divisor;
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
              long where = r[base + b] + c;
              int slot = (int) (where >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK;
              if (tags[slot] != ((where & Mmu.PAGE_MASK) | stamp)) {
                stop = SLOW;
                break run;
              }
              r[base + a] = pages[slot][(int) where & Mmu.OFFSET_MASK];
            }
            case Op.LD8U -> {
              long where = r[base + b] + c;
              int slot = (int) (where >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK;
              if (tags[slot] != ((where & Mmu.PAGE_MASK) | stamp)) {
                stop = SLOW;
                break run;
              }
              r[base + a] = pages[slot][(int) where & Mmu.OFFSET_MASK] & 0xff;
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
              long where = r[base + b] + c;
              int slot = (int) (where >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK;
              if (tags[slot] != (((where + 3) & Mmu.PAGE_MASK) | stamp)) {
                stop = SLOW;
                break run;
              }
              r[base + a] = (int) Ram.INT.get(pages[slot], (int) where & Mmu.OFFSET_MASK);
            }
            case Op.LD32U -> {
              long where = r[base + b] + c;
              int slot = (int) (where >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK;
              if (tags[slot] != (((where + 3) & Mmu.PAGE_MASK) | stamp)) {
                stop = SLOW;
                break run;
              }
              r[base + a] =
                  (int) Ram.INT.get(pages[slot], (int) where & Mmu.OFFSET_MASK) & LOW_HALF;
            }
            case Op.LD64 -> {
              long where = r[base + b] + c;
              int slot = (int) (where >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK;
              if (tags[slot] != (((where + 7) & Mmu.PAGE_MASK) | stamp)) {
                stop = SLOW;
                break run;
              }
              r[base + a] = (long) Ram.LONG.get(pages[slot], (int) where & Mmu.OFFSET_MASK);
            }
            case Op.LDF32 -> {
              address = r[base + b] + c;
              span = 3;
              break memory;
            }
            case Op.LDX8S -> {
              long where = r[base + b] + r[base + c];
              int slot = (int) (where >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK;
              if (tags[slot] != ((where & Mmu.PAGE_MASK) | stamp)) {
                stop = SLOW;
                break run;
              }
              r[base + a] = pages[slot][(int) where & Mmu.OFFSET_MASK];
            }
            case Op.LDX8U -> {
              long where = r[base + b] + r[base + c];
              int slot = (int) (where >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK;
              if (tags[slot] != ((where & Mmu.PAGE_MASK) | stamp)) {
                stop = SLOW;
                break run;
              }
              r[base + a] = pages[slot][(int) where & Mmu.OFFSET_MASK] & 0xff;
            }
            case Op.LDX32S -> {
              long where = r[base + b] + (r[base + c] << 2);
              int slot = (int) (where >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK;
              if (tags[slot] != (((where + 3) & Mmu.PAGE_MASK) | stamp)) {
                stop = SLOW;
                break run;
              }
              r[base + a] = (int) Ram.INT.get(pages[slot], (int) where & Mmu.OFFSET_MASK);
            }
            case Op.LDX32U -> {
              long where = r[base + b] + (r[base + c] << 2);
              int slot = (int) (where >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK;
              if (tags[slot] != (((where + 3) & Mmu.PAGE_MASK) | stamp)) {
                stop = SLOW;
                break run;
              }
              r[base + a] =
                  (int) Ram.INT.get(pages[slot], (int) where & Mmu.OFFSET_MASK) & LOW_HALF;
            }
            case Op.LDX64 -> {
              long where = r[base + b] + (r[base + c] << 3);
              int slot = (int) (where >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK;
              if (tags[slot] != (((where + 7) & Mmu.PAGE_MASK) | stamp)) {
                stop = SLOW;
                break run;
              }
              r[base + a] = (long) Ram.LONG.get(pages[slot], (int) where & Mmu.OFFSET_MASK);
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
              long where = r[base + b] + c;
              int slot = (int) (where >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK | Mmu.WRITE;
              if (tags[slot] != ((where & Mmu.PAGE_MASK) | stamp)) {
                stop = SLOW;
                break run;
              }
              pages[slot][(int) where & Mmu.OFFSET_MASK] = (byte) r[base + a];
              continue;
            }
            case Op.ST16 -> {
              address = r[base + b] + c;
              span = 1 | Mmu.WRITE;
              break memory;
            }
            case Op.ST32 -> {
              long where = r[base + b] + c;
              int slot = (int) (where >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK | Mmu.WRITE;
              if (tags[slot] != (((where + 3) & Mmu.PAGE_MASK) | stamp)) {
                stop = SLOW;
                break run;
              }
              Ram.INT.set(pages[slot], (int) where & Mmu.OFFSET_MASK, (int) r[base + a]);
              continue;
            }
            case Op.ST64 -> {
              long where = r[base + b] + c;
              int slot = (int) (where >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK | Mmu.WRITE;
              if (tags[slot] != (((where + 7) & Mmu.PAGE_MASK) | stamp)) {
                stop = SLOW;
                break run;
              }
              Ram.LONG.set(pages[slot], (int) where & Mmu.OFFSET_MASK, r[base + a]);
              continue;
            }
            case Op.STF32 -> {
              address = r[base + b] + c;
              span = 3 | Mmu.WRITE;
              break memory;
            }
            case Op.STX8 -> {
              long where = r[base + b] + r[base + c];
              int slot = (int) (where >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK | Mmu.WRITE;
              if (tags[slot] != ((where & Mmu.PAGE_MASK) | stamp)) {
                stop = SLOW;
                break run;
              }
              pages[slot][(int) where & Mmu.OFFSET_MASK] = (byte) r[base + a];
              continue;
            }
            case Op.STX32 -> {
              long where = r[base + b] + (r[base + c] << 2);
              int slot = (int) (where >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK | Mmu.WRITE;
              if (tags[slot] != (((where + 3) & Mmu.PAGE_MASK) | stamp)) {
                stop = SLOW;
                break run;
              }
              Ram.INT.set(pages[slot], (int) where & Mmu.OFFSET_MASK, (int) r[base + a]);
              continue;
            }
            case Op.STX64 -> {
              long where = r[base + b] + (r[base + c] << 3);
              int slot = (int) (where >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK | Mmu.WRITE;
              if (tags[slot] != (((where + 7) & Mmu.PAGE_MASK) | stamp)) {
                stop = SLOW;
                break run;
              }
              Ram.LONG.set(pages[slot], (int) where & Mmu.OFFSET_MASK, r[base + a]);
              continue;
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
            case Op.CALL, Op.CALLR -> {
              if (op == Op.CALLR) {
                long distance = r[base + a] - Image.CODE_BASE;
                a = (int) (distance >>> 4);
                if ((distance & 15) != 0
                    || distance >>> 4 >= program.windows.length
                    || code[a << 2] != Op.ENTER) {
                  stop = SLOW;
                  break run;
                }
              }
              long frame = registers.sp - 16;
              int slot = (int) (frame >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK | Mmu.WRITE;
              if (tags[slot] != (((frame + 15) & Mmu.PAGE_MASK) | stamp)) {
                stop = SLOW;
                break run;
              }
              byte[] page = pages[slot];
              int offset = (int) frame & Mmu.OFFSET_MASK;
              Ram.LONG.set(page, offset, r[base]);
              Ram.LONG.set(page, offset + 8, Image.CODE_BASE + ((long) at << 2));
              registers.sp = frame;
              base += b - 1;
              r[base] = frame;
              target = a;
              break jump;
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
              long frame = r[base];
              int slot = (int) (frame >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK;
              if (tags[slot] != (((frame + 15) & Mmu.PAGE_MASK) | stamp)) {
                stop = SLOW;
                break run;
              }
              byte[] page = pages[slot];
              int offset = (int) frame & Mmu.OFFSET_MASK;

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
              long value = r[base + (op == Op.RETV ? a : 0)];
              base -= code[call - 2] - 1;
              r[base] = (long) Ram.LONG.get(page, offset);
              registers.sp = frame + 16;
              if (op == Op.RETV && code[call - 1] >= 0) {
                r[base + code[call - 1]] = value;
              }
              break jump;
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
          continue;
        }
        int slot = (int) (address >>> Mmu.PAGE_SHIFT) & Mmu.SLOT_MASK | span & Mmu.WRITE;
        if (tags[slot] != (((address + (span & SPAN_MASK)) & Mmu.PAGE_MASK) | stamp)) {
          stop = SLOW;
          break run;
        }
        byte[] page = pages[slot];
        int offset = (int) address & Mmu.OFFSET_MASK;
        long value;
        switch (op) {
          case Op.LD16S -> value = (long) (page[offset] & 0xff | page[offset + 1] << 8);
          case Op.LD16U -> value = (long) (page[offset] & 0xff | (page[offset + 1] & 0xff) << 8);
          case Op.LD64 -> value = (long) Ram.LONG.get(page, offset);
          case Op.LD32S, Op.LDF32 -> {
            int word = (int) Ram.INT.get(page, offset);
            value = word;
            if (op == Op.LDF32) {
              double number = Float.intBitsToFloat(word);
              if (Double.isNaN(number)) {
                stop = SLOW;
                break run;
              }
              value = Double.doubleToRawLongBits(number);
            }
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
          default -> {
            stop = SLOW;
            break run;
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
