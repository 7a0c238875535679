package osprey.bench;

import static com.google.common.base.Preconditions.checkState;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import osprey.code.Image;
import osprey.code.Opcode;
import osprey.machine.Cpu;
import osprey.machine.PageTable;
import osprey.machine.Program;
import osprey.machine.Ram;
import osprey.machine.Registers;

/// The [ArrayLoop] on Osprey's processor as a compiler would write it: addresses are translated,
/// accesses checked, and the clock interrupts every 10,000 instructions.
final class MachineLoop implements ArrayLoop {
  private static final long QUANTUM_INSTRUCTIONS = 10_000;
  private static final long ARRAY = 0x1000_0000L;
  private static final long STACK_TOP = 0x2000_1000L;
  private static final int READ_WRITE = PageTable.PRESENT | PageTable.READ | PageTable.WRITE;

  private final Ram ram = new Ram(16);
  private final PageTable table = new PageTable(1);
  private final Cpu cpu = new Cpu(0, ram);
  private final Program program;

  /// Register 1 is n, 2 the array, 3 s, 4 k, 5 i.
  MachineLoop() {
    program =
        program(
            instruction(Opcode.ENTER, 8, 64),
            instruction(Opcode.LI, 3, 0, 0),
            instruction(Opcode.LI, 4, 0, 0),
            instruction(Opcode.JMP, 9),
            instruction(Opcode.ANDI, 5, 4, 1023),
            instruction(Opcode.LDX32S, 6, 2, 5),
            instruction(Opcode.ADD32, 3, 3, 6),
            instruction(Opcode.STX32, 3, 2, 5),
            instruction(Opcode.ADDI, 4, 4, 1),
            instruction(Opcode.JLT, 4, 1, 4),
            instruction(Opcode.SYSCALL, 60, 3, -1));
    table.map(PageTable.pageOf(ARRAY), ram.allocate(), READ_WRITE);
    table.map(PageTable.pageOf(STACK_TOP) - 1, ram.allocate(), READ_WRITE);
  }

  private static int[] instruction(Opcode opcode, int... operands) {
    int[] instruction = new int[Image.INSTRUCTION_INTS];
    instruction[0] = opcode.ordinal();
    System.arraycopy(operands, 0, instruction, 1, operands.length);
    return instruction;
  }

  private static Program program(int[]... instructions) {
    int[] code = Arrays.stream(instructions).flatMapToInt(Arrays::stream).toArray();
    byte[] none = {};
    return new Program(
        new Image(
            "array loop",
            code,
            0,
            0,
            none,
            0,
            none,
            0,
            0,
            none,
            0,
            new int[instructions.length],
            List.of(),
            List.of(),
            List.of(),
            Map.of()));
  }

  @Override
  public long run(long iterations) {
    Registers registers = new Registers();
    registers.start(0, STACK_TOP - 16, iterations, ARRAY);
    int reason;
    do {
      reason = cpu.run(registers, table, program, QUANTUM_INSTRUCTIONS);
    } while (reason == Cpu.BUDGET);
    checkState(reason == Cpu.SYSCALL, "%s", cpu.trap());
    return registers.argument(program, 0);
  }
}
