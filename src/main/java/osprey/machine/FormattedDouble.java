package osprey.machine;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// A number's digits as printf(3) prints them for `e f g a`: correctly rounded from the exact
/// value, half to even, without sign and padding.
///
/// Digits that can only be 0 are counted, not kept: precision has no limit.
///
/// @param zeros how many zeros stand between head and tail
record FormattedDouble(String head, long zeros, String tail) {
  private static final int DEFAULT_PRECISION = 6;

  /// No double has more digits behind the point, or more significant digits.
  private static final int DIGITS_MAX = 1074;

  private static final int FRACTION_BITS = 52;
  private static final int HEX_DIGITS = FRACTION_BITS / 4;
  private static final int EXPONENT_OFFSET = 1075;
  private static final int FAST_FRACTION_BITS = 60;
  private static final int FAST_DIGITS = 17;

  static FormattedDouble of(double value, char conversion, int precision, boolean alternative) {
    double magnitude = Math.abs(value);
    FormattedDouble text;
    if (Double.isNaN(value)) {
      text = plain("nan");
    } else if (Double.isInfinite(value)) {
      text = plain("inf");
    } else {
      int digits = precision < 0 ? DEFAULT_PRECISION : precision;
      text =
          switch (Character.toLowerCase(conversion)) {
            case 'e' -> scientific(magnitude, digits, alternative);
            case 'g' -> general(magnitude, digits, alternative);
            case 'a' -> hexadecimal(magnitude, precision, alternative);
            default -> fixed(magnitude, digits, alternative);
          };
    }
    return Character.isUpperCase(conversion) ? text.upper() : text;
  }

  private static FormattedDouble plain(String text) {
    return new FormattedDouble(text, 0, "");
  }

  private FormattedDouble upper() {
    return new FormattedDouble(head.toUpperCase(Locale.ROOT), zeros, tail.toUpperCase(Locale.ROOT));
  }

  long length() {
    return head.length() + zeros + tail.length();
  }

  String slice(long start, int count) {
    StringBuilder text = new StringBuilder(count);
    for (long i = start; i < start + count; i++) {
      if (i < head.length()) {
        text.append(head.charAt((int) i));
      } else if (i < head.length() + zeros) {
        text.append('0');
      } else {
        text.append(tail.charAt((int) (i - head.length() - zeros)));
      }
    }
    return text.toString();
  }

  private static String pointed(String whole, String fraction, boolean alternative) {
    return fraction.isEmpty() && !alternative ? whole : whole + "." + fraction;
  }

  private static FormattedDouble fixed(double value, int precision, boolean alternative) {
    int kept = Math.min(precision, DIGITS_MAX);
    String text = fixedDigits(value, kept);
    return new FormattedDouble(
        precision == 0 && alternative ? text + "." : text, precision - kept, "");
  }

