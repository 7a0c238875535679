package osprey.code;

/// Which operands of an instruction name registers and which one is a jump target: {@link
/// Opcode.Format} as tables, for those who rewrite code.
public final class Shape {
  private static final int A = 1;
  private static final int B = 2;
  private static final int C = 4;

  private static final byte[] REGISTERS = registers();
  private static final byte[] TARGETS = targets();

  private Shape() {}

  /// Bit 0 for operand a, bit 1 for b, bit 2 for c. A result register of a call may be -1: none.
  public static int registersOf(int opcode) {
    return REGISTERS[opcode];
  }

  /// 0 for operand a, 1 for b, 2 for c, -1 where the instruction is no jump.
  public static int targetOf(int opcode) {
    return TARGETS[opcode];
  }

  /// Whether control never goes on to the next instruction.
  public static boolean endsFlow(int opcode) {
    return switch (opcode) {
      case Op.JMP, Op.RET, Op.RETV, Op.TRAP, Op.LONGJMP, Op.JTAB -> true;
      default -> false;
    };
  }

  private static byte[] registers() {
    Opcode[] all = Opcode.values();
    byte[] masks = new byte[all.length];
    for (int i = 0; i < all.length; i++) {
      masks[i] =
          (byte)
              switch (all[i].format()) {
                case NONE, T, FRAME -> 0;
                case R, RI, R_IMM64, RT, RIT, RG -> A;
                case RR, RRI, RRT, RM -> A | B;
                case RRR, RMX, CALLR -> A | B | C;
                case CALL, SYS, INTRIN -> B | C;
              };
    }
    return masks;
  }

  private static byte[] targets() {
    Opcode[] all = Opcode.values();
    byte[] slots = new byte[all.length];
    for (int i = 0; i < all.length; i++) {
      slots[i] =
          (byte)
              switch (all[i].format()) {
                case T -> 0;
                case RT -> 1;
                case RRT, RIT -> 2;
                default -> -1;
              };
    }
    return slots;
  }
}
