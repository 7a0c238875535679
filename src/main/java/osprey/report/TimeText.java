package osprey.report;

/// Durations and sizes as people read them, the same everywhere: `0`, `250ns`, `1.5ms`, `12.346s`;
/// `4KiB`. At most three decimals, rounded half up.
public final class TimeText {
  private static final String[] UNITS = {"ns", "us", "ms", "s"};
  private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB"};

  private TimeText() {}

  /// The largest unit that leaves at least 1 before the point.
  public static String of(long nanos) {
    if (nanos == 0) {
      return "0";
    }
    if (nanos < 0) {
      return nanos == Long.MIN_VALUE ? "-9223372036.855s" : "-" + of(-nanos);
    }
    int unit = 0;
    long scale = 1;
    while (unit < UNITS.length - 1 && nanos >= scale * 1000) {
      scale *= 1000;
      unit++;
    }
    if (unit < UNITS.length - 1 && thousandths(nanos, scale) >= 1_000_000) {
      return decimal(1000) + UNITS[unit + 1];
    }
    return decimal(thousandths(nanos, scale)) + UNITS[unit];
  }

  /// In milliseconds without the unit, exactly: `10`, `0.5`, `0.000001`.
  public static String millis(long nanos) {
    long whole = nanos / 1_000_000;
    long rest = nanos % 1_000_000;
    if (rest == 0) {
      return Long.toString(whole);
    }
    StringBuilder text = new StringBuilder(Long.toString(1_000_000 + rest)).deleteCharAt(0);
    trimZeros(text);
    return text.insert(0, whole + ".").toString();
  }

  public static String size(long bytes) {
    int unit = 0;
    long scale = 1;
    while (unit < SIZES.length - 1 && bytes >= scale * 1024) {
      scale *= 1024;
      unit++;
    }
    if (unit == 0) {
      return bytes + SIZES[0];
    }
    long tenths = (bytes / scale) * 10 + (bytes % scale * 10 + scale / 2) / scale;
    return tenths % 10 == 0
        ? tenths / 10 + SIZES[unit]
        : tenths / 10 + "." + tenths % 10 + SIZES[unit];
  }

  /// `87.5%`; at most one decimal.
  public static String percent(long part, long whole) {
    if (whole == 0) {
      return "0%";
    }
    long tenths = Math.round(part * 1000.0 / whole);
    return tenths % 10 == 0 ? tenths / 10 + "%" : tenths / 10 + "." + tenths % 10 + "%";
  }

  /// Thousandths as a decimal number without trailing zeros: 1500 as `1.5`.
  static String decimal(long thousandths) {
    StringBuilder text = new StringBuilder().append(thousandths / 1000);
    long rest = thousandths % 1000;
    if (rest != 0) {
      text.append('.').append(Long.toString(1000 + rest), 1, 4);
      trimZeros(text);
    }
    return text.toString();
  }

  private static long thousandths(long nanos, long scale) {
    if (scale < 1000) {
      return nanos * 1000;
    }
    long divisor = scale / 1000;
    return nanos / divisor + (nanos % divisor * 2 >= divisor ? 1 : 0);
  }

  private static void trimZeros(StringBuilder text) {
    while (text.charAt(text.length() - 1) == '0') {
      text.setLength(text.length() - 1);
    }
  }

  /// `100Mbit/s`, `unlimited` for 0.
  public static String bandwidth(long bitsPerSecond) {
    if (bitsPerSecond == 0) {
      return "unlimited";
    }
    if (bitsPerSecond % 1_000_000_000 == 0) {
      return bitsPerSecond / 1_000_000_000 + "Gbit/s";
    }
    if (bitsPerSecond % 1_000_000 == 0) {
      return bitsPerSecond / 1_000_000 + "Mbit/s";
    }
    return bitsPerSecond % 1000 == 0 ? bitsPerSecond / 1000 + "kbit/s" : bitsPerSecond + "bit/s";
  }
}
