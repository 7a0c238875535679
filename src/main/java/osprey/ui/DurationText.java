package osprey.ui;

/// Reads durations as users write them: `10ms`, `1.5s`, `250 us`, `0`.
public final class DurationText {
  private static final String[] UNITS = {"ns", "us", "ms", "s", "min", "h"};
  private static final long[] NANOS = {
    1, 1_000, 1_000_000, 1_000_000_000, 60_000_000_000L, 3_600_000_000_000L
  };

  private DurationText() {}

  /// In nanoseconds; throws IllegalArgumentException with a sentence when it is none.
  public static long parse(String text) {
    String trimmed = text.strip();
    int end = 0;
    while (end < trimmed.length() && "0123456789.".indexOf(trimmed.charAt(end)) >= 0) {
      end++;
    }
    String number = trimmed.substring(0, end);
    String unit = trimmed.substring(end).strip();
    if (number.equals("0") && unit.isEmpty()) {
      return 0;
    }
    for (int i = 0; i < UNITS.length; i++) {
      if (UNITS[i].equals(unit)) {
        return nanos(text, number, NANOS[i]);
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not a duration: write for example 10ms, 1.5s or 2min");
  }

  private static long nanos(String text, String number, long unit) {
    try {
      double value = Double.parseDouble(number) * unit;
      if (value < 9.2e18) {
        return number.indexOf('.') < 0
            ? Math.multiplyExact(Long.parseLong(number), unit)
            : Math.round(value);
      }
    } catch (NumberFormatException | ArithmeticException wrong) {
      throw new IllegalArgumentException("'" + text + "' is not a duration", wrong);
    }
    throw new IllegalArgumentException("'" + text + "' is too long a time");
  }
}
