package osprey.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import osprey.code.Op;
import osprey.code.Opcode;

class InstructionTest {
  static List<InstructionCases.Case> cases() {
    return InstructionCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void an_instruction_does_what_its_case_says(InstructionCases.Case instruction) {
    instruction.check().run();
  }

  @Test
  void every_opcode_has_a_case() {
    Set<Opcode> covered = EnumSet.noneOf(Opcode.class);
    cases().forEach(c -> covered.add(c.opcode()));

    assertThat(covered).containsExactlyInAnyOrder(Opcode.values());
  }

  @Test
  void opcodes_and_their_constants_have_equal_numbers() throws IllegalAccessException {
    Field[] constants = Op.class.getFields();

    assertThat(Arrays.stream(constants).map(Field::getName))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Opcode.values()).map(Opcode::name).toList());
    for (Field constant : constants) {
      assertThat(constant.getInt(null))
          .as(constant.getName())
          .isEqualTo(Opcode.valueOf(constant.getName()).ordinal());
    }
  }
}
