package osprey.sim.conformance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import osprey.abi.Syscall;
import osprey.code.CType;
import osprey.code.Image;
import osprey.code.Opcode;
import osprey.code.Symbol;
import osprey.machine.Program;

/// What the processes of a recorded case run: a loop that asks for the next operation, and behind
/// it every system call and a few memory accesses, each of which leads back to the loop. Arguments
/// lie in registers from 1 on, the result in register 10. A second function handles signals.
final class AgentProgram {
  /// Calls that {@link AgentCalls} answers itself.
  static final int NEXT = 4000;

  static final int NOTE_SIGNAL = 4001;

  /// Where a process may put what its calls point to.
  static final long SCRATCH = 0x1000_0000L;

  static final long SCRATCH_BYTES = 128L << 20;

  static final int FIRST_ARGUMENT = 1;
  static final int RESULT = 10;

  private static final int WINDOW = 16;
  private static final int LOOP = 1;

  private final List<Integer> code = new ArrayList<>();
  private final Map<Syscall, Integer> calls = new EnumMap<>(Syscall.class);
  private final Map<Invocation.Access, Integer> accesses = new EnumMap<>(Invocation.Access.class);
  private final int handler;
  private final Program program;

  AgentProgram() {
    add(Opcode.ENTER, WINDOW, 0, 0);
    add(Opcode.SYSCALL, NEXT, FIRST_ARGUMENT, RESULT);
    backToLoop();
    for (Syscall call : Syscall.values()) {
      calls.put(call, next());
      add(Opcode.SYSCALL, call.number(), FIRST_ARGUMENT, RESULT);
      backToLoop();
    }
    addAccesses();
    handler = next();
    add(Opcode.ENTER, WINDOW, 0, 0);
    add(Opcode.SYSCALL, NOTE_SIGNAL, FIRST_ARGUMENT, RESULT);
    add(Opcode.RET, 0, 0, 0);
    program = new Program(image());
  }

  private void addAccesses() {
    accesses.put(Invocation.Access.MOVE, next());
    int start = next();
    add(Opcode.JEQI, 3, 0, LOOP);
    add(Opcode.LD8U, 4, 2, 0);
    add(Opcode.ST8, 4, 1, 0);
    add(Opcode.ADDI, 1, 1, 1);
    add(Opcode.ADDI, 2, 2, 1);
    add(Opcode.ADDI, 3, 3, -1);
    add(Opcode.JMP, start, 0, 0);
    accesses.put(Invocation.Access.LOAD, next());
    add(Opcode.LD32U, RESULT, 1, 0);
    backToLoop();
    accesses.put(Invocation.Access.STORE, next());
    add(Opcode.ST32, 2, 1, 0);
    backToLoop();
    accesses.put(Invocation.Access.ADD, next());
    add(Opcode.AMO_ADD32, RESULT, 1, 2);
    backToLoop();
    accesses.put(Invocation.Access.COMPARE_AND_SWAP, next());
    add(Opcode.MOV, 4, 2, 0);
    add(Opcode.CAS32, 2, 1, 3);
    add(Opcode.SEQ, RESULT, 2, 4);
    backToLoop();
  }

  private int next() {
    return code.size() / Image.INSTRUCTION_INTS;
  }

  private void add(Opcode opcode, int a, int b, int c) {
    code.addAll(List.of(opcode.ordinal(), a, b, c));
  }

  private void backToLoop() {
    add(Opcode.JMP, LOOP, 0, 0);
  }

  private Image image() {
    CType.Function type = new CType.Function(CType.Void.VOID, List.of(), false, true);
    int end = next();
    return new Image(
        "agent",
        code.stream().mapToInt(Integer::intValue).toArray(),
        0,
        SCRATCH - 0x2000,
        new byte[0],
        SCRATCH - 0x1000,
        new byte[0],
        SCRATCH,
        SCRATCH_BYTES,
        new byte[0],
        0,
        new int[end],
        List.of(),
        List.of(
            new Symbol.Function("__thread_start", 0, handler, WINDOW, 0, type, List.of(), true),
            new Symbol.Function("on_signal", handler, end, WINDOW, 0, type, List.of(), true)),
        List.of(),
        Map.of());
  }

  Program program() {
    return program;
  }

  int entry(Invocation invocation) {
    return switch (invocation) {
      case Invocation.Call(Syscall which, long[] _) -> calls.getOrDefault(which, LOOP);
      case Invocation.Touch(Invocation.Access which, long[] _) ->
          accesses.getOrDefault(which, LOOP);
    };
  }

  long start() {
    return Image.addressOf(0);
  }

  long handler() {
    return Image.addressOf(handler);
  }
}
