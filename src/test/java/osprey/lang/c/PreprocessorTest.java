package osprey.lang.c;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessorTest {
  @Test
  void tokens_have_kinds_and_keywords_one_spelling() {
    assertThat(Preprocessed.with().tokens("int x = 0x1p-3 + 'a'; __inline__ L\"w\" %:> $"))
        .extracting(Token::kind)
        .containsExactly(
            Token.Kind.KEYWORD,
            Token.Kind.IDENTIFIER,
            Token.Kind.PUNCTUATOR,
            Token.Kind.NUMBER,
            Token.Kind.PUNCTUATOR,
            Token.Kind.CHARACTER,
            Token.Kind.PUNCTUATOR,
            Token.Kind.KEYWORD,
            Token.Kind.STRING,
            Token.Kind.PUNCTUATOR,
            Token.Kind.IDENTIFIER,
            Token.Kind.END);
    assertThat(Preprocessed.text("__inline__ __const __volatile__ __thread <: :> <% %>"))
        .isEqualTo("inline const volatile _Thread_local [ ] { }");
  }

  @Test
  void the_longest_token_wins() {
    assertThat(Preprocessed.text("a+++++b x->y x-->y a<<=1 ... .. 1.e+5 1..2 .5e3f 1e+x a>>=b ->*"))
        .isEqualTo(
            "a ++ ++ + b x -> y x -- > y a <<= 1 ... . . 1.e+5 1..2 .5e3f 1e+x a >>= b -> *");
  }

  @Test
  void lines_are_spliced_everywhere_and_positions_kept() {
    Preprocessed source = Preprocessed.with();

    var tokens = source.tokens("in\\\nt \"a\\\r\nb\" // co\\\nmment\n/\\\n* x *\\\n/ end");

    assertThat(tokens).extracting(Token::text).containsExactly("int", "\"ab\"", "end", "");
    assertThat(source.diagnostics().sources().locate(tokens.get(2).at())).hasToString("x.c:7:3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-1 > 0u",
        "(0xFFFFFFFF + 1) == 0x100000000 && 'a' == 97 && '\\377' < 0",
        "1 || 1/0",
        "!(0 && 1/0)",
        "(2 > 1 ? 1 : 1/0)",
        "defined X && !defined(Y) && defined Y == 0",
        "X == 5 && UNKNOWN == 0",
        "DEFINED_X",
        "F(2) == 4",
        "1 << 3 == 8 && -8 >> 1 == -4 && ~0 == -1 && 7 % 4 == 3 && (1, 1)",
        "18446744073709551615u == -1 && 0x7fffffffffffffff < 0x8000000000000000",
        "__GNUC__ >= 12 && __STDC_VERSION__ == 201710L && __SIZEOF_POINTER__ == 8",
        "__has_include(<there.h>) && !__has_include(\"not.h\")"
      })
  void conditions_are_true(String condition) {
    Preprocessed preprocessed = Preprocessed.with("there.h", "");

    assertThat(
            preprocessed.spelled(
                """
                #define X 5
                #define DEFINED_X defined(X)
                #define F(x) (x + x)
                #if %s
                yes
                #else
                no
                #endif
                """
                    .formatted(condition)))
        .isEqualTo("yes");
    assertThat(preprocessed.messages()).isEmpty();
  }

  @Test
  void only_the_first_true_group_is_read() {
    assertThat(
            Preprocessed.text(
                """
                #ifdef UNDEFINED
                #if 1
                #else
                #endif
                a don't /* #endif
                */ "#endif"
                #elif 0
                b
                #elif 1
                c
                #elif 1/0
                d
                #else
                e
                #endif
                #ifndef UNDEFINED
                f
                #endif
                """))
        .isEqualTo("c f");
  }

  @Test
  void headers_are_read_once_if_guarded() {
    Preprocessed source =
        Preprocessed.with(
            "a.h", "#ifndef A_H\n#define A_H\nint a;\n#endif\n",
            "b.h", "#pragma once\nint b;\n",
            "c.h", "#include \"a.h\"\nint c;\n");

    String text =
        """
        #define NAME <c.h>
        #include "a.h"
        #include NAME
        #include <b.h>
        #include <b.h>
        #include <c.h>
        """;
    assertThat(source.spelled(text)).isEqualTo("int a ; int c ; int b ; int c ;");
  }

  @Test
  void places_are_known_by_name_and_number() {
    Preprocessed source = Preprocessed.with("h.h", "__FILE__ __LINE__ __INCLUDE_LEVEL__\n");

    assertThat(
            source.spelled(
                """
                __FILE__ __LINE__
                #define L __LINE__
                #include "h.h"
                L
                #line 100 "other \\" name"
                __LINE__ __FILE__ L
                __COUNTER__ __COUNTER__ __DATE__ __TIME__
                """))
        .isEqualTo(
            "\"x.c\" 1 \"h.h\" 1 1 4 100 \"other \\\" name\" 100 0 1 \"Jan  1 2026\" \"00:00:00\"");
  }

  @Test
  void a_text_may_start_in_the_middle_of_another_file() {
    Preprocessed source = Preprocessed.with();
    var tokens =
        new Preprocessor(source.diagnostics(), Headers.library(), Map.of())
            .run("x.scn", " a\nb __LINE__", 10, 15);

    assertThat(tokens).extracting(Token::text).containsExactly("a", "b", "11", "");
    assertThat(source.diagnostics().sources().locate(tokens.get(0).at()))
        .hasToString("x.scn:10:16");
    assertThat(source.diagnostics().sources().locate(tokens.get(1).at())).hasToString("x.scn:11:1");
  }

  @Test
  void macros_may_be_given_from_outside() {
    assertThat(
            Preprocessed.with()
                .define("N", "3")
                .define("TWICE(x)", "x x")
                .spelled("N TWICE(a) __OSPREY__"))
        .isEqualTo("3 a a 1");
  }

  @Test
  void unimportant_directives_are_ignored() {
    assertThat(Preprocessed.text("#\n#pragma STDC FP_CONTRACT ON\n#ident \"x\"\n# 3 \"y\"\nend"))
        .isEqualTo("end");
  }

  @Test
  void letters_of_all_languages_make_names() {
    assertThat(Preprocessed.text("int \u00e9t\u00e9 = \u4f60\u597d + \\u00e9;"))
        .isEqualTo("int \u00e9t\u00e9 = \u4f60\u597d + \\u00e9 ;");
  }

  @Test
  void the_library_has_its_headers_and_no_others() {
    Headers library = Headers.library();

    assertThat(library.find("no/such.h", true, "x.c")).isNull();
    assertThat(library.find("../libc.o", true, "x.c")).isNull();
    assertThat(library.find("sys", true, "x.c")).isNull();
  }

  @Test
  void quoted_headers_are_the_users_first_and_angled_ones_the_librarys() {
    Headers user = (name, _, _) -> new Headers.Header("user", name);
    Headers library = (name, _, _) -> new Headers.Header("library", name);

    assertThat(user.before(library).find("x.h", false, "")).extracting("file").isEqualTo("user");
    assertThat(user.before(library).find("x.h", true, "")).extracting("file").isEqualTo("library");
  }
}
