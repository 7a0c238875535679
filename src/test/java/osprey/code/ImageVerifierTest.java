package osprey.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import osprey.lang.c.gen.CompiledC;

class ImageVerifierTest {
  private final Image image =
      CompiledC.image("int main(void) { int n = 0; while (n < 3) n++; return n; }");

  @Test
  void what_the_compiler_makes_is_sound() {
    assertThat(ImageVerifier.verify(image)).isEmpty();
  }

  @Test
  void a_register_outside_the_window_is_found() {
    image.code()[4 + 1] = 99;

    assertThat(ImageVerifier.verify(image)).containsExactly("main+1: register 99 of 3");
  }

  @Test
  void a_jump_out_of_the_function_is_found() {
    for (int i = 0; i < image.instructionCount(); i++) {
      int slot = Shape.targetOf(image.code()[i * 4]);
      if (slot >= 0) {
        image.code()[i * 4 + 1 + slot] = 1000;
      }
    }

    assertThat(ImageVerifier.verify(image))
        .anyMatch(fault -> fault.endsWith("jump out of the function"));
  }

  @Test
  void a_function_that_runs_off_its_end_is_found() {
    Symbol.Function main = image.functions().getFirst();
    image.code()[(main.end() - 1) * 4] = Op.NOP;

    assertThat(ImageVerifier.verify(image)).anyMatch(fault -> fault.endsWith("runs off its end"));
  }
}
