package osprey.lang.scn;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.lang.Spelling;
import osprey.lang.scn.ScnToken.Kind;

/// Reads quantities: `10ms`, `64KiB`, `1GHz`, `100Mbit/s`, `2.5%`. Values are exact; what has no
/// exact value in the smallest unit is an error.
final class Values {
  /// How a kind of quantity is written.
  private record Scale(String name, String example, Map<String, BigDecimal> units) {}

  private static final Scale TIME =
      scale(
          "a time", "10ms", "ps", "0.001", "ns", "1", "us", "1e3", "\u00b5s", "1e3", "\u03bcs",
          "1e3", "ms", "1e6", "s", "1e9", "min", "60e9", "h", "3600e9");
  private static final Scale SIZE =
      scale(
          "a size",
          "64KiB",
          "B",
          "1",
          "kB",
          "1e3",
          "KB",
          "1e3",
          "MB",
          "1e6",
          "GB",
          "1e9",
          "KiB",
          "1024",
          "MiB",
          "1048576",
          "GiB",
          "1073741824",
          "TiB",
          "1099511627776");
  private static final Scale FREQUENCY =
      scale(
          "a frequency", "1GHz", "Hz", "1", "kHz", "1e3", "KHz", "1e3", "MHz", "1e6", "GHz", "1e9");
  private static final Scale BANDWIDTH =
      scale(
          "a bandwidth",
          "100Mbit/s",
          "bit/s",
          "1",
          "kbit/s",
          "1e3",
          "Kbit/s",
          "1e3",
          "Mbit/s",
          "1e6",
          "Gbit/s",
          "1e9",
          "B/s",
          "8",
          "kB/s",
          "8e3",
          "KB/s",
          "8e3",
          "MB/s",
          "8e6",
          "GB/s",
          "8e9",
          "KiB/s",
          "8192",
          "MiB/s",
          "8388608",
          "GiB/s",
          "8589934592");
  private static final Scale SHARE = scale("a percentage", "1%", "%", "1e-2");
  private static final Scale RATE = scale("a rate", "2.5/s", "/s", "1", "/ms", "1e3");

  private static final int DIGITS_MAX = 40;

  private static final List<String> YES = List.of("yes", "on", "true");
  private static final List<String> NO = List.of("no", "off", "false");

  private final Cursor cursor;

  Values(Cursor cursor) {
    this.cursor = cursor;
  }

  private static Scale scale(String name, String example, String... unitsAndFactors) {
    Map<String, BigDecimal> units = new LinkedHashMap<>();
    for (int i = 0; i < unitsAndFactors.length; i += 2) {
      units.put(unitsAndFactors[i], new BigDecimal(unitsAndFactors[i + 1]));
    }
    return new Scale(name, example, units);
  }

  long nanos() {
    return whole(TIME, BigDecimal.ONE, "ns");
  }

  /// More than nothing.
  long positiveNanos() {
    return positive(nanos(), "a time");
  }

  /// The rest of `2ms to 9ms`; the same time if nothing follows.
  long most(long least) {
    if (!cursor.acceptWord("to")) {
      return least;
    }
    ScnToken token = cursor.peek();
    long most = nanos();
    if (most < least && !cursor.isPanicking()) {
      cursor.error(token, "the second time must not be less than the first", null);
      return least;
    }
    return most;
  }

  long picos() {
    return whole(TIME, BigDecimal.valueOf(1000), "ps");
  }

  long bytes() {
    return whole(SIZE, BigDecimal.ONE, "bytes");
  }

  long hertz() {
    return positive(whole(FREQUENCY, BigDecimal.ONE, "Hz"), "a frequency");
  }

  long bitsPerSecond() {
    return whole(BANDWIDTH, BigDecimal.ONE, "bit/s");
  }

  long bytesPerSecond() {
    return positive(bitsPerSecond() / 8, "a bandwidth");
  }

  private long positive(long value, String what) {
    if (value <= 0 && !cursor.isPanicking()) {
      cursor.error(cursor.lastToken(), what + " must be more than 0 here", null);
      return 1;
    }
    return Math.max(1, value);
  }

