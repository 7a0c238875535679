package osprey.lang.c.gen;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.lang.c.tree.Stmt;

/// Finds labels in statements.
final class LabelSearch {
  private boolean sideways;
  private final List<Stmt> cases = new ArrayList<>();

  private LabelSearch() {}

  /// Whether control can come into a statement other than at its start: by `goto`, or by a `case`
  /// of a switch around it.
  static boolean isEnteredSideways(Stmt statement) {
    LabelSearch search = new LabelSearch();
    search.walk(statement, 0);
    return search.sideways;
  }

  /// The `case` and `default` labels that belong to a switch with this body, in order.
  static List<Stmt> casesOf(Stmt body) {
    LabelSearch search = new LabelSearch();
    search.walk(body, 0);
    return search.cases;
  }

  private void walk(@Nullable Stmt statement, int switches) {
    switch (statement) {
      case Stmt.Block block -> {
        for (Stmt inner : block.body()) {
          walk(inner, switches);
        }
      }
      case Stmt.If choice -> {
        walk(choice.whenTrue(), switches);
        walk(choice.whenFalse(), switches);
      }
      case Stmt.While loop -> walk(loop.body(), switches);
      case Stmt.DoWhile loop -> walk(loop.body(), switches);
      case Stmt.For loop -> walk(loop.body(), switches);
      case Stmt.Switch inner -> walk(inner.body(), switches + 1);
      case Stmt.Case label -> {
        add(label, switches);
        walk(label.body(), switches);
      }
      case Stmt.Default label -> {
        add(label, switches);
        walk(label.body(), switches);
      }
      case Stmt.Label label -> {
        sideways = true;
        walk(label.body(), switches);
      }
      case Stmt.Declare _,
          Stmt.DeclareVariableArray _,
          Stmt.Expression _,
          Stmt.Break _,
          Stmt.Continue _,
          Stmt.Return _,
          Stmt.Goto _,
          Stmt.Empty _ -> {}
      case null -> {}
    }
  }

  private void add(Stmt label, int switches) {
    if (switches == 0) {
      sideways = true;
      cases.add(label);
    }
  }
}
