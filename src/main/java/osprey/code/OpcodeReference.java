package osprey.code;

import java.util.Locale;

/// The instruction set as a page of the manual: `docs/reference/opcodes.md` is this text.
public final class OpcodeReference {
  private OpcodeReference() {}

  public static String markdown() {
    StringBuilder out = new StringBuilder();
    out.append("# Instructions\n\n");
    out.append("An instruction is 16 bytes: opcode, a, b, c, four little-endian ints. ");
    out.append("Register 0 of every window is the frame pointer `fp`.\n\n");
    out.append("| number | name | operands | meaning |\n|---:|---|---|---|\n");
    for (Opcode opcode : Opcode.values()) {
      out.append("| ").append(opcode.ordinal());
      out.append(" | `").append(opcode.name().toLowerCase(Locale.ROOT));
      out.append("` | ").append(operands(opcode.format()));
      out.append(" | ").append(opcode.meaning().replace("|", "\\|")).append(" |\n");
    }
    return out.toString();
  }

  private static String operands(Opcode.Format format) {
    String text =
        switch (format) {
          case NONE -> "";
          case R -> "ra";
          case RR -> "ra, rb";
          case RRR -> "ra, rb, rc";
          case RRI -> "ra, rb, imm";
          case RI -> "ra, imm";
          case R_IMM64 -> "ra, imm64";
          case T -> "@target";
          case RT -> "ra, @target";
          case RRT -> "ra, rb, @target";
          case RIT -> "ra, imm, @target";
          case RM -> "ra, [rb + imm]";
          case RMX -> "ra, [rb + rc * size]";
          case RG -> "ra, [address]";
          case CALL -> "function (rb…) -> rc";
          case CALLR -> "ra (rb…) -> rc";
          case FRAME -> "registers, bytes";
          case SYS -> "number (rb…) -> rc";
          case INTRIN -> "intrinsic (rb…) -> rc";
        };
    return text.isEmpty() ? "" : "`" + text + "`";
  }
}
