package osprey.lang.c.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiagnosticsTest {
  @Test
  void several_mistakes_are_told_in_one_go() {
    assertThat(
            Parsed.messages(
                """
                #include <stdio.h>
                struct point { int x, y; }
                int helper(int a) {
                  int b = a
                  return b;
                }
                int main(void) {
                  int count = 5;
                  printf("%d\\n", cuont);
                  pid_t p = fork();
                  struct point q, *pp = &q;
                  q.z = 3;
                  pp.x = 1;
                  for (int i = 0; i < ; i++) { undefined_fn(i); }
                  foo bar;
                  helper(1, 2);
                  count = q;
                  while (1 {
                    count++;
                  }
                  const int c = 1;
                  c = 2;
                  5 = count;
                  goto nowhere;
                  return 0
                }
                main2() { return 0; }
                """))
        .containsExactly(
            "2:27 error: expected ';' after struct",
            "4:12 error: expected ';' after declaration",
            "9:18 error: use of undeclared identifier 'cuont' [did you mean 'count'?]",
            "10:3 error: unknown type name 'pid_t' [include <sys/types.h>]",
            "10:13 error: call to undeclared function 'fork' [include <unistd.h>]",
            "12:5 error: no member named 'z' in 'struct point'",
            "13:5 error: member reference type 'struct point *' is a pointer"
                + " [did you mean to use '->' instead of '.'?]",
            "14:23 error: expected an expression before ';'",
            "14:32 error: call to undeclared function 'undefined_fn'",
            "15:3 error: unknown type name 'foo'",
            "16:13 error: too many arguments to 'helper': expected 1, have 2",
            "3:5 note: 'helper' is declared here",
            "17:11 error: assigning to 'int' from incompatible type 'struct point'",
            "18:12 error: expected ')' before '{'",
            "18:9 note: to match this '('",
            "22:5 error: cannot assign to variable 'c' with const-qualified type 'const int'",
            "21:13 note: 'c' declared const here",
            "23:5 error: the left side of '=' cannot be assigned to: it is a value, not an object",
            "25:11 error: expected ';' after return statement",
            "24:8 error: use of undeclared label 'nowhere'",
            "27:1 error: the result type of function 'main2' is missing [write 'int main2(…)']");
  }

  @Test
  void what_gcc_only_warns_about_compiles() {
    Parsed parsed =
        Parsed.of(
            """
            int f(int *p, char *c, const char *cc) {
              int i = p;
              p = i;
              p = c;
              c = cc;
              unsigned char *u = c;
              if (p == 3) i = 1;
              if (i = 3) i = 2;
              signed char small = 1000;
              i = 1 / 0;
              return p;
            }
            int g(int x) { if (x) return 1; }
            void h(void) { return 1; }
            int k(void) { return; }
            """);

    assertThat(parsed.messages())
        .containsExactly(
            "2:11 warning: incompatible pointer to integer conversion initializing 'int' with an"
                + " expression of type 'int *' [dereference with '*']",
            "3:7 warning: incompatible integer to pointer conversion assigning to 'int *' from"
                + " 'int' [take the address with '&']",
            "4:7 warning: incompatible pointer types assigning to 'int *' from 'char *'",
            "5:7 warning: assigning to 'char *' from 'const char *' discards qualifiers",
            "7:9 warning: comparison between pointer and integer ('int *' and 'int')",
            "8:9 warning: an assignment is used as a condition"
                + " [compare with '==', or put parentheses around the assignment]",
            "9:23 warning: conversion from 'int' to 'signed char' changes the value from 1000 to"
                + " -24",
            "10:9 warning: division by zero",
            "11:10 warning: incompatible pointer to integer conversion returning 'int *' from a"
                + " function with result type 'int' [dereference with '*']",
            "13:33 warning: control reaches the end of 'g', which should return a value"
                + " [add a return statement]",
            "14:16 warning: 'return' with a value in 'h', which returns nothing",
            "15:15 warning: 'return' without a value in 'k', which should return 'int'");
    assertThat(parsed.diagnostics().hasErrors()).isFalse();
  }

  @Test
  void redeclarations_that_disagree_point_at_the_first() {
    assertThat(
            Parsed.messages(
                """
                int f(int); long f(int);
                extern int x; static int x;
                typedef int t; typedef long t;
                struct s { int a; int a; }; struct s { int b; }; union s *u;
                void g(void) { int v; int v; switch (1) { case 1: case 1:; default: default:; } }
                int f2(void) { return 1; } int f2(void) { return 2; }
                int y = 1; int y = 2; enum { A, A };
                """))
        .containsExactly(
            "1:18 error: conflicting types for 'f': 'long (int)' here, 'int (int)' before",
            "1:5 note: previous declaration is here",
            "2:26 error: static declaration of 'x' follows one that is not",
            "2:12 note: previous declaration is here",
            "3:29 error: typedef redefinition with different types ('long' and 'int')",
            "3:13 note: previous definition is here",
            "4:23 error: duplicate member 'a'",
            "4:16 note: previous declaration is here",
            "4:36 error: redefinition of 'struct s'",
            "4:8 note: previous definition is here",
            "4:56 error: 'union s' does not match the earlier 'struct s'",
            "4:8 note: previous declaration is here",
            "5:27 error: redefinition of 'v'",
            "5:20 note: previous declaration is here",
            "5:56 error: duplicate case value 1",
            "5:48 note: previous case is here",
            "5:69 error: a switch can have only one 'default'",
            "6:32 error: redefinition of 'f2'",
            "6:5 note: previous definition is here",
            "7:16 error: redefinition of 'y'",
            "7:5 note: previous definition is here",
            "7:33 error: redefinition of 'A'",
            "7:30 note: previous declaration is here");
  }

  @Test
  void misplaced_constructs_are_named() {
    assertThat(
            Parsed.messages(
                """
                int n; int a[n]; int b = n;
                void f(void) { break; continue; case 1: else n = 1; asm("nop"); a = 0; }
                void v; int arr[]; struct nosuch s; int neg[-1]; int fn(void)[3];
                void h(void) { void g(void) { } int x[]; &3; &n++; *n; n(); n.x; sizeof(struct nosuch); }
                printf("x");
                _Static_assert(1 == 2, "no");
                int bits(void) { struct { int b : 40; } s; return 08; }
                """))
        .containsExactly(
            "1:12 error: an array outside functions needs a constant length",
            "1:26 error: the initialiser of an object with static storage must be a constant",
            "2:16 error: 'break' outside of a loop or switch",
            "2:23 error: 'continue' outside of a loop",
            "2:33 error: 'case' outside of a switch",
            "2:41 error: 'else' without an 'if' before it",
            "2:53 error: assembler code is not supported [use C or a GCC builtin instead]",
            "3:41 error: an array cannot have a negative length (-1)",
            "3:54 error: a function cannot return an array ('int [3]') [return a pointer]",
            "4:29 error: a function cannot be defined inside another"
                + " [is a '}' missing before this function?]",
            "4:37 error: array 'x' needs a length or an initialiser",
            "4:42 error: cannot take the address of a value of type 'int'"
                + " [store it in a variable first]",
            "4:46 error: cannot take the address of a value of type 'int'"
                + " [store it in a variable first]",
            "4:52 error: '*' needs a pointer, but its operand has type 'int'",
            "4:56 error: called object of type 'int' is not a function",
            "4:62 error: '.x': 'int' is no struct or union",
            "4:66 error: 'sizeof' of incomplete type 'struct nosuch'",
            "5:1 error: expected a declaration before 'printf' [statements stand inside functions]",
            "6:1 error: static assertion failed: \"no\"",
            "7:35 error: width of a bit-field of type 'int' must be 0 to 32",
            "7:51 error: invalid digit '8' in octal constant",
            "3:6 error: variable 'v' has incomplete type 'void'",
            "3:34 error: variable 's' has incomplete type 'struct nosuch'");
  }

  @Test
  void formats_are_compared_with_their_arguments() {
    assertThat(
            Parsed.messages(
                """
                #include <stdio.h>
                void f(long l, char *s, double d) {
                  printf("%d %s %f %c %5.2f %-*d %%\\n", 1, s, d, 'c', d, 3, 4);
                  printf("%d\\n", l);
                  printf("%s\\n", 3);
                  printf("%d %d\\n", 1);
                  printf("%d\\n", 1, 2);
                  printf("%y\\n", 1);
                  scanf("%d", s);
                }
                """))
        .containsExactly(
            "4:18 warning: conversion '%d' does not fit an argument of type 'long' [use '%ld']",
            "5:18 warning: conversion '%s' does not fit an argument of type 'int' [use '%d']",
            "6:10 warning: conversion '%d' has no argument",
            "7:21 warning: more arguments than the format has conversions",
            "8:10 warning: unknown conversion '%y' in the format",
            "9:15 warning: conversion '%d' does not fit an argument of type 'char *'");
  }
}
