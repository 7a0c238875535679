package osprey.lang.c;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osprey.lang.DiagnosticPrinter;
import osprey.lang.Diagnostics;

/// Wrong texts: diagnostics at the right place, and never an exception.
class PreprocessorErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "int a; /* no end | 1:8 unterminated comment",
        "char *s = \"abc; | 1:11 unterminated string: no closing \" on its line",
        "char c = 'a; | 1:10 unterminated character constant: no closing ' on its line",
        "#include <nothing.h> | 1:10 there is no header 'nothing.h'",
        "#include nothing | 1:2 #include takes <name> or \"name\"",
        "#if | 1:2 #if without an expression",
        "#if 1 + | 1:7 expected an operand in the expression of #if",
        "#if 1 2 | 1:7 '2' is not expected in the expression of #if",
        "#if 1/0 | 1:6 division by zero in #if",
        "#if 1.0 | 1:5 floating constant in #if",
        "#if X(1) | 1:5 there is no function-like macro 'X'",
        "#else | 1:2 #else without #if",
        "#endif | 1:2 #endif without #if",
        "#error it is broken | 1:2 #error it is broken",
        "#warning careful | 1:2 W: #warning careful",
        "#define | 1:8 a macro name must follow #define",
        "#define defined 1 | 1:9 'defined' cannot be a macro name",
        "#define f(x, x) | 1:14 two parameters are named 'x'",
        "#define f(x | 1:12 expected ',' or ')' in the macro's parameter list",
        "#define f(..., x) | 1:14 expected ')' after '...' in the macro's parameter list",
        "#define f ## a | 1:11 '##' cannot be at either end of a macro's body",
        "#define f(x) # y | 1:14 '#' must be followed by a macro parameter",
        "#define s \"abc | 1:11 unterminated string: no closing \" on its line",
        "#unknown | 1:2 there is no directive #unknown",
        "#line x | 1:2 #line takes a line number",
        "int @ x; | 1:5 stray '@' in the program",
        "int # x; | 1:5 stray '#'",
        "#ifdef | 1:2 a macro name must follow #ifdef",
        "_Pragma(1) | 1:8 _Pragma takes one string literal in parentheses"
      })
  void are_reported_where_they_begin(String source, String message) {
    assertThat(Preprocessed.messages(source)).first().isEqualTo(message);
  }

  @Test
  void conditionals_without_end_are_shown_where_they_begin() {
    assertThat(Preprocessed.messages("#if 1\n#ifdef X\nint a;\n"))
        .containsExactly("2:2 unterminated #ifdef", "1:2 unterminated #if");
  }

  @Test
  void a_second_else_is_refused_with_a_note() {
    assertThat(Preprocessed.messages("#if 1\n#else\n#else\n#endif\n"))
        .containsExactly("3:2 #else after #else", "2:2 N: the #else is here");
  }

  @Test
  void redefining_a_macro_differently_is_doubtful() {
    assertThat(Preprocessed.messages("#define a 1\n#define a 1\n#define a  1\n#define a 2\n"))
        .containsExactly("4:9 W: macro 'a' is redefined", "3:9 N: the definition before is here");
  }

  @Test
  void a_macro_call_must_have_its_arguments() {
    assertThat(Preprocessed.messages("#define f(x, y) x\nf(1)\n#define g(x, ...) x\ng\nf(1, 2"))
        .containsExactly(
            "2:1 macro 'f' takes 2 arguments, but got 1",
            "1:9 N: the macro is defined here",
            "5:1 the arguments of macro 'f' do not end");
  }

  @Test
  void a_missing_header_gets_a_suggestion() {
    Preprocessed source = Preprocessed.with();
    source.tokens("#include <stido.h>\n#include <tpyes.h>\n#include <inventory.h>\n");

    assertThat(source.diagnostics().all())
        .extracting("hint")
        .containsExactly(
            "did you mean <stdio.h>?",
            "did you mean <sys/types.h>?",
            "a header of your own is written in quotes: \"inventory.h\"");
  }

  @Test
  void a_header_that_includes_itself_is_found_out() {
    Preprocessed source = Preprocessed.with("a.h", "#include \"a.h\"\n#include \"a.h\"\n");
    source.tokens("#include \"a.h\"\nint x;");

    assertThat(source.messages()).containsExactly("a.h:1:10 #include is nested more than 200 deep");
    assertThat(source.diagnostics().all().getFirst().hint()).contains("includes itself");
  }

  @Test
  void curly_quotes_get_a_hint() {
    Preprocessed source = Preprocessed.with();
    source.tokens("printf(\u201chello\u201d);");

    assertThat(source.messages())
        .containsExactly("1:8 stray '\u201c' in the program", "1:14 stray '\u201d' in the program");
    assertThat(source.diagnostics().all().getFirst().hint()).isEqualTo("write the plain quote \"");
  }

  @Test
  void binary_garbage_is_given_up_on_early() {
    Random random = new Random(7);
    StringBuilder garbage = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      garbage.append((char) random.nextInt(256));
    }
    List<String> messages = Preprocessed.messages(garbage.toString());

    assertThat(messages).hasSizeBetween(1, 2 * Diagnostics.ERRORS_KEPT_MAX);
  }

  @Test
  void very_long_lines_are_only_long() {
    assertThat(Preprocessed.with().tokens("x ".repeat(500_000))).hasSize(500_001);
    assertThat(Preprocessed.with().tokens("x".repeat(1_000_000))).hasSize(2);
    assertThat(Preprocessed.with().tokens("\"" + "y".repeat(1_000_000) + "\"")).hasSize(2);
    assertThat(Preprocessed.messages("#if " + "(".repeat(200_000))).hasSize(2);
    assertThat(Preprocessed.messages("#if " + "!".repeat(200_000) + "1\n#endif")).hasSize(1);
    assertThat(Preprocessed.messages("#if 1\n".repeat(20_000))).hasSize(50);
  }

  @Test
  void pasting_long_names_again_and_again_is_refused() {
    StringBuilder source = new StringBuilder("#define c(a, b) a##b\n#define d(a) e(a, a)\n");
    source.append("#define e(a, b) c(a, b)\n");
    source.append("d(".repeat(60)).append("x").append(")".repeat(60));

    assertThat(Preprocessed.messages(source.toString()))
        .anySatisfy(message -> assertThat(message).contains("macro expansion grows"));
  }

  @Test
  void random_damage_never_makes_an_exception() {
    String good =
        """
        #include "a.h"
        #define f(x, ...) #x x##1 g(__VA_ARGS__, ## __VA_ARGS__) f(x)
        #define g(y) y + L'\\x41' "s\\n" 0x1p3
        #if defined(f) && (1 ? 2 : 3) > g(1) /* comment */
        f(a, b, c) g(f(1, 2)) _Pragma("x") __LINE__
        #elif !X
        #else // line
        #endif
        #line 7 "z"
        int main(void) { return 'c' ?: 1 <<= 2; } \\
        end
        """;
    Random random = new Random(1);
    String alphabet = "#(),\"'\\\n/*<>.%:=!&|?0123xfgLu_ \t\r\u0000\u00e9\u201c\ud83d";
    for (int round = 0; round < 1_500; round++) {
      StringBuilder text = new StringBuilder(good);
      for (int i = random.nextInt(10); i >= 0; i--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
          case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(30)));
          default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 15)));
        }
      }
      Preprocessed source = Preprocessed.with("a.h", text.substring(text.length() / 2));
      List<Token> tokens = source.tokens(text.toString());

      assertThat(tokens.getLast().kind()).isEqualTo(Token.Kind.END);
      for (Token token : tokens) {
        assertThat(source.diagnostics().sources().locate(token.at())).isNotNull();
        switch (token.kind()) {
          case NUMBER -> Literals.number(token, source.diagnostics());
          case CHARACTER -> Literals.character(token, source.diagnostics());
          case STRING -> Literals.string(List.of(token), source.diagnostics());
          case IDENTIFIER, KEYWORD, PUNCTUATOR, END -> {}
        }
      }
      DiagnosticPrinter.print(source.diagnostics(), false);
    }
  }
}
