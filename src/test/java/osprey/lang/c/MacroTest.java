package osprey.lang.c;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Macro replacement; every expected text is what gcc 12 answers.
class MacroTest {
  @Test
  void rescanning_follows_the_standards_example_3() {
    String source =
        """
        #define x 3
        #define f(a) f(x * (a))
        #undef x
        #define x 2
        #define g f
        #define z z[0]
        #define h g(~
        #define m(a) a(w)
        #define w 0,1
        #define t(a) a
        #define p() int
        #define q(x) x
        #define r(x,y) x ## y
        #define str(x) # x
        f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);
        g(x+(3,4)-w) | h 5) & m
        (f)^m(m);
        p() i[q()] = { q(1), r(2,3), r(4,), r(,5), r(,) };
        char c[2][6] = { str(hello), str() };
        """;

    assertThat(Preprocessed.text(source))
        .isEqualTo(
            Preprocessed.text(
                """
                f(2 * (y+1)) + f(2 * (f(2 * (z[0])))) % f(2 * (0)) + t(1);
                f(2 * (2+(3,4)-0,1)) | f(2 * (~ 5)) & f(2 * (0,1))^m(0,1);
                int i[] = { 1, 23, 4, 5, };
                char c[2][6] = { "hello", "" };
                """));
  }

  @Test
  void stringizing_follows_the_standards_example_4() {
    String source =
        """
        #define str(s) # s
        #define xstr(s) str(s)
        #define debug(s, t) printf("x" # s "= %d, x" # t "= %s", \\
                x ## s, x ## t)
        #define INCFILE(n) vers ## n
        #define glue(a, b) a ## b
        #define xglue(a, b) glue(a, b)
        #define HIGHLOW "hello"
        #define LOW LOW ", world"
        debug(1, 2);
        fputs(str(strncmp("abc\\0d", "abc", '\\4') // this goes away
          == 0) str(: @\\n), s);
        xstr(INCFILE(2).h)
        glue(HIGH, LOW);
        xglue(HIGH, LOW)
        """;

    assertThat(Preprocessed.text(source))
        .isEqualTo(
            Preprocessed.text(
                """
                printf("x" "1" "= %d, x" "2" "= %s", x1, x2);
                fputs("strncmp(\\"abc\\\\0d\\", \\"abc\\", '\\\\4') == 0" ": @\\n", s);
                "vers2.h"
                "hello";
                "hello" ", world"
                """));
  }

  @Test
  void pasting_follows_the_standards_examples_5_and_6() {
    assertThat(
            Preprocessed.text(
                """
                #define hash_hash # ## #
                #define mkstr(a) # a
                #define in_between(a) mkstr(a)
                #define join(c, d) in_between(c hash_hash d)
                char p[] = join(x, y);
                #define t(x,y,z) x ## y ## z
                int j[] = { t(1,2,3), t(,4,5), t(6,,7), t(8,9,), t(10,,), t(,11,), t(,,12), t(,,) };
                """))
        .isEqualTo(
            "char p [ ] = \"x ## y\" ; int j [ ] = { 123 , 45 , 67 , 89 , 10 , 11 , 12 , } ;");
  }

