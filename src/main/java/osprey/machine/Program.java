package osprey.machine;

import java.util.Arrays;
import java.util.BitSet;
import osprey.code.Image;
import osprey.code.Intrinsic;
import osprey.code.Op;
import osprey.code.Opcode;

/// A linked image, checked once so that the interpreter may trust it: opcodes exist, registers lie
/// inside their function's window, jumps stay in the function.
///
/// A function is what lies between two `ENTER`s. What a program does wrong while it runs (a smashed
/// return address, a call of a data address) stays the processor's to check.
public final class Program {
  private static final int INTRINSIC_ARGUMENTS_MAX = 6;

  private static final String LEAVES = "jumps out of its function";

  /// What the processor executes: with a `BREAK` wherever a debugger wants to stop.
  final int[] code;

  /// The code as it was compiled.
  private final int[] compiled;

  /// Per instruction the size of its function's window. Here and in the code one instruction more
  /// than the image has: a `TRAP`, where a last call that does not return would return to.
  final int[] windows;

  private final Image image;

  /// Throws an IllegalArgumentException that names the first bad instruction: a mistake of the
  /// compiler.
  public Program(Image image) {
    this.image = image;
    int count = image.instructionCount();
    code = Arrays.copyOf(image.code(), (count + 1) * Image.INSTRUCTION_INTS);
    code[count * Image.INSTRUCTION_INTS] = Op.TRAP;
    compiled = code;
    windows = new int[count + 1];
    int window = 0;
    for (int i = 0; i < count; i++) {
      if (op(i) == Op.ENTER) {
        window = operandA(i);
        check(window >= 1 && operandB(i) >= 0, i, "a window has at least one register");
      }
      check(window > 0, i, "no ENTER before it");
      windows[i] = window;
    }
    windows[count] = window;
    for (int start = 0; start < count; ) {
      int end = endOf(start);
      for (int i = start; i < end; i++) {
        verify(i, start, end);
      }
      start = end;
    }
  }

  private Program(Program from, BitSet stops) {
    image = from.image;
    windows = from.windows;
    compiled = from.compiled;
    code = compiled.clone();
    stops.stream().forEach(at -> code[at * Image.INSTRUCTION_INTS] = Op.BREAK);
  }

  /// The same program, whose processor stops with {@link Cpu#BREAKPOINT} before those instructions.
  public Program withStops(BitSet stops) {
    return new Program(this, stops);
  }

  /// Whether a stop was put before an instruction.
  public boolean stopsAt(int pc) {
    int at = pc * Image.INSTRUCTION_INTS;
    return code[at] != compiled[at];
  }

  private int endOf(int start) {
    int end = start + 1;
    while (end < instructionCount() && op(end) != Op.ENTER) {
      end++;
    }
    return end;
  }

  public Image image() {
    return image;
  }

  public int instructionCount() {
    return windows.length - 1;
  }

  /// Size of the window of the function that holds an instruction.
  public int window(int pc) {
    return windows[pc];
  }

  /// The function that begins at an address; -1 if none does.
  int function(long address) {
    int index = index(address);
    return index >= 0 && compiled[index << 2] == Op.ENTER ? index : -1;
  }

  /// The instruction at an address if a call may return to it, with windows that begin at or below
  /// `base` in a stack of `length` registers; -1 otherwise. What follows a last call that does not
  /// return is no such place: it is the next function.
  int returnPoint(long address, int base, int length) {
    int index = index(address);
    if (index <= 0) {
      return -1;
    }
    int call = compiled[index << 2] == Op.ENTER ? Op.ENTER : compiled[(index - 1) << 2];
    int callerBase = base - compiled[(index << 2) - 2] + 1;
    return (call == Op.CALL || call == Op.CALLR)
            && callerBase >= 0
            && callerBase + windows[index] <= length
        ? index
        : -1;
  }

  /// As {@link Image#instructionAt}, the final `TRAP` included.
  int index(long address) {
    long offset = address - Image.CODE_BASE;
    return (offset & (Image.INSTRUCTION_BYTES - 1)) == 0 && offset >>> 4 < windows.length
        ? (int) (offset >>> 4)
        : -1;
  }

  int op(int pc) {
    return code[pc * Image.INSTRUCTION_INTS];
  }

