package osprey.machine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import osprey.code.Image;
import osprey.code.Opcode;

/// One processor, one thread, a few pages, for tests: four pages of data, one that may only be
/// read, two of stack.
final class SmallMachine {
  static final long DATA = 0x1000_0000L;
  static final int DATA_PAGES = 4;
  static final long DATA_END = DATA + (long) DATA_PAGES * PageTable.PAGE_BYTES;
  static final long CONSTANTS = 0x1100_0000L;
  static final long STACK = 0x2000_0000L;
  static final long STACK_TOP = STACK + 2L * PageTable.PAGE_BYTES;

  static final int READABLE = PageTable.PRESENT | PageTable.READ;
  static final int WRITABLE = READABLE | PageTable.WRITE;
  static final int REGISTERS = 16;

  final Ram ram;
  final PageTable table;
  final Cpu cpu;
  final Registers registers;
  final Program program;

  private SmallMachine(Ram ram, PageTable table, Cpu cpu, Registers registers, Program program) {
    this.ram = ram;
    this.table = table;
    this.cpu = cpu;
    this.registers = registers;
    this.program = program;
  }

  /// Runs from instruction 0, whose frame pointer is 32 bytes below the top of the stack.
  SmallMachine(Program program) {
    this(new Ram(64), new PageTable(1), program);
  }

  private SmallMachine(Ram ram, PageTable table, Program program) {
    this(ram, table, new Cpu(0, ram), new Registers(), program);
    for (int i = 0; i < DATA_PAGES; i++) {
      table.map(PageTable.pageOf(DATA) + i, ram.allocate(), WRITABLE);
    }
    table.map(PageTable.pageOf(CONSTANTS), ram.allocate(), READABLE);
    for (long page = PageTable.pageOf(STACK); page < PageTable.pageOf(STACK_TOP); page++) {
      table.map(page, ram.allocate(), WRITABLE);
    }
    registers.start(0, STACK_TOP - 32);
  }

  /// A program of one function with 16 registers and 64 bytes of frame: instruction 1 is the first
  /// here.
  static SmallMachine of(int[]... instructions) {
    return new SmallMachine(function(instructions));
  }

  static Program function(int[]... instructions) {
    List<int[]> all = new ArrayList<>();
    all.add(in(Opcode.ENTER, REGISTERS, 64));
    all.addAll(Arrays.asList(instructions));
    return program(all.toArray(int[][]::new));
  }

  static Program program(int[]... instructions) {
    return new Program(image(Arrays.stream(instructions).flatMapToInt(Arrays::stream).toArray()));
  }

  static Image image(int[] code) {
    return new Image(
        "test",
        code,
        0,
        0x500000,
        new byte[0],
        0x600000,
        new byte[0],
        0x700000,
        0,
        new byte[0],
        0,
        new int[code.length / Image.INSTRUCTION_INTS],
        List.of(),
        List.of(),
        List.of(),
        Map.of());
  }

  /// One instruction.
  static int[] in(Opcode opcode, int... operands) {
    int[] instruction = Arrays.copyOf(operands, 4);
    System.arraycopy(instruction, 0, instruction, 1, 3);
    instruction[0] = opcode.ordinal();
    return instruction;
  }

  /// A machine in the same state that shares nothing that changes.
  SmallMachine copy() {
    Ram other = ram.copy();
    return new SmallMachine(other, table.copy(), cpu.copy(other), registers.copy(), program);
  }

  /// Executes `ENTER`, so that registers and frame are there.
  SmallMachine entered() {
    run(1);
    return this;
  }

  int run(long budget) {
    return cpu.run(registers, table, program, budget);
  }

  SmallMachine set(int register, long value) {
    registers.setRegister(register, value);
    return this;
  }

  SmallMachine set(int register, double value) {
    return set(register, Double.doubleToRawLongBits(value));
  }

  long get(int register) {
    return registers.register(register);
  }

  double getDouble(int register) {
    return Double.longBitsToDouble(get(register));
  }

  /// Writes memory as a kernel would.
  SmallMachine write(long address, byte... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      ram.putByte(frame(address + i), PageTable.offsetOf(address + i), bytes[i]);
    }
    return this;
  }

  SmallMachine write(long address, String text) {
    return write(address, (text + "\0").getBytes(StandardCharsets.ISO_8859_1));
  }

  SmallMachine writeLong(long address, long value) {
    for (int i = 0; i < Long.BYTES; i++) {
      write(address + i, (byte) (value >>> (8 * i)));
    }
    return this;
  }

  byte[] read(long address, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = ram.getByte(frame(address + i), PageTable.offsetOf(address + i));
    }
    return bytes;
  }

  String readText(long address, int count) {
    return new String(read(address, count), StandardCharsets.ISO_8859_1);
  }

  long readLong(long address) {
    long value = 0;
    byte[] bytes = read(address, Long.BYTES);
    for (int i = 0; i < Long.BYTES; i++) {
      value |= (bytes[i] & 0xffL) << (8 * i);
    }
    return value;
  }

  int frame(long address) {
    return PageTable.frame(table.entry(PageTable.pageOf(address)));
  }
}
