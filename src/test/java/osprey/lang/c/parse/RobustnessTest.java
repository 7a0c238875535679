package osprey.lang.c.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import osprey.lang.Diagnostic;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.c.Token;
import osprey.lang.c.tree.Unit;

class RobustnessTest {
  private static final String PROGRAM =
      """
      #include <stdio.h>
      #include <stdatomic.h>
      typedef struct node { struct node *next; int value; unsigned bits : 3; } node;
      enum color { RED, GREEN = 5 };
      static int table[][3] = { { 1, 2 }, [2] = { [1] = 4 } };
      node first = { .value = 3, .bits = 1 };
      int (*handlers[2])(int, char *);
      _Atomic int counter;
      int old(a, b) int a; char b; { return a + b; }
      static int sum(int n, int a[n], ...) { int s = 0; for (int i = 0; i < n; i++) s += a[i]; return s; }
      int main(int argc, char **argv) {
        node *p = &first; int v[argc + 1]; union { int i; float f; } u = { .f = 1 };
        while (p && p->value > 0) { p = p->next; if (!p) break; else continue; }
        switch (argc) { case 1: case 2 ... 4: counter++; break; default: goto out; }
        do { v[0] = sizeof v + (int)sizeof(node); } while (v[0]-- > 0);
        printf("%d %s\\n", sum(argc, v), argv[0] ? argv[0] : "none");
        u.i = ({ int t = 3; t * 2; }); handlers[0] = 0; *(&u.i) += (char)u.f << 2;
      out:
        return _Generic(u.i, int: 0, default: 1) + table[0][1] ?: (int){ 7 };
      }
      """;

  @Test
  void broken_programs_are_reported_and_never_throw() {
    SourceMap sources = new SourceMap();
    List<Token> tokens = Parsed.tokens(PROGRAM, new Diagnostics(sources));
    int first = 0;
    while (!tokens.get(first).text().equals("node")) {
      first++;
    }
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      List<Token> mutated = new ArrayList<>(tokens);
      for (int i = 0; i <= random.nextInt(4); i++) {
        mutate(mutated, first, random);
      }
      Diagnostics diagnostics = new Diagnostics(sources);
      Unit unit = Parser.parse("x.c", mutated, diagnostics);
      TreePrinter.print(unit);
      for (Diagnostic diagnostic : diagnostics.all()) {
        assertThat(diagnostics.sources().locate(diagnostic.at()).line()).isPositive();
      }
    }
  }

  private static void mutate(List<Token> tokens, int first, Random random) {
    int a = first + random.nextInt(tokens.size() - first - 1);
    int b = first + random.nextInt(tokens.size() - first - 1);
    switch (random.nextInt(5)) {
      case 0 -> tokens.remove(a);
      case 1 -> tokens.add(a, tokens.get(b));
      case 2 -> tokens.set(a, tokens.get(b));
      case 3 -> Collections.swap(tokens, a, b);
      default -> tokens.subList(a, Math.min(tokens.size() - 1, a + random.nextInt(20))).clear();
    }
  }

  @Test
  void the_program_itself_is_right() {
    assertThat(Parsed.messages(PROGRAM)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int x = (",
        "int x = -",
        "int x = !",
        "int x = (int)",
        "int x = {",
        "int *",
        "int (",
        "int a[",
        "struct { ",
        "int f(void) { {",
        "int f(void) { if (1) ",
        "int f(void) { return 1 ? 2 : ",
        "int f(void) { return 1 + ",
        "int f(void) { int x; x = ",
        "int f(int (*",
        "int x; int y = x ? 1 :",
        "int f(void) { do ",
        "int f(void) { if (1) ; else ",
        "int a[] = {[0] = ",
        "int f(void) { switch (1) { case 1: "
      })
  void endless_nesting_is_cut_off(String piece) {
    int start = piece.lastIndexOf("{ ") > 0 ? piece.lastIndexOf("{ ") + 2 : piece.indexOf('=') + 1;
    String text = piece + piece.substring(Math.max(start, 0)).repeat(20_000);

    assertThat(Parsed.of(text).diagnostics().hasErrors()).isTrue();
  }

  @Test
  void long_chains_have_a_limit() {
    assertThat(Parsed.messages("int f(int x) { return x" + " + x".repeat(900) + "; }")).isEmpty();
    assertThat(Parsed.messages("int f(int x) { return x" + " + x".repeat(100_000) + "; }"))
        .singleElement()
        .asString()
        .contains("more than 1000 operators in a row");
    assertThat(
            Parsed.messages(
                "int f(int x) { return " + "(".repeat(300) + "x" + ")".repeat(300) + "; }"))
        .singleElement()
        .asString()
        .contains("nested deeper than 256 levels");
  }
}
