package osprey.lang.c.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;

/// A checked statement. Targets of `break`, `continue` and `case` are found by nesting.
public sealed interface Stmt {
  int at();

  /// @param endAt position of the closing brace (the line of a function's implicit return)
  record Block(int at, List<Stmt> body, int endAt) implements Stmt {}

  /// One automatic (or block-scope static) object and its initialiser, executed when reached.
  record Declare(int at, Variable variable, @Nullable Initializer initializer) implements Stmt {}

  /// A variable-length array: `length` elements (type unsigned long) are allocated when reached.
  record DeclareVariableArray(int at, Variable variable, CType element, Expr length)
      implements Stmt {}

  record Expression(int at, Expr expression) implements Stmt {}

  record If(int at, Expr condition, Stmt whenTrue, @Nullable Stmt whenFalse) implements Stmt {}

  record While(int at, Expr condition, Stmt body) implements Stmt {}

  record DoWhile(int at, Stmt body, Expr condition) implements Stmt {}

  record For(int at, List<Stmt> init, @Nullable Expr condition, @Nullable Expr step, Stmt body)
      implements Stmt {}

  /// value has its promoted type; `case` labels inside are converted to it.
  record Switch(int at, Expr value, Stmt body) implements Stmt {}

  /// `case low ... high:` (GNU range); low == high for an ordinary one.
  record Case(int at, long low, long high, Stmt body) implements Stmt {}

  record Default(int at, Stmt body) implements Stmt {}

  record Break(int at) implements Stmt {}

  record Continue(int at) implements Stmt {}

  /// value already converted to the function's result type.
  record Return(int at, @Nullable Expr value) implements Stmt {}

  record Goto(int at, String label) implements Stmt {}

  record Label(int at, String name, Stmt body) implements Stmt {}

  record Empty(int at) implements Stmt {}
}
