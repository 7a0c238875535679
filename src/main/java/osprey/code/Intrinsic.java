package osprey.code;

/// Pure computation that library code asks of the machine instead of spelling it out in C: bulk
/// memory operations, elementary functions, and correctly rounded number formatting. Arguments are
/// in consecutive registers; pointers are addresses in the calling process and fault like loads and
/// stores do.
public enum Intrinsic {
  /// memmove(to, from, n), also memcpy.
  MEMMOVE,
  /// memset(to, byte, n).
  MEMSET,
  /// memcmp(a, b, n): negative, 0, positive.
  MEMCMP,
  /// memchr(s, byte, n): address or 0.
  MEMCHR,
  STRLEN,
  /// strnlen(s, n).
  STRNLEN,
  STRCMP,
  /// strncmp(a, b, n).
  STRNCMP,
  /// strchr(s, byte): address or 0; finds the terminator as well.
  STRCHR,
  SQRT,
  SIN,
  COS,
  TAN,
  ASIN,
  ACOS,
  ATAN,
  ATAN2,
  SINH,
  COSH,
  TANH,
  EXP,
  EXPM1,
  LOG,
  LOG10,
  LOG2,
  LOG1P,
  POW,
  FMOD,
  CBRT,
  HYPOT,
  FLOOR,
  CEIL,
  TRUNC,
  /// Half away from zero.
  ROUND,
  /// Half to even.
  RINT,
  /// format(char *to, unsigned long capacity, double value, int precision, int conversion, int
  /// flags): the digits of printf's `e f g a` (and upper case) for a non-negative finite or special
  /// value: correctly rounded decimal as glibc prints it, without sign, padding or width (flags bit
  /// 0: `#`); returns the length, writes at most capacity bytes (no terminator). precision -1 means
  /// the default.
  FORMAT_DOUBLE,
  /// parse(const char *from, char **end): strtod's value (decimal, hex, inf, nan), correctly
  /// rounded; *end is set.
  PARSE_DOUBLE,
  /// High 64 bits of the unsigned product.
  MUL_HIGH_UNSIGNED
}
