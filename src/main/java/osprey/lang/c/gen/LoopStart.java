package osprey.lang.c.gen;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Initializer;
import osprey.lang.c.tree.Stmt;
import osprey.lang.c.tree.Variable;

/// Tells whether a `for` loop with a constant start and a constant limit runs at least once.
final class LoopStart {
  private LoopStart() {}

  static boolean holds(List<Stmt> init, Expr condition) {
    if (Constants.isInteger(condition)) {
      return Constants.integer(condition) != 0;
    }
    if (init.isEmpty()
        || !(condition instanceof Expr.Binary binary)
        || !binary.op().isComparison()
        || !Constants.isInteger(binary.right())) {
      return false;
    }
    Repr repr = Repr.of(binary.left().type());
    Variable variable = variableOf(binary.left());
    Expr start = variable == null ? null : startOf(init.getLast(), variable);
    if (start == null || !Constants.isInteger(start) || !repr.signed) {
      return false;
    }
    long a = Constants.integer(start);
    long b = Constants.integer(binary.right());
    return switch (binary.op()) {
      case LESS -> a < b;
      case LESS_EQUAL -> a <= b;
      case GREATER -> a > b;
      case GREATER_EQUAL -> a >= b;
      case NOT_EQUAL -> a != b;
      default -> false;
    };
  }

  private static @Nullable Variable variableOf(Expr expression) {
    Expr bare = expression;
    while (bare instanceof Expr.Cast cast
        && Repr.isScalar(cast.operand().type())
        && Conversions.isFree(Repr.of(cast.operand().type()), Repr.of(cast.type()), -1)) {
      bare = cast.operand();
    }
    return bare instanceof Expr.VariableRef ref && !ref.type().isVolatile() ? ref.variable() : null;
  }

  private static @Nullable Expr startOf(Stmt statement, Variable variable) {
    if (statement instanceof Stmt.Declare(_, Variable declared, Initializer initializer)
        && declared == variable) {
      return initializer.parts().size() == 1 ? initializer.parts().getFirst().value() : null;
    }
    if (statement instanceof Stmt.Expression(_, Expr.Assign assign)
        && assign.target() instanceof Expr.VariableRef ref
        && ref.variable() == variable) {
      return assign.value();
    }
    return null;
  }
}
