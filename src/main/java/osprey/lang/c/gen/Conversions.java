package osprey.lang.c.gen;

import osprey.code.Op;

/// Conversions between scalar representations (C11 §6.3.1), with x86's answers where C has none.
final class Conversions {
  private final CodeBuffer code;
  private final Registers registers;

  Conversions(CodeBuffer code, Registers registers) {
    this.code = code;
    this.registers = registers;
  }

  /// Converts the value in a register.
  ///
  /// @param max the value is known to lie in 0 … max, or -1
  /// @param want the register for the result, or {@link Registers#ANY}: the register itself where
  ///   nothing has to be done
  int convert(int register, Repr from, Repr to, long max, int want) {
    if (isFree(from, to, max)) {
      return settle(register, want);
    }
    int target = want == Registers.ANY ? registers.take() : want;
    if (from.isFloating()) {
      fromFloating(target, register, to);
    } else if (to.isFloating()) {
      toFloating(target, register, from, to);
    } else {
      code.emit(extension(to), target, register, 0);
    }
    return target;
  }

  /// Whether a canonical value of one representation is one of the other already.
  static boolean isFree(Repr from, Repr to, long max) {
    if (from == to) {
      return true;
    }
    if (from.isFloating() || to.isFloating()) {
      return from.isFloating() && to.isFloating() && to != Repr.FLOAT;
    }
    if (max >= 0 && to.holds(max)) {
      return true;
    }
    if (to == Repr.BOOL) {
      return false;
    }
    if (to.isWide()) {
      return true;
    }
    if (from.signed) {
      return to.signed && to.size >= from.size;
    }
    return to.size > from.size || (to.size == from.size && !to.signed);
  }

  /// Moves a value to where it is wanted.
  int settle(int register, int want) {
    if (want == Registers.ANY) {
      return register;
    }
    code.move(want, register);
    return want;
  }

  /// The same for a value that nobody needs where it is: its last instruction may be redirected.
  int deliver(int register, int want) {
    if (want == Registers.ANY) {
      return register;
    }
    if (!registers.isTemporary(register) || !code.redirect(register, want)) {
      code.move(want, register);
    }
    return want;
  }

  private void fromFloating(int target, int register, Repr to) {
    switch (to) {
      case BOOL -> code.emit(Op.FBOOL, target, register, 0);
      case S8, U8, S16, U16 -> {
        code.emit(Op.D2I32, target, register, 0);
        code.emit(extension(to), target, target, 0);
      }
      case S32 -> code.emit(Op.D2I32, target, register, 0);
      case U32 -> {
        code.emit(Op.D2I, target, register, 0);
        code.emit(Op.ZX32, target, target, 0);
      }
      case S64 -> code.emit(Op.D2I, target, register, 0);
      case U64 -> code.emit(Op.D2U, target, register, 0);
      case FLOAT -> code.emit(Op.FROUND, target, register, 0);
      case DOUBLE, LONG_DOUBLE -> code.move(target, register);
    }
  }

  private void toFloating(int target, int register, Repr from, Repr to) {
    boolean unsigned = from == Repr.U64;
    int opcode = to == Repr.FLOAT ? (unsigned ? Op.U2F : Op.I2F) : (unsigned ? Op.U2D : Op.I2D);
    code.emit(opcode, target, register, 0);
  }

  private static int extension(Repr to) {
    return switch (to) {
      case BOOL -> Op.BOOL;
      case S8 -> Op.SX8;
      case U8 -> Op.ZX8;
      case S16 -> Op.SX16;
      case U16 -> Op.ZX16;
      case S32 -> Op.SX32;
      case U32 -> Op.ZX32;
      default -> Op.MOV;
    };
  }
}
