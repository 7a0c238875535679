package osprey.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import osprey.lang.c.gen.CompiledC;

class DisassemblerTest {
  private final Image image =
      CompiledC.image(
          """
          struct { int x, y; } point;
          int get(void) {
            return point.y;
          }
          int main(void) {
            int (*f)(void) = get;
            point.y = 7;
            return f() + get();
          }
          """);

  @Test
  void a_function_is_shown_with_its_source_and_names() {
    String text = new Disassembler(image).function(Objects.requireNonNull(image.function("main")));

    assertThat(text)
        .isEqualTo(
            """
            0000000000400030 <main>:
            ; test.c:5  int main(void) {
              400030    0  enter    4 registers, 32 bytes
            ; test.c:6  int (*f)(void) = get;
              400040    1  li       r1, &get
            ; test.c:7  point.y = 7;
              400050    2  li       r2, 7
              400060    3  stg32    r2, [&point+4]
            ; test.c:8  return f() + get();
              400070    4  callr    r1 (r3…) -> r2
              400080    5  call     get (r4…) -> r3
              400090    6  add32    r2, r2, r3
              4000a0    7  retv     r2
            """);
  }

  @Test
  void a_program_is_shown_without_its_library_unless_asked() {
    Disassembler disassembler = new Disassembler(image);

    assertThat(disassembler.program(false)).contains("<get>", "<main>").doesNotContain("<_start>");
    assertThat(disassembler.program(true)).contains("<_start>");
  }

  @Test
  void the_reference_has_a_line_for_every_instruction() {
    for (Opcode opcode : Opcode.values()) {
      assertThat(OpcodeReference.markdown())
          .contains("| " + opcode.ordinal() + " | `" + Disassembler.mnemonic(opcode) + "` |");
    }
  }
}
