package osprey.lang.c.gen;

import osprey.code.Op;
import osprey.lang.c.tree.Expr.BinaryOp;

/// Chooses the instructions of binary operators. An operand is a register, or {@link #IMMEDIATE}
/// with a constant that {@link #takesImmediate} accepted.
final class Arithmetic {
  static final int IMMEDIATE = -2;

  private final CodeBuffer code;

  Arithmetic(CodeBuffer code) {
    this.code = code;
  }

  static boolean isCommutative(BinaryOp op) {
    return switch (op) {
      case ADD, MULTIPLY, AND, OR, XOR, EQUAL, NOT_EQUAL -> true;
      default -> false;
    };
  }

  /// Whether the constant can be the right operand without a register of its own.
  static boolean takesImmediate(BinaryOp op, Repr type, long value, boolean inLoop) {
    if (type.isFloating()) {
      return false;
    }
    boolean fits = Constants.fitsInt(value);
    return switch (op) {
      case ADD -> type == Repr.U32 || fits;
      case SUBTRACT -> type == Repr.U32 || (fits && value != Integer.MIN_VALUE);
      case MULTIPLY ->
          type == Repr.U32 ? powerOfTwo(value) >= 0 || !inLoop : fits || powerOfTwo(value) >= 0;
      case AND -> type == Repr.U32 || fits || value == 0xffff_ffffL;
      case OR, XOR -> fits;
      case SHIFT_LEFT, SHIFT_RIGHT -> true;
      case DIVIDE -> type.signed ? value == 1 : powerOfTwo(value) >= 0;
      case REMAINDER -> !type.signed && powerOfTwo(value) >= 0 && powerOfTwo(value) <= 32;
      case EQUAL, NOT_EQUAL -> fits;
      case LESS, GREATER_EQUAL ->
          fits && (type.comparesSigned() ? value > Integer.MIN_VALUE : value == 1);
      case LESS_EQUAL, GREATER ->
          fits && (type.comparesSigned() ? value < Integer.MAX_VALUE : value == 0);
    };
  }

  /// Whether the operands count modulo 2^32 only, so that they need not be extended canonically.
  static boolean needsLowBitsOnly(BinaryOp op, Repr type) {
    return type.size == 4
        && !type.isFloating()
        && switch (op) {
          case ADD, SUBTRACT, MULTIPLY, SHIFT_LEFT -> true;
          default -> false;
        };
  }

  /// The exponent if the value is a power of two, else -1.
  static int powerOfTwo(long value) {
    return value != 0 && (value & (value - 1)) == 0 ? Long.numberOfTrailingZeros(value) : -1;
  }

  /// want = left op right. Never writes `want` before both operands are read.
  void emit(BinaryOp op, Repr type, int left, int right, long immediate, int want) {
    if (op.isComparison()) {
      if (type.isFloating()) {
        compareFloating(op, left, right, want);
      } else if (right == IMMEDIATE) {
        compareImmediate(op, type, left, (int) immediate, want);
      } else {
        compare(op, type, left, right, want);
      }
    } else if (type.isFloating()) {
      floating(op, type, left, right, want);
    } else if (right == IMMEDIATE) {
      immediate(op, type, left, immediate, want);
    } else {
      code.emit(opcode(op, type), want, left, right);
    }
  }

  private static int opcode(BinaryOp op, Repr type) {
    boolean wide = type.isWide();
    boolean signed = type.signed;
    return switch (op) {
      case ADD -> wide ? Op.ADD : signed ? Op.ADD32 : Op.ADDU32;
      case SUBTRACT -> wide ? Op.SUB : signed ? Op.SUB32 : Op.SUBU32;
      case MULTIPLY -> wide ? Op.MUL : signed ? Op.MUL32 : Op.MULU32;
      case DIVIDE -> !signed ? Op.DIVU : wide ? Op.DIV : Op.DIV32;
      case REMAINDER -> !signed ? Op.REMU : wide ? Op.REM : Op.REM32;
      case AND -> Op.AND;
      case OR -> Op.OR;
      case XOR -> Op.XOR;
      case SHIFT_LEFT -> wide ? Op.SHL : signed ? Op.SHL32 : Op.SHLU32;
      case SHIFT_RIGHT -> wide ? (signed ? Op.SAR : Op.SHR) : signed ? Op.SAR32 : Op.SHRU32;
      default -> throw new IllegalStateException(op.name());
    };
  }

