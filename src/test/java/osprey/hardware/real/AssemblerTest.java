package osprey.hardware.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Encodings as GNU as writes them for the same instructions.
class AssemblerTest {
  private static String hex(Assembler code) {
    return HexFormat.of().formatHex(code.bytes());
  }

  @Test
  void registers_of_both_halves_are_encoded() {
    assertThat(hex(new Assembler().set(Register.R15, 2048))).isEqualTo("49c7c700080000");
    assertThat(hex(new Assembler().set(Register.RAX, -38))).isEqualTo("48c7c0daffffff");
    assertThat(hex(new Assembler().move(Register.RDI, Register.R15))).isEqualTo("4c89ff");
    assertThat(hex(new Assembler().move(Register.R12, Register.RDI))).isEqualTo("4989fc");
  }

  @Test
  void memory_at_the_stack_pointer_needs_one_byte_more() {
    assertThat(hex(new Assembler().load(Register.R10, Register.RSP, 32)))
        .isEqualTo("4c8b942420000000");
    assertThat(hex(new Assembler().store(Register.RDI, 8, Register.R9)))
        .isEqualTo("4c898f08000000");
  }

  @Test
  void jumps_reach_back_and_forth() {
    assertThat(hex(new Assembler().label("here").jump("here"))).isEqualTo("e9fbffffff");
    assertThat(hex(new Assembler().jump(Assembler.Condition.EQUAL, "end").ret().label("end")))
        .isEqualTo("0f8401000000c3");
    assertThatThrownBy(() -> new Assembler().jump("nowhere").bytes())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
