package osprey.lang.c.parse;

import static osprey.lang.c.parse.Reports.quote;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.Token;
import osprey.lang.c.tree.Builtin;
import osprey.lang.c.tree.Expr;

/// GCC's `__atomic_…` and `__sync_…` functions, typed by what their first argument points to.
final class AtomicBuiltins {
  private final Parser parser;

  AtomicBuiltins(Parser parser) {
    this.parser = parser;
  }

  boolean isKnown(String name) {
    return switch (name) {
      case "__atomic_load_n", "__atomic_load", "__atomic_store_n", "__atomic_store" -> true;
      case "__atomic_exchange_n", "__atomic_exchange", "__atomic_compare_exchange_n" -> true;
      case "__atomic_compare_exchange", "__atomic_test_and_set", "__atomic_clear" -> true;
      case "__atomic_thread_fence", "__atomic_signal_fence", "__sync_synchronize" -> true;
      case "__atomic_always_lock_free", "__atomic_is_lock_free" -> true;
      case "__sync_lock_test_and_set", "__sync_lock_release" -> true;
      case "__sync_val_compare_and_swap", "__sync_bool_compare_and_swap" -> true;
      default -> fetch(name) != null;
    };
  }

  private static @Nullable Builtin fetch(String name) {
    return switch (name) {
      case "__atomic_fetch_add", "__sync_fetch_and_add" -> Builtin.ATOMIC_FETCH_ADD;
      case "__atomic_fetch_sub", "__sync_fetch_and_sub" -> Builtin.ATOMIC_FETCH_SUB;
      case "__atomic_fetch_and", "__sync_fetch_and_and" -> Builtin.ATOMIC_FETCH_AND;
      case "__atomic_fetch_or", "__sync_fetch_and_or" -> Builtin.ATOMIC_FETCH_OR;
      case "__atomic_fetch_xor", "__sync_fetch_and_xor" -> Builtin.ATOMIC_FETCH_XOR;
      case "__atomic_fetch_nand", "__sync_fetch_and_nand" -> Builtin.ATOMIC_FETCH_NAND;
      case "__atomic_add_fetch", "__sync_add_and_fetch" -> Builtin.ATOMIC_ADD_FETCH;
      case "__atomic_sub_fetch", "__sync_sub_and_fetch" -> Builtin.ATOMIC_SUB_FETCH;
      case "__atomic_and_fetch", "__sync_and_and_fetch" -> Builtin.ATOMIC_AND_FETCH;
      case "__atomic_or_fetch", "__sync_or_and_fetch" -> Builtin.ATOMIC_OR_FETCH;
      case "__atomic_xor_fetch", "__sync_xor_and_fetch" -> Builtin.ATOMIC_XOR_FETCH;
      case "__atomic_nand_fetch", "__sync_nand_and_fetch" -> Builtin.ATOMIC_NAND_FETCH;
      default -> null;
    };
  }

  Expr call(Token name, List<Expr> arguments) {
    int at = name.at();
    return switch (name.text()) {
      case "__atomic_thread_fence", "__atomic_signal_fence", "__sync_synchronize" ->
          BuiltinReader.build(name, Builtin.FENCE, CType.Void.VOID, List.of());
      case "__atomic_always_lock_free", "__atomic_is_lock_free" ->
          ConstantFolder.integer(at, CType.Int.BOOL, 1);
      default -> onPointer(name, arguments);
    };
  }

  private Expr onPointer(Token name, List<Expr> arguments) {
    int expected = count(name.text());
    boolean isOld = name.text().startsWith("__sync_");
    // The __sync functions take a list of variables to protect, which gcc ignores as well.
    int most = isOld ? Math.max(expected, arguments.size()) : expected;
    if (!parser.builtins.checkCount(name, arguments, expected, most)) {
      return Conversions.error(name.at());
    }
    Expr pointer = parser.conversions.value(arguments.getFirst());
    if (Conversions.isError(pointer)) {
      return pointer;
    }
    if (!(Conversions.typeOf(pointer) instanceof CType.Pointer(CType target))) {
      parser.conversions.error(
          pointer, "'" + name.text() + "' needs a pointer, not " + quote(pointer.type()), null);
      return Conversions.error(name.at());
    }
    CType type = target.unqualified();
    boolean isFlag =
        name.text().equals("__atomic_test_and_set") || name.text().equals("__atomic_clear");
    if (isFlag) {
      type = CType.Int.UNSIGNED_CHAR;
      pointer = Conversions.convert(pointer, new CType.Pointer(type));
    } else if (!Types.isScalar(type)) {
      parser.conversions.error(
          pointer,
          "'" + name.text() + "' works on numbers and pointers, not on " + quote(target),
          null);
      return Conversions.error(name.at());
    }
    return typed(name, pointer, type, arguments);
  }