  int operandA(int pc) {
    return code[pc * Image.INSTRUCTION_INTS + 1];
  }

  int operandB(int pc) {
    return code[pc * Image.INSTRUCTION_INTS + 2];
  }

  int operandC(int pc) {
    return code[pc * Image.INSTRUCTION_INTS + 3];
  }

  private void check(boolean condition, int pc, String message) {
    if (!condition) {
      throw new IllegalArgumentException(
          "image %s, instruction %d (%s): %s".formatted(image.name(), pc, text(pc), message));
    }
  }

  private String text(int pc) {
    String name = op(pc) >= 0 && op(pc) < Opcode.values().length ? Opcode.of(op(pc)).name() : "?";
    return name + " " + operandA(pc) + ", " + operandB(pc) + ", " + operandC(pc);
  }

  private void verify(int pc, int start, int end) {
    check(op(pc) >= 0 && op(pc) < Opcode.values().length, pc, "unknown opcode");
    int a = operandA(pc);
    int b = operandB(pc);
    int c = operandC(pc);
    switch (Opcode.of(op(pc)).format()) {
      case NONE, FRAME -> {}
      case R, RI, R_IMM64 -> register(pc, a);
      case RR, RRI, RM -> registers(pc, a, b);
      case RRR, RMX -> {
        registers(pc, a, b);
        register(pc, c);
      }
      case RG -> register(pc, a);
      case T -> check(a >= start && a < end, pc, LEAVES);
      case RT -> {
        register(pc, a);
        check(b >= start && b < end, pc, LEAVES);
      }
      case RRT -> {
        registers(pc, a, b);
        check(c >= start && c < end, pc, LEAVES);
      }
      case RIT -> {
        register(pc, a);
        check(c >= start && c < end, pc, LEAVES);
      }
      case CALL -> {
        check(a >= 0 && a < instructionCount() && op(a) == Op.ENTER, pc, "no function there");
        call(pc, b, c);
      }
      case CALLR -> {
        register(pc, a);
        call(pc, b, c);
      }
      case SYS -> call(pc, Math.max(1, b), c);
      case INTRIN -> {
        check(a >= 0 && a < Intrinsic.values().length, pc, "unknown intrinsic");
        int arguments = arguments(Intrinsic.values()[a]);
        check(b >= 0 && b + arguments <= windows[pc], pc, "arguments outside the window");
        result(pc, c);
      }
    }
    if (op(pc) == Op.JTAB) {
      check(b >= 0 && b < end - pc - 1, pc, LEAVES);
    }
    if (op(pc) == Op.COPY || op(pc) == Op.ZERO) {
      check((op(pc) == Op.COPY ? c : b) >= 0, pc, "negative size");
    }
  }

  private void register(int pc, int number) {
    check(
        number >= 0 && number < windows[pc],
        pc,
        "register " + number + " outside the window of " + windows[pc]);
  }

  private void registers(int pc, int first, int second) {
    register(pc, first);
    register(pc, second);
  }

  private void call(int pc, int arguments, int result) {
    check(arguments >= 1 && arguments <= windows[pc], pc, "arguments outside the window");
    result(pc, result);
  }

  private void result(int pc, int result) {
    check(result >= -1 && result < windows[pc], pc, "result outside the window");
  }

  /// How many consecutive registers an intrinsic reads.
  private static int arguments(Intrinsic intrinsic) {
    return switch (intrinsic) {
      case STRLEN,
          SQRT,
          SIN,
          COS,
          TAN,
          ASIN,
          ACOS,
          ATAN,
          SINH,
          COSH,
          TANH,
          EXP,
          EXPM1,
          LOG,
          LOG10,
          LOG2,
          LOG1P,
          CBRT,
          FLOOR,
          CEIL,
          TRUNC,
          ROUND,
          RINT ->
          1;
      case STRNLEN, STRCMP, STRCHR, ATAN2, POW, FMOD, HYPOT, PARSE_DOUBLE, MUL_HIGH_UNSIGNED -> 2;
      case MEMMOVE, MEMSET, MEMCMP, MEMCHR, STRNCMP -> 3;
      case FORMAT_DOUBLE -> INTRINSIC_ARGUMENTS_MAX;
    };
  }
}
