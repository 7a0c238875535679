package osprey.lang.c.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.tree.Builtin;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Initializer;
import osprey.lang.c.tree.Stmt;
import osprey.lang.c.tree.Variable;

/// Plain operators on `_Atomic` objects (C11 §6.5.16.2, §7.17): each becomes one atomic operation,
/// or a loop that tries compare-and-exchange where the machine has no such operation.
final class Atomics {
  private final VariableArrays hidden;

  Atomics(VariableArrays hidden) {
    this.hidden = hidden;
  }

  /// The target's address; the object has to live in memory already, since it is atomic.
  private static Expr address(Expr target) {
    return Conversions.addressForAtomic(target, target.type());
  }

  /// `target = value`, whose value is the value assigned.
  Expr store(int at, Expr target, Expr value) {
    CType type = Conversions.typeOf(target);
    Variable assigned = hidden.hidden("value", at, type);
    Expr result = new Expr.VariableRef(at, assigned);
    Expr store =
        new Expr.BuiltinCall(
            at, CType.Void.VOID, Builtin.ATOMIC_STORE, List.of(address(target), result));
    return block(
        at,
        type,
        List.of(VariableArrays.initialized(at, assigned, value), new Stmt.Expression(at, store)),
        result);
  }

  /// `target op= value`; the whole has the old value if `wantsOld`.
  Expr update(int at, Expr.BinaryOp op, Expr target, CType computed, Expr value, boolean wantsOld) {
    CType type = Conversions.typeOf(target);
    Builtin direct = direct(op, wantsOld);
    boolean isModular = Types.isInteger(type) && !Types.isBool(type) && Types.isInteger(computed);
    if (direct != null && isModular) {
      return new Expr.BuiltinCall(
          at, type, direct, List.of(address(target), Conversions.convert(value, type)));
    }
    return loop(at, op, target, computed, value, wantsOld);
  }

  /// `pointer += index` on an atomic pointer.
  Expr step(
      int at, Expr.BinaryOp op, Expr target, CType.Pointer type, Expr index, boolean wantsOld) {
    boolean isByte = Types.isVoid(type.target()) || type.target() instanceof CType.Function;
    Expr size = new Expr.IntConstant(at, CType.Int.LONG, isByte ? 1 : type.target().size());
    Expr bytes =
        ConstantFolder.binary(
            at,
            CType.Int.LONG,
            Expr.BinaryOp.MULTIPLY,
            Conversions.convert(index, CType.Int.LONG),
            size);
    Builtin builtin =
        op == Expr.BinaryOp.ADD
            ? wantsOld ? Builtin.ATOMIC_FETCH_ADD : Builtin.ATOMIC_ADD_FETCH
            : wantsOld ? Builtin.ATOMIC_FETCH_SUB : Builtin.ATOMIC_SUB_FETCH;
    return new Expr.BuiltinCall(at, type, builtin, List.of(address(target), bytes));
  }

  private static @Nullable Builtin direct(Expr.BinaryOp op, boolean wantsOld) {
    return switch (op) {
      case ADD -> wantsOld ? Builtin.ATOMIC_FETCH_ADD : Builtin.ATOMIC_ADD_FETCH;
      case SUBTRACT -> wantsOld ? Builtin.ATOMIC_FETCH_SUB : Builtin.ATOMIC_SUB_FETCH;
      case AND -> wantsOld ? Builtin.ATOMIC_FETCH_AND : Builtin.ATOMIC_AND_FETCH;
      case OR -> wantsOld ? Builtin.ATOMIC_FETCH_OR : Builtin.ATOMIC_OR_FETCH;
      case XOR -> wantsOld ? Builtin.ATOMIC_FETCH_XOR : Builtin.ATOMIC_XOR_FETCH;
      default -> null;
    };
  }

  /// `({ p = &target; v = value; old = *p; do new = old op v; while (!cas(p, &old, new)); new; })`.
  private Expr loop(
      int at, Expr.BinaryOp op, Expr target, CType computed, Expr value, boolean wantsOld) {
    CType type = Conversions.typeOf(target);
    Expr pointer = address(target);
    Variable p = hidden.hidden("target", at, pointer.type().unqualified());
    Variable operand = hidden.hidden("operand", at, value.type().unqualified());
    Variable old = hidden.hidden("old", at, type);
    Variable fresh = hidden.hidden("new", at, type);
    old.takeAddress();
    Expr load =
        new Expr.BuiltinCall(at, type, Builtin.ATOMIC_LOAD, List.of(new Expr.VariableRef(at, p)));
    Expr oldValue = new Expr.VariableRef(at, old);
    Expr freshValue = new Expr.VariableRef(at, fresh);
    Expr combined =
        new Expr.Binary(
            at,
            computed,
            op,
            Conversions.convert(oldValue, computed),
            new Expr.VariableRef(at, operand));
    Expr assign = new Expr.Assign(at, type, freshValue, Conversions.convert(combined, type));
    Expr exchange =
        new Expr.BuiltinCall(
            at,
            CType.Int.INT,
            Builtin.ATOMIC_COMPARE_EXCHANGE,
            List.of(
                new Expr.VariableRef(at, p),
                new Expr.AddressOf(at, new CType.Pointer(type), oldValue),
                freshValue));
    Stmt again =
        new Stmt.DoWhile(
            at,
            new Stmt.Expression(at, assign),
            new Expr.Unary(at, CType.Int.INT, Expr.UnaryOp.NOT, exchange));
    return block(
        at,
        type,
        List.of(
            VariableArrays.initialized(at, p, pointer),
            VariableArrays.initialized(at, operand, value),
            VariableArrays.initialized(at, old, load),
            new Stmt.Declare(at, fresh, new Initializer(List.of())),
            again),
        wantsOld ? oldValue : freshValue);
  }

  private static Expr block(int at, CType type, List<Stmt> body, Expr value) {
    return new Expr.StatementExpr(at, type, new Stmt.Block(at, body, at), value);
  }
}
