package osprey.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static osprey.machine.SmallMachine.DATA;
import static osprey.machine.SmallMachine.in;

import java.util.ArrayList;
import java.util.List;
import osprey.code.Image;
import osprey.code.Opcode;

/// What each instruction does, as a table: operands in registers 2 and 3, the result in register 1.
final class InstructionCases {
  record Case(Opcode opcode, String name, Runnable check) {
    @Override
    public String toString() {
      return opcode + " " + name;
    }
  }

  private static final long MIN = Long.MIN_VALUE;
  private static final long BYTES = 0x8877_6655_f4f3_f2f1L;

  private final List<Case> cases = new ArrayList<>();

  static List<Case> all() {
    InstructionCases cases = new InstructionCases();
    cases.moves();
    cases.integers();
    cases.ints();
    cases.conversions();
    cases.floats();
    cases.comparisons();
    cases.jumps();
    cases.memory();
    cases.calls();
    cases.stops();
    cases.atomics();
    return cases.cases;
  }

  private void add(Opcode opcode, String name, Runnable check) {
    cases.add(new Case(opcode, name, check));
  }

  private static long execute(int[] instruction, long x, long y) {
    SmallMachine machine = SmallMachine.of(instruction).entered().set(2, x).set(3, y);
    assertThat(machine.run(1)).isEqualTo(Cpu.BUDGET);
    assertThat(machine.registers.pc()).isEqualTo(2);
    return machine.get(1);
  }

  private void two(Opcode opcode, long x, long y, long expected) {
    add(
        opcode,
        x + ", " + y,
        () -> assertThat(execute(in(opcode, 1, 2, 3), x, y)).isEqualTo(expected));
  }

  private void immediate(Opcode opcode, long x, int y, long expected) {
    add(
        opcode,
        x + ", " + y,
        () -> assertThat(execute(in(opcode, 1, 2, y), x, 0)).isEqualTo(expected));
  }

