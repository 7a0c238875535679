package osprey.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static osprey.machine.SmallMachine.CONSTANTS;
import static osprey.machine.SmallMachine.DATA;
import static osprey.machine.SmallMachine.DATA_END;
import static osprey.machine.SmallMachine.STACK;
import static osprey.machine.SmallMachine.STACK_TOP;
import static osprey.machine.SmallMachine.WRITABLE;
import static osprey.machine.SmallMachine.in;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import osprey.code.Image;
import osprey.code.Opcode;

/// A fault names the first bad byte, and running again after the cure is as if nothing had been.
class FaultTest {
  private static final List<Opcode.Format> ACCESSES =
      List.of(Opcode.Format.RM, Opcode.Format.RMX, Opcode.Format.RG);

  static List<Opcode> loadsAndStores() {
    return Arrays.stream(Opcode.values()).filter(o -> ACCESSES.contains(o.format())).toList();
  }

  static List<Opcode> atomics() {
    return Arrays.stream(Opcode.values())
        .filter(o -> o.name().startsWith("AMO") || o.name().startsWith("CAS"))
        .toList();
  }

  private static boolean isStore(Opcode opcode) {
    return opcode.name().startsWith("ST");
  }

  @ParameterizedTest
  @MethodSource("loadsAndStores")
  void an_access_to_nothing_can_be_repeated(Opcode opcode) {
    int[] instruction =
        switch (opcode.format()) {
          case RM -> in(opcode, 1, 2, 8);
          case RMX -> in(opcode, 1, 2, 3);
          default -> in(opcode, 1, (int) DATA_END + 8);
        };
    SmallMachine machine = SmallMachine.of(instruction).entered();
    machine.set(1, 77L).set(2, opcode.format() == Opcode.Format.RM ? DATA_END : DATA_END + 8);

    int reason = machine.run(5);

    Access access = isStore(opcode) ? Access.WRITE : Access.READ;
    assertThat(reason).isEqualTo(Cpu.PAGE_FAULT);
    assertThat(machine.cpu.trap()).isEqualTo(new Trap.PageFault(DATA_END + 8, access));
    assertThat(machine.cpu.executed()).isZero();
    assertThat(machine.registers.pc()).isEqualTo(1);
    assertThat(machine.get(1)).isEqualTo(77);

    machine.table.map(PageTable.pageOf(DATA_END), machine.ram.allocate(), WRITABLE);

    assertThat(machine.run(1)).isEqualTo(Cpu.BUDGET);
    assertThat(machine.registers.pc()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("loadsAndStores")
  void an_access_that_runs_into_nothing_names_the_first_bad_byte(Opcode opcode) {
    if (opcode.format() == Opcode.Format.RG || opcode.name().contains("8")) {
      return;
    }
    long address = DATA_END - 1;
    SmallMachine machine = SmallMachine.of(in(opcode, 1, 2, 3)).entered();
    machine.set(1, -1L).set(2, opcode.format() == Opcode.Format.RM ? address - 3 : address);

    assertThat(machine.run(1)).isEqualTo(Cpu.PAGE_FAULT);

    assertThat(machine.cpu.faultAddress()).isEqualTo(DATA_END);
    assertThat(machine.read(address, 1)).containsExactly(0);
    assertThat(machine.get(1)).isEqualTo(-1);
  }

  @ParameterizedTest
  @MethodSource("atomics")
  void an_atomic_operation_needs_a_writable_page(Opcode opcode) {
    SmallMachine machine = SmallMachine.of(in(opcode, 1, 2, 3)).entered();
    machine.set(1, 77L).set(2, CONSTANTS).set(3, 5L);

    assertThat(machine.run(1)).isEqualTo(Cpu.PROTECTION);

    assertThat(machine.cpu.trap()).isEqualTo(new Trap.Protection(CONSTANTS, Access.WRITE));
    assertThat(machine.get(1)).isEqualTo(77);
  }

  @Test
  void constants_can_be_read_and_not_written() {
    SmallMachine machine =
        SmallMachine.of(in(Opcode.LD64, 1, 2, 0), in(Opcode.ST64, 1, 2, 0)).entered();
    machine.set(2, CONSTANTS);

    assertThat(machine.run(2)).isEqualTo(Cpu.PROTECTION);

    assertThat(machine.cpu.executed()).isEqualTo(1);
    assertThat(machine.cpu.trap()).isEqualTo(new Trap.Protection(CONSTANTS, Access.WRITE));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1L << 47, Long.MIN_VALUE, -8, 0x0fff_ffff_ffff_fff8L})
  void an_address_outside_the_user_half_is_a_fault(long address) {
    SmallMachine machine = SmallMachine.of(in(Opcode.LD64, 1, 2, 0)).entered().set(2, address);

    assertThat(machine.run(1)).isEqualTo(Cpu.PAGE_FAULT);

    assertThat(machine.cpu.faultAddress()).isEqualTo(address);
  }

  @Test
  void a_call_that_finds_no_stack_can_be_repeated() {
    SmallMachine machine =
        new SmallMachine(
                SmallMachine.program(
                    in(Opcode.ENTER, 16, 64), in(Opcode.CALL, 2, 10, -1), in(Opcode.ENTER, 8, 0)))
            .entered();
    machine.registers.setSp(STACK + 8);

    assertThat(machine.run(1)).isEqualTo(Cpu.PAGE_FAULT);
    assertThat(machine.cpu.trap()).isEqualTo(new Trap.PageFault(STACK - 8, Access.WRITE));
    assertThat(machine.registers.pc()).isEqualTo(1);
    assertThat(machine.registers.sp()).isEqualTo(STACK + 8);

    machine.table.map(PageTable.pageOf(STACK) - 1, machine.ram.allocate(), WRITABLE);
    assertThat(machine.run(1)).isEqualTo(Cpu.BUDGET);
    assertThat(machine.readLong(STACK)).isEqualTo(Image.addressOf(2));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 0x41414141_41414141L, Image.CODE_BASE + 1, Image.CODE_BASE + 160, DATA})
  void a_smashed_return_address_faults_where_it_points(long address) {
    SmallMachine machine = SmallMachine.of(in(Opcode.RET)).entered();
    machine.writeLong(STACK_TOP - 24, address);

    assertThat(machine.run(1)).isEqualTo(Cpu.PAGE_FAULT);

    assertThat(machine.cpu.trap()).isEqualTo(new Trap.PageFault(address, Access.EXECUTE));
    assertThat(machine.registers.pc()).isEqualTo(1);
  }