  @Test
  void variable_arguments_follow_the_standards_example_7() {
    assertThat(
            Preprocessed.text(
                """
                #define debug(...) fprintf(stderr, __VA_ARGS__)
                #define showlist(...) puts(#__VA_ARGS__)
                #define report(test, ...) ((test)?puts(#test): \\
                        printf(__VA_ARGS__))
                debug("Flag");
                debug("X = %d\\n", x);
                showlist(The first, second, and third items.);
                report(x>y, "x is %d but y is %d", x, y);
                """))
        .isEqualTo(
            Preprocessed.text(
                """
                fprintf(stderr, "Flag");
                fprintf(stderr, "X = %d\\n", x);
                puts("The first, second, and third items.");
                ((x>y)?puts("x>y"): printf("x is %d but y is %d", x, y));
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "e(f, ...) p(f, ##__VA_ARGS__) | e(1) e(1,) e(1,2,3) | p ( 1 ) p ( 1 , ) p ( 1 , 2 , 3 )",
        "e(args...) p(x, ## args) | e() e(1,2) | p ( x ) p ( x , 1 , 2 )",
        "v(a,...) a:__VA_ARGS__; | v(1) v(1,2,3) | 1 : ; 1 : 2 , 3 ;",
        "s(...) #__VA_ARGS__ | s() s( a ,b,  c ) | \"\" \"a ,b, c\"",
        "cat(a,...) a##__VA_ARGS__ | cat(x,y,z) | xy , z",
        "cc(a) a##_t 1##a #a | cc(foo) | foo_t 1foo \"foo\"",
        "self self+1 | self | self + 1",
        "rec(x) x rec(x) | rec(rec(1)) | 1 rec ( 1 ) rec ( 1 rec ( 1 ) )",
        "f(x,y) [x;y] | f((1,2),3) f(,) f(f(1,2),3) | [ ( 1 , 2 ) ; 3 ] [ ; ] [ [ 1 ; 2 ] ; 3 ]",
        "f() z | f() f f( ) f | z f z f",
        "xx(n) n##n | xx(xx)(4) | xxxx ( 4 )",
        "a(x) x##=x | a(+) a(<) | += + <= <",
        "PRAGMA(x) _Pragma(#x) x | PRAGMA(once) | once"
      })
  void gcc_agrees(String definition, String use, String expected) {
    assertThat(Preprocessed.text("#define " + definition + "\n" + use)).isEqualTo(expected);
  }

  @Test
  void what_the_standard_leaves_open_is_as_with_gcc() {
    assertThat(Preprocessed.text("#define f(a) a*g\n#define g(a) f(a)\nf(2)(9)"))
        .isEqualTo("2 * 9 * g");
    assertThat(
            Preprocessed.text(
                """
                #define NIL(xxx) xxx
                #define G_0(arg) NIL(G_1)(arg)
                #define G_1(arg) NIL(arg)
                G_0(42)
                """))
        .isEqualTo("42");
  }

  @Test
  void deferred_recursion_works_as_libraries_expect() {
    assertThat(
            Preprocessed.text(
                """
                #define EMPTY()
                #define DEFER(x) x EMPTY()
                #define OBSTRUCT(...) __VA_ARGS__ DEFER(EMPTY)()
                #define EVAL(...) EVAL1(EVAL1(__VA_ARGS__))
                #define EVAL1(...) EVAL2(EVAL2(__VA_ARGS__))
                #define EVAL2(...) __VA_ARGS__
                #define TWICE(x) x OBSTRUCT(TWICE_)()(x)
                #define TWICE_() TWICE
                EVAL(TWICE(a))
                """))
        .startsWith("a a a a")
        .endsWith("TWICE_ ( ) ( a )");
  }

  @Test
  void arguments_may_span_lines_and_directives() {
    assertThat(
            Preprocessed.text(
                """
                #define f(a, b) a b
                f(
                #define Q 5
                Q,
                #ifdef Q
                7
                #else
                8
                #endif
                )
                f
                (1, 2)
                """))
        .isEqualTo("5 7 1 2");
  }

  @Test
  void tokens_of_a_macro_stand_where_it_is_used_and_arguments_where_they_are_written() {
    List<Token> tokens = Preprocessed.with().tokens("#define f(x) (x + 1)\n#define g f(y)\nf(a) g");

    assertThat(tokens)
        .extracting(Token::text)
        .containsExactly("(", "a", "+", "1", ")", "(", "y", "+", "1", ")", "");
    assertThat(tokens)
        .extracting(Token::at)
        .containsExactly(37, 39, 37, 37, 37, 42, 42, 42, 42, 42, 43);
  }

  @Test
  void a_few_lines_that_ask_for_a_galaxy_of_tokens_are_refused() {
    StringBuilder source = new StringBuilder("#define a0 x\n");
    for (int i = 1; i <= 60; i++) {
      source.append("#define a" + i + " a" + (i - 1) + " a" + (i - 1) + "\n");
    }
    assertThat(Preprocessed.messages(source + "a60\n"))
        .anySatisfy(message -> assertThat(message).containsAnyOf("grows", "tokens"));
  }

  @Test
  void deep_nesting_is_refused() {
    String source = "#define f(x) x\n" + "f(".repeat(2_000) + ")".repeat(2_000);

    assertThat(Preprocessed.messages(source))
        .containsExactly("2:403 macro calls are nested more than 200 deep");
  }

  @Test
  void long_chains_of_macros_are_followed() {
    StringBuilder source = new StringBuilder("#define a0 end\n");
    for (int i = 1; i <= 20_000; i++) {
      source.append("#define a" + i + " a" + (i - 1) + "\n");
    }
    assertThat(Preprocessed.text(source + "a20000\n")).isEqualTo("end");
  }
}