  private static String fixedDigits(double value, int precision) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> FRACTION_BITS) - EXPONENT_OFFSET;
    if (exponent < 0 && exponent >= -FAST_FRACTION_BITS && precision <= FAST_DIGITS) {
      return fastFixed(
          (bits & ((1L << FRACTION_BITS) - 1)) | 1L << FRACTION_BITS, -exponent, precision);
    }
    return new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
  }

  /// `significand / 2^shift`, digit by digit in 64 bits without loss.
  private static String fastFixed(long significand, int shift, int precision) {
    long whole = significand >>> shift;
    long mask = (1L << shift) - 1;
    long rest = significand & mask;
    long fraction = 0;
    long limit = 1;
    for (int i = 0; i < precision; i++) {
      rest *= 10;
      fraction = fraction * 10 + (rest >>> shift);
      rest &= mask;
      limit *= 10;
    }
    long half = 1L << (shift - 1);
    long last = precision == 0 ? whole : fraction;
    if (rest > half || (rest == half && (last & 1) != 0)) {
      fraction++;
      if (fraction == limit || precision == 0) {
        fraction = 0;
        whole++;
      }
    }
    if (precision == 0) {
      return Long.toString(whole);
    }
    String digits = Long.toString(fraction);
    return whole + "." + "0".repeat(precision - digits.length()) + digits;
  }

  private static FormattedDouble scientific(double value, int precision, boolean alternative) {
    int kept = Math.min(precision, DIGITS_MAX);
    Digits digits = Digits.of(value, kept + 1);
    String fraction = digits.text.substring(1);
    String point = precision == 0 && !alternative ? "" : ".";
    return new FormattedDouble(
        digits.text.charAt(0) + point + fraction, precision - kept, exponentText(digits.exponent));
  }

  private static String exponentText(int exponent) {
    int magnitude = Math.abs(exponent);
    return (exponent < 0 ? "e-" : "e+") + (magnitude < 10 ? "0" : "") + magnitude;
  }

  private static FormattedDouble general(double value, int precision, boolean alternative) {
    int significant = Math.max(1, precision);
    int kept = Math.min(significant, DIGITS_MAX);
    Digits digits = Digits.of(value, kept);
    boolean isScientific = digits.exponent < -4 || digits.exponent >= significant;
    if (alternative) {
      return isScientific
          ? scientific(value, significant - 1, true)
          : fixed(value, significant - 1 - digits.exponent, true);
    }
    String text = stripZeros(digits.text);
    if (isScientific) {
      return plain(
          pointed(text.substring(0, 1), text.substring(1), false) + exponentText(digits.exponent));
    }
    if (digits.exponent < 0) {
      return plain("0." + "0".repeat(-digits.exponent - 1) + text);
    }
    int wholeDigits = digits.exponent + 1;
    String padded = text + "0".repeat(Math.max(0, wholeDigits - text.length()));
    return plain(pointed(padded.substring(0, wholeDigits), padded.substring(wholeDigits), false));
  }

  /// Keeps the first digit.
  private static String stripZeros(String digits) {
    int end = digits.length();
    while (end > 1 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, end);
  }

  private static FormattedDouble hexadecimal(double value, int precision, boolean alternative) {
    long bits = Double.doubleToRawLongBits(value);
    int biased = (int) (bits >>> FRACTION_BITS);
    long fraction = bits & ((1L << FRACTION_BITS) - 1);
    long significand = biased == 0 ? fraction : fraction | 1L << FRACTION_BITS;
    int exponent = value == 0 ? 0 : Math.max(1, biased) - Double.MAX_EXPONENT;
    int digits = precision < 0 || precision > HEX_DIGITS ? HEX_DIGITS : precision;
    if (digits < HEX_DIGITS) {
      significand = shiftHalfEven(significand, FRACTION_BITS - 4 * digits);
    }
    long lead = significand >>> (4 * digits);
    String text =
        digits == 0 ? "" : Long.toHexString(significand | 1L << (4 * digits + 1)).substring(1);
    if (precision < 0) {
      text = text.replaceAll("0+$", "");
    }
    return new FormattedDouble(
        "0x" + pointed(Long.toString(lead), text, alternative),
        Math.max(0, precision - digits),
        (exponent < 0 ? "p-" : "p+") + Math.abs(exponent));
  }

  private static long shiftHalfEven(long value, int shift) {
    long kept = value >>> shift;
    long rest = value & ((1L << shift) - 1);
    long half = 1L << (shift - 1);
    return rest > half || (rest == half && (kept & 1) != 0) ? kept + 1 : kept;
  }

  /// @param text the significant digits, as many as asked for
  /// @param exponent of the first digit
  private record Digits(String text, int exponent) {
    static Digits of(double value, int count) {
      if (value == 0) {
        return new Digits("0".repeat(count), 0);
      }
      BigDecimal rounded =
          new BigDecimal(value).round(new MathContext(count, RoundingMode.HALF_EVEN));
      String digits = rounded.unscaledValue().toString();
      int exponent = digits.length() - 1 - rounded.scale();
      return new Digits(
          digits.length() > count
              ? digits.substring(0, count)
              : digits + "0".repeat(count - digits.length()),
          exponent);
    }
  }
}
