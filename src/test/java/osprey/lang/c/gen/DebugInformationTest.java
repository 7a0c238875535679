package osprey.lang.c.gen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import osprey.code.Image;
import osprey.code.Location;
import osprey.code.Symbol;

/// What the debugger learns about variables and lines.
class DebugInformationTest {
  private final Image image =
      CompiledC.image(
          """
          struct pair { long a, b, c; };
          long f(int n, struct pair p) {
            static int calls = 3;
            int doubled = n * 2;
            char text[4] = "abc";
            for (int i = 0; i < n; i++) {
              int inner = i;
              doubled += inner + text[0];
            }
            return doubled + calls + p.a;
          }
          int main(void) {
            struct pair p = {1};
            return f(1, p);
          }
          """);

  @Test
  void variables_have_places() {
    assertThat(local("n").location()).isInstanceOf(Location.Register.class);
    assertThat(local("p").location()).isInstanceOf(Location.Indirect.class);
    assertThat(local("calls").location()).isInstanceOf(Location.Static.class);
    assertThat(local("text").location()).isInstanceOf(Location.Frame.class);
    assertThat(local("n").isParameter()).isTrue();
    assertThat(local("text").type().spelling()).isEqualTo("char [4]");
  }

  @Test
  void a_variable_is_visible_in_its_block_only() {
    Symbol.Local inner = local("inner");

    assertThat(image.lineAt(inner.scopeStart())).isEqualTo(7);
    assertThat(image.lineAt(inner.scopeEnd() - 1)).isEqualTo(8);
    assertThat(local("doubled").scopeEnd()).isEqualTo(function().end());
  }

  @Test
  void instructions_know_their_lines() {
    Symbol.Function f = function();

    assertThat(image.lineAt(f.start())).isEqualTo(2);
    assertThat(image.lineAt(f.end() - 1)).isEqualTo(10);
    assertThat(image.fileAt(f.start()).name()).isEqualTo("test.c");
    assertThat(image.types()).containsKey("struct pair");
  }

  private Symbol.Function function() {
    return Objects.requireNonNull(image.function("f"));
  }

  private Symbol.Local local(String name) {
    return function().locals().stream()
        .filter(local -> local.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
