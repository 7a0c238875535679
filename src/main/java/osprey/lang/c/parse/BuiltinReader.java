package osprey.lang.c.parse;

import static osprey.lang.c.parse.Reports.quote;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.code.Intrinsic;
import osprey.lang.c.Token;
import osprey.lang.c.tree.Builtin;
import osprey.lang.c.tree.Expr;

/// Calls of the functions that the compiler knows itself: which {@link Builtin} a name means, and
/// what types its arguments and result have.
final class BuiltinReader {
  /// Arguments of a system call besides its number.
  private static final int SYSCALL_ARGUMENTS_MAX = 6;

  private final Parser parser;
  private final TokenStream tokens;
  private final Reports reports;
  private final AtomicBuiltins atomics;

  BuiltinReader(Parser parser) {
    this.parser = parser;
    this.tokens = parser.tokens;
    this.reports = parser.reports;
    this.atomics = new AtomicBuiltins(parser);
  }

  /// A call of `name`, which has been read; null, with nothing read, if it is no builtin.
  @Nullable Expr call(Token name) {
    String text = name.text();
    if (text.startsWith("__atomic_") || text.startsWith("__sync_")) {
      return atomics.isKnown(text) ? atomics.call(name, arguments()) : null;
    }
    return switch (text) {
      case "__syscall" -> syscall(name, arguments());
      case "__intrinsic" -> intrinsic(name, arguments());
      case "__builtin_constant_p" -> constantP(name);
      default -> {
        if (!text.startsWith("__builtin_")) {
          yield null;
        }
        Expr.FunctionRef library = library(name);
        if (library != null) {
          Token opening = tokens.next();
          yield parser.calls.call(opening, library, parser.expressions.arguments(opening));
        }
        yield isKnown(text) ? builtin(name, arguments()) : null;
      }
    };
  }

  private List<Expr> arguments() {
    Token opening = tokens.next();
    return parser.expressions.arguments(opening);
  }

  /// `__builtin_memcpy` is memcpy, if that is declared.
  private Expr.@Nullable FunctionRef library(Token name) {
    String plain = name.text().substring("__builtin_".length());
    return !isKnown(name.text())
            && parser.scope().find(plain) instanceof Meaning.FunctionName function
        ? new Expr.FunctionRef(name.at(), function.type(), plain)
        : null;
  }

  private static boolean isKnown(String name) {
    return switch (name) {
      case "__builtin_va_start", "__builtin_va_end", "__builtin_va_copy", "__builtin_alloca" ->
          true;
      case "__builtin_setjmp", "__builtin_longjmp", "__builtin_unreachable" -> true;
      case "__builtin_trap", "__builtin_expect", "__builtin_frame_address" -> true;
      case "__builtin_return_address", "__builtin_prefetch", "__builtin_object_size" -> true;
      case "__builtin_clz", "__builtin_clzl", "__builtin_clzll", "__builtin_ctz" -> true;
      case "__builtin_ctzl", "__builtin_ctzll", "__builtin_popcount", "__builtin_popcountl" -> true;
      case "__builtin_popcountll", "__builtin_parity", "__builtin_parityl", "__builtin_parityll" ->
          true;
      case "__builtin_ffs", "__builtin_ffsl", "__builtin_ffsll" -> true;
      case "__builtin_bswap16", "__builtin_bswap32", "__builtin_bswap64" -> true;
      case "__builtin_add_overflow", "__builtin_sub_overflow", "__builtin_mul_overflow" -> true;
      case "__builtin_huge_val", "__builtin_huge_valf", "__builtin_inf", "__builtin_inff" -> true;
      case "__builtin_nan", "__builtin_nanf", "__builtin_isnan", "__builtin_isinf" -> true;
      case "__builtin_huge_vall", "__builtin_infl", "__builtin_nanl" -> true;
      default -> false;
    };
  }