  private void immediate(BinaryOp op, Repr type, int left, long value, int want) {
    switch (op) {
      case ADD -> add(type, left, (int) value, want);
      case SUBTRACT -> add(type, left, (int) -value, want);
      case MULTIPLY -> multiply(type, left, value, want);
      case AND -> {
        if (type.isWide() && value == 0xffff_ffffL) {
          code.emit(Op.ZX32, want, left, 0);
        } else {
          code.emit(Op.ANDI, want, left, (int) value);
        }
      }
      case OR -> code.emit(Op.ORI, want, left, (int) value);
      case XOR -> code.emit(Op.XORI, want, left, (int) value);
      case SHIFT_LEFT -> shiftLeft(type, left, (int) value & (type.isWide() ? 63 : 31), want);
      case SHIFT_RIGHT ->
          code.emit(
              type.signed ? Op.SARI : Op.SHRI, want, left, (int) value & (type.isWide() ? 63 : 31));
      case DIVIDE -> {
        if (value == 1) {
          code.move(want, left);
        } else {
          code.emit(Op.SHRI, want, left, powerOfTwo(value));
        }
      }
      case REMAINDER -> {
        if (powerOfTwo(value) == 32) {
          code.emit(Op.ZX32, want, left, 0);
        } else {
          code.emit(Op.ANDI, want, left, (int) (value - 1));
        }
      }
      default -> throw new IllegalStateException(op.name());
    }
  }

  private void add(Repr type, int left, int value, int want) {
    code.emit(type.isWide() ? Op.ADDI : type.signed ? Op.ADDI32 : Op.ADDIU32, want, left, value);
  }

  private void multiply(Repr type, int left, long value, int want) {
    int shift = powerOfTwo(value);
    if (shift >= 0 && (type.isWide() || shift < 32)) {
      shiftLeft(type, left, shift, want);
    } else if (type == Repr.U32) {
      code.emit(Op.MULI, want, left, (int) value);
      code.emit(Op.ZX32, want, want, 0);
    } else {
      code.emit(type.isWide() ? Op.MULI : Op.MULI32, want, left, (int) value);
    }
  }

  private void shiftLeft(Repr type, int left, int count, int want) {
    if (type == Repr.U32) {
      code.emit(Op.SHLI, want, left, count);
      code.emit(Op.ZX32, want, want, 0);
    } else {
      code.emit(type.isWide() ? Op.SHLI : Op.SHLI32, want, left, count);
    }
  }

  private void floating(BinaryOp op, Repr type, int left, int right, int want) {
    int opcode =
        switch (op) {
          case ADD -> Op.FADD;
          case SUBTRACT -> Op.FSUB;
          case MULTIPLY -> Op.FMUL;
          case DIVIDE -> Op.FDIV;
          default -> throw new IllegalStateException(op.name());
        };
    code.emit(opcode, want, left, right);
    if (type == Repr.FLOAT) {
      code.emit(Op.FROUND, want, want, 0);
    }
  }

  private void compareFloating(BinaryOp op, int left, int right, int want) {
    switch (op) {
      case EQUAL -> code.emit(Op.FSEQ, want, left, right);
      case NOT_EQUAL -> code.emit(Op.FSNE, want, left, right);
      case LESS -> code.emit(Op.FSLT, want, left, right);
      case LESS_EQUAL -> code.emit(Op.FSLE, want, left, right);
      case GREATER -> code.emit(Op.FSLT, want, right, left);
      case GREATER_EQUAL -> code.emit(Op.FSLE, want, right, left);
      default -> throw new IllegalStateException(op.name());
    }
  }

  private void compare(BinaryOp op, Repr type, int left, int right, int want) {
    boolean signed = type.comparesSigned();
    switch (op) {
      case EQUAL -> code.emit(Op.SEQ, want, left, right);
      case NOT_EQUAL -> code.emit(Op.SNE, want, left, right);
      case LESS -> code.emit(signed ? Op.SLT : Op.SLTU, want, left, right);
      case LESS_EQUAL -> code.emit(signed ? Op.SLE : Op.SLEU, want, left, right);
      case GREATER -> code.emit(signed ? Op.SLT : Op.SLTU, want, right, left);
      case GREATER_EQUAL -> code.emit(signed ? Op.SLE : Op.SLEU, want, right, left);
      default -> throw new IllegalStateException(op.name());
    }
  }