  /// 1 % is 10000.
  int partsPerMillion() {
    ScnToken token = cursor.peek();
    BigDecimal share = decimal(SHARE);
    if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
      cursor.error(token, "a share lies between 0% and 100%", null);
      return 0;
    }
    return share.movePointRight(6).setScale(0, RoundingMode.HALF_UP).intValue();
  }

  double share() {
    return decimal(SHARE).doubleValue();
  }

  /// In the metric's unit.
  double metric(Metric.Unit unit) {
    return switch (unit) {
      case TIME -> decimal(TIME).doubleValue();
      case RATIO -> decimal(SHARE).doubleValue();
      case RATE -> decimal(RATE).doubleValue();
      case BYTES -> isNumberWithUnit() ? decimal(SIZE).doubleValue() : plain().doubleValue();
      case COUNT -> plain().doubleValue();
    };
  }

  private boolean isNumberWithUnit() {
    return cursor.isKind(Kind.NUMBER)
        && unitStart(cursor.peek().text()) < cursor.peek().text().length();
  }

  /// A number without unit between two bounds, both included; the lower one after an error.
  long integer(String what, long min, long max) {
    ScnToken token = cursor.peek();
    BigDecimal value = plain();
    if (cursor.isPanicking()) {
      return min;
    }
    if (value.stripTrailingZeros().scale() > 0
        || value.compareTo(BigDecimal.valueOf(min)) < 0
        || value.compareTo(BigDecimal.valueOf(max)) > 0) {
      cursor.error(token, what + " must be a whole number from " + min + " to " + max, null);
      return min;
    }
    return value.longValueExact();
  }

  int integer(String what, int min, int max) {
    return (int) integer(what, (long) min, (long) max);
  }

  /// Permission bits, in octal as chmod(1) takes them.
  int mode() {
    ScnToken token = cursor.peek();
    if (!cursor.isKind(Kind.NUMBER)) {
      cursor.expected("permissions such as 0644");
      return 0;
    }
    cursor.next();
    String text = token.text();
    if (text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '7')) {
      cursor.error(token, "permissions are octal digits", "for example 0644");
      return 0;
    }
    return Integer.parseInt(text, 8) & 07777;
  }

  /// CPUs as a bit set: `0`, `0,2`, `0-3`.
  long cpuSet() {
    long set = 0;
    do {
      ScnToken token = cursor.peek();
      if (!cursor.isKind(Kind.NUMBER)) {
        cursor.expected("numbers of CPUs, such as 0,2 or 0-3");
        return -1;
      }
      cursor.next();
      String[] ends = token.text().split("-", 2);
      int first = cpu(ends[0]);
      int last = cpu(ends[ends.length - 1]);
      if (first < 0 || last < first) {
        cursor.error(
            token,
            "CPUs are numbered from 0 to " + (Machine.CPUS_MAX - 1),
            "for example 0,2 or 0-3");
        return -1;
      }
      for (int i = first; i <= last; i++) {
        set |= 1L << i;
      }
    } while (cursor.accept(","));
    return set;
  }

  private static int cpu(String digits) {
    boolean isNumber =
        !digits.isEmpty() && digits.length() <= 2 && digits.chars().allMatch(Character::isDigit);
    int number = isNumber ? Integer.parseInt(digits) : -1;
    return number < Machine.CPUS_MAX ? number : -1;
  }

  boolean yesOrNo() {
    ScnToken token = cursor.peek();
    boolean isYes = YES.contains(token.text());
    if (!cursor.isKind(Kind.WORD) || (!isYes && !NO.contains(token.text()))) {
      cursor.expected("yes or no");
      return false;
    }
    cursor.next();
    return isYes;
  }

  /// A scheduler's or limit's value: a number, a time (nanoseconds), a size (bytes), yes or no.
  long parameter() {
    if (cursor.isKind(Kind.WORD)) {
      return yesOrNo() ? 1 : 0;
    }
    ScnToken token = cursor.peek();
    String unit = token.text().substring(unitStart(token.text()));
    if (unit.isEmpty() || !cursor.isKind(Kind.NUMBER)) {
      return integer("this value", Long.MIN_VALUE, Long.MAX_VALUE);
    }
    return SIZE.units.containsKey(unit) ? bytes() : nanos();
  }

  /// Of a limit. A value of a kernel limit, within its range.
  long limit(KernelLimit limit) {
    ScnToken token = cursor.peek();
    long value =
        switch (limit.unit()) {
          case TIME -> nanos();
          case COUNT -> integer("this limit", 0L, Long.MAX_VALUE);
          case BYTES -> isNumberWithUnit() ? bytes() : integer("this limit", 0L, Long.MAX_VALUE);
        };
    if (!cursor.isPanicking() && !limit.takes(value)) {
      cursor.error(token, limit.word() + " must be " + limit.range(), null);
    }
    return value;
  }

  // ---- the parts of a number

  private long whole(Scale scale, BigDecimal factor, String smallest) {
    ScnToken token = cursor.peek();
    BigDecimal value = decimal(scale).multiply(factor);
    if (cursor.isPanicking()) {
      return 0;
    }
    if (value.signum() < 0) {
      cursor.error(token, scale.name + " cannot be negative", null);
      return 0;
    }
    if (value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      cursor.error(token, scale.name + " as large as this cannot be represented", null);
      return 0;
    }
    if (value.stripTrailingZeros().scale() > 0) {
      cursor.error(token, "'" + token.text() + "' is no whole number of " + smallest, null);
      return 0;
    }
    return value.longValueExact();
  }

  private BigDecimal decimal(Scale scale) {
    ScnToken token = cursor.peek();
    if (!cursor.isKind(Kind.NUMBER)) {
      cursor.expected(scale.name + " such as " + scale.example);
      return BigDecimal.ZERO;
    }
    cursor.next();
    String unit = token.text().substring(unitStart(token.text()));
    BigDecimal number = number(token);
    if (unit.isEmpty() && number.signum() == 0) {
      return number; // 0 is the same in every unit
    }
    BigDecimal factor = scale.units.get(unit);
    if (factor != null) {
      return number.multiply(factor);
    }
    if (unit.isEmpty()) {
      ScnToken after = cursor.peek();
      boolean isApart = after.kind() == Kind.WORD && scale.units.keySet().contains(after.text());
      cursor.error(
          token,
          scale.name + " needs a unit",
          isApart
              ? "write it without the space: " + token.text() + after.text()
              : "for example " + scale.example);
    } else {
      String near = Spelling.closest(unit, scale.units.keySet());
      cursor.error(
          token,
          "'" + unit + "' is no unit of " + scale.name,
          near != null && near.equalsIgnoreCase(unit)
              ? "did you mean '" + near + "'?"
              : "units are: " + String.join(", ", scale.units.keySet()));
    }
    return BigDecimal.ZERO;
  }

  private BigDecimal plain() {
    ScnToken token = cursor.peek();
    if (!cursor.isKind(Kind.NUMBER)) {
      cursor.expected("a number");
      return BigDecimal.ZERO;
    }
    cursor.next();
    String text = token.text();
    if (text.startsWith("0x") || text.startsWith("0X")) {
      return hexadecimal(token);
    }
    if (unitStart(text) < text.length()) {
      cursor.error(token, "a number without a unit is wanted here", null);
      return BigDecimal.ZERO;
    }
    return number(token);
  }

  private BigDecimal hexadecimal(ScnToken token) {
    String digits = token.text().substring(2);
    boolean isHex = digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    if (digits.isEmpty() || digits.length() > 15 || !isHex) {
      cursor.error(token, "'" + token.text() + "' is no hexadecimal number of up to 60 bits", null);
      return BigDecimal.ZERO;
    }
    return BigDecimal.valueOf(Long.parseLong(digits, 16));
  }

  /// Where the digits end and the unit begins.
  private static int unitStart(String text) {
    int at = 0;
    while (at < text.length() && "0123456789._+-".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private BigDecimal number(ScnToken token) {
    String digits = token.text().substring(0, unitStart(token.text())).replace("_", "");
    BigDecimal value = parse(digits);
    if (value == null) {
      cursor.error(token, "'" + digits + "' is no number", null);
      return BigDecimal.ZERO;
    }
    return value;
  }

  private static @Nullable BigDecimal parse(String digits) {
    int dots = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      dots += c == '.' ? 1 : 0;
      if ((c == '-' || c == '+') && i > 0) {
        return null;
      }
    }
    boolean isNumber = dots <= 1 && digits.length() <= DIGITS_MAX && digits.length() > 0;
    boolean hasDigit = digits.chars().anyMatch(c -> c >= '0' && c <= '9');
    return isNumber && hasDigit ? new BigDecimal(digits) : null;
  }
}
