package osprey.machine;

/// Floating-point arithmetic down to the bits of the x86 processors that programs are compared
/// with: which NaN comes out, and what becomes of numbers that do not fit.
final class FloatUnit {
  /// What an invalid operation yields: a quiet NaN with its sign bit set.
  static final long INVALID = 0xfff8_0000_0000_0000L;

  private static final long QUIET = 0x0008_0000_0000_0000L;
  private static final double TWO_TO_63 = 0x1p63;
  private static final double TWO_TO_31 = 0x1p31;
  private static final int FLOAT_FRACTION_GAP = 29;

  private FloatUnit() {}

  /// The NaN that an operation on two operands yields: the first NaN among them, made quiet.
  static long nan(long first, long second) {
    if (Double.isNaN(Double.longBitsToDouble(first))) {
      return first | QUIET;
    }
    return Double.isNaN(Double.longBitsToDouble(second)) ? second | QUIET : INVALID;
  }

  static long roundToFloat(long bits) {
    double value = Double.longBitsToDouble(bits);
    return Double.isNaN(value)
        ? (bits | QUIET) & -(1L << FLOAT_FRACTION_GAP)
        : Double.doubleToRawLongBits((float) value);
  }

  /// The 32 bits of a float, widened.
  static long widen(int bits) {
    float value = Float.intBitsToFloat(bits);
    if (Float.isNaN(value)) {
      long sign = (long) bits & Integer.MIN_VALUE;
      return (sign & Long.MIN_VALUE)
          | 0x7ff8_0000_0000_0000L
          | (bits & 0x7f_ffffL) << FLOAT_FRACTION_GAP;
    }
    return Double.doubleToRawLongBits(value);
  }

  /// A double as the 32 bits of a float.
  static int narrow(long bits) {
    double value = Double.longBitsToDouble(bits);
    if (Double.isNaN(value)) {
      return (int) (bits >>> 32) & Integer.MIN_VALUE
          | 0x7fc0_0000
          | (int) (bits >>> FLOAT_FRACTION_GAP) & 0x7f_ffff;
    }
    return Float.floatToRawIntBits((float) value);
  }

  static double fromUnsigned(long value) {
    return value >= 0 ? (double) value : (double) halved(value) * 2;
  }

  static float floatFromUnsigned(long value) {
    return value >= 0 ? (float) value : (float) halved(value) * 2;
  }

  /// Half an unsigned number, its lost bit kept where it can still decide the rounding.
  private static long halved(long value) {
    return (value >>> 1) | (value & 1);
  }

  static long toLong(double value) {
    return value >= -TWO_TO_63 && value < TWO_TO_63 ? (long) value : Long.MIN_VALUE;
  }

  static int toInt(double value) {
    return value > -TWO_TO_31 - 1 && value < TWO_TO_31 ? (int) value : Integer.MIN_VALUE;
  }

  static long toUnsigned(double value) {
    return value >= TWO_TO_63 ? toLong(value - TWO_TO_63) ^ Long.MIN_VALUE : toLong(value);
  }
}
