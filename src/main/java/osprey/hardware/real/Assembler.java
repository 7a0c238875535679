package osprey.hardware.real;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The few instructions of x86-64 that {@link Stub} is made of. Operands are 64 bits wide where
/// nothing else is said; jumps and displacements always take 32 bits, so that every instruction has
/// one form. Encodings: Intel 64 manual, volume 2.
final class Assembler {
  private static final int REX = 0x40;
  private static final int WIDE = 8;

  private final ByteArrayOutputStream code = new ByteArrayOutputStream();
  private final Map<String, Integer> labels = new LinkedHashMap<>();
  private final List<Jump> jumps = new ArrayList<>();

  /// A displacement that is filled in when all labels are known.
  private record Jump(int at, String to) {}

  /// Conditions of jumps by their code in the instruction.
  enum Condition {
    EQUAL(4),
    NOT_EQUAL(5),
    NEGATIVE(8),
    GREATER(15);

    private final int code;

    Condition(int code) {
      this.code = code;
    }
  }

  Assembler label(String name) {
    labels.put(name, code.size());
    return this;
  }

  /// Where a label is, in bytes from the beginning.
  int offset(String label) {
    Integer at = labels.get(label);
    if (at == null) {
      throw new IllegalArgumentException("there is no label " + label);
    }
    return at;
  }

  byte[] bytes() {
    byte[] bytes = code.toByteArray();
    for (Jump jump : jumps) {
      int distance = offset(jump.to) - (jump.at + 4);
      for (int i = 0; i < 4; i++) {
        bytes[jump.at + i] = (byte) (distance >> 8 * i);
      }
    }
    return Arrays.copyOf(bytes, bytes.length);
  }

  private Assembler emit(int... bytes) {
    for (int each : bytes) {
      code.write(each);
    }
    return this;
  }

  private Assembler emitInt(int value) {
    return emit(value, value >> 8, value >> 16, value >> 24);
  }

  /// REX prefix, opcode and ModRM for two registers.
  private Assembler pair(int wide, int opcode, Register reg, Register other) {
    return emit(
        REX | wide | reg.high() << 2 | other.high(), opcode, 0xc0 | reg.low() << 3 | other.low());
  }

  /// REX prefix, opcode and ModRM for an operation that the ModRM byte selects.
  private Assembler single(int opcode, int operation, Register on) {
    return emit(REX | WIDE | on.high(), opcode, 0xc0 | operation << 3 | on.low());
  }

  /// REX prefix, opcode, ModRM and displacement for memory at a base register.
  private Assembler memory(int wide, int opcode, Register reg, Register base, int displacement) {
    emit(REX | wide | reg.high() << 2 | base.high(), opcode, 0x80 | reg.low() << 3 | base.low());
    if (base.low() == Register.RSP.low()) {
      emit(0x24);
    }
    return emitInt(displacement);
  }

  /// Sets a register to a signed number of 32 bits.
  Assembler set(Register to, int value) {
    return single(0xc7, 0, to).emitInt(value);
  }

  Assembler move(Register to, Register from) {
    return pair(WIDE, 0x89, from, to);
  }

  Assembler load(Register to, Register base, int displacement) {
    return memory(WIDE, 0x8b, to, base, displacement);
  }

  Assembler store(Register base, int displacement, Register from) {
    return memory(WIDE, 0x89, from, base, displacement);
  }

  /// Loads 32 bits; the upper half becomes zero.
  Assembler load32(Register to, Register base) {
    return memory(0, 0x8b, to, base, 0);
  }

  Assembler store32(Register base, Register from) {
    return memory(0, 0x89, from, base, 0);
  }

  Assembler add(Register to, int value) {
    return single(0x81, 0, to).emitInt(value);
  }

  Assembler subtract(Register from, int value) {
    return single(0x81, 5, from).emitInt(value);
  }

  Assembler compare(Register with, int value) {
    return single(0x81, 7, with).emitInt(value);
  }

  Assembler negate(Register on) {
    return single(0xf7, 3, on);
  }

  Assembler decrement(Register on) {
    return single(0xff, 1, on);
  }

  Assembler test(Register on) {
    return pair(WIDE, 0x85, on, on);
  }

  /// Sets one bit.
  Assembler setBit(Register on, int bit) {
    return emit(REX | WIDE | on.high(), 0x0f, 0xba, 0xe8 | on.low(), bit);
  }

  Assembler jump(String to) {
    emit(0xe9);
    jumps.add(new Jump(code.size(), to));
    return emitInt(0);
  }

  Assembler jump(Condition when, String to) {
    emit(0x0f, 0x80 | when.code);
    jumps.add(new Jump(code.size(), to));
    return emitInt(0);
  }

  Assembler syscall() {
    return emit(0x0f, 0x05);
  }

  Assembler ret() {
    return emit(0xc3);
  }

  /// Always an invalid instruction.
  Assembler undefined() {
    return emit(0x0f, 0x0b);
  }

  /// Copies RCX bytes from RSI to RDI.
  Assembler copyBytes() {
    return emit(0xf3, 0xa4);
  }

  /// If the 32 bits at RDI equal EAX they become EDX; EAX is what they were.
  Assembler compareAndExchange() {
    return emit(0xf0, 0x0f, 0xb1, 0x17);
  }

  /// Adds ESI to the 32 bits at RDI; ESI becomes what they were.
  Assembler exchangeAndAdd() {
    return emit(0xf0, 0x0f, 0xc1, 0x37);
  }

  /// Divides EDX:EAX by ECX.
  Assembler divide() {
    return emit(0xf7, 0xf1);
  }
}
