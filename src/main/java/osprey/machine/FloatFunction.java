package osprey.machine;

import osprey.code.Intrinsic;

/// math.h on the bits of doubles: special values here, the rest by {@link Transcendental} or
/// `StrictMath`. The same bits on every host, and nearly always those of glibc.
final class FloatFunction {
  private static final double TINY = 0x1p-400;
  private static final double EXPONENT_MAX = 700;
  private static final int FROM_SUBNORMAL_EXPONENT = 54;
  private static final double FROM_SUBNORMAL = 0x1p54;
  private static final long POSITIVE_NAN = 0x7ff8_0000_0000_0000L;

  private FloatFunction() {}

  static long apply(Intrinsic function, long first, long second) {
    double x = Double.longBitsToDouble(first);
    double y = Double.longBitsToDouble(second);
    double value =
        switch (function) {
          case SQRT -> StrictMath.sqrt(x);
          case SIN -> isModerate(x) ? Transcendental.sin(x) : StrictMath.sin(x);
          case COS -> isModerate(x) ? Transcendental.cos(x) : StrictMath.cos(x);
          case TAN -> isModerate(x) ? Transcendental.tan(x) : StrictMath.tan(x);
          case ASIN ->
              Math.abs(x) < 1 && Math.abs(x) > TINY ? Transcendental.asin(x) : StrictMath.asin(x);
          case ACOS ->
              Math.abs(x) < 1 && Math.abs(x) > TINY ? Transcendental.acos(x) : StrictMath.acos(x);
          case ATAN -> isPlain(x) ? Transcendental.atan2(x, 1) : StrictMath.atan(x);
          case ATAN2 ->
              isPlain(x) && isPlain(y) ? Transcendental.atan2(x, y) : StrictMath.atan2(x, y);
          case SINH -> StrictMath.sinh(x);
          case COSH -> Math.abs(x) < 700 ? Transcendental.cosh(x) : StrictMath.cosh(x);
          case TANH -> StrictMath.tanh(x);
          case EXP ->
              isPlain(x) && Math.abs(x) < EXPONENT_MAX ? Transcendental.exp(x) : StrictMath.exp(x);
          case EXPM1 -> StrictMath.expm1(x);
          case LOG ->
              x >= Double.MIN_NORMAL && x < Double.POSITIVE_INFINITY
                  ? Transcendental.log(x)
                  : StrictMath.log(x);
          case LOG10 ->
              x >= Double.MIN_NORMAL && x < Double.POSITIVE_INFINITY
                  ? Transcendental.log10(x)
                  : StrictMath.log10(x);
          case LOG2 ->
              x >= Double.MIN_NORMAL && x < Double.POSITIVE_INFINITY
                  ? Transcendental.log2(x)
                  : log2Special(x);
          case LOG1P -> StrictMath.log1p(x);
          case POW -> pow(x, y);
          case FMOD -> x % y;
          case CBRT ->
              Math.abs(x) > TINY && Math.abs(x) < 1 / TINY
                  ? Transcendental.cbrt(x)
                  : StrictMath.cbrt(x);
          case HYPOT ->
              isPlain(x) && isPlain(y) ? Transcendental.hypot(x, y) : StrictMath.hypot(x, y);
          case FLOOR -> StrictMath.floor(x);
          case CEIL -> StrictMath.ceil(x);
          case TRUNC -> truncate(x);
          case ROUND -> round(x);
          case RINT -> StrictMath.rint(x);
          case MEMMOVE,
              MEMSET,
              MEMCMP,
              MEMCHR,
              STRLEN,
              STRNLEN,
              STRCMP,
              STRNCMP,
              STRCHR,
              FORMAT_DOUBLE,
              PARSE_DOUBLE,
              MUL_HIGH_UNSIGNED ->
              throw new IllegalArgumentException(function + " is no function of numbers");
        };
    return Double.isNaN(value) ? nan(function, first, second) : Double.doubleToRawLongBits(value);
  }

  /// The NaN that glibc gives: an argument's, or its own, whose sign depends on the function.
  private static long nan(Intrinsic function, long first, long second) {
    return switch (function) {
      case ATAN2, POW, FMOD, HYPOT -> FloatUnit.nan(first, second);
      case ASIN, ACOS, LOG10 ->
          Double.isNaN(Double.longBitsToDouble(first)) ? FloatUnit.nan(first, 0) : POSITIVE_NAN;
      default -> FloatUnit.nan(first, 0);
    };
  }

  /// Neither zero, subnormal, infinite nor NaN.
  private static boolean isPlain(double x) {
    return Math.abs(x) >= Double.MIN_NORMAL && Math.abs(x) <= Double.MAX_VALUE;
  }

  private static boolean isModerate(double x) {
    return Math.abs(x) < Transcendental.ANGLE_MAX && Math.abs(x) > TINY;
  }

  /// Where Java leaves C's definition: 1 to any power, and -1 to an infinite one, is 1.
  private static double pow(double x, double y) {
    if (x == 1 || (x == -1 && Double.isInfinite(y))) {
      return 1;
    }
    double estimate = StrictMath.pow(x, y);
    if (!isPlain(x) || !isPlain(y) || !isPlain(estimate) || Math.abs(y) < TINY) {
      return estimate;
    }
    return Math.copySign(Transcendental.pow(Math.abs(x), y), estimate);
  }

  /// Exact for powers of two.
  private static double log2Special(double x) {
    return x > 0 && x < 1
        ? Transcendental.log2(x * FROM_SUBNORMAL) - FROM_SUBNORMAL_EXPONENT
        : StrictMath.log(x);
  }

  private static double truncate(double x) {
    return x < 0 ? StrictMath.ceil(x) : StrictMath.floor(x);
  }

  /// Half away from zero.
  private static double round(double x) {
    double whole = truncate(x);
    return StrictMath.abs(x - whole) >= 0.5 ? whole + StrictMath.copySign(1, x) : whole;
  }
}
