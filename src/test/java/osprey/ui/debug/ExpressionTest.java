package osprey.ui.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What gdb prints, from the same program compiled by gcc.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExpressionTest {
  private static final String PROGRAM =
      """
      #include <string.h>
      struct point { int x, y; char name[8]; struct point *next; double w; };
      struct flags { unsigned a : 3; int b : 5; unsigned c : 24; };
      union both { int i; char c[4]; };
      enum color { RED, GREEN = 5, BLUE };
      typedef unsigned long size;
      int g = 3;
      static _Thread_local int mine = 9;
      static int add(int a, int b) { return a + b; }
      int main(void) {
        struct point p = {1, 2, "ab", 0, 1.5};
        struct flags f = {5, -3, 77};
        union both u = {0x41424344};
        int arr[5] = {1, 2, 3, 3, 3};
        int many[12] = {0};
        int grid[2][2] = {{1, 2}, {3, 4}};
        const char *s = "hello\\n";
        char buf[16];
        enum color col = GREEN;
        int (*fp)(int, int) = add;
        unsigned char uc = 200;
        float fl = 0.1f;
        double big = 1e100;
        _Bool yes = 1;
        size n = 18446744073709551615u;
        short neg = -2;
        int plain = 7;
        void *vp = &g;
        p.next = &p;
        strcpy(buf, "hey");
        memset(buf + 4, 0, 12);
        g = mine;
        return plain - 7;
      }
      """;

  private Debugged run = Debugged.program(PROGRAM);

  @BeforeEach
  void run_to_the_end_of_main() throws DebugError {
    run = Debugged.program(PROGRAM).to("t.c:33");
  }

  @Test
  void numbers() throws DebugError {
    assertThat(run.print("plain + 3 * 2")).isEqualTo("13");
    assertThat(run.print("uc")).isEqualTo("200 '\\310'");
    assertThat(run.print("fl")).isEqualTo("0.100000001");
    assertThat(run.print("1.0 / 3")).isEqualTo("0.33333333333333331");
    assertThat(run.print("big"))
        .isEqualTo("1.0000000000000000e+100".replace(".0000000000000000", ""));
    assertThat(run.print("yes")).isEqualTo("true");
    assertThat(run.print("n")).isEqualTo("18446744073709551615");
    assertThat(run.print("neg")).isEqualTo("-2");
    assertThat(run.print("'a'")).isEqualTo("97 'a'");
    assertThat(run.print("sizeof(p)")).isEqualTo("32");
    assertThat(run.print("(char) 65")).isEqualTo("65 'A'");
    assertThat(run.print("-7 / 2")).isEqualTo("-3");
    assertThat(run.print("1u - 2")).isEqualTo("4294967295");
    assertThat(run.print("plain << 2 | 1")).isEqualTo("29");
    assertThat(run.print("neg < 1u")).isEqualTo("0");
    assertThat(run.print("1 ? 2.5 : 3")).isEqualTo("2.5");
    assertThat(run.print("!plain || 0")).isEqualTo("0");
    assertThat(run.print("mine")).isEqualTo("9");
  }

  @Test
  void structures_arrays_and_text() throws DebugError {
    assertThat(run.print("p"))
        .startsWith("{x = 1, y = 2, name = \"ab\\000\\000\\000\\000\\000\", next = 0x7f")
        .endsWith(", w = 1.5}");
    assertThat(run.print("p.next->x + 3")).isEqualTo("4");
    assertThat(run.print("f")).isEqualTo("{a = 5, b = -3, c = 77}");
    assertThat(run.print("f.b - 1")).isEqualTo("-4");
    assertThat(run.print("u")).isEqualTo("{i = 1094861636, c = \"DCBA\"}");
    assertThat(run.print("arr")).isEqualTo("{1, 2, 3, 3, 3}");
    assertThat(run.print("many")).isEqualTo("{0 <repeats 12 times>}");
    assertThat(run.print("grid")).isEqualTo("{{1, 2}, {3, 4}}");
    assertThat(run.print("arr[0]@3")).isEqualTo("{1, 2, 3}");
    assertThat(run.print("buf")).isEqualTo("\"hey\", '\\000' <repeats 12 times>");
    assertThat(run.print("s")).matches("0x[0-9a-f]+ \"hello\\\\n\"");
    assertThat(run.print("*s")).isEqualTo("104 'h'");
    assertThat(run.print("\"abc\"")).isEqualTo("\"abc\"");
    assertThat(run.print("col")).isEqualTo("GREEN");
    assertThat(run.print("col == BLUE")).isEqualTo("0");
  }

  @Test
  void pointers() throws DebugError {
    assertThat(run.print("&g")).matches("\\(int \\*\\) 0x[0-9a-f]+ <g>");
    assertThat(run.print("&arr")).matches("\\(int \\(\\*\\)\\[5\\]\\) 0x7f[0-9a-f]+");
    assertThat(run.print("&arr[2] - arr")).isEqualTo("2");
    assertThat(run.print("*(arr + 1)")).isEqualTo("2");
    assertThat(run.print("fp")).matches("\\(int \\(\\*\\)\\(int, int\\)\\) 0x[0-9a-f]+ <add>");
    assertThat(run.print("*fp")).matches("\\{int \\(int, int\\)\\} 0x[0-9a-f]+ <add>");
    assertThat(run.print("main")).matches("\\{int \\(void\\)\\} 0x[0-9a-f]+ <main>");
    assertThat(run.print("vp")).matches("\\(void \\*\\) 0x[0-9a-f]+ <g>");
    assertThat(run.print("(struct point *) 0")).isEqualTo("(struct point *) 0x0");
    assertThat(run.print("p.next == &p")).isEqualTo("1");
  }

  @Test
  void assignments_change_the_program() throws DebugError {
    assertThat(run.print("plain = 9")).isEqualTo("9");
    assertThat(run.print("plain")).isEqualTo("9");
    assertThat(run.print("p.x += 5")).isEqualTo("6");
    assertThat(run.print("p.next->x++")).isEqualTo("6");
    assertThat(run.print("p.x")).isEqualTo("7");
    assertThat(run.print("f.b = 2")).isEqualTo("2");
    assertThat(run.print("f")).isEqualTo("{a = 5, b = 2, c = 77}");
    assertThat(run.print("fl = 2")).isEqualTo("2");
    assertThat(run.print("arr[4] = g")).isEqualTo("9");
    assertThat(run.print("arr")).isEqualTo("{1, 2, 3, 3, 9}");
  }

  @Test
  void earlier_values_have_names() throws DebugError {
    run.print("plain");
    run.print("p.y");

    assertThat(run.print("$1 + $2")).isEqualTo("9");
    assertThat(run.print("$ * $$")).isEqualTo("18");
    assertThat(run.print("$pc == $pc")).isEqualTo("1");
  }

  @Test
  void mistakes_are_told() {
    assertThatThrownBy(() -> run.print("nosuch"))
        .hasMessage("No symbol \"nosuch\" in current context.");
    assertThatThrownBy(() -> run.print("p.nosuch")).hasMessageContaining("nosuch");
    assertThatThrownBy(() -> run.print("1 +")).isInstanceOf(DebugError.class);
    assertThatThrownBy(() -> run.print("")).isInstanceOf(DebugError.class);
    assertThatThrownBy(() -> run.print("*(int *) 0"))
        .hasMessage("Cannot access memory at address 0x0");
    assertThatThrownBy(() -> run.print("plain / 0")).hasMessage("Division by zero");
    assertThatThrownBy(() -> run.print("add(1, 2)")).hasMessageContaining("cannot be called");
    assertThatThrownBy(() -> run.print("$9")).hasMessageContaining("$9");
    assertThatThrownBy(() -> run.print("*vp")).isInstanceOf(DebugError.class);
  }

  @Test
  void types_are_written_out() throws DebugError {
    FrameView view = run.debugger.selection().view();
    Expressions expressions = run.debugger.expressions();

    assertThat(expressions.typeOf("&p", view).spelling()).isEqualTo("struct point *");
    assertThat(TypeText.of(expressions.typeOf("f", view), view.image()))
        .isEqualTo(
            "struct flags {\n    unsigned int a : 3;\n    int b : 5;\n    unsigned int c : 24;\n}");
    assertThat(TypeText.of(expressions.typeOf("col", view), view.image()))
        .isEqualTo("enum color {RED, GREEN = 5, BLUE}");
  }

  @Test
  void formats_show_other_notations() throws DebugError {
    FrameView view = run.debugger.selection().view();
    Value value = run.debugger.expressions().evaluate("neg", view);
    Value array = run.debugger.expressions().evaluate("arr", view);

    assertThat(new ValueText(view, 'x').of(value)).isEqualTo("0xfffe");
    assertThat(new ValueText(view, 'z').of(Value.ofLong(value.type(), 7))).isEqualTo("0x0007");
    assertThat(new ValueText(view, 'u').of(value)).isEqualTo("65534");
    assertThat(new ValueText(view, 'd').of(value)).isEqualTo("-2");
    assertThat(new ValueText(view, 't').of(value)).isEqualTo("1111111111111110");
    assertThat(new ValueText(view, 'o').of(value)).isEqualTo("0177776");
    assertThat(new ValueText(view, 'x').of(array)).isEqualTo("{0x1, 0x2, 0x3, 0x3, 0x3}");
  }

  @Test
  void general_notation_is_that_of_printf() {
    assertThat(ValueText.general(1e5, 17)).isEqualTo("100000");
    assertThat(ValueText.general(1e17, 17)).isEqualTo("1e+17");
    assertThat(ValueText.general(0.0001, 9)).isEqualTo("0.0001");
    assertThat(ValueText.general(0.00001, 9)).isEqualTo("1e-05");
    assertThat(ValueText.general(-1.25e-7, 9)).isEqualTo("-1.25e-07");
    assertThat(ValueText.general(-0.0, 9)).isEqualTo("-0");
    assertThat(ValueText.general(Double.NEGATIVE_INFINITY, 9)).isEqualTo("-inf");
  }
}
