package osprey.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void registers_and_targets_follow_from_the_format() {
    assertThat(Shape.registersOf(Op.ADD)).isEqualTo(0b111);
    assertThat(Shape.registersOf(Op.ADDI)).isEqualTo(0b011);
    assertThat(Shape.registersOf(Op.CALL)).isEqualTo(0b110);
    assertThat(Shape.registersOf(Op.ENTER)).isZero();
    assertThat(Shape.targetOf(Op.JMP)).isZero();
    assertThat(Shape.targetOf(Op.JZ)).isEqualTo(1);
    assertThat(Shape.targetOf(Op.JGEI)).isEqualTo(2);
    assertThat(Shape.targetOf(Op.CALL)).isEqualTo(-1);
  }
}
