package osprey.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static osprey.machine.SmallMachine.DATA;
import static osprey.machine.SmallMachine.STACK_TOP;
import static osprey.machine.SmallMachine.WRITABLE;
import static osprey.machine.SmallMachine.in;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import osprey.code.Image;
import osprey.code.Opcode;

class CpuTest {
  /// Sums an array of longs over and over: register 1 counts to register 2.
  private static final Program LOOP =
      SmallMachine.function(
          in(Opcode.ANDI, 4, 1, 511),
          in(Opcode.LDX64, 5, 3, 4),
          in(Opcode.ADD, 6, 6, 5),
          in(Opcode.ADD, 6, 6, 1),
          in(Opcode.STX64, 6, 3, 4),
          in(Opcode.ADDI, 1, 1, 1),
          in(Opcode.JLT, 1, 2, 1),
          in(Opcode.SYSCALL, 60, 1, 1));

  /// fib(register 1) by recursion, instruction 7.
  private static final Program FIBONACCI =
      SmallMachine.program(
          in(Opcode.ENTER, 16, 64),
          in(Opcode.CALL, 3, 2, 1),
          in(Opcode.SYSCALL, 60, 1, 1),
          in(Opcode.ENTER, 6, 16),
          in(Opcode.JGTI, 1, 1, 6),
          in(Opcode.RETV, 1),
          in(Opcode.ADDI, 4, 1, -1),
          in(Opcode.CALL, 3, 4, 2),
          in(Opcode.ADDI, 4, 1, -2),
          in(Opcode.CALL, 3, 4, 3),
          in(Opcode.ADD, 2, 2, 3),
          in(Opcode.RETV, 2));

  private static SmallMachine loop(long rounds) {
    return new SmallMachine(LOOP).entered().set(2, rounds).set(3, DATA);
  }

