package osprey.lang.c.parse;

import java.util.List;
import osprey.lang.c.tree.Builtin;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Stmt;

/// Whether control can reach the end of a statement, as far as that shows without running it. In
/// doubt it cannot: a warning that is wrong is worse than none.
final class Flow {
  private final UnitBuilder unit;

  Flow(UnitBuilder unit) {
    this.unit = unit;
  }

  boolean reachesEnd(Stmt stmt) {
    return switch (stmt) {
      case Stmt.Block(_, List<Stmt> body, _) -> reachesEnd(body);
      case Stmt.If(_, Expr condition, Stmt whenTrue, Stmt whenFalse) -> {
        Boolean truth = ConstantFolder.truth(condition);
        if (truth != null && truth) {
          yield reachesEnd(whenTrue);
        }
        yield whenFalse == null || reachesEnd(whenTrue) || reachesEnd(whenFalse);
      }
      case Stmt.While(_, Expr condition, Stmt body) -> !isTrue(condition) || breaks(body);
      case Stmt.DoWhile(_, Stmt body, Expr condition) ->
          (!isTrue(condition) && reachesEnd(body)) || breaks(body);
      case Stmt.For(_, _, Expr condition, _, Stmt body) ->
          (condition != null && !isTrue(condition)) || breaks(body);
      case Stmt.Switch(_, _, Stmt body) -> !hasDefault(body) || reachesEnd(body) || breaks(body);
      case Stmt.Case(_, _, _, Stmt body) -> reachesEnd(body);
      case Stmt.Default(_, Stmt body) -> reachesEnd(body);
      case Stmt.Label(_, _, Stmt body) -> reachesEnd(body);
      case Stmt.Expression(_, Expr expression) -> returns(expression);
      case Stmt.Return _, Stmt.Goto _, Stmt.Break _, Stmt.Continue _ -> false;
      case Stmt.Empty _, Stmt.Declare _, Stmt.DeclareVariableArray _ -> true;
    };
  }

  private boolean reachesEnd(List<Stmt> body) {
    boolean reaches = true;
    for (Stmt stmt : body) {
      boolean isTarget =
          stmt instanceof Stmt.Case || stmt instanceof Stmt.Default || stmt instanceof Stmt.Label;
      reaches = (reaches || isTarget) && reachesEnd(stmt);
    }
    return reaches;
  }

  private static boolean isTrue(Expr condition) {
    Boolean truth = ConstantFolder.truth(condition);
    return truth != null && truth;
  }

  private boolean returns(Expr expression) {
    return switch (expression) {
      case Expr.Call(_, _, Expr.FunctionRef(_, _, String name), _, _) ->
          !(unit.linked(name) instanceof Meaning.FunctionName function && function.isNoReturn());
      case Expr.BuiltinCall(_, _, Builtin builtin, _) ->
          builtin != Builtin.UNREACHABLE && builtin != Builtin.TRAP && builtin != Builtin.LONGJMP;
      case Expr.Cast(_, _, Expr operand) -> returns(operand);
      case Expr.Comma(_, _, Expr left, Expr right) -> returns(left) && returns(right);
      case Expr.Conditional(_, _, _, Expr whenTrue, Expr whenFalse) ->
          returns(whenTrue) || returns(whenFalse);
      default -> true;
    };
  }

  /// Whether a `break` leaves the loop or switch whose body this is.
  private static boolean breaks(Stmt stmt) {
    return switch (stmt) {
      case Stmt.Break _ -> true;
      case Stmt.Block(_, List<Stmt> body, _) -> {
        for (Stmt each : body) {
          if (breaks(each)) {
            yield true;
          }
        }
        yield false;
      }
      case Stmt.If(_, _, Stmt whenTrue, Stmt whenFalse) ->
          breaks(whenTrue) || (whenFalse != null && breaks(whenFalse));
      case Stmt.Case(_, _, _, Stmt body) -> breaks(body);
      case Stmt.Default(_, Stmt body) -> breaks(body);
      case Stmt.Label(_, _, Stmt body) -> breaks(body);
      default -> false;
    };
  }

  private static boolean hasDefault(Stmt stmt) {
    return switch (stmt) {
      case Stmt.Default _ -> true;
      case Stmt.Block(_, List<Stmt> body, _) -> {
        for (Stmt each : body) {
          if (hasDefault(each)) {
            yield true;
          }
        }
        yield false;
      }
      case Stmt.Case(_, _, _, Stmt body) -> hasDefault(body);
      case Stmt.Label(_, _, Stmt body) -> hasDefault(body);
      default -> false;
    };
  }
}
