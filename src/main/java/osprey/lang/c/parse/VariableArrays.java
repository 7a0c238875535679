package osprey.lang.c.parse;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import osprey.code.CType;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Initializer;
import osprey.lang.c.tree.Stmt;
import osprey.lang.c.tree.Variable;

/// Variable-length arrays (C11 §6.7.6.2): each length is computed once, where its type is declared,
/// into a hidden variable; sizes are products of those.
///
/// A type is recognised by identity, since two arrays of unknown length are equal as types.
final class VariableArrays {
  private final IdentityHashMap<CType.Array, Expr> lengths = new IdentityHashMap<>();
  private List<Stmt> pending = new ArrayList<>();
  private int counter;

  /// A type `element[length]`, whose length is computed by a statement that becomes {@link
  /// #takePending}.
  CType.Array declare(int at, CType element, Expr length) {
    CType.Array type = new CType.Array(element, CType.Array.VARIABLE);
    Expr count = Conversions.convert(length, CType.Int.UNSIGNED_LONG);
    if (!ConstantFolder.isConstant(count)) {
      Variable hidden = hidden("length", at, CType.Int.UNSIGNED_LONG);
      pending.add(initialized(at, hidden, count));
      count = new Expr.VariableRef(at, hidden);
    }
    lengths.put(type, count);
    return type;
  }

  /// A parameter whose type depends on others: seen in a prototype, where nothing is computed.
  CType.Array unspecified(CType element) {
    CType.Array type = new CType.Array(element, CType.Array.VARIABLE);
    lengths.put(type, new Expr.IntConstant(0, CType.Int.UNSIGNED_LONG, 1));
    return type;
  }

  /// A variable that no program can name.
  Variable hidden(String purpose, int at, CType type) {
    return new Variable("." + purpose + ++counter, at, type, Variable.Storage.AUTOMATIC, false);
  }

  static Stmt.Declare initialized(int at, Variable variable, Expr value) {
    Initializer initializer =
        new Initializer(List.of(new Initializer.Part(0, variable.type(), 0, 0, value)));
    return new Stmt.Declare(at, variable, initializer);
  }

  /// Statements that compute the lengths declared since the last call.
  List<Stmt> takePending() {
    if (pending.isEmpty()) {
      return List.of();
    }
    List<Stmt> taken = pending;
    pending = new ArrayList<>();
    return taken;
  }

  int pendingCount() {
    return pending.size();
  }

  /// Forgets what was declared since `pendingCount` had that value.
  void dropPending(int count) {
    while (pending.size() > count) {
      pending.removeLast();
    }
  }

  /// Bytes, as an expression of type unsigned long.
  Expr size(int at, CType type) {
    if (!(type instanceof CType.Array array) || !Types.isVariableArray(type)) {
      return new Expr.IntConstant(at, CType.Int.UNSIGNED_LONG, type.size());
    }
    return product(at, elements(array), size(at, array.element()));
  }

  /// How many elements of the innermost type that is no variable-length array.
  Expr totalLength(int at, CType.Array array) {
    Expr count = elements(array);
    return Types.isVariableArray(array.element())
        ? product(at, count, totalLength(at, (CType.Array) array.element()))
        : count;
  }

  static CType innermost(CType.Array array) {
    CType type = array;
    while (Types.isVariableArray(type)) {
      type = ((CType.Array) type).element();
    }
    return type;
  }

  private Expr elements(CType.Array array) {
    Expr count = lengths.get(array);
    return count == null ? new Expr.IntConstant(0, CType.Int.UNSIGNED_LONG, 1) : count;
  }

  private static Expr product(int at, Expr a, Expr b) {
    return ConstantFolder.binary(at, CType.Int.UNSIGNED_LONG, Expr.BinaryOp.MULTIPLY, a, b);
  }
}
