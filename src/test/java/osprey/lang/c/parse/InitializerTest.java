package osprey.lang.c.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitializerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          int a[] = {1, 2, [5] = 9}         | int a[6] {0:int=1 4:int=2 20:int=9}
          int a[2][2] = {1, 2, 3}           | int a[2][2] {0:int=1 4:int=2 8:int=3}
          int a[][2] = {{1}, 2, 3}          | int a[2][2] {0:int=1 8:int=2 12:int=3}
          int a[4] = {[1 ... 2] = 7, 8}     | int a[4] {4:int=7 8:int=7 12:int=8}
          int a[] = {[2] = 1, [0] = 2, 3}   | int a[3] {8:int=1 0:int=2 4:int=3}
          char s[] = "ab" "c"               | char s[4] {0:char [4]="abc\\0"}
          char s[] = {"ab"}                 | char s[3] {0:char [3]="ab\\0"}
          char s[2] = "ab"                  | char s[2] {0:char [2]="ab"}
          char s[][3] = {"a", {'b'}}        | char s[2][3] {0:char [3]="a\\0" 3:char=char:98}
          int x = {3}                       | int x {0:int=3}
          struct p a = {1, {2, 3}, 4}       | struct p a {0:int=1 4:int=2 8:int=3 12:int=4}
          struct p a = {1, 2, 3, 4}         | struct p a {0:int=1 4:int=2 8:int=3 12:int=4}
          struct p a = {.z = 1, .in.b = 2}  | struct p a {12:int=1 8:int=2}
          struct p a = {.in = {.b = 2}, 5}  | struct p a {8:int=2 12:int=5}
          struct p a = {.in.a = 1, 2, 3}    | struct p a {4:int=1 8:int=2 12:int=3}
          struct p a[] = {[1].in.b = 2, 3}  | struct p a[2] {24:int=2 28:int=3}
          struct p a = (struct p){1, .z = 2}| struct p a {0:int=1 12:int=2}
          union u a = {1}                   | union u a {0:char=char:1}
          union u a = {.i = 1}              | union u a {0:int=1}
          struct b a = {1, 2, .c = 3}       | struct b a {0.0w3:int=1 0.5w4:int=2 4:int=3}
          struct n a = {.lo = 1, 2, 3}      | struct n a {0:short=short:1 2:short=short:2 4:int=3}
          int *p = &g                       | int *p {0:int *=(& g)}
          int *p = arr + 2                  | int *p {0:int *=(p+ (decay arr) long:2)}
          char *p = "ab" + 1                | char *p {0:char *=(p+ (decay "ab\\0") long:1)}
          int (*p)(void) = fn               | int (*p)(void) {0:int (*)(void)=(decay fn)}
          long l = (long)&arr[1]            | long l {0:long=(<long> (p+ (decay arr) long:1))}
          int x = K + 1                     | int x {0:int=11}
          int x = sizeof arr / sizeof *arr  | int x {0:int=4}
          void *p = &st.in.b                | void *p {0:void *=(<void *> (& (. (. st in) b)))}
          """)
  void initialisers_are_flattened(String text, String expected) {
    String tree =
        Parsed.tree(
            "struct p { int x; struct { int a, b; } in; int z; }; union u { char c; int i; };struct"
                + " b { int a : 3, : 2, b : 4, c; }; struct n { struct { short lo, hi; }; int i;"
                + " };int g, arr[4]; struct p st; int fn(void); const int K = 10;"
                + text
                + ";");

    assertThat(tree.lines().toList().getLast()).matches("\\(global global&? .*");
    assertThat(tree.lines().toList().getLast().replaceFirst("\\(global global&? ", ""))
        .isEqualTo(expected + ")");
  }
}
