package osprey.code;

import java.util.List;

/// The instruction set of Osprey's machine: a register machine whose registers form windows.
///
/// An instruction is four ints: opcode, a, b, c. Register operands count from the current window;
/// register 0 of every window holds the frame pointer. Integer registers hold values in canonical
/// form: sign-extended for signed types, zero-extended for unsigned ones; floating ones hold the
/// bits of a `double`. The interpreter switches over the same numbers as `int` constants, {@link
/// Op}.
public enum Opcode {
  // Moves.
  NOP(Format.NONE, "nothing"),
  MOV(Format.RR, "a = b"),
  LI(Format.R_IMM64, "a = 64-bit constant, low half in b, high half in c"),
  TP(Format.R, "a = thread pointer (start of the thread-local block)"),
  // Integer arithmetic, 64 bits; right for values of any width where no bits can appear above them.
  ADD(Format.RRR, "a = b + c"),
  SUB(Format.RRR, "a = b - c"),
  MUL(Format.RRR, "a = b * c"),
  DIV(Format.RRR, "a = b / c, signed; traps on 0 and overflow"),
  REM(Format.RRR, "a = b % c, signed; traps likewise"),
  DIVU(Format.RRR, "a = b / c, unsigned; traps on 0"),
  REMU(Format.RRR, "a = b % c, unsigned; traps on 0"),
  AND(Format.RRR, "a = b & c"),
  OR(Format.RRR, "a = b | c"),
  XOR(Format.RRR, "a = b ^ c"),
  SHL(Format.RRR, "a = b << (c & 63)"),
  SHR(Format.RRR, "a = b >>> (c & 63)"),
  SAR(Format.RRR, "a = b >> (c & 63)"),
  ADDI(Format.RRI, "a = b + imm (imm is c, sign-extended)"),
  MULI(Format.RRI, "a = b * imm (imm is c, sign-extended)"),
  ANDI(Format.RRI, "a = b & imm (imm is c, sign-extended)"),
  ORI(Format.RRI, "a = b | imm (imm is c, sign-extended)"),
  XORI(Format.RRI, "a = b ^ imm (imm is c, sign-extended)"),
  SHLI(Format.RRI, "a = b << imm (imm is c, sign-extended)"),
  SHRI(Format.RRI, "a = b >>> imm (imm is c, sign-extended)"),
  SARI(Format.RRI, "a = b >> imm (imm is c, sign-extended)"),
  LEA2(Format.RRR, "a = b + c * 2"),
  LEA4(Format.RRR, "a = b + c * 4"),
  LEA8(Format.RRR, "a = b + c * 8"),
  // int arithmetic: the low 32 bits of the result, sign-extended.
  ADD32(Format.RRR, "a = (int) b + c"),
  SUB32(Format.RRR, "a = (int) b - c"),
  MUL32(Format.RRR, "a = (int) b * c"),
  DIV32(Format.RRR, "a = (int) b / c; traps on 0 and overflow"),
  REM32(Format.RRR, "a = (int) b % c; traps likewise"),
  SHL32(Format.RRR, "a = (int) b << (c & 31)"),
  SAR32(Format.RRR, "a = (int) b >> (c & 31)"),
  ADDI32(Format.RRI, "a = (int) b + imm"),
  MULI32(Format.RRI, "a = (int) b * imm"),
  SHLI32(Format.RRI, "a = (int) b << imm"),
  // unsigned int arithmetic: the low 32 bits of the result, zero-extended.
  ADDU32(Format.RRR, "a = (unsigned) b + c"),
  SUBU32(Format.RRR, "a = (unsigned) b - c"),
  MULU32(Format.RRR, "a = (unsigned) b * c"),
  SHLU32(Format.RRR, "a = (unsigned) b << (c & 31)"),
  SHRU32(Format.RRR, "a = (unsigned) b >>> (c & 31)"),
  ADDIU32(Format.RRI, "a = (unsigned) (b + imm)"),
  // Conversions.
  SX8(Format.RR, "a = sign-extend 8 bits of b"),
  SX16(Format.RR, "a = sign-extend 16 bits of b"),
  SX32(Format.RR, "a = sign-extend 32 bits of b"),
  ZX8(Format.RR, "a = zero-extend 8 bits of b"),
  ZX16(Format.RR, "a = zero-extend 16 bits of b"),
  ZX32(Format.RR, "a = zero-extend 32 bits of b"),
  BOOL(Format.RR, "a = 1 if not zero, else 0: b"),
  NEG(Format.RR, "a = negate (64 bits) b"),
  NOT(Format.RR, "a = 1 if zero, else 0: b"),
  // Floating point: registers hold the bits of a double; float results are rounded by FROUND.
  FADD(Format.RRR, "a = b + c"),
  FSUB(Format.RRR, "a = b - c"),
  FMUL(Format.RRR, "a = b * c"),
  FDIV(Format.RRR, "a = b / c"),
  FNEG(Format.RR, "a = -b"),
  FROUND(Format.RR, "a = (float) b"),
  FSEQ(Format.RRR, "a = b == c (0 or 1)"),
  FSNE(Format.RRR, "a = b != c (0 or 1)"),
  FSLT(Format.RRR, "a = b < c (0 or 1)"),
  FSLE(Format.RRR, "a = b <= c (0 or 1)"),
  I2D(Format.RR, "a = (double) signed long b"),
  U2D(Format.RR, "a = (double) unsigned long b"),
  I2F(Format.RR, "a = (float) signed long b"),
  U2F(Format.RR, "a = (float) unsigned long b"),
  D2I(Format.RR, "a = (long) b, x86 rules: out of range gives 0x8000000000000000"),
  D2I32(Format.RR, "a = (int) b, x86 rules: out of range gives INT_MIN"),
  D2U(Format.RR, "a = (unsigned long) b, x86 rules"),
  FBOOL(Format.RR, "a = b != 0.0"),
  // Comparison to 0 or 1; right for canonical values of any width.
  SEQ(Format.RRR, "a = b == c"),
  SNE(Format.RRR, "a = b != c"),
  SLT(Format.RRR, "a = b < c signed"),
  SLE(Format.RRR, "a = b <= c signed"),
  SLTU(Format.RRR, "a = b < c unsigned"),
  SLEU(Format.RRR, "a = b <= c unsigned"),
  SEQI(Format.RRI, "a = b == imm"),
  SNEI(Format.RRI, "a = b != imm"),
  SLTI(Format.RRI, "a = b < imm signed"),
  SGTI(Format.RRI, "a = b > imm signed"),
  // Jumps; a target is an instruction index.
  JMP(Format.T, "go to a"),
  JZ(Format.RT, "if a == 0 go to b"),
  JNZ(Format.RT, "if a != 0 go to b"),
  JEQ(Format.RRT, "if a == b go to c"),
  JNE(Format.RRT, "if a != b go to c"),
  JLT(Format.RRT, "if a < b signed go to c"),
  JLE(Format.RRT, "if a <= b signed go to c"),
  JLTU(Format.RRT, "if a < b unsigned go to c"),
  JLEU(Format.RRT, "if a <= b unsigned go to c"),
  JEQI(Format.RIT, "if a == imm (signed, imm is b) go to c"),
  JNEI(Format.RIT, "if a != imm (signed, imm is b) go to c"),
  JLTI(Format.RIT, "if a < imm (signed, imm is b) go to c"),
  JLEI(Format.RIT, "if a <= imm (signed, imm is b) go to c"),
  JGTI(Format.RIT, "if a > imm (signed, imm is b) go to c"),
  JGEI(Format.RIT, "if a >= imm (signed, imm is b) go to c"),
  JTAB(
      Format.RI,
      "go to the jump that follows at index min(a unsigned, b): b cases, then the default"),
  // Memory: a is the register, the address is b + imm c.
  LD8S(Format.RM, "load signed char"),
  LD8U(Format.RM, "load unsigned char"),
  LD16S(Format.RM, "load short"),
  LD16U(Format.RM, "load unsigned short"),
  LD32S(Format.RM, "load int"),
  LD32U(Format.RM, "load unsigned int"),
  LD64(Format.RM, "load long"),
  LDF32(Format.RM, "load float, widened to double"),
  ST8(Format.RM, "store 8 bits"),
  ST16(Format.RM, "store 16 bits"),
  ST32(Format.RM, "store 32 bits"),
  ST64(Format.RM, "store 64 bits"),
  STF32(Format.RM, "store double rounded to float"),
  // Memory, indexed: the address is b + c * size.
  LDX8S(Format.RMX, "load signed char"),
  LDX8U(Format.RMX, "load unsigned char"),
  LDX32S(Format.RMX, "load int"),
  LDX32U(Format.RMX, "load unsigned int"),
  LDX64(Format.RMX, "load long"),
  STX8(Format.RMX, "store 8 bits"),
  STX32(Format.RMX, "store 32 bits"),
  STX64(Format.RMX, "store 64 bits"),
  // Memory, absolute: the address is imm b (below 2 GiB).
  LDG32S(Format.RG, "load int"),
  LDG64(Format.RG, "load long"),
  STG32(Format.RG, "store 32 bits"),
  STG64(Format.RG, "store 64 bits"),
  // Bulk.
  COPY(Format.RRI, "copy c bytes from address b to address a (as memmove)"),
  ZERO(Format.RI, "zero b bytes at address a"),
  // Calls; see docs/architecture.md, calling convention.
  CALL(
      Format.CALL,
      "call instruction index a; arguments from register b; result to register c (-1: none)"),
  CALLR(Format.CALLR, "call the function whose address is in register a; b, c as for CALL"),
  ENTER(Format.FRAME, "first instruction of a function: a registers, b bytes of memory frame"),
  RET(Format.NONE, "return without a value"),
  RETV(Format.R, "return the value in a"),
  SYSCALL(Format.SYS, "system call number a; arguments from register b; result to register c"),
  INTRINSIC(
      Format.INTRIN,
      "intrinsic number a; arguments from register b; result to register c (-1: none)"),
  ALLOCA(Format.RR, "lower the stack pointer by b bytes rounded up to 16; a = stack pointer"),
  GETSP(Format.R, "a = stack pointer"),
  SETSP(Format.R, "stack pointer = a"),
  SETJMP(Format.RR, "save pc, fp, sp and window to the 4 longs at address b; a = 0"),
  LONGJMP(
      Format.RR,
      "return a second time from the SETJMP that saved at address a, with value b (0 becomes 1)"),
  RETADDR(Format.R, "a = return address of this function"),
  TRAP(Format.NONE, "illegal instruction"),
  BREAK(Format.NONE, "stop for the debugger"),
  // Atomics, sequentially consistent: the address is b; results are not extended (the low bits
  // count).
  AMO_SWAP8(Format.RRR, "a = old 8 bits zero-extended; memory = c"),
  AMO_SWAP16(Format.RRR, "a = old 16 bits zero-extended; memory = c"),
  AMO_SWAP32(Format.RRR, "a = old 32 bits zero-extended; memory = c"),
  AMO_SWAP64(Format.RRR, "a = old 64 bits zero-extended; memory = c"),
  AMO_ADD8(Format.RRR, "a = old 8 bits zero-extended; memory += c"),
  AMO_ADD16(Format.RRR, "a = old 16 bits zero-extended; memory += c"),
  AMO_ADD32(Format.RRR, "a = old 32 bits zero-extended; memory += c"),
  AMO_ADD64(Format.RRR, "a = old 64 bits zero-extended; memory += c"),
  AMO_AND8(Format.RRR, "a = old 8 bits zero-extended; memory &= c"),
  AMO_AND16(Format.RRR, "a = old 16 bits zero-extended; memory &= c"),
  AMO_AND32(Format.RRR, "a = old 32 bits zero-extended; memory &= c"),
  AMO_AND64(Format.RRR, "a = old 64 bits zero-extended; memory &= c"),
  AMO_OR8(Format.RRR, "a = old 8 bits zero-extended; memory |= c"),
  AMO_OR16(Format.RRR, "a = old 16 bits zero-extended; memory |= c"),
  AMO_OR32(Format.RRR, "a = old 32 bits zero-extended; memory |= c"),
  AMO_OR64(Format.RRR, "a = old 64 bits zero-extended; memory |= c"),
  AMO_XOR8(Format.RRR, "a = old 8 bits zero-extended; memory ^= c"),
  AMO_XOR16(Format.RRR, "a = old 16 bits zero-extended; memory ^= c"),
  AMO_XOR32(Format.RRR, "a = old 32 bits zero-extended; memory ^= c"),
  AMO_XOR64(Format.RRR, "a = old 64 bits zero-extended; memory ^= c"),
  CAS8(
      Format.RRR,
      "old = 8 bits at b; if old equals the low bits of a, memory = c; a = old zero-extended"),
  CAS16(
      Format.RRR,
      "old = 16 bits at b; if old equals the low bits of a, memory = c; a = old zero-extended"),
  CAS32(
      Format.RRR,
      "old = 32 bits at b; if old equals the low bits of a, memory = c; a = old zero-extended"),
  CAS64(
      Format.RRR,
      "old = 64 bits at b; if old equals the low bits of a, memory = c; a = old zero-extended"),
  FENCE(Format.NONE, "order memory accesses");

  /// How a, b and c are meant.
  public enum Format {
    NONE,
    R,
    RR,
    RRR,
    RRI,
    RI,
    R_IMM64,
    /// Jump target in a; after one register; after two registers; after a register and an
    /// immediate.
    T,
    RT,
    RRT,
    RIT,
    /// Memory at register b plus immediate c; at b plus c scaled; at the absolute address b.
    RM,
    RMX,
    RG,
    CALL,
    CALLR,
    FRAME,
    SYS,
    INTRIN
  }

  private static final List<Opcode> BY_NUMBER = List.of(values());

  private final Format format;
  private final String meaning;

  Opcode(Format format, String meaning) {
    this.format = format;
    this.meaning = meaning;
  }

  public static Opcode of(int number) {
    return BY_NUMBER.get(number);
  }

  public Format format() {
    return format;
  }

  /// One line for the reference page.
  public String meaning() {
    return meaning;
  }
}
