package osprey.lang.c.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import osprey.code.Image;
import osprey.code.Location;
import osprey.code.Symbol;
import osprey.lang.Diagnostic;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.c.gen.CompiledC;

class LinkerTest {
  @Test
  void of_the_library_only_what_is_reachable_is_linked() {
    Image image =
        CompiledC.image(
            "int twice_the_answer(void); int main(void) { return twice_the_answer(); }");

    assertThat(image.functions())
        .extracting(Symbol.Function::name)
        .containsExactly("main", "_start", "answer", "twice_the_answer");
    assertThat(CompiledC.run(image)).isEqualTo("exit 84\n");
  }

  @Test
  void a_users_function_hides_the_librarys_but_not_from_the_library() {
    Image image =
        CompiledC.image(
            """
            int twice_the_answer(void);
            int answer(void) { return 1; }
            int main(void) { return answer() * 100 + twice_the_answer(); }
            """);

    assertThat(CompiledC.run(image)).isEqualTo("exit 184\n");
  }

  @Test
  void units_share_external_names_and_keep_static_ones() {
    Image image =
        CompiledC.image(
            """
            extern int shared;
            static int own = 1;
            int other(void);
            int main(void) { return shared * 100 + own * 10 + other(); }
            """,
            """
            int shared = 2;
            static int own = 3;
            int other(void) { return own; }
            """);

    assertThat(CompiledC.run(image)).isEqualTo("exit 213\n");
  }

  @Test
  void an_undefined_function_is_reported_where_it_is_first_used() {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());

    Image image =
        CompiledC.link(
            diagnostics,
            """
            int anwser(void);
            int main(void) {
              return anwser();
            }
            """);

    assertThat(image).isNull();
    Diagnostic first = diagnostics.all().getFirst();
    assertThat(first.message()).isEqualTo("undefined reference to 'anwser'");
    assertThat(first.hint()).isEqualTo("did you mean 'answer'?");
    assertThat(diagnostics.sources().locate(first.at())).hasToString("test.c:3:10");
  }

  @Test
  void a_name_defined_twice_is_reported_with_both_places() {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());

    CompiledC.link(diagnostics, "int x = 1; int main(void) { return x; }", "int x = 2;");

    assertThat(diagnostics.all())
        .extracting(Diagnostic::message)
        .containsExactly("'x' is defined in more than one file", "the other definition is here");
  }

  @Test
  void a_program_needs_main() {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());

    CompiledC.link(diagnostics, "int f(void) { return 1; }");

    assertThat(diagnostics.all())
        .extracting(Diagnostic::message)
        .containsExactly("the program has no function 'main'");
  }

  @Test
  void each_part_starts_on_a_page_of_its_own() {
    Image image =
        CompiledC.image(
            """
            const int constant = 1;
            int variable = 2;
            int zero[3000];
            int main(void) { return constant + variable + zero[0]; }
            """);

    assertThat(List.of(image.rodataBase(), image.dataBase(), image.bssBase()))
        .allSatisfy(base -> assertThat(base % 4096).isZero())
        .isSorted();
    assertThat(image.bssBytes()).isEqualTo(12000);
  }

  @Test
  void the_ends_of_the_parts_have_names() {
    Image image =
        CompiledC.image(
            """
            extern char etext[], edata[], end[], __bss_start[];
            int zero;
            int data = 1;
            int main(void) {
              return (main < (int (*)(void))etext) + ((char *)&data < edata) * 2
                  + ((char *)&zero >= __bss_start) * 4 + ((char *)&zero < end) * 8;
            }
            """);

    assertThat(CompiledC.run(image)).isEqualTo("exit 15\n");
  }

  @Test
  void thread_local_variables_have_offsets_in_the_block() {
    Image image =
        CompiledC.image(
            """
            _Thread_local int zero;
            _Thread_local int set = 5;
            int main(void) { return set + zero; }
            """);

    assertThat(image.threadLocal()).hasSize(4).startsWith(5);
    assertThat(image.threadLocalBytes()).isEqualTo(16);
    assertThat(image.globals())
        .extracting(Symbol.Global::location)
        .contains(new Location.ThreadLocal(0), new Location.ThreadLocal(4));
  }

  @Test
  void initialisers_may_hold_addresses() {
    Image image =
        CompiledC.image(
            """
            int a[4] = {1, 2, 3, 4};
            int *p = &a[2];
            int f(void) { return 30; }
            struct { int (*call)(void); const char *text; } s = {f, "xyz" + 1};
            int main(void) { return *p + s.call() + (s.text[0] == 'y') * 100; }
            """);

    assertThat(CompiledC.run(image)).isEqualTo("exit 133\n");
  }
}
