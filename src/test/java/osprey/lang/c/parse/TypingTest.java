package osprey.lang.c.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Types and values of expressions; every row was checked with gcc 12.
class TypingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          (char)1 + (char)2              | int                | 3
          (short)1 + 1u                  | unsigned int       | 2
          1 + 1L                         | long               | 2
          1u + 1L                        | long               | 2
          1ul + 1L                       | unsigned long      | 2
          1ll + 1ul                      | unsigned long long | 2
          'a'                            | int                | 97
          '\\377'                        | int                | -1
          0x80000000                     | unsigned int       | 2147483648
          2147483648                     | long               | 2147483648
          -1 < 1u                        | int                | 0
          -1 < 1L                        | int                | 1
          -1L < 1u                       | int                | 1
          -7 / 2                         | int                | -3
          -7 % 2                         | int                | -1
          -7 >> 1                        | int                | -4
          (unsigned)-7 >> 1              | unsigned int       | 2147483644
          -7 / 2u                        | unsigned int       | 2147483644
          ~0u                            | unsigned int       | 4294967295
          !5                             | int                | 0
          (unsigned char)300             | unsigned char      | 44
          (signed char)200               | signed char        | -56
          (_Bool)0.5                     | _Bool              | 1
          (int)-2.7                      | int                | -2
          (unsigned long)1e19            | unsigned long      | -8446744073709551616
          (int)1e10                      | int                | 2147483647
          1 ? -1 : 0u                    | unsigned int       | 4294967295
          sizeof(int)                    | unsigned long      | 4
          E1                             | int                | 1
          (enum e)E1 + 0                 | unsigned int       | 1
          1 && (0.5 > 0)                 | int                | 1
          (1 ? (short)1 : (char)2)       | int                | 1
          1 << 3L                        | int                | 8
          1L << 3                        | long               | 8
          (long)&((struct s *)0)->b      | long               | 4
          __builtin_types_compatible_p(int, const int) | int  | 1
          __builtin_constant_p(3)        | int                | 1
          _Generic(1.0f, float: 7, default: 8) | int          | 7
          """)
  void a_constant_expression_has_gccs_type_and_value(String text, String type, long value) {
    Parsed parsed =
        Parsed.of(
            "enum e { E0, E1 }; struct s { int a, b; }; typeof("
                + text
                + ") x = "
                + text
                + "; long v = (long)("
                + text
                + ");");

    String shown = type.equals("int") ? "" : type + ":";
    String stored = type.equals("_Bool") ? "_Bool:" : shown;
    assertThat(parsed.diagnostics().hasErrors()).isFalse();
    assertThat(TreePrinter.print(parsed.unit()))
        .isEqualTo(
            "(global global "
                + type
                + " x {0:"
                + type
                + "="
                + stored
                + value
                + "})\n(global global long v {0:long=long:"
                + value
                + "})\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.5f * 2     | float  | float:3.0
          0.1f + 0.2   | double | 0.30000000149011613
          1 / 3.0      | double | 0.3333333333333333
          1.0L + 1     | long double | long double:2.0
          -0.0         | double | -0.0
          (float)0.1   | float  | float:0.10000000149011612
          (float)16777217 | float | float:1.6777216E7
          """)
  void floating_constants_are_rounded_to_their_type(String text, String type, String value) {
    assertThat(Parsed.tree("typeof(" + text + ") x = " + text + ";"))
        .isEqualTo("(global global " + type + " x {0:" + type + "=" + value + "})\n");
  }

  @Test
  void operands_are_converted_to_their_common_type() {
    assertThat(
            Parsed.body(
                "char c; unsigned u; long l; float g; double d; unsigned char uc;",
                "c + uc; u + l; g + l; d * g; c << l; u == c; l ? c : u; c += d; u <<= l; -c;"))
        .isEqualTo(
            """
            (+ (<int> c) (<int> uc))
            (+ (<long> u) l)
            (+ g (<float> l))
            (* d (<double> g))
            (<< (<int> c) l)
            (== u (<unsigned int> c))
            (? l (<unsigned int> c) u)
            (+= c <double> d)
            (<<= u <unsigned int> l)
            (negate (<int> c))\
            """);
  }

  @Test
  void bit_fields_are_promoted_by_their_width() {
    assertThat(
            Parsed.body(
                "struct { unsigned a : 3, b : 32; int c : 5; unsigned long d : 40; } s;",
                "s.a - 5; s.b - 5; s.c - 5; s.d - 5;"))
        .isEqualTo(
            """
            (- (<int> (. s a)) 5)
            (- (. s b) unsigned int:5)
            (- (. s c) 5)
            (- (. s d) unsigned long:5)\
            """);
  }

  @Test
  void pointers_step_over_elements() {
    assertThat(
            Parsed.body(
                "int a[10], *p; int m[3][4]; void *v; char *names[2];",
                "a[2]; 2[a]; *p; p++; p - a; p += 2; m[1][2]; v++; v = v + 1; &a[1]; &m;"
                    + " names[1][0]; p == 0; !p;"))
        .isEqualTo(
            """
            (* (p+ (decay a) long:2))
            (* (p+ (decay a) long:2))
            (* p)
            (_++ p)
            (diff/4 p (decay a))
            (+= p <int *> long:2)
            (* (p+ (decay (* (p+ (decay m) long:1))) long:2))
            (<void *> (p- (<char *> (+= v <char *> long:1)) long:1))
            (= v (<void *> (p+ (<char *> v) long:1)))
            (p+ (decay a) long:1)
            (& m)
            (* (p+ (* (p+ (decay names) long:1)) long:0))
            (== p int *:0)
            (not p)\
            """);
  }

  @Test
  void calls_convert_arguments_and_know_function_pointers() {
    assertThat(
            Parsed.body(
                "int g(long, double); int v(const char *, ...); int (*p)(int); int old();",
                "g(1, 2); v(\"x\", 'c', 1.0f, (short)3); p(1); (*p)(1); (&g)(1, 2); (**g)(1, 2);"
                    + " old(1.0f); p = 0;"))
        .isEqualTo(
            """
            (call g long:1 2.0)
            (call v (<const char *> (decay "x\\0")) 99 1.0 3)
            (call p 1)
            (call p 1)
            (call (& g) long:1 2.0)
            (call g long:1 2.0)
            (call old 1.0)
            (= p int (*)(int):0)\
            """);
  }

  @Test
  void only_variables_whose_address_escapes_live_in_memory() {
    assertThat(
            Parsed.body(
                "struct s { int a; };",
                "int plain, taken, measured; volatile int v; int array[2]; struct s s; _Atomic int"
                    + " at; int *p = &taken; sizeof(&measured); (void)p;"))
        .isEqualTo(
            """
            (declare automatic int plain)
            (declare automatic& int taken)
            (declare automatic int measured)
            (declare automatic& volatile int v)
            (declare automatic& int array[2])
            (declare automatic& struct s s)
            (declare automatic& _Atomic int at)
            (declare automatic int *p {0:int *=(& taken)})
            unsigned long:8
            (<void> p)\
            """);
  }

  @Test
  void members_of_anonymous_members_are_found() {
    assertThat(
            Parsed.body(
                "struct { int x; union { int i; struct { short lo, hi; }; }; } s, *p;",
                "s.hi; p->i;"))
        .isEqualTo(
            """
            (. (. (. s _) _) hi)
            (. (. (* p) _) i)\
            """);
  }

  @Test
  void atomic_objects_are_read_and_written_atomically() {
    assertThat(
            Parsed.body("_Atomic int a; int x;", "a++; --a; a += 2; a |= 1; x = a; if (a) x = 1;"))
        .isEqualTo(
            """
            (ATOMIC_FETCH_ADD (& a) 1)
            (ATOMIC_SUB_FETCH (& a) 1)
            (ATOMIC_ADD_FETCH (& a) 2)
            (ATOMIC_OR_FETCH (& a) 1)
            (= x (ATOMIC_LOAD (& a)))
            (if (ATOMIC_LOAD (& a))
              (= x 1))\
            """);
    assertThat(Parsed.body("_Atomic int a;", "a = 3;"))
        .isEqualTo(
            "({ (declare automatic int .value1 {0:int=3}) (ATOMIC_STORE (& a) .value1) .value1})");
    assertThat(Parsed.body("_Atomic double a;", "a *= 3;"))
        .contains("ATOMIC_COMPARE_EXCHANGE", "(* .old3 .operand2)");
  }

  @Test
  void variable_lengths_are_computed_once() {
    assertThat(Parsed.body("int n(void);", "int a[n()][3]; a[1][2] = sizeof a; sizeof a[0];"))
        .isEqualTo(
            """
            (declare automatic unsigned long .length1 {0:unsigned long=(<unsigned long> (call n))})
            (declare automatic& int a[][3] int [3][.length1])
            (= (* (p+ (decay (* (p+ (decay a) long:1))) long:2)) (<int> (* .length1 unsigned long:12)))
            unsigned long:12\
            """);
  }
}