  @Test
  void a_return_into_the_middle_of_a_function_faults() {
    SmallMachine machine = SmallMachine.of(in(Opcode.NOP), in(Opcode.RET)).entered();
    machine.writeLong(STACK_TOP - 24, Image.addressOf(1));

    machine.run(1);

    assertThat(machine.run(1)).isEqualTo(Cpu.PAGE_FAULT);
    assertThat(machine.cpu.faultAddress()).isEqualTo(Image.addressOf(1));
  }

  @Test
  void a_return_to_a_call_whose_window_would_begin_below_the_first_faults() {
    SmallMachine machine = SmallMachine.of(in(Opcode.CALL, 0, 10, -1), in(Opcode.RET)).entered();
    machine.registers.setPc(2);
    machine.writeLong(STACK_TOP - 24, Image.addressOf(2));

    assertThat(machine.run(1)).isEqualTo(Cpu.PAGE_FAULT);
  }

  @Test
  void a_return_address_that_names_a_function_enters_it() {
    SmallMachine machine =
        new SmallMachine(
                SmallMachine.program(
                    in(Opcode.ENTER, 16, 64),
                    in(Opcode.RET),
                    in(Opcode.ENTER, 8, 32),
                    in(Opcode.RETADDR, 1)))
            .entered();
    machine.writeLong(STACK_TOP - 24, Image.addressOf(2)).writeLong(STACK_TOP - 16, 4711);

    assertThat(machine.run(3)).isEqualTo(Cpu.BUDGET);

    assertThat(machine.get(1)).isEqualTo(4711);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, DATA, Image.CODE_BASE + 16})
  void a_call_of_what_is_no_function_faults(long address) {
    SmallMachine machine = SmallMachine.of(in(Opcode.CALLR, 1, 2, 3)).entered().set(1, address);
    long sp = machine.registers.sp();

    assertThat(machine.run(1)).isEqualTo(Cpu.PAGE_FAULT);

    assertThat(machine.cpu.trap()).isEqualTo(new Trap.PageFault(address, Access.EXECUTE));
    assertThat(machine.registers.pc()).isEqualTo(1);
    assertThat(machine.registers.sp()).isEqualTo(sp);
  }

  @Test
  void a_long_jump_through_garbage_faults_where_the_garbage_points() {
    SmallMachine machine = SmallMachine.of(in(Opcode.LONGJMP, 1, 2)).entered().set(1, DATA);
    machine.writeLong(DATA, 0x1234);

    assertThat(machine.run(1)).isEqualTo(Cpu.PAGE_FAULT);

    assertThat(machine.cpu.trap()).isEqualTo(new Trap.PageFault(0x1234, Access.EXECUTE));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1 << 20, Long.MAX_VALUE, Long.MIN_VALUE})
  void a_long_jump_to_a_window_that_is_not_there_faults(long window) {
    SmallMachine machine =
        SmallMachine.of(in(Opcode.SETJMP, 3, 1), in(Opcode.LONGJMP, 1, 2)).entered().set(1, DATA);
    machine.run(1);
    machine.writeLong(DATA + 24, window);

    assertThat(machine.run(1)).isEqualTo(Cpu.PAGE_FAULT);

    assertThat(machine.cpu.faultAddress()).isEqualTo(Image.addressOf(1));
  }

  @Test
  void a_context_is_saved_completely_or_not_at_all() {
    SmallMachine machine = SmallMachine.of(in(Opcode.SETJMP, 3, 1)).entered().set(1, DATA_END - 24);

    assertThat(machine.run(1)).isEqualTo(Cpu.PAGE_FAULT);

    assertThat(machine.cpu.faultAddress()).isEqualTo(DATA_END);
    assertThat(machine.readLong(DATA_END - 24)).isZero();
  }

  @Test
  void endless_recursion_without_memory_overflows_the_registers() {
    Program program =
        SmallMachine.program(
            in(Opcode.ENTER, 1000, 0), in(Opcode.SETSP, 1), in(Opcode.CALL, 0, 1000, -1));
    SmallMachine machine = new SmallMachine(program);
    int reason = machine.run(1);
    while (reason == Cpu.BUDGET) {
      machine.set(1, STACK_TOP);
      reason = machine.run(3);
    }

    assertThat(reason).isEqualTo(Cpu.PAGE_FAULT);
    assertThat(machine.cpu.faultAccess()).isEqualTo(Access.WRITE);
    assertThat(machine.registers.base()).isLessThan(Registers.REGISTERS_MAX);
  }

  @ParameterizedTest
  @EnumSource(
      value = Opcode.class,
      names = {"COPY", "ZERO"})
  void a_bulk_operation_goes_on_where_the_fault_was(Opcode opcode) {
    int count = 3 * PageTable.PAGE_BYTES;
    long target = DATA_END - PageTable.PAGE_BYTES;
    SmallMachine machine =
        SmallMachine.of(opcode == Opcode.COPY ? in(opcode, 1, 2, count) : in(opcode, 1, count))
            .entered();
    machine.set(1, target).set(2, DATA);
    byte[] text = new byte[3 * PageTable.PAGE_BYTES];
    Arrays.fill(text, (byte) 7);
    machine.write(DATA, text);
    machine.write(target, (byte) 1);

    for (int page = 0; page < 2; page++) {
      assertThat(machine.run(1)).isEqualTo(Cpu.PAGE_FAULT);
      assertThat(machine.cpu.faultAddress())
          .isEqualTo(DATA_END + (long) page * PageTable.PAGE_BYTES);
      machine.table.map(
          PageTable.pageOf(machine.cpu.faultAddress()), machine.ram.allocate(), WRITABLE);
      machine.write(machine.cpu.faultAddress(), (byte) 9);
    }
    assertThat(machine.run(1)).isEqualTo(Cpu.BUDGET);

    assertThat(machine.cpu.executed()).isEqualTo(1 + count / 48);
    assertThat(machine.read(target, count)).containsOnly(opcode == Opcode.COPY ? 7 : 0);
  }

  @Test
  void progress_of_a_bulk_operation_is_forgotten_when_something_else_runs() {
    SmallMachine machine =
        SmallMachine.of(in(Opcode.ZERO, 1, 2 * PageTable.PAGE_BYTES), in(Opcode.JMP, 1)).entered();
    machine.set(1, DATA_END - PageTable.PAGE_BYTES);
    machine.run(1);
    machine.registers.setPc(2);
    machine.run(1);
    machine.set(1, DATA).write(DATA, (byte) 1);

    assertThat(machine.run(1)).isEqualTo(Cpu.BUDGET);

    assertThat(machine.read(DATA, 1)).containsExactly(0);
  }
}