  private static int count(String name) {
    return switch (name) {
      case "__atomic_load_n", "__atomic_test_and_set", "__atomic_clear" -> 2;
      case "__atomic_load", "__atomic_store_n", "__atomic_store", "__atomic_exchange_n" -> 3;
      case "__atomic_exchange" -> 4;
      case "__atomic_compare_exchange_n", "__atomic_compare_exchange" -> 6;
      case "__sync_lock_release" -> 1;
      case "__sync_val_compare_and_swap", "__sync_bool_compare_and_swap" -> 3;
      default -> name.startsWith("__sync_") ? 2 : 3;
    };
  }

  private Expr typed(Token name, Expr pointer, CType type, List<Expr> arguments) {
    int at = name.at();
    CType none = CType.Void.VOID;
    Expr zero = ConstantFolder.cast(at, type, ConstantFolder.integer(at, CType.Int.INT, 0));
    return switch (name.text()) {
      case "__atomic_load_n" -> build(name, Builtin.ATOMIC_LOAD, type, pointer);
      case "__atomic_load" ->
          assignThrough(name, arguments.get(1), build(name, Builtin.ATOMIC_LOAD, type, pointer));
      case "__atomic_store_n" ->
          build(name, Builtin.ATOMIC_STORE, none, pointer, value(arguments.get(1), type));
      case "__atomic_store" ->
          build(name, Builtin.ATOMIC_STORE, none, pointer, through(name, arguments.get(1), type));
      case "__atomic_exchange_n", "__sync_lock_test_and_set" ->
          build(name, Builtin.ATOMIC_EXCHANGE, type, pointer, value(arguments.get(1), type));
      case "__atomic_exchange" ->
          assignThrough(
              name,
              arguments.get(2),
              build(
                  name,
                  Builtin.ATOMIC_EXCHANGE,
                  type,
                  pointer,
                  through(name, arguments.get(1), type)));
      case "__atomic_test_and_set" ->
          Conversions.convert(
              build(
                  name,
                  Builtin.ATOMIC_EXCHANGE,
                  type,
                  pointer,
                  ConstantFolder.integer(at, type, 1)),
              CType.Int.BOOL);
      case "__atomic_clear", "__sync_lock_release" ->
          build(name, Builtin.ATOMIC_STORE, none, pointer, zero);
      case "__atomic_compare_exchange_n" ->
          compareExchange(name, pointer, arguments.get(1), value(arguments.get(2), type));
      case "__atomic_compare_exchange" ->
          compareExchange(name, pointer, arguments.get(1), through(name, arguments.get(2), type));
      case "__sync_val_compare_and_swap" ->
          build(
              name,
              Builtin.SYNC_VAL_CAS,
              type,
              pointer,
              value(arguments.get(1), type),
              value(arguments.get(2), type));
      case "__sync_bool_compare_and_swap" ->
          build(
              name,
              Builtin.SYNC_BOOL_CAS,
              CType.Int.INT,
              pointer,
              value(arguments.get(1), type),
              value(arguments.get(2), type));
      default -> fetchOp(name, pointer, type, arguments.get(1));
    };
  }

  private Expr fetchOp(Token name, Expr pointer, CType type, Expr operand) {
    Builtin builtin = fetch(name.text());
    if (builtin == null || (!Types.isInteger(type) && !Types.isPointer(type))) {
      parser.conversions.error(
          pointer, "'" + name.text() + "' works on integers, not on " + quote(type), null);
      return Conversions.error(name.at());
    }
    CType operandType = Types.isPointer(type) ? CType.Int.LONG : type;
    return build(name, builtin, type, pointer, value(operand, operandType));
  }

  private Expr compareExchange(Token name, Expr pointer, Expr expected, Expr desired) {
    Expr address = parser.conversions.value(expected);
    if (!Conversions.isError(address) && !Types.isPointer(address.type())) {
      parser.conversions.error(
          address, "the expected value must be passed by its address", "write '&' before it");
      return Conversions.error(name.at());
    }
    return build(name, Builtin.ATOMIC_COMPARE_EXCHANGE, CType.Int.INT, pointer, address, desired);
  }

  private Expr value(Expr argument, CType type) {
    return parser.conversions.assign(argument, type, Conversions.Use.PASSING);
  }

  /// The value that a pointer argument points to.
  private Expr through(Token name, Expr argument, CType type) {
    Expr pointee = parser.pointers.dereference(name.at(), argument);
    return Conversions.isError(pointee) ? pointee : value(pointee, type);
  }

  private Expr assignThrough(Token name, Expr destination, Expr value) {
    Expr target = parser.pointers.dereference(name.at(), destination);
    if (Conversions.isError(target) || Conversions.isError(value)) {
      return Conversions.error(name.at());
    }
    CType type = Conversions.typeOf(target);
    return new Expr.Cast(
        name.at(),
        CType.Void.VOID,
        new Expr.Assign(name.at(), type, target, Conversions.convert(value, type)));
  }

  private static Expr build(Token name, Builtin builtin, CType result, Expr... arguments) {
    List<Expr> list = new ArrayList<>(List.of(arguments));
    return BuiltinReader.build(name, builtin, result, list);
  }
}
