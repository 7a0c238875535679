package osprey.lang.c.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;

/// A typed expression. All conversions are explicit {@link Cast} nodes; arrays and functions used
/// as values are explicit {@link Decay} nodes; subscripts are `Deref(PointerAdd)`; `a->m` is
/// `Member(Deref(a))`. `type()` is never an array or function type except for lvalues and function
/// designators under {@link AddressOf}, {@link Decay}, or initialisers. Value types are
/// unqualified.
///
/// Lvalues are exactly: {@link VariableRef}, {@link Deref}, {@link Member} of an lvalue, {@link
/// StringLiteral}, {@link CompoundLiteral}, each with its declared (qualified) type. Reading an
/// lvalue's value needs no node of its own: an lvalue in value position is loaded.
public sealed interface Expr {
  /// Position of the operator or first token, for diagnostics and line tables.
  int at();

  CType type();

  /// Integer (also `_Bool`, enum) or pointer constant, wrapped to its type.
  record IntConstant(int at, CType type, long value) implements Expr {}

  record FloatConstant(int at, CType type, double value) implements Expr {}

  /// `type` is `char[n]` (n counts the terminating zero) or an array of 4-byte `wchar_t`; `bytes`
  /// holds everything including the terminator.
  record StringLiteral(int at, CType type, byte[] bytes) implements Expr {}

  record VariableRef(int at, Variable variable) implements Expr {
    @Override
    public CType type() {
      return variable.type();
    }
  }

  /// A function designator.
  record FunctionRef(int at, CType type, String name) implements Expr {}

  /// `*pointer`.
  record Deref(int at, CType type, Expr pointer) implements Expr {}

  /// `object.field`; object may be an rvalue (a call that returns a struct). Fields of anonymous
  /// members are reached by nested Member nodes.
  record Member(int at, CType type, Expr object, CType.Field field) implements Expr {}

  /// `&operand`, operand an lvalue (not a bit-field) or a function designator.
  record AddressOf(int at, CType type, Expr operand) implements Expr {}

  /// Array lvalue to pointer to its first element; function designator to function pointer.
  record Decay(int at, CType type, Expr operand) implements Expr {}

  enum UnaryOp {
    NEGATE,
    COMPLEMENT,
    /// Result int 0 or 1; operand any scalar.
    NOT
  }

  record Unary(int at, CType type, UnaryOp op, Expr operand) implements Expr {}

  enum BinaryOp {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    REMAINDER,
    AND,
    OR,
    XOR,
    /// Left operand promoted alone; type is the left operand's.
    SHIFT_LEFT,
    SHIFT_RIGHT,
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_EQUAL,
    GREATER,
    GREATER_EQUAL;

    public boolean isComparison() {
      return compareTo(EQUAL) >= 0;
    }
  }

  /// Operands have one common arithmetic type (but for shifts), which is `type` as well except for
  /// comparisons, whose type is int. Comparisons may also compare two pointers (unsigned).
  record Binary(int at, CType type, BinaryOp op, Expr left, Expr right) implements Expr {}

  /// `pointer ± index * sizeof(target)`; index already has type long (or unsigned long).
  record PointerAdd(int at, CType type, Expr pointer, Expr index, boolean subtract)
      implements Expr {}

  /// Difference in elements, type long.
  record PointerDifference(int at, CType type, Expr left, Expr right, long elementSize)
      implements Expr {}

  /// `&&` or `||`; type int.
  record Logical(int at, CType type, boolean isAnd, Expr left, Expr right) implements Expr {}

  record Conditional(int at, CType type, Expr condition, Expr whenTrue, Expr whenFalse)
      implements Expr {}

  record Comma(int at, CType type, Expr left, Expr right) implements Expr {}

  /// `target = value`; value already converted to the target's unqualified type. Structs too.
  record Assign(int at, CType type, Expr target, Expr value) implements Expr {}

  /// `target op= value`: the target is evaluated once, read, converted to `computed`, combined with
  /// value (which has type `computed`, or any integer type for shifts), converted back, stored. For
  /// a pointer target, op is ADD or SUBTRACT, computed is the pointer type and value a long index.
  record CompoundAssign(int at, CType type, BinaryOp op, Expr target, CType computed, Expr value)
      implements Expr {}

  /// `++`/`--` on any scalar.
  record Increment(int at, CType type, Expr target, boolean isPrefix, boolean isDecrement)
      implements Expr {}

  /// callee is a FunctionRef (a direct call) or a value of function pointer type. Arguments are
  /// converted; those for `...` have the default argument promotions.
  record Call(int at, CType type, Expr callee, CType.Function function, List<Expr> arguments)
      implements Expr {}

  /// One of the compiler's own functions, see {@link Builtin}.
  record BuiltinCall(int at, CType type, Builtin builtin, List<Expr> arguments) implements Expr {}

  /// Explicit or implicit conversion between scalars, or to void.
  record Cast(int at, CType type, Expr operand) implements Expr {}

  /// `(struct point){1, 2}`; the variable is automatic inside functions, else static.
  record CompoundLiteral(int at, Variable variable, Initializer initializer) implements Expr {
    @Override
    public CType type() {
      return variable.type();
    }
  }

  /// `va_arg(list, type)`; list is an lvalue of type va_list (`char *`).
  record VaArg(int at, CType type, Expr list) implements Expr {}

  /// GNU `({ … })`; value is the last expression statement, or null for void.
  record StatementExpr(int at, CType type, Stmt.Block block, @Nullable Expr value)
      implements Expr {}

  /// `sizeof` applied to a variable-length array: its value at run time, in bytes.
  record SizeofVariable(int at, CType type, Variable variable) implements Expr {}
}