  private Expr builtin(Token name, List<Expr> arguments) {
    int at = name.at();
    CType pointer = Types.VOID_POINTER;
    CType voidType = CType.Void.VOID;
    CType.Int intType = CType.Int.INT;
    CType.Int longType = CType.Int.LONG;
    CType.Int unsigned = CType.Int.UNSIGNED_INT;
    CType.Int unsignedLong = CType.Int.UNSIGNED_LONG;
    return switch (name.text()) {
      case "__builtin_va_start" -> variableList(name, Builtin.VA_START, arguments);
      case "__builtin_va_end" -> variableList(name, Builtin.VA_END, arguments);
      case "__builtin_va_copy" -> variableList(name, Builtin.VA_COPY, arguments);
      case "__builtin_alloca" -> plain(name, Builtin.ALLOCA, pointer, arguments, unsignedLong);
      case "__builtin_setjmp" -> plain(name, Builtin.SETJMP, intType, arguments, pointer);
      case "__builtin_longjmp" ->
          plain(name, Builtin.LONGJMP, voidType, arguments, pointer, intType);
      case "__builtin_unreachable" -> plain(name, Builtin.UNREACHABLE, voidType, arguments);
      case "__builtin_trap" -> plain(name, Builtin.TRAP, voidType, arguments);
      case "__builtin_expect" -> expect(name, arguments);
      case "__builtin_frame_address" ->
          plain(name, Builtin.FRAME_ADDRESS, pointer, arguments, unsigned);
      case "__builtin_return_address" ->
          plain(name, Builtin.RETURN_ADDRESS, pointer, arguments, unsigned);
      case "__builtin_prefetch" ->
          new Expr.Cast(at, voidType, ConstantFolder.integer(at, intType, 0));
      case "__builtin_object_size" -> ConstantFolder.integer(at, unsignedLong, -1);
      case "__builtin_clz" -> plain(name, Builtin.CLZ, intType, arguments, unsigned);
      case "__builtin_clzl", "__builtin_clzll" ->
          plain(name, Builtin.CLZL, intType, arguments, unsignedLong);
      case "__builtin_ctz" -> plain(name, Builtin.CTZ, intType, arguments, unsigned);
      case "__builtin_ctzl", "__builtin_ctzll" ->
          plain(name, Builtin.CTZL, intType, arguments, unsignedLong);
      case "__builtin_popcount" -> plain(name, Builtin.POPCOUNT, intType, arguments, unsigned);
      case "__builtin_popcountl", "__builtin_popcountll" ->
          plain(name, Builtin.POPCOUNTL, intType, arguments, unsignedLong);
      case "__builtin_parity" -> plain(name, Builtin.PARITY, intType, arguments, unsigned);
      case "__builtin_parityl", "__builtin_parityll" ->
          plain(name, Builtin.PARITY, intType, arguments, unsignedLong);
      case "__builtin_ffs" -> plain(name, Builtin.FFS, intType, arguments, intType);
      case "__builtin_ffsl", "__builtin_ffsll" ->
          plain(name, Builtin.FFS, intType, arguments, longType);
      case "__builtin_bswap16" ->
          plain(
              name, Builtin.BSWAP16, CType.Int.UNSIGNED_SHORT, arguments, CType.Int.UNSIGNED_SHORT);
      case "__builtin_bswap32" -> plain(name, Builtin.BSWAP32, unsigned, arguments, unsigned);
      case "__builtin_bswap64" ->
          plain(name, Builtin.BSWAP64, unsignedLong, arguments, unsignedLong);
      case "__builtin_add_overflow" -> overflow(name, Builtin.ADD_OVERFLOW, arguments);
      case "__builtin_sub_overflow" -> overflow(name, Builtin.SUB_OVERFLOW, arguments);
      case "__builtin_mul_overflow" -> overflow(name, Builtin.MUL_OVERFLOW, arguments);
      case "__builtin_isnan", "__builtin_isinf" -> classify(name, arguments);
      default -> floatingConstant(name);
    };
  }

  /// Fixed parameter types.
  private Expr plain(
      Token name, Builtin builtin, CType result, List<Expr> arguments, CType... parameters) {
    if (!checkCount(name, arguments, parameters.length, parameters.length)) {
      return Conversions.error(name.at());
    }
    List<Expr> converted = new ArrayList<>(parameters.length);
    for (int i = 0; i < parameters.length; i++) {
      converted.add(
          parser.conversions.assign(arguments.get(i), parameters[i], Conversions.Use.PASSING));
    }
    return build(name, builtin, result, converted);
  }

