package osprey.lang;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiagnosticPrinterTest {
  private final SourceMap sources = new SourceMap();
  private final Diagnostics diagnostics = new Diagnostics(sources);

  private String print() {
    return DiagnosticPrinter.print(diagnostics, false);
  }

  @Test
  void nothing_is_printed_when_nothing_is_wrong() {
    assertThat(print()).isEmpty();
  }

  @Test
  void the_spot_is_underlined_and_the_hint_follows() {
    int at = sources.add("x.c", "int a;\n#include <stido.h>\n");
    diagnostics.error(at + 16, 9, "there is no header 'stido.h'", "did you mean <stdio.h>?");
    diagnostics.note(at, 3, "something else");
    diagnostics.warning(at + 4, 1, "doubtful", null);

    assertThat(print())
        .isEqualTo(
            """
            x.c:2:10: error: there is no header 'stido.h'
                2 | #include <stido.h>
                  |          ^~~~~~~~~
                  hint: did you mean <stdio.h>?
            x.c:1:1: note: something else
                1 | int a;
                  | ^~~
            x.c:1:5: warning: doubtful
                1 | int a;
                  |     ^
            1 error, 1 warning
            """);
  }

  @Test
  void tabs_and_wide_characters_keep_the_caret_in_place() {
    int at = sources.add("x.c", "\t\u4f60\u597d\te\u0301 x;");
    diagnostics.error(at + 7, 2, "here");

    assertThat(print().lines().skip(2).findFirst()).contains("      | \t    \t  ^~");
  }

  @Test
  void the_underline_stays_on_the_line() {
    int at = sources.add("x.c", "ab\ncd");
    diagnostics.error(at + 1, 100, "here");
    diagnostics.error(at + 5, 1, "at the end");

    assertThat(print()).contains("    1 | ab\n      |  ^\n").contains("    2 | cd\n      |   ^\n");
  }

  @Test
  void long_lines_are_cut_around_the_spot() {
    int at = sources.add("x.c", "x".repeat(500_000) + "HERE" + "y".repeat(500_000));
    diagnostics.error(at + 500_000, 4, "long");

    assertThat(print().lines().skip(1).findFirst().orElseThrow())
        .hasSize(8 + 122)
        .startsWith("    1 | …xx")
        .contains("HEREy")
        .endsWith("y…");
    String caret = print().lines().skip(2).findFirst().orElseThrow();
    String line = print().lines().skip(1).findFirst().orElseThrow();
    assertThat(caret.indexOf('^')).isEqualTo(line.indexOf("HERE"));
    assertThat(caret).endsWith("^~~~");
  }

  @Test
  void control_characters_do_not_reach_the_terminal() {
    int at = sources.add("x\u001b.c", "\u001b[31mred");
    diagnostics.error(at, 1, "what is '\u001b'?");

    assertThat(print()).doesNotContain("\u001b");
    assertThat(DiagnosticPrinter.print(diagnostics, true)).contains("\u001b[1;31merror:\u001b[0m");
  }

  @Test
  void a_message_may_have_no_place() {
    diagnostics.error(0, 1, "cannot read x.c");

    assertThat(print()).isEqualTo("error: cannot read x.c\n1 error\n");
  }

  @Test
  void errors_beyond_the_limit_are_counted() {
    int at = sources.add("x.c", "x");
    for (int i = 0; i < Diagnostics.ERRORS_KEPT_MAX + 5; i++) {
      diagnostics.error(at, 1, "again");
    }
    assertThat(print()).endsWith("\n55 errors (the first 50 are shown)\n");
  }
}