  private void one(Opcode opcode, long x, long expected) {
    add(opcode, "" + x, () -> assertThat(execute(in(opcode, 1, 2), x, 0)).isEqualTo(expected));
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private void moves() {
    add(Opcode.NOP, "does nothing", () -> assertThat(execute(in(Opcode.NOP), 1, 1)).isZero());
    add(Opcode.FENCE, "does nothing", () -> assertThat(execute(in(Opcode.FENCE), 1, 1)).isZero());
    one(Opcode.MOV, BYTES, BYTES);
    add(
        Opcode.LI,
        "64 bits",
        () -> assertThat(execute(in(Opcode.LI, 1, -2, 7), 0, 0)).isEqualTo(0x7_ffff_fffeL));
    add(
        Opcode.TP,
        "the thread's block",
        () -> {
          SmallMachine machine = SmallMachine.of(in(Opcode.TP, 1)).entered();
          machine.registers.setThreadPointer(DATA);
          machine.run(1);
          assertThat(machine.get(1)).isEqualTo(DATA);
        });
  }

  private void integers() {
    two(Opcode.ADD, Long.MAX_VALUE, 1, MIN);
    two(Opcode.SUB, MIN, 1, Long.MAX_VALUE);
    two(Opcode.MUL, 1L << 62, 6, MIN);
    two(Opcode.DIV, -7, 2, -3);
    two(Opcode.REM, -7, 2, -1);
    two(Opcode.DIVU, -1, 2, Long.MAX_VALUE);
    two(Opcode.DIVU, MIN, -1, 0);
    two(Opcode.REMU, -1, 10, 5);
    two(Opcode.AND, 12, 10, 8);
    two(Opcode.OR, 12, 10, 14);
    two(Opcode.XOR, 12, 10, 6);
    two(Opcode.SHL, 1, 65, 2);
    two(Opcode.SHR, -1, 60, 15);
    two(Opcode.SAR, -16, 66, -4);
    immediate(Opcode.ADDI, 5, -7, -2);
    immediate(Opcode.MULI, 5, -7, -35);
    immediate(Opcode.ANDI, -1, -8, -8);
    immediate(Opcode.ORI, 1, -8, -7);
    immediate(Opcode.XORI, 1, -1, -2);
    immediate(Opcode.SHLI, 3, 62, 3L << 62);
    immediate(Opcode.SHRI, -1, 63, 1);
    immediate(Opcode.SARI, MIN, 63, -1);
    two(Opcode.LEA2, 100, -3, 94);
    two(Opcode.LEA4, 100, -3, 88);
    two(Opcode.LEA8, 100, -3, 76);
  }

  private void ints() {
    two(Opcode.ADD32, Integer.MAX_VALUE, 1, Integer.MIN_VALUE);
    two(Opcode.SUB32, Integer.MIN_VALUE, 1, Integer.MAX_VALUE);
    two(Opcode.MUL32, 1 << 30, 6, Integer.MIN_VALUE);
    two(Opcode.DIV32, -7, 2, -3);
    two(Opcode.REM32, -7, 2, -1);
    two(Opcode.SHL32, 1, 63, Integer.MIN_VALUE);
    two(Opcode.SAR32, -16, 34, -4);
    immediate(Opcode.ADDI32, Integer.MAX_VALUE, 2, Integer.MIN_VALUE + 1);
    immediate(Opcode.MULI32, 1 << 20, 1 << 12, 0);
    immediate(Opcode.SHLI32, 3, 31, Integer.MIN_VALUE);
    two(Opcode.ADDU32, 0xffff_ffffL, 2, 1);
    two(Opcode.SUBU32, 1, 2, 0xffff_ffffL);
    two(Opcode.MULU32, 0xffff_ffffL, 0xffff_ffffL, 1);
    two(Opcode.SHLU32, 3, 31, 0x8000_0000L);
    two(Opcode.SHRU32, 0x8000_0000L, 63, 1);
    immediate(Opcode.ADDIU32, 0, -1, 0xffff_ffffL);
  }

  private void conversions() {
    one(Opcode.SX8, 0x180, -128);
    one(Opcode.SX16, 0x18000, -32768);
    one(Opcode.SX32, 0x1_8000_0000L, Integer.MIN_VALUE);
    one(Opcode.ZX8, -1, 0xff);
    one(Opcode.ZX16, -1, 0xffff);
    one(Opcode.ZX32, -1, 0xffff_ffffL);
    one(Opcode.BOOL, MIN, 1);
    one(Opcode.BOOL, 0, 0);
    one(Opcode.NEG, 5, -5);
    one(Opcode.NOT, 0, 1);
    one(Opcode.NOT, 1L << 40, 0);
    one(Opcode.I2D, -3, bits(-3));
    one(Opcode.I2D, (1L << 53) + 1, bits(0x1p53));
    one(Opcode.U2D, -1, bits(0x1p64));
    one(Opcode.U2D, (1L << 63) + 1025, bits(0x1.0000000000001p63));
    one(Opcode.I2F, (1L << 60) + (1L << 36) + 1, bits(0x1.000002p60));
    one(Opcode.U2F, -1, bits(0x1p64));
    one(Opcode.U2F, 7, bits(7));
    one(Opcode.D2I, bits(-2.9), -2);
    one(Opcode.D2I, bits(0x1p63), MIN);
    one(Opcode.D2I, bits(Double.NaN), MIN);
    one(Opcode.D2I, bits(-1e300), MIN);
    one(Opcode.D2I32, bits(2147483647.9), Integer.MAX_VALUE);
    one(Opcode.D2I32, bits(-2147483648.9), Integer.MIN_VALUE);
    one(Opcode.D2I32, bits(2147483648.0), Integer.MIN_VALUE);
    one(Opcode.D2I32, bits(Double.NaN), Integer.MIN_VALUE);
    one(Opcode.D2U, bits(0x1.8p63), 3L << 62);
    one(Opcode.D2U, bits(-1), -1);
    one(Opcode.D2U, bits(0x1p64), 0);
    one(Opcode.D2U, bits(Double.NaN), MIN);
    one(Opcode.FBOOL, bits(-0.0), 0);
    one(Opcode.FBOOL, bits(Double.NaN), 1);
  }

  private void floats() {
    two(Opcode.FADD, bits(0.1), bits(0.2), bits(0.30000000000000004));
    two(Opcode.FSUB, bits(1), bits(3), bits(-2));
    two(Opcode.FMUL, bits(1e200), bits(1e200), bits(Double.POSITIVE_INFINITY));
    two(Opcode.FDIV, bits(1), bits(-0.0), bits(Double.NEGATIVE_INFINITY));
    two(Opcode.FDIV, 0, 0, 0xfff8_0000_0000_0000L);
    two(Opcode.FADD, 0x7ff0_0000_0000_0001L, bits(1), 0x7ff8_0000_0000_0001L);
    two(Opcode.FSUB, bits(1), 0xfff8_0000_0000_0123L, 0xfff8_0000_0000_0123L);
    two(Opcode.FMUL, bits(0), bits(Double.POSITIVE_INFINITY), 0xfff8_0000_0000_0000L);
    one(Opcode.FNEG, bits(0), MIN);
    one(Opcode.FROUND, bits(0.1), bits(0.1f));
    one(Opcode.FROUND, 0xfff8_0000_1000_0001L, 0xfff8_0000_0000_0000L);
    one(Opcode.FROUND, bits(1e300), bits(Double.POSITIVE_INFINITY));
    two(Opcode.FSEQ, bits(0), bits(-0.0), 1);
    two(Opcode.FSEQ, bits(Double.NaN), bits(Double.NaN), 0);
    two(Opcode.FSNE, bits(Double.NaN), bits(Double.NaN), 1);
    two(Opcode.FSLT, bits(-1), bits(0), 1);
    two(Opcode.FSLT, bits(Double.NaN), bits(0), 0);
    two(Opcode.FSLE, bits(2), bits(2), 1);
  }

  private void comparisons() {
    two(Opcode.SEQ, 3, 3, 1);
    two(Opcode.SNE, 3, 3, 0);
    two(Opcode.SLT, -1, 0, 1);
    two(Opcode.SLE, 1, 0, 0);
    two(Opcode.SLTU, -1, 0, 0);
    two(Opcode.SLEU, 0, -1, 1);
    immediate(Opcode.SEQI, -3, -3, 1);
    immediate(Opcode.SNEI, -3, -3, 0);
    immediate(Opcode.SLTI, -3, -2, 1);
    immediate(Opcode.SGTI, -3, -2, 0);
  }

  /// `instruction` must name target 3; it is taken or goes on at 2.
  private void jump(int[] instruction, long x, long y, boolean taken) {
    Opcode opcode = Opcode.of(instruction[0]);
    add(
        opcode,
        x + ", " + y,
        () -> {
          SmallMachine machine = SmallMachine.of(instruction, in(Opcode.NOP), in(Opcode.NOP));
          machine.entered().set(2, x).set(3, y);
          assertThat(machine.run(1)).isEqualTo(Cpu.BUDGET);
          assertThat(machine.registers.pc()).isEqualTo(taken ? 3 : 2);
          assertThat(machine.cpu.executed()).isEqualTo(1);
        });
  }

  private void jumps() {
    jump(in(Opcode.JMP, 3), 0, 0, true);
    jump(in(Opcode.JZ, 2, 3), 0, 0, true);
    jump(in(Opcode.JZ, 2, 3), 1, 0, false);
    jump(in(Opcode.JNZ, 2, 3), 1L << 32, 0, true);
    jump(in(Opcode.JNZ, 2, 3), 0, 0, false);
    jump(in(Opcode.JEQ, 2, 3, 3), 5, 5, true);
    jump(in(Opcode.JEQ, 2, 3, 3), 5, 6, false);
    jump(in(Opcode.JNE, 2, 3, 3), 5, 6, true);
    jump(in(Opcode.JNE, 2, 3, 3), 5, 5, false);
    jump(in(Opcode.JLT, 2, 3, 3), -1, 0, true);
    jump(in(Opcode.JLT, 2, 3, 3), 0, 0, false);
    jump(in(Opcode.JLE, 2, 3, 3), 0, 0, true);
    jump(in(Opcode.JLE, 2, 3, 3), 1, 0, false);
    jump(in(Opcode.JLTU, 2, 3, 3), 0, -1, true);
    jump(in(Opcode.JLTU, 2, 3, 3), -1, 0, false);
    jump(in(Opcode.JLEU, 2, 3, 3), -1, -1, true);
    jump(in(Opcode.JLEU, 2, 3, 3), -1, 0, false);
    jump(in(Opcode.JEQI, 2, -4, 3), -4, 0, true);
    jump(in(Opcode.JEQI, 2, -4, 3), 4, 0, false);
    jump(in(Opcode.JNEI, 2, -4, 3), 4, 0, true);
    jump(in(Opcode.JNEI, 2, -4, 3), -4, 0, false);
    jump(in(Opcode.JLTI, 2, -4, 3), -5, 0, true);
    jump(in(Opcode.JLTI, 2, -4, 3), -4, 0, false);
    jump(in(Opcode.JLEI, 2, -4, 3), -4, 0, true);
    jump(in(Opcode.JLEI, 2, -4, 3), -3, 0, false);
    jump(in(Opcode.JGTI, 2, -4, 3), -3, 0, true);
    jump(in(Opcode.JGTI, 2, -4, 3), -4, 0, false);
    jump(in(Opcode.JGEI, 2, -4, 3), -4, 0, true);
    jump(in(Opcode.JGEI, 2, -4, 3), -5, 0, false);
    jump(in(Opcode.JTAB, 2, 1), 0, 0, false);
    jump(in(Opcode.JTAB, 2, 1), 1, 0, true);
    jump(in(Opcode.JTAB, 2, 1), 7, 0, true);
    jump(in(Opcode.JTAB, 2, 1), -1, 0, true);
  }

  private void load(Opcode opcode, int shift, long expected) {
    add(
        opcode,
        "loads",
        () -> {
          boolean isAbsolute = opcode.format() == Opcode.Format.RG;
          boolean isIndexed = opcode.format() == Opcode.Format.RMX;
          int[] instruction =
              isAbsolute
                  ? in(opcode, 1, (int) DATA + 8)
                  : isIndexed ? in(opcode, 1, 2, 3) : in(opcode, 1, 2, 8);
          for (long address : new long[] {DATA + 8, DATA + PageTable.PAGE_BYTES - 1}) {
            if (isAbsolute && address != DATA + 8) {
              continue;
            }
            SmallMachine machine = SmallMachine.of(instruction).entered();
            machine.writeLong(address, BYTES).set(3, 5);
            machine.set(2, isIndexed ? address - (5L << shift) : address - 8);
            assertThat(machine.run(1)).isEqualTo(Cpu.BUDGET);
            assertThat(machine.get(1)).isEqualTo(expected);
          }
        });
  }

  private void store(Opcode opcode, int shift, long value, long expected) {
    add(
        opcode,
        "stores",
        () -> {
          boolean isAbsolute = opcode.format() == Opcode.Format.RG;
          boolean isIndexed = opcode.format() == Opcode.Format.RMX;
          int[] instruction =
              isAbsolute
                  ? in(opcode, 1, (int) DATA + 8)
                  : isIndexed ? in(opcode, 1, 2, 3) : in(opcode, 1, 2, 8);
          for (long address : new long[] {DATA + 8, DATA + PageTable.PAGE_BYTES - 1}) {
            if (isAbsolute && address != DATA + 8) {
              continue;
            }
            SmallMachine machine = SmallMachine.of(instruction).entered();
            machine.writeLong(address, -1).set(1, value).set(3, 5);
            machine.set(2, isIndexed ? address - (5L << shift) : address - 8);
            assertThat(machine.run(1)).isEqualTo(Cpu.BUDGET);
            assertThat(machine.readLong(address)).isEqualTo(expected);
          }
        });
  }

  private void memory() {
    load(Opcode.LD8S, 0, (byte) 0xf1);
    load(Opcode.LD8U, 0, 0xf1);
    load(Opcode.LD16S, 1, (short) 0xf2f1);
    load(Opcode.LD16U, 1, 0xf2f1);
    load(Opcode.LD32S, 2, 0xf4f3f2f1);
    load(Opcode.LD32U, 2, 0xf4f3f2f1L);
    load(Opcode.LD64, 3, BYTES);
    load(Opcode.LDF32, 2, bits(Float.intBitsToFloat(0xf4f3f2f1)));
    load(Opcode.LDX8S, 0, (byte) 0xf1);
    load(Opcode.LDX8U, 0, 0xf1);
    load(Opcode.LDX32S, 2, 0xf4f3f2f1);
    load(Opcode.LDX32U, 2, 0xf4f3f2f1L);
    load(Opcode.LDX64, 3, BYTES);
    load(Opcode.LDG32S, 2, 0xf4f3f2f1);
    load(Opcode.LDG64, 3, BYTES);
    store(Opcode.ST8, 0, BYTES, 0xffff_ffff_ffff_fff1L);
    store(Opcode.ST16, 1, BYTES, 0xffff_ffff_ffff_f2f1L);
    store(Opcode.ST32, 2, BYTES, 0xffff_ffff_f4f3_f2f1L);
    store(Opcode.ST64, 3, BYTES, BYTES);
    store(Opcode.STF32, 2, bits(1.5), 0xffff_ffff_3fc0_0000L);
    store(Opcode.STX8, 0, BYTES, 0xffff_ffff_ffff_fff1L);
    store(Opcode.STX32, 2, BYTES, 0xffff_ffff_f4f3_f2f1L);
    store(Opcode.STX64, 3, BYTES, BYTES);
    store(Opcode.STG32, 2, BYTES, 0xffff_ffff_f4f3_f2f1L);
    store(Opcode.STG64, 3, BYTES, BYTES);
    add(
        Opcode.COPY,
        "over a page's end",
        () -> {
          long from = DATA + PageTable.PAGE_BYTES - 3;
          SmallMachine machine = SmallMachine.of(in(Opcode.COPY, 1, 2, 40)).entered();
          machine.write(from, "a text longer than what is left here").set(1, DATA).set(2, from);
          assertThat(machine.run(1)).isEqualTo(Cpu.BUDGET);
          assertThat(machine.readText(DATA, 36)).isEqualTo("a text longer than what is left here");
          assertThat(machine.cpu.executed()).isEqualTo(1 + 40 / 48);
        });
    add(
        Opcode.ZERO,
        "exactly so many",
        () -> {
          SmallMachine machine = SmallMachine.of(in(Opcode.ZERO, 1, 3)).entered();
          machine.writeLong(DATA, -1).set(1, DATA + 1);
          assertThat(machine.run(1)).isEqualTo(Cpu.BUDGET);
          assertThat(machine.readLong(DATA)).isEqualTo(0xffff_ffff_0000_00ffL);
        });
  }

  /// main calls a function at 3 that adds its two arguments; the result goes to main's register 4.
  private static SmallMachine caller(int[] call) {
    return new SmallMachine(
        SmallMachine.program(
            in(Opcode.ENTER, 16, 64),
            call,
            in(Opcode.NOP),
            in(Opcode.ENTER, 8, 32),
            in(Opcode.ADD, 3, 1, 2),
            in(Opcode.RETV, 3),
            in(Opcode.ENTER, 40, 16),
            in(Opcode.RETADDR, 39),
            in(Opcode.RET)));
  }

  private void calls() {
    add(
        Opcode.CALL,
        "passes arguments",
        () -> {
          SmallMachine machine = caller(in(Opcode.CALL, 3, 10, 4)).entered();
          long sp = machine.registers.sp();
          long fp = machine.registers.fp();
          machine.set(10, 30L).set(11, 12L);
          machine.run(1);
          assertThat(machine.registers.pc()).isEqualTo(3);
          assertThat(machine.get(1)).isEqualTo(30);
          assertThat(machine.get(2)).isEqualTo(12);
          assertThat(machine.registers.fp()).isEqualTo(sp - 16);
          assertThat(machine.readLong(sp - 16)).isEqualTo(fp);
          assertThat(machine.readLong(sp - 8)).isEqualTo(Image.addressOf(2));
        });
    add(
        Opcode.ENTER,
        "makes a frame",
        () -> {
          SmallMachine machine = caller(in(Opcode.CALL, 3, 10, 4)).entered();
          long sp = machine.registers.sp();
          machine.run(2);
          assertThat(machine.registers.sp()).isEqualTo(sp - 16 - 32);
        });
    add(
        Opcode.RETV,
        "returns a value",
        () -> {
          SmallMachine machine = caller(in(Opcode.CALL, 3, 10, 4)).entered();
          long sp = machine.registers.sp();
          machine.set(10, 30L).set(11, 12L);
          assertThat(machine.run(4)).isEqualTo(Cpu.BUDGET);
          assertThat(machine.registers.pc()).isEqualTo(2);
          assertThat(machine.registers.base()).isZero();
          assertThat(machine.registers.sp()).isEqualTo(sp);
          assertThat(machine.get(4)).isEqualTo(42);
        });
    add(
        Opcode.CALLR,
        "calls an address",
        () -> {
          SmallMachine machine = caller(in(Opcode.CALLR, 5, 10, 4)).entered();
          machine.set(10, 30L).set(11, 12L).set(5, Image.addressOf(3));
          assertThat(machine.run(4)).isEqualTo(Cpu.BUDGET);
          assertThat(machine.get(4)).isEqualTo(42);
        });
    add(
        Opcode.RETADDR,
        "tells where it returns to",
        () -> {
          SmallMachine machine = caller(in(Opcode.CALL, 6, 10, -1)).entered();
          machine.run(3);
          assertThat(machine.get(39)).isEqualTo(Image.addressOf(2));
        });
    add(
        Opcode.RET,
        "returns no value",
        () -> {
          SmallMachine machine = caller(in(Opcode.CALL, 6, 10, 4)).entered();
          machine.set(4, 99L);
          assertThat(machine.run(4)).isEqualTo(Cpu.BUDGET);
          assertThat(machine.registers.pc()).isEqualTo(2);
          assertThat(machine.get(4)).isEqualTo(99);
        });
    add(
        Opcode.ALLOCA,
        "rounds up to 16",
        () -> {
          SmallMachine machine = SmallMachine.of(in(Opcode.ALLOCA, 1, 2)).entered();
          long sp = machine.registers.sp();
          machine.set(2, 17L).run(1);
          assertThat(machine.get(1)).isEqualTo(sp - 32).isEqualTo(machine.registers.sp());
        });
    add(
        Opcode.GETSP,
        "reads",
        () -> {
          SmallMachine machine = SmallMachine.of(in(Opcode.GETSP, 1)).entered();
          machine.run(1);
          assertThat(machine.get(1)).isEqualTo(machine.registers.sp());
        });
    add(
        Opcode.SETSP,
        "writes",
        () -> {
          SmallMachine machine = SmallMachine.of(in(Opcode.SETSP, 1)).entered().set(1, 4711L);
          machine.run(1);
          assertThat(machine.registers.sp()).isEqualTo(4711);
        });
    longJumps();
  }

  private void longJumps() {
    Program program =
        SmallMachine.program(
            in(Opcode.ENTER, 16, 64),
            in(Opcode.SETJMP, 1, 2),
            in(Opcode.CALL, 3, 10, -1),
            in(Opcode.ENTER, 8, 32),
            in(Opcode.LONGJMP, 1, 2));
    add(
        Opcode.SETJMP,
        "gives 0 at first",
        () -> {
          SmallMachine machine = new SmallMachine(program).entered().set(1, 9L).set(2, DATA + 4090);
          assertThat(machine.run(1)).isEqualTo(Cpu.BUDGET);
          assertThat(machine.get(1)).isZero();
          assertThat(machine.readLong(DATA + 4090)).isEqualTo(Image.addressOf(1));
          assertThat(machine.readLong(DATA + 4106)).isEqualTo(machine.registers.sp());
        });
    for (long value : new long[] {0, 5}) {
      add(
          Opcode.LONGJMP,
          "gives " + value,
          () -> {
            SmallMachine machine = new SmallMachine(program).entered().set(2, DATA);
            long sp = machine.registers.sp();
            machine.set(10, DATA).set(11, value);
            assertThat(machine.run(4)).isEqualTo(Cpu.BUDGET);
            assertThat(machine.registers.pc()).isEqualTo(2);
            assertThat(machine.registers.base()).isZero();
            assertThat(machine.registers.sp()).isEqualTo(sp);
            assertThat(machine.get(1)).isEqualTo(value == 0 ? 1 : value);
          });
    }
  }

  private void stops() {
    add(
        Opcode.SYSCALL,
        "waits for its answer",
        () -> {
          SmallMachine machine = SmallMachine.of(in(Opcode.SYSCALL, 60, 2, 1)).entered();
          machine.set(2, 7L).set(3, 8L);
          assertThat(machine.run(9)).isEqualTo(Cpu.SYSCALL);
          assertThat(machine.cpu.trap()).isEqualTo(new Trap.Syscall(60));
          assertThat(machine.registers.syscallNumber(machine.program)).isEqualTo(60);
          assertThat(machine.registers.argument(machine.program, 1)).isEqualTo(8);
          assertThat(machine.registers.pc()).isEqualTo(1);
          machine.registers.completeSyscall(machine.program, -4);
          assertThat(machine.registers.pc()).isEqualTo(2);
          assertThat(machine.get(1)).isEqualTo(-4);
        });
    stop(Opcode.TRAP, Cpu.ILLEGAL_INSTRUCTION, new Trap.IllegalInstruction());
    stop(Opcode.BREAK, Cpu.BREAKPOINT, new Trap.Breakpoint());
    for (Opcode opcode :
        List.of(Opcode.DIV, Opcode.REM, Opcode.DIVU, Opcode.REMU, Opcode.DIV32, Opcode.REM32)) {
      divideError(opcode, 1, 0);
    }
    divideError(Opcode.DIV, MIN, -1);
    divideError(Opcode.REM, MIN, -1);
    divideError(Opcode.DIV32, Integer.MIN_VALUE, -1);
    divideError(Opcode.REM32, Integer.MIN_VALUE, -1);
    add(
        Opcode.INTRINSIC,
        "see IntrinsicTest",
        () ->
            assertThat(
                    execute(
                        in(
                            Opcode.INTRINSIC,
                            osprey.code.Intrinsic.MUL_HIGH_UNSIGNED.ordinal(),
                            2,
                            1),
                        -1,
                        16))
                .isEqualTo(15));
  }

  private void stop(Opcode opcode, int reason, Trap trap) {
    add(
        opcode,
        "stops",
        () -> {
          SmallMachine machine = SmallMachine.of(in(opcode)).entered();
          assertThat(machine.run(9)).isEqualTo(reason);
          assertThat(machine.cpu.trap()).isEqualTo(trap);
          assertThat(machine.cpu.executed()).isZero();
          assertThat(machine.registers.pc()).isEqualTo(1);
        });
  }

  private void divideError(Opcode opcode, long x, long y) {
    add(
        opcode,
        x + " by " + y,
        () -> {
          SmallMachine machine = SmallMachine.of(in(opcode, 1, 2, 3)).entered();
          machine.set(1, 77L).set(2, x).set(3, y);
          assertThat(machine.run(9)).isEqualTo(Cpu.DIVIDE_ERROR);
          assertThat(machine.cpu.trap()).isEqualTo(new Trap.DivideError());
          assertThat(machine.registers.pc()).isEqualTo(1);
          assertThat(machine.get(1)).isEqualTo(77);
        });
  }

  private void atomics() {
    for (int i = 0; i < 4; i++) {
      int size = 1 << i;
      long mask = -1L >>> (64 - 8 * size);
      atomic(Opcode.AMO_SWAP8, i, mask, 5, 5);
      atomic(Opcode.AMO_ADD8, i, mask, 5, BYTES + 5);
      atomic(Opcode.AMO_AND8, i, mask, 0x3c, BYTES & 0x3c);
      atomic(Opcode.AMO_OR8, i, mask, 0x3c, BYTES | 0x3c);
      atomic(Opcode.AMO_XOR8, i, mask, 0x3c, BYTES ^ 0x3c);
      Opcode swap = Opcode.of(Opcode.CAS8.ordinal() + i);
      for (long address : new long[] {DATA, DATA + PageTable.PAGE_BYTES - 1}) {
        add(
            swap,
            "equal at " + address,
            () -> {
              SmallMachine machine = SmallMachine.of(in(swap, 1, 2, 3)).entered();
              machine.writeLong(address, BYTES).set(1, BYTES).set(2, address).set(3, 5L);
              assertThat(machine.run(1)).isEqualTo(Cpu.BUDGET);
              assertThat(machine.readLong(address)).isEqualTo((BYTES & ~mask) | 5);
              assertThat(machine.get(1)).isEqualTo(BYTES & mask);
            });
        add(
            swap,
            "different at " + address,
            () -> {
              SmallMachine machine = SmallMachine.of(in(swap, 1, 2, 3)).entered();
              machine.writeLong(address, BYTES).set(1, 0L).set(2, address).set(3, 5L);
              assertThat(machine.run(1)).isEqualTo(Cpu.BUDGET);
              assertThat(machine.readLong(address)).isEqualTo(BYTES);
              assertThat(machine.get(1)).isEqualTo(BYTES & mask);
            });
      }
    }
  }

  private void atomic(Opcode smallest, int index, long mask, long operand, long expected) {
    Opcode opcode = Opcode.of(smallest.ordinal() + index);
    for (long address : new long[] {DATA, DATA + PageTable.PAGE_BYTES - 1}) {
      add(
          opcode,
          "at " + address,
          () -> {
            SmallMachine machine = SmallMachine.of(in(opcode, 1, 2, 3)).entered();
            machine.writeLong(address, BYTES).set(2, address).set(3, operand);
            assertThat(machine.run(1)).isEqualTo(Cpu.BUDGET);
            assertThat(machine.readLong(address)).isEqualTo((BYTES & ~mask) | (expected & mask));
            assertThat(machine.get(1)).isEqualTo(BYTES & mask);
          });
    }
  }
}