  static Expr build(Token name, Builtin builtin, CType result, List<Expr> arguments) {
    for (Expr argument : arguments) {
      if (Conversions.isError(argument)) {
        return argument;
      }
    }
    return new Expr.BuiltinCall(name.at(), result, builtin, List.copyOf(arguments));
  }

  boolean checkCount(Token name, List<Expr> arguments, int least, int most) {
    int count = arguments.size();
    if (count >= least && count <= most) {
      return true;
    }
    reports.error(
        name,
        (count < least ? "too few" : "too many")
            + " arguments to '"
            + name.text()
            + "': expected "
            + (count < least ? least : most)
            + ", have "
            + count);
    return false;
  }

  private Expr variableList(Token name, Builtin builtin, List<Expr> arguments) {
    int count = builtin == Builtin.VA_END ? 1 : 2;
    boolean mayOmit = builtin == Builtin.VA_START;
    if (!checkCount(name, arguments, mayOmit ? 1 : count, count)) {
      return Conversions.error(name.at());
    }
    Expr list = arguments.getFirst();
    if (Conversions.isError(list)) {
      return list;
    }
    if (!Conversions.isLvalue(list) || !list.type().unqualified().equals(Types.CHAR_POINTER)) {
      parser.conversions.error(list, "this must be a va_list, not " + quote(list.type()), null);
      return Conversions.error(name.at());
    }
    List<Expr> converted = new ArrayList<>(2);
    converted.add(list);
    if (builtin == Builtin.VA_COPY) {
      converted.add(
          parser.conversions.assign(arguments.get(1), Types.CHAR_POINTER, Conversions.Use.PASSING));
    }
    return build(name, builtin, CType.Void.VOID, converted);
  }

  private Expr expect(Token name, List<Expr> arguments) {
    if (!checkCount(name, arguments, 2, 2)) {
      return Conversions.error(name.at());
    }
    Expr value = parser.conversions.value(arguments.getFirst());
    if (ConstantFolder.integerValue(value) != null) {
      return Conversions.convert(value, CType.Int.LONG);
    }
    return plain(name, Builtin.EXPECT, CType.Int.LONG, arguments, CType.Int.LONG, CType.Int.LONG);
  }

  private Expr overflow(Token name, Builtin builtin, List<Expr> arguments) {
    if (!checkCount(name, arguments, 3, 3)) {
      return Conversions.error(name.at());
    }
    List<Expr> converted = new ArrayList<>(3);
    for (Expr argument : arguments) {
      converted.add(parser.conversions.value(argument));
    }
    for (int i = 0; i < 2; i++) {
      if (!Conversions.isError(converted.get(i)) && !Types.isInteger(converted.get(i).type())) {
        parser.conversions.error(converted.get(i), "'" + name.text() + "' needs integers", null);
        return Conversions.error(name.at());
      }
    }
    Expr result = converted.get(2);
    if (!Conversions.isError(result)
        && !(Conversions.typeOf(result) instanceof CType.Pointer(CType target)
            && Types.isInteger(target))) {
      parser.conversions.error(
          result, "'" + name.text() + "' needs a pointer to an integer for its result", null);
      return Conversions.error(name.at());
    }
    return build(name, builtin, CType.Int.INT, converted);
  }

  /// 1 only for what folding made a constant.
  private Expr constantP(Token name) {
    parser.suspendEvaluation();
    List<Expr> arguments = arguments();
    parser.resumeEvaluation();
    boolean isConstant =
        arguments.size() == 1
            && (ConstantFolder.isConstant(arguments.getFirst())
                || arguments.getFirst() instanceof Expr.StringLiteral);
    return ConstantFolder.integer(name.at(), CType.Int.INT, isConstant ? 1 : 0);
  }

