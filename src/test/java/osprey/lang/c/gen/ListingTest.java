package osprey.lang.c.gen;

import static org.assertj.core.api.Assertions.assertThat;
import static osprey.lang.c.gen.CompiledC.listing;

import org.junit.jupiter.api.Test;

/// The instructions of small functions, for the quality of the code.
class ListingTest {
  @Test
  void a_loop_over_an_array_takes_six_instructions_a_round() {
    String code =
        listing(
            """
            int a[1024];
            long loop(long n) {
              int s = 0;
              for (long k = 0; k < n; k++) {
                int i = k & 1023;
                s += a[i];
                a[i] = s;
              }
              return s;
            }
            int main(void) { return loop(10); }
            """,
            "loop");

    assertThat(code)
        .isEqualTo(
            """
              0  enter    7 registers, 64 bytes
              1  li       r3, 0
              2  li       r4, 0
              3  li       r2, &a
              4  jle      r1, r4, @11
              5  andi     r5, r4, 1023
              6  ldx32s   r6, [r2 + r5*4]
              7  add32    r3, r3, r6
              8  stx32    r3, [r2 + r5*4]
              9  addi     r4, r4, 1
             10  jlt      r4, r1, @5
             11  retv     r3
            """);
  }

  @Test
  void arguments_are_computed_where_the_callee_finds_them() {
    String code =
        listing(
            "int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); } int main(void) {}",
            "fib");

    assertThat(code)
        .isEqualTo(
            """
              0  enter    5 registers, 48 bytes
              1  jgei     r1, 2, @3
              2  retv     r1
              3  addi32   r3, r1, -1
              4  call     fib (r3…) -> r2
              5  addi32   r4, r1, -2
              6  call     fib (r4…) -> r3
              7  add32    r2, r2, r3
              8  retv     r2
            """);
  }

  @Test
  void a_string_copy_steps_its_pointers_in_place() {
    String code =
        listing(
            "void copy(char *to, const char *from) { while ((*to++ = *from++)) ; } int main(void)"
                + " {}",
            "copy");

    assertThat(code)
        .isEqualTo(
            """
              0  enter    4 registers, 32 bytes
              1  addi     r2, r2, 1
              2  addi     r1, r1, 1
              3  ld8s     r3, [r2-1]
              4  st8      r3, [r1-1]
              5  jnz      r3, @1
              6  ret
            """);
  }

  @Test
  void a_dense_switch_is_a_table() {
    String code =
        listing(
            """
            int f(int x) {
              switch (x) {
                case 1: return 10;
                case 2: return 20;
                case 3: return 30;
                case 4: return 40;
              }
              return 0;
            }
            int main(void) {}
            """,
            "f");

    assertThat(code)
        .startsWith(
            """
              0  enter    3 registers, 32 bytes
              1  addi     r2, r1, -1
              2  jtab     r2, 4
              3  jmp      @8
              4  jmp      @10
              5  jmp      @12
              6  jmp      @14
              7  jmp      @16
              8  li       r2, 10
              9  retv     r2
            """);
  }

  @Test
  void a_linked_list_is_walked_with_four_instructions_a_node() {
    String code =
        listing(
            """
            struct node { int value; struct node *next; };
            int sum(struct node *l) {
              int n = 0;
              while (l) {
                n += l->value;
                l = l->next;
              }
              return n;
            }
            int main(void) {}
            """,
            "sum");

    assertThat(code)
        .isEqualTo(
            """
              0  enter    4 registers, 32 bytes
              1  li       r2, 0
              2  jz       r1, @7
              3  ld32s    r3, [r1]
              4  add32    r2, r2, r3
              5  ld64     r1, [r1+8]
              6  jnz      r1, @3
              7  retv     r2
            """);
  }

  @Test
  void variable_arguments_lie_in_the_callers_frame() {
    String code =
        listing(
            """
            int print(const char *format, ...) { return 0; }
            int f(int x) { return print("%d %s", x, "y"); }
            int main(void) {}
            """,
            "f");

    assertThat(code)
        .containsPattern("li +r\\d+, 0x[0-9a-f]+ \"y\"\\n")
        .contains("st64     r1, [fp-16]", "addi     r4, fp, -16", "call     print (r3…)");
  }

  @Test
  void a_loop_that_goto_enters_keeps_its_constants_inside() {
    String code =
        listing(
            """
            double a[8];
            double f(int n, int k) {
              double s = 0;
              if (k) goto middle;
              while (n-- > 0) {
                s += 1.5;
              middle:
                s += a[n & 7];
              }
              return s;
            }
            int main(void) {}
            """,
            "f");

    assertThat(code.indexOf("(1.5)")).isGreaterThan(code.indexOf("jmp"));
  }
}
