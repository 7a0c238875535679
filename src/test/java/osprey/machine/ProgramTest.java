package osprey.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static osprey.machine.SmallMachine.in;

import org.junit.jupiter.api.Test;
import osprey.code.Opcode;

class ProgramTest {
  private static void assertRefused(String why, int[]... instructions) {
    assertThatThrownBy(() -> SmallMachine.program(instructions))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void a_register_outside_the_window_is_refused() {
    assertRefused(
        "instruction 1 (ADD 1, 2, 4): register 4 outside the window of 4",
        in(Opcode.ENTER, 4, 0),
        in(Opcode.ADD, 1, 2, 4));
    assertRefused("register -1", in(Opcode.ENTER, 4, 0), in(Opcode.MOV, 1, -1));
  }

  @Test
  void a_jump_out_of_its_function_is_refused() {
    assertRefused("jumps out", in(Opcode.ENTER, 4, 0), in(Opcode.JMP, 2), in(Opcode.ENTER, 4, 0));
    assertRefused("jumps out", in(Opcode.ENTER, 4, 0), in(Opcode.JZ, 1, -1));
    assertRefused("jumps out", in(Opcode.ENTER, 4, 0), in(Opcode.JTAB, 1, 3), in(Opcode.JMP, 0));
  }

  @Test
  void a_call_of_what_is_no_function_is_refused() {
    assertRefused("no function", in(Opcode.ENTER, 4, 0), in(Opcode.CALL, 1, 1, -1));
    assertRefused("no function", in(Opcode.ENTER, 4, 0), in(Opcode.CALL, 99, 1, -1));
    assertRefused("arguments", in(Opcode.ENTER, 4, 0), in(Opcode.CALL, 0, 5, -1));
    assertRefused("result", in(Opcode.ENTER, 4, 0), in(Opcode.CALL, 0, 4, 4));
  }

  @Test
  void an_unknown_number_is_refused() {
    assertRefused("unknown opcode", in(Opcode.ENTER, 4, 0), new int[] {999, 0, 0, 0});
    assertRefused("unknown intrinsic", in(Opcode.ENTER, 4, 0), in(Opcode.INTRINSIC, 999, 1, 1));
  }

  @Test
  void an_intrinsic_whose_arguments_leave_the_window_is_refused() {
    assertRefused("arguments", in(Opcode.ENTER, 4, 0), in(Opcode.INTRINSIC, 0, 2, 1));
  }

  @Test
  void code_before_the_first_function_is_refused() {
    assertRefused("no ENTER", in(Opcode.NOP), in(Opcode.ENTER, 4, 0));
    assertRefused("at least one register", in(Opcode.ENTER, 0, 0));
  }

  @Test
  void a_size_is_not_negative() {
    assertRefused("negative", in(Opcode.ENTER, 4, 0), in(Opcode.ZERO, 1, -1));
    assertRefused("negative", in(Opcode.ENTER, 4, 0), in(Opcode.COPY, 1, 2, -1));
  }

  @Test
  void execution_that_runs_off_the_end_is_an_illegal_instruction() {
    SmallMachine machine = SmallMachine.of(in(Opcode.NOP));

    assertThat(machine.run(10)).isEqualTo(Cpu.ILLEGAL_INSTRUCTION);

    assertThat(machine.registers.pc()).isEqualTo(2);
    assertThat(machine.program.instructionCount()).isEqualTo(2);
  }
}
