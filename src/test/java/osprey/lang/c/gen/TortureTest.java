package osprey.lang.c.gen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs that exercise every corner of the language print what gcc made of them. The random ones
/// come from a generator of well-defined programs and were chosen for nothing but variety.
class TortureTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bitfields",
        "calls",
        "control",
        "floating",
        "misc",
        "order",
        "pointers",
        "promotions",
        "structs",
        "random01",
        "random02",
        "random03",
        "random04",
        "random05",
        "random06",
        "random07",
        "random08",
        "random09",
        "random10",
        "random11",
        "random12"
      })
  void a_program_prints_what_it_prints_with_gcc(String name) {
    String printed = CompiledC.run(CompiledC.image(CompiledC.torture(name + ".c")));

    assertThat(printed).isEqualTo(CompiledC.torture(name + ".expected"));
  }
}
