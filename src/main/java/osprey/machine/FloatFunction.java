package osprey.machine;

import osprey.code.Intrinsic;

/// math.h on the bits of doubles. `StrictMath` gives the same bits on every host; they may differ
/// from another C library's in the last place.
final class FloatFunction {
  private static final double LOG2_E_HIGH = 0x1.71547652b82fep0;
  private static final double LOG2_E_LOW = 0x1.777d0ffda0d24p-56;
  private static final double SQRT_2 = 0x1.6a09e667f3bcdp0;
  private static final double FROM_SUBNORMAL = 0x1p54;
  private static final long POSITIVE_NAN = 0x7ff8_0000_0000_0000L;

  private FloatFunction() {}

  static long apply(Intrinsic function, long first, long second) {
    double x = Double.longBitsToDouble(first);
    double y = Double.longBitsToDouble(second);
    double value =
        switch (function) {
          case SQRT -> StrictMath.sqrt(x);
          case SIN -> StrictMath.sin(x);
          case COS -> StrictMath.cos(x);
          case TAN -> StrictMath.tan(x);
          case ASIN -> StrictMath.asin(x);
          case ACOS -> StrictMath.acos(x);
          case ATAN -> StrictMath.atan(x);
          case ATAN2 -> StrictMath.atan2(x, y);
          case SINH -> StrictMath.sinh(x);
          case COSH -> StrictMath.cosh(x);
          case TANH -> StrictMath.tanh(x);
          case EXP -> StrictMath.exp(x);
          case EXPM1 -> StrictMath.expm1(x);
          case LOG -> StrictMath.log(x);
          case LOG10 -> StrictMath.log10(x);
          case LOG2 -> log2(x);
          case LOG1P -> StrictMath.log1p(x);
          case POW -> pow(x, y);
          case FMOD -> x % y;
          case CBRT -> StrictMath.cbrt(x);
          case HYPOT -> StrictMath.hypot(x, y);
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

  /// Where Java leaves C's definition: 1 to any power, and -1 to an infinite one, is 1.
  private static double pow(double x, double y) {
    return x == 1 || (x == -1 && Double.isInfinite(y)) ? 1 : StrictMath.pow(x, y);
  }

  /// Exact for powers of two.
  private static double log2(double x) {
    if (!(x > 0) || Double.isInfinite(x)) {
      return StrictMath.log(x);
    }
    boolean isSubnormal = x < Double.MIN_NORMAL;
    double scaled = isSubnormal ? x * FROM_SUBNORMAL : x;
    int exponent = Math.getExponent(scaled);
    double fraction = Math.scalb(scaled, -exponent);
    if (fraction > SQRT_2) {
      fraction /= 2;
      exponent++;
    }
    double logarithm = StrictMath.log(fraction);
    double whole = exponent - (isSubnormal ? 54 : 0);
    return whole + (logarithm * LOG2_E_HIGH + logarithm * LOG2_E_LOW);
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