  private static SmallMachine fibonacci(long n) {
    SmallMachine machine = new SmallMachine(FIBONACCI);
    for (int page = 1; page < 8; page++) {
      machine.table.map(
          PageTable.pageOf(SmallMachine.STACK) - page, machine.ram.allocate(), WRITABLE);
    }
    return machine.entered().set(2, n);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100, 1000})
  void the_budget_is_counted_exactly(int budget) {
    SmallMachine machine = loop(1000);
    long executed = 0;
    int reason;
    do {
      reason = machine.run(budget);
      executed += machine.cpu.executed();
      if (reason == Cpu.BUDGET) {
        assertThat(machine.cpu.executed()).isEqualTo(budget);
      }
    } while (reason == Cpu.BUDGET);

    assertThat(reason).isEqualTo(Cpu.SYSCALL);
    assertThat(executed).isEqualTo(7 * 1000 + 1);
  }

  @Test
  void no_budget_runs_nothing() {
    SmallMachine machine = loop(1000);

    assertThat(machine.run(0)).isEqualTo(Cpu.BUDGET);

    assertThat(machine.cpu.executed()).isZero();
    assertThat(machine.registers.pc()).isEqualTo(1);
  }

  @Test
  void a_budget_may_be_larger_than_an_int() {
    SmallMachine machine = loop(50_000);

    assertThat(machine.run(Long.MAX_VALUE)).isEqualTo(Cpu.SYSCALL);

    assertThat(machine.cpu.executed()).isEqualTo(7 * 50_000 + 1);
  }

  @Test
  void pieces_of_any_length_lead_to_the_same_end() {
    SmallMachine whole = loop(2000);
    SmallMachine pieces = loop(2000);
    whole.run(Long.MAX_VALUE);
    for (int budget = 1; pieces.run(budget) == Cpu.BUDGET; budget = budget % 13 + 1) {}

    assertThat(pieces.get(6)).isEqualTo(whole.get(6));
    assertThat(pieces.read(DATA, 4096)).isEqualTo(whole.read(DATA, 4096));
    assertThat(pieces.cpu.tlbMisses()).isEqualTo(whole.cpu.tlbMisses());
  }

  @Test
  void recursion_works_at_any_depth() {
    SmallMachine machine = fibonacci(20);

    assertThat(machine.run(Long.MAX_VALUE)).isEqualTo(Cpu.SYSCALL);

    assertThat(machine.get(1)).isEqualTo(6765);
  }

  @Test
  void a_checkpoint_taken_anywhere_goes_on_as_the_original() {
    SmallMachine original = fibonacci(12);
    List<SmallMachine> checkpoints = new ArrayList<>();
    while (original.run(97) == Cpu.BUDGET) {
      checkpoints.add(original.copy());
    }

    for (SmallMachine checkpoint : checkpoints) {
      assertThat(checkpoint.run(Long.MAX_VALUE)).isEqualTo(Cpu.SYSCALL);
      assertThat(checkpoint.get(1)).isEqualTo(144);
      assertThat(checkpoint.registers.sp()).isEqualTo(original.registers.sp());
      assertThat(checkpoint.cpu.tlbMisses()).isEqualTo(original.cpu.tlbMisses());
      assertThat(checkpoint.read(SmallMachine.STACK, 8192))
          .isEqualTo(original.read(SmallMachine.STACK, 8192));
    }
  }

  @Test
  void checkpoints_do_not_change_what_is_counted() {
    SmallMachine disturbed = loop(3000);
    SmallMachine undisturbed = loop(3000);
    while (disturbed.run(100) == Cpu.BUDGET) {
      disturbed.copy();
    }
    undisturbed.run(Long.MAX_VALUE);

    assertThat(disturbed.cpu.tlbMisses()).isEqualTo(undisturbed.cpu.tlbMisses());
    assertThat(disturbed.read(DATA, 4096)).isEqualTo(undisturbed.read(DATA, 4096));
  }

  @Test
  void a_program_with_stops_in_it_runs_up_to_them() {
    SmallMachine machine = loop(3);
    BitSet stops = new BitSet();
    stops.set(3);
    Program stopping = machine.program.withStops(stops);

    List<Long> counters = new ArrayList<>();
    int reason;
    do {
      reason = machine.cpu.run(machine.registers, machine.table, stopping, 1000);
      counters.add(machine.get(1));
      if (reason == Cpu.BREAKPOINT) {
        assertThat(stopping.stopsAt(machine.registers.pc())).isTrue();
        machine.cpu.run(machine.registers, machine.table, machine.program, 1);
      }
    } while (reason == Cpu.BREAKPOINT);

    assertThat(counters).containsExactly(0L, 1L, 2L, 3L);
    assertThat(machine.cpu.trap()).isEqualTo(new Trap.Syscall(60));
  }

  @Test
  void a_bulk_operation_may_overrun_the_budget_and_says_so() {
    SmallMachine machine = SmallMachine.of(in(Opcode.ZERO, 1, 4096), in(Opcode.NOP)).entered();
    machine.set(1, DATA);

    assertThat(machine.run(50)).isEqualTo(Cpu.BUDGET);

    assertThat(machine.cpu.executed()).isEqualTo(1 + 4096 / 48);
    assertThat(machine.registers.pc()).isEqualTo(2);
  }

  @Test
  void a_handler_runs_above_the_interrupted_function_and_returns_through_its_restorer() {
    SmallMachine machine =
        new SmallMachine(
            SmallMachine.program(
                in(Opcode.ENTER, 16, 64),
                in(Opcode.ADDI, 3, 3, 1),
                in(Opcode.JMP, 1),
                in(Opcode.ENTER, 8, 32),
                in(Opcode.MOV, 7, 1),
                in(Opcode.RET),
                in(Opcode.ENTER, 4, 0),
                in(Opcode.SYSCALL, 15, 1, -1)));
    machine.run(4);
    machine.set(15, 99L);
    Registers.Position before = machine.registers.position();
    long frame = machine.registers.sp() - 128 - 16;
    machine.writeLong(frame, machine.registers.fp());
    machine.writeLong(frame + 8, Image.addressOf(6));

    machine.registers.enter(machine.program, 3, frame, 10);

    assertThat(machine.run(100)).isEqualTo(Cpu.SYSCALL);
    assertThat(machine.registers.registerOf(16, 7)).isEqualTo(10);
    machine.registers.restore(before);
    machine.run(1);
    assertThat(machine.get(15)).isEqualTo(99);
    assertThat(machine.registers.fp()).isEqualTo(STACK_TOP - 32);
    assertThat(machine.registers.base()).isZero();
  }

  @Test
  void a_call_at_the_end_of_a_function_does_not_swallow_the_restorer() {
    SmallMachine machine =
        new SmallMachine(
                SmallMachine.program(
                    in(Opcode.ENTER, 16, 64),
                    in(Opcode.RET),
                    in(Opcode.CALL, 0, 10, -1),
                    in(Opcode.ENTER, 4, 0),
                    in(Opcode.SYSCALL, 15, 1, -1)))
            .entered();
    machine.writeLong(STACK_TOP - 24, Image.addressOf(3));

    assertThat(machine.run(10)).isEqualTo(Cpu.SYSCALL);
  }

  @Test
  void a_copied_context_has_registers_of_its_own() {
    SmallMachine machine = loop(1000);
    machine.run(70);
    Registers copy = machine.registers.copy();
    long before = machine.get(1);

    machine.run(70);

    assertThat(copy.register(1)).isEqualTo(before);
    assertThat(machine.get(1)).isEqualTo(before + 10);
    copy.setRegister(1, 5);
    assertThat(machine.get(1)).isEqualTo(before + 10);
  }
}