  private void compareImmediate(BinaryOp op, Repr type, int left, int value, int want) {
    BinaryOp simple = type.comparesSigned() ? op : againstZero(op);
    switch (simple) {
      case EQUAL -> {
        if (value == 0 || op == BinaryOp.LESS) {
          code.emit(Op.NOT, want, left, 0);
        } else {
          code.emit(Op.SEQI, want, left, value);
        }
      }
      case NOT_EQUAL -> {
        if (value == 0 || op == BinaryOp.GREATER_EQUAL) {
          code.emit(Op.BOOL, want, left, 0);
        } else {
          code.emit(Op.SNEI, want, left, value);
        }
      }
      case LESS -> code.emit(Op.SLTI, want, left, value);
      case LESS_EQUAL -> code.emit(Op.SLTI, want, left, value + 1);
      case GREATER -> code.emit(Op.SGTI, want, left, value);
      case GREATER_EQUAL -> code.emit(Op.SGTI, want, left, value - 1);
      default -> throw new IllegalStateException(op.name());
    }
  }

  /// An unsigned comparison with 0 or 1 that is one of equality with zero: `x > 0`, `x < 1`.
  private static BinaryOp againstZero(BinaryOp op) {
    return switch (op) {
      case LESS, LESS_EQUAL -> BinaryOp.EQUAL;
      case GREATER, GREATER_EQUAL -> BinaryOp.NOT_EQUAL;
      default -> op;
    };
  }

  /// The comparison with its operands exchanged.
  static BinaryOp swapped(BinaryOp op) {
    return switch (op) {
      case LESS -> BinaryOp.GREATER;
      case LESS_EQUAL -> BinaryOp.GREATER_EQUAL;
      case GREATER -> BinaryOp.LESS;
      case GREATER_EQUAL -> BinaryOp.LESS_EQUAL;
      default -> op;
    };
  }

  /// The comparison that holds exactly when this one does not; not for floating operands.
  static BinaryOp negated(BinaryOp op) {
    return switch (op) {
      case EQUAL -> BinaryOp.NOT_EQUAL;
      case NOT_EQUAL -> BinaryOp.EQUAL;
      case LESS -> BinaryOp.GREATER_EQUAL;
      case LESS_EQUAL -> BinaryOp.GREATER;
      case GREATER -> BinaryOp.LESS_EQUAL;
      case GREATER_EQUAL -> BinaryOp.LESS;
      default -> throw new IllegalStateException(op.name());
    };
  }

  /// Jumps if the comparison of two registers, or of a register and an immediate, holds.
  void jumpIf(BinaryOp op, Repr type, int left, int right, long immediate, int label) {
    if (right == IMMEDIATE) {
      jumpIfImmediate(type.comparesSigned() ? op : againstZero(op), op, left, immediate, label);
      return;
    }
    boolean signed = type.comparesSigned();
    switch (op) {
      case EQUAL -> code.emit(Op.JEQ, left, right, label);
      case NOT_EQUAL -> code.emit(Op.JNE, left, right, label);
      case LESS -> code.emit(signed ? Op.JLT : Op.JLTU, left, right, label);
      case LESS_EQUAL -> code.emit(signed ? Op.JLE : Op.JLEU, left, right, label);
      case GREATER -> code.emit(signed ? Op.JLT : Op.JLTU, right, left, label);
      case GREATER_EQUAL -> code.emit(signed ? Op.JLE : Op.JLEU, right, left, label);
      default -> throw new IllegalStateException(op.name());
    }
  }

  private void jumpIfImmediate(BinaryOp op, BinaryOp written, int left, long value, int label) {
    boolean zero = value == 0 || op != written;
    int immediate = (int) value;
    switch (op) {
      case EQUAL -> {
        if (zero) {
          code.emit(Op.JZ, left, label, 0);
        } else {
          code.emit(Op.JEQI, left, immediate, label);
        }
      }
      case NOT_EQUAL -> {
        if (zero) {
          code.emit(Op.JNZ, left, label, 0);
        } else {
          code.emit(Op.JNEI, left, immediate, label);
        }
      }
      case LESS -> code.emit(Op.JLTI, left, immediate, label);
      case LESS_EQUAL -> code.emit(Op.JLEI, left, immediate, label);
      case GREATER -> code.emit(Op.JGTI, left, immediate, label);
      case GREATER_EQUAL -> code.emit(Op.JGEI, left, immediate, label);
      default -> throw new IllegalStateException(op.name());
    }
  }
}
