package osprey.lang.c.gen;

import osprey.code.Op;
import osprey.lang.c.tree.Builtin;

/// Counts and swaps bits without instructions for it (Hacker's Delight, chapters 5 and 7).
final class BitTricks {
  private final CodeBuffer code;
  private final Registers registers;

  BitTricks(FunctionGenerator function) {
    this.code = function.code;
    this.registers = function.registers;
  }

  void generate(Builtin builtin, int operand, int target) {
    int x = registers.take();
    switch (builtin) {
      case POPCOUNT, POPCOUNTL -> {
        load(x, operand, builtin == Builtin.POPCOUNT);
        count(x);
      }
      case PARITY -> {
        load(x, operand, true);
        count(x);
        code.emit(Op.ANDI, x, x, 1);
      }
      case CTZ, CTZL -> {
        code.move(x, operand);
        trailingZeros(x);
      }
      case FFS -> {
        int end = code.newLabel();
        code.move(x, operand);
        code.emit(Op.JZ, x, end, 0);
        trailingZeros(x);
        code.emit(Op.ADDI, x, x, 1);
        code.bind(end);
      }
      case CLZ, CLZL -> {
        load(x, operand, builtin == Builtin.CLZ);
        smear(x);
        count(x);
        int total = registers.take();
        code.constant(total, builtin == Builtin.CLZ ? 32 : 64);
        code.emit(Op.SUB, x, total, x);
      }
      case BSWAP16 -> swap(x, operand, 2);
      case BSWAP32 -> swap(x, operand, 4);
      case BSWAP64 -> swap(x, operand, 8);
      default -> throw new IllegalStateException(builtin.name());
    }
    code.move(target, x);
  }

  private void load(int x, int operand, boolean narrow) {
    if (narrow) {
      code.emit(Op.ZX32, x, operand, 0);
    } else {
      code.move(x, operand);
    }
  }

  /// x = its number of one bits.
  private void count(int x) {
    int mark = registers.mark();
    int t = registers.take();
    int mask = registers.take();
    code.constant(mask, 0x5555_5555_5555_5555L);
    code.emit(Op.SHRI, t, x, 1);
    code.emit(Op.AND, t, t, mask);
    code.emit(Op.SUB, x, x, t);
    code.constant(mask, 0x3333_3333_3333_3333L);
    code.emit(Op.AND, t, x, mask);
    code.emit(Op.SHRI, x, x, 2);
    code.emit(Op.AND, x, x, mask);
    code.emit(Op.ADD, x, x, t);
    code.emit(Op.SHRI, t, x, 4);
    code.emit(Op.ADD, x, x, t);
    code.constant(mask, 0x0f0f_0f0f_0f0f_0f0fL);
    code.emit(Op.AND, x, x, mask);
    code.constant(mask, 0x0101_0101_0101_0101L);
    code.emit(Op.MUL, x, x, mask);
    code.emit(Op.SHRI, x, x, 56);
    registers.release(mark);
  }

  private void trailingZeros(int x) {
    int mark = registers.mark();
    int t = registers.take();
    code.emit(Op.ADDI, t, x, -1);
    code.emit(Op.XORI, x, x, -1);
    code.emit(Op.AND, x, x, t);
    registers.release(mark);
    count(x);
  }

  /// Sets all bits below the highest one.
  private void smear(int x) {
    int mark = registers.mark();
    int t = registers.take();
    for (int shift = 1; shift < 64; shift *= 2) {
      code.emit(Op.SHRI, t, x, shift);
      code.emit(Op.OR, x, x, t);
    }
    registers.release(mark);
  }

  private void swap(int x, int operand, int bytes) {
    int mark = registers.mark();
    int t = registers.take();
    code.constant(x, 0);
    for (int i = 0; i < bytes; i++) {
      code.emit(Op.SHRI, t, operand, 8 * i);
      code.emit(Op.ANDI, t, t, 0xff);
      code.emit(Op.SHLI, t, t, 8 * (bytes - 1 - i));
      code.emit(Op.OR, x, x, t);
    }
    registers.release(mark);
  }
}
