package osprey.code;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Shows instructions as text, in the manner of `objdump -dS`: addresses, source lines between,
/// operands with brackets around what is in memory, names for functions and static objects.
///
/// ```
/// 0000000000400020 <sum>:
/// ; sum.c:3  return a + b;
///   400020    0  enter    3 registers, 32 bytes
///   400030    1  add32    r1, r1, r2
///   400040    2  retv     r1
/// ```
public final class Disassembler {
  private final Image image;
  private final Map<Integer, String> functionNames = new HashMap<>();
  private final TreeMap<Long, Symbol.Global> globals = new TreeMap<>();

  public Disassembler(Image image) {
    this.image = image;
    for (Symbol.Function function : image.functions()) {
      functionNames.put(function.start(), function.name());
    }
    for (Symbol.Global global : image.globals()) {
      if (global.location() instanceof Location.Static(long address)) {
        globals.put(address, global);
      }
    }
  }

  /// The whole program.
  ///
  /// @param withLibrary the C library too
  public String program(boolean withLibrary) {
    StringBuilder out = new StringBuilder();
    for (Symbol.Function function : image.functions()) {
      if (withLibrary || !function.isLibrary()) {
        out.append(function(function)).append('\n');
      }
    }
    return out.toString();
  }

  /// One function with its source lines.
  public String function(Symbol.Function function) {
    StringBuilder out = new StringBuilder();
    out.append(String.format("%016x <%s>:%n", Image.addressOf(function.start()), function.name()));
    int line = 0;
    for (int i = function.start(); i < function.end(); i++) {
      if (image.lineAt(i) != line && image.lineAt(i) != 0) {
        line = image.lineAt(i);
        appendSource(out, i, line);
      }
      out.append(
          String.format(
              "  %6x %4d  %s%n",
              Image.addressOf(i), i - function.start(), instruction(i, function)));
    }
    return out.toString().replace(System.lineSeparator(), "\n");
  }

  private void appendSource(StringBuilder out, int instruction, int line) {
    SourceFile file = image.fileAt(instruction);
    out.append("; ").append(file.name()).append(':').append(line);
    String text = lineOf(file, line);
    if (!text.isEmpty()) {
      out.append("  ").append(text.strip());
    }
    out.append('\n');
  }

  private static String lineOf(SourceFile file, int line) {
    List<String> lines = file.text().lines().toList();
    int index = line - file.firstLine();
    return index >= 0 && index < lines.size() ? lines.get(index) : "";
  }

  /// One instruction without its address.
  public String instruction(int index) {
    return instruction(index, image.functionAt(index));
  }

  private String instruction(int index, Symbol.@Nullable Function function) {
    int[] code = image.code();
    int at = index * Image.INSTRUCTION_INTS;
    Opcode opcode = Opcode.of(code[at]);
    String operands = operands(opcode, code[at + 1], code[at + 2], code[at + 3], function);
    String mnemonic = mnemonic(opcode);
    return operands.isEmpty() ? mnemonic : String.format("%-8s %s", mnemonic, operands);
  }

  /// As the opcode is spelled in listings: `add32`.
  public static String mnemonic(Opcode opcode) {
    return opcode.name().toLowerCase(Locale.ROOT);
  }

  private String operands(Opcode opcode, int a, int b, int c, Symbol.@Nullable Function function) {
    return switch (opcode.format()) {
      case NONE -> "";
      case R -> register(a);
      case RR -> register(a) + ", " + register(b);
      case RRR -> register(a) + ", " + register(b) + ", " + register(c);
      case RRI -> register(a) + ", " + register(b) + ", " + immediate(c);
      case RI -> register(a) + ", " + b;
      case R_IMM64 -> register(a) + ", " + constant((long) c << 32 | (b & 0xffff_ffffL));
      case T -> target(a, function);
      case RT -> register(a) + ", " + target(b, function);
      case RRT -> register(a) + ", " + register(b) + ", " + target(c, function);
      case RIT -> register(a) + ", " + b + ", " + target(c, function);
      case RM -> register(a) + ", [" + register(b) + displacement(c) + "]";
      case RMX -> register(a) + ", [" + register(b) + " + " + register(c) + scale(opcode) + "]";
      case RG -> register(a) + ", [" + address(b) + "]";
      case CALL -> functionNames.getOrDefault(a, "#" + a) + arguments(b, c);
      case CALLR -> register(a) + arguments(b, c);
      case FRAME -> a + " registers, " + b + " bytes";
      case SYS -> a + arguments(b, c);
      case INTRIN -> Intrinsic.values()[a].name().toLowerCase(Locale.ROOT) + arguments(b, c);
    };
  }

  private static String register(int number) {
    return number == 0 ? "fp" : "r" + number;
  }

  private static String arguments(int first, int result) {
    return " (r" + first + "…)" + (result < 0 ? "" : " -> " + register(result));
  }

  private static String immediate(int value) {
    return Integer.toString(value);
  }

  private String displacement(int offset) {
    String name = offset >= Image.CODE_BASE ? nameOf(offset) : null;
    if (name != null) {
      return " + " + name;
    }
    return offset == 0 ? "" : offset < 0 ? "-" + -(long) offset : "+" + offset;
  }

  private static String scale(Opcode opcode) {
    return switch (opcode) {
      case LDX32S, LDX32U, STX32 -> "*4";
      case LDX64, STX64 -> "*8";
      default -> "";
    };
  }

  private static String target(int index, Symbol.@Nullable Function function) {
    return "@" + (function == null ? index : index - function.start());
  }

  private String constant(long value) {
    String name = nameOf(value);
    if (name != null) {
      return name;
    }
    long magnitude = Math.abs(value);
    double number = Double.longBitsToDouble(value);
    if (magnitude > 1L << 52 && Math.abs(number) > 1e-30 && Math.abs(number) < 1e30) {
      return "0x" + Long.toHexString(value) + " (" + number + ")";
    }
    return magnitude > 0xffff_ffffL ? "0x" + Long.toHexString(value) : Long.toString(value);
  }

  private String address(int value) {
    String name = nameOf(value);
    return name == null ? "0x" + Integer.toHexString(value) : name;
  }

  /// The name of the static object or function at an address, with an offset if need be.
  private @Nullable String nameOf(long address) {
    int instruction = image.instructionAt(address);
    if (instruction >= 0) {
      String function = functionNames.get(instruction);
      return function == null ? null : "&" + function;
    }
    Map.Entry<Long, Symbol.Global> entry = globals.floorEntry(address);
    if (entry != null) {
      long offset = address - entry.getKey();
      if (offset < Math.max(1, entry.getValue().type().size())) {
        return "&" + entry.getValue().name() + (offset == 0 ? "" : "+" + offset);
      }
    }
    return literal(address);
  }

  private @Nullable String literal(long address) {
    long offset = address - image.rodataBase();
    if (offset < 0 || offset >= image.rodata().length) {
      return null;
    }
    StringBuilder text = new StringBuilder("\"");
    byte[] bytes = image.rodata();
    for (int i = (int) offset; i < bytes.length && bytes[i] != 0 && text.length() < 24; i++) {
      char c = (char) (bytes[i] & 0xff);
      if (c == '\n') {
        text.append("\\n");
      } else if (c < ' ' || c > '~') {
        return null;
      } else {
        text.append(c);
      }
    }
    return "0x" + Long.toHexString(address) + " " + text + "\"";
  }
}
