package osprey.code;

import java.util.ArrayList;
import java.util.List;

/// Checks that a program keeps the rules of the machine: operands within the window, jumps within
/// the function, no path that runs off its end, calls of functions. What the code generator makes
/// always does; tests ask.
public final class ImageVerifier {
  private final Image image;
  private final List<String> faults = new ArrayList<>();

  private ImageVerifier(Image image) {
    this.image = image;
  }

  /// What is wrong, in order of address; empty for a good image.
  public static List<String> verify(Image image) {
    ImageVerifier verifier = new ImageVerifier(image);
    int end = 0;
    for (Symbol.Function function : image.functions()) {
      if (function.start() != end) {
        verifier.faults.add(function.name() + " does not start where the code before it ends");
      }
      end = function.end();
      verifier.check(function);
    }
    if (end != image.instructionCount()) {
      verifier.faults.add("code after the last function");
    }
    return verifier.faults;
  }

  private void check(Symbol.Function function) {
    int[] code = image.code();
    int first = function.start() * Image.INSTRUCTION_INTS;
    if (function.start() == function.end()
        || code[first] != Op.ENTER
        || code[first + 1] != function.registers()
        || code[first + 2] != function.frameBytes()) {
      faults.add(function.name() + " does not begin with its ENTER");
      return;
    }
    if (function.frameBytes() % 16 != 0 || function.frameBytes() < 8 * function.registers()) {
      fault(function, function.start(), "frame of " + function.frameBytes() + " bytes");
    }
    for (int i = function.start(); i < function.end(); i++) {
      check(function, i);
    }
    for (Symbol.Local local : function.locals()) {
      check(function, local);
    }
  }

  private void check(Symbol.Function function, int i) {
    int[] code = image.code();
    int at = i * Image.INSTRUCTION_INTS;
    int opcode = code[at];
    if (opcode < 0 || opcode > Op.FENCE) {
      fault(function, i, "opcode " + opcode);
      return;
    }
    if (opcode == Op.ENTER && i != function.start()) {
      fault(function, i, "ENTER in the middle");
    }
    checkRegisters(function, i);
    int target = Shape.targetOf(opcode);
    if (target >= 0 && !contains(function, code[at + 1 + target])) {
      fault(function, i, "jump out of the function");
    }
    if (opcode == Op.CALL && !isStart(code[at + 1])) {
      fault(function, i, "call of no function");
    }
    if (opcode == Op.JTAB) {
      for (int entry = 1; entry <= code[at + 2] + 1; entry++) {
        if (i + entry >= function.end() || code[(i + entry) * Image.INSTRUCTION_INTS] != Op.JMP) {
          fault(function, i, "jump table with a gap");
          return;
        }
      }
    }
    if (i == function.end() - 1 && !Shape.endsFlow(opcode)) {
      fault(function, i, "runs off its end");
    }
  }

  private void checkRegisters(Symbol.Function function, int i) {
    int[] code = image.code();
    int at = i * Image.INSTRUCTION_INTS;
    int opcode = code[at];
    int mask = Shape.registersOf(opcode);
    boolean call = opcode == Op.CALL || opcode == Op.CALLR || opcode == Op.INTRINSIC;
    for (int operand = 1; mask != 0; operand++, mask >>= 1) {
      int register = code[at + operand];
      boolean none = call && operand == 3 && register == -1;
      // The first argument of a call without any may lie just above the window.
      int limit = function.registers() + (call && operand == 2 ? 1 : 0);
      if ((mask & 1) != 0 && !none && (register < 0 || register >= limit)) {
        fault(function, i, "register " + register + " of " + function.registers());
      }
    }
  }

  private void check(Symbol.Function function, Symbol.Local local) {
    boolean inScope =
        local.scopeStart() >= function.start()
            && local.scopeStart() <= local.scopeEnd()
            && local.scopeEnd() <= function.end();
    boolean placed =
        switch (local.location()) {
          case Location.Register(int number) -> number > 0 && number < function.registers();
          case Location.Indirect(int number) -> number > 0 && number < function.registers();
          case Location.Frame(int offset) -> offset < 0 && offset >= -function.frameBytes();
          case Location.Static _, Location.ThreadLocal _ -> true;
        };
    if (!inScope || !placed) {
      faults.add(function.name() + ": variable " + local);
    }
  }

  private boolean isStart(int instruction) {
    Symbol.Function function = image.functionAt(instruction);
    return function != null && function.start() == instruction;
  }

  private static boolean contains(Symbol.Function function, int instruction) {
    return instruction >= function.start() && instruction < function.end();
  }

  private void fault(Symbol.Function function, int instruction, String what) {
    faults.add(function.name() + "+" + (instruction - function.start()) + ": " + what);
  }
}