  private Expr classify(Token name, List<Expr> arguments) {
    if (!checkCount(name, arguments, 1, 1)) {
      return Conversions.error(name.at());
    }
    Expr value =
        parser.conversions.assign(
            arguments.getFirst(), CType.Floating.DOUBLE, Conversions.Use.PASSING);
    if (Conversions.isError(value)) {
      return value;
    }
    int at = name.at();
    var once = parser.variableArrays.hidden("value", at, CType.Floating.DOUBLE);
    Expr x = new Expr.VariableRef(at, once);
    Expr zero = new Expr.FloatConstant(at, CType.Floating.DOUBLE, 0);
    boolean isNan = name.text().endsWith("nan");
    // x != x; x - x != 0 of what is no NaN
    Expr isNotItself =
        new Expr.Binary(
            at, CType.Int.INT, isNan ? Expr.BinaryOp.NOT_EQUAL : Expr.BinaryOp.EQUAL, x, x);
    Expr difference = new Expr.Binary(at, CType.Floating.DOUBLE, Expr.BinaryOp.SUBTRACT, x, x);
    Expr isInfinite = new Expr.Binary(at, CType.Int.INT, Expr.BinaryOp.NOT_EQUAL, difference, zero);
    Expr whole =
        isNan ? isNotItself : new Expr.Logical(at, CType.Int.INT, true, isNotItself, isInfinite);
    var block =
        new osprey.lang.c.tree.Stmt.Block(
            at, List.of(VariableArrays.initialized(at, once, value)), at);
    return new Expr.StatementExpr(at, CType.Int.INT, block, whole);
  }

  private Expr floatingConstant(Token name) {
    String text = name.text();
    double value = text.contains("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
    CType type =
        switch (text) {
          case "__builtin_huge_valf", "__builtin_inff", "__builtin_nanf" -> CType.Floating.FLOAT;
          case "__builtin_huge_vall", "__builtin_infl", "__builtin_nanl" ->
              CType.Floating.LONG_DOUBLE;
          default -> CType.Floating.DOUBLE;
        };
    return new Expr.FloatConstant(name.at(), type, value);
  }

  /// `__syscall(number, …)`: every argument a register.
  private Expr syscall(Token name, List<Expr> arguments) {
    if (!checkCount(name, arguments, 1, 1 + SYSCALL_ARGUMENTS_MAX)) {
      return Conversions.error(name.at());
    }
    List<Expr> converted = new ArrayList<>(arguments.size());
    if (!addNumber(name, arguments.getFirst(), converted)) {
      return Conversions.error(name.at());
    }
    for (Expr argument : arguments.subList(1, arguments.size())) {
      Expr value = parser.conversions.value(argument);
      if (!Conversions.isError(value)
          && !Types.isInteger(value.type())
          && !Types.isPointer(value.type())) {
        parser.conversions.error(
            value, "an argument of a system call must be an integer or a pointer", null);
        return Conversions.error(name.at());
      }
      converted.add(
          Types.isPointer(value.type()) ? value : Conversions.convert(value, CType.Int.LONG));
    }
    return build(name, Builtin.SYSCALL, CType.Int.LONG, converted);
  }

  private boolean addNumber(Token name, Expr argument, List<Expr> converted) {
    Long number = ConstantFolder.integerValue(argument);
    if (number == null) {
      if (!Conversions.isError(argument)) {
        reports.error(
            name, "the first argument of '" + name.text() + "' must be an integer constant");
      }
      return false;
    }
    converted.add(new Expr.IntConstant(argument.at(), CType.Int.INT, number));
    return true;
  }

  private Expr intrinsic(Token name, List<Expr> arguments) {
    if (!checkCount(name, arguments, 1, 8)) {
      return Conversions.error(name.at());
    }
    List<Expr> converted = new ArrayList<>(arguments.size());
    if (!addNumber(name, arguments.getFirst(), converted)) {
      return Conversions.error(name.at());
    }
    long number = ((Expr.IntConstant) converted.getFirst()).value();
    Intrinsic[] all = Intrinsic.values();
    if (number < 0 || number >= all.length) {
      reports.error(name, "there is no intrinsic number " + number);
      return Conversions.error(name.at());
    }
    CType.Function type = IntrinsicTypes.of(all[(int) number]);
    int count = type.parameters().size();
    if (!checkCount(name, arguments, 1 + count, 1 + count)) {
      return Conversions.error(name.at());
    }
    for (int i = 0; i < count; i++) {
      converted.add(
          parser.conversions.assign(
              arguments.get(i + 1), type.parameters().get(i), Conversions.Use.PASSING));
    }
    return build(name, Builtin.INTRINSIC, type.result(), converted);
  }
}
