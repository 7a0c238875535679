package osprey.lang.c.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import osprey.code.CType;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Variable;

class DebuggerExpressionTest {
  private final Diagnostics diagnostics = new Diagnostics(new SourceMap());

  @Test
  void an_expression_is_read_in_a_given_scope() {
    assertThat(print("p->next->value + color + sizeof(node)"))
        .isEqualTo("(+ (<unsigned long> (+ (. (* (. (* p) next)) value) 5)) unsigned long:16)");
    assertThat(print("(struct node *)p == 0 || helper(3)"))
        .isEqualTo("(|| (== (<struct node *> p) struct node *:0) (call helper 3))");
    assertThat(diagnostics.all()).isEmpty();
  }

  @Test
  void mistakes_are_reported() {
    assertThat(print("p->nxt")).isEqualTo("null");
    assertThat(diagnostics.all().getFirst().message())
        .isEqualTo("no member named 'nxt' in 'struct node'");
  }

  @Test
  void nothing_may_follow() {
    assertThat(print("1 2")).isEqualTo("null");
    assertThat(diagnostics.hasErrors()).isTrue();
  }

  private String print(String text) {
    CType.Struct node = new CType.Struct("node", false);
    node.complete(
        List.of(
            new CType.Field("next", new CType.Pointer(node), 0, 0, 0),
            new CType.Field("value", CType.Int.INT, 8, 0, 0)),
        16,
        8);
    CType.Enum color = new CType.Enum("color");
    color.complete(List.of(new CType.Enumerator("color", 5)), CType.Int.UNSIGNED_INT);
    Scope file = new Scope();
    file.addTag("struct node", node);
    file.addTag("enum color", color);
    file.addTypedef("node", node);
    file.addFunction(
        "helper", new CType.Function(CType.Int.INT, List.of(CType.Int.INT), false, true));
    Scope scope = Scope.within(file);
    scope.addVariable(
        new Variable("p", 0, new CType.Pointer(node), Variable.Storage.AUTOMATIC, false));

    Expr expr = Parser.expression(Parsed.tokens(text, diagnostics), scope, diagnostics);
    return expr == null ? "null" : TreePrinter.print(expr);
  }
}
