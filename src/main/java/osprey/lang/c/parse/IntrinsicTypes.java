package osprey.lang.c.parse;

import java.util.List;
import osprey.code.CType;
import osprey.code.Intrinsic;

/// Prototypes of the machine's {@link Intrinsic}s, as `__intrinsic` calls them.
final class IntrinsicTypes {
  private IntrinsicTypes() {}

  static CType.Function of(Intrinsic intrinsic) {
    CType data = new CType.Pointer(Types.qualify(CType.Void.VOID, true, false, false));
    CType text = new CType.Pointer(Types.qualify(CType.Int.CHAR, true, false, false));
    CType size = CType.Int.UNSIGNED_LONG;
    CType number = CType.Floating.DOUBLE;
    CType integer = CType.Int.INT;
    CType pointer = Types.VOID_POINTER;
    CType string = Types.CHAR_POINTER;
    return switch (intrinsic) {
      case MEMMOVE -> function(pointer, pointer, data, size);
      case MEMSET -> function(pointer, pointer, integer, size);
      case MEMCMP -> function(integer, data, data, size);
      case MEMCHR -> function(pointer, data, integer, size);
      case STRLEN -> function(size, text);
      case STRNLEN -> function(size, text, size);
      case STRCMP -> function(integer, text, text);
      case STRNCMP -> function(integer, text, text, size);
      case STRCHR -> function(string, text, integer);
      case SQRT,
          SIN,
          COS,
          TAN,
          ASIN,
          ACOS,
          ATAN,
          SINH,
          COSH,
          TANH,
          EXP,
          EXPM1,
          LOG,
          LOG10,
          LOG2,
          LOG1P,
          CBRT,
          FLOOR,
          CEIL,
          TRUNC,
          ROUND,
          RINT ->
          function(number, number);
      case ATAN2, POW, FMOD, HYPOT -> function(number, number, number);
      case FORMAT_DOUBLE -> function(integer, string, size, number, integer, integer, integer);
      case PARSE_DOUBLE -> function(number, text, new CType.Pointer(string));
      case MUL_HIGH_UNSIGNED -> function(size, size, size);
    };
  }

  private static CType.Function function(CType result, CType... parameters) {
    return new CType.Function(result, List.of(parameters), false, true);
  }
}
