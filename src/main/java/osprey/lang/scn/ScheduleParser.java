package osprey.lang.scn;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Expectations about who ran when: `schedule == "A[0,2) B[2,4)"` and `states P1 == "RRRwwr"`.
final class ScheduleParser {
  private static final long MILLISECOND_NANOS = 1_000_000;
  private static final String LETTERS = "Rrws-";

  private final Cursor cursor;
  private final Values values;
  private final Strings strings;
  private final Names names;

  ScheduleParser(Cursor cursor, Values values, Strings strings, Names names) {
    this.cursor = cursor;
    this.values = values;
    this.strings = strings;
    this.names = names;
  }

  Expectation schedule(int at) {
    int cpu = cursor.acceptWord("cpu") ? values.integer("a CPU", 0, Machine.CPUS_MAX - 1) : 0;
    String machine = cursor.acceptWord("on") ? names.use(cursor, Names.Kind.MACHINE) : null;
    cursor.expect("==");
    ScnToken token = cursor.peek();
    String text = strings.text("a schedule");
    long unit = unit();
    List<Expectation.Slice> slices = cursor.isPanicking() ? List.of() : slices(token, text, unit);
    return new Expectation.Schedule(at, cursor.sourceFrom(at), machine, cpu, text, slices);
  }

  /// `in us`, `in 10ms`; a millisecond when nothing is said.
  private long unit() {
    if (!cursor.acceptWord("in")) {
      return MILLISECOND_NANOS;
    }
    if (cursor.isKind(ScnToken.Kind.NUMBER)) {
      return values.positiveNanos();
    }
    return switch (cursor.oneOf("unit of time", List.of("ns", "us", "ms", "s"))) {
      case "ns" -> 1;
      case "us" -> 1_000;
      case "s" -> 1_000_000_000;
      default -> MILLISECOND_NANOS;
    };
  }

  private List<Expectation.Slice> slices(ScnToken token, String text, long unit) {
    List<Expectation.Slice> slices = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
        continue;
      }
      int open = text.indexOf('[', at);
      int comma = text.indexOf(',', Math.max(open, 0));
      int close = text.indexOf(')', Math.max(comma, 0));
      if (open <= at || comma < 0 || close < 0) {
        return wrong(token, text.substring(at));
      }
      Long from = time(text.substring(open + 1, comma), unit);
      Long to = time(text.substring(comma + 1, close), unit);
      if (from == null || to == null) {
        return wrong(token, text.substring(at));
      }
      if (to <= from || (!slices.isEmpty() && slices.getLast().toNanos() > from)) {
        cursor.complain(
            token,
            "the slices of a schedule follow each other in time",
            "'" + text.substring(at, close + 1) + "' does not");
        return slices;
      }
      slices.add(new Expectation.Slice(text.substring(at, open).strip(), from, to));
      at = close + 1;
    }
    return slices;
  }

  private List<Expectation.Slice> wrong(ScnToken token, String where) {
    cursor.complain(
        token,
        "this is no schedule: '"
            + (where.length() > 30 ? where.substring(0, 30) + "…" : where)
            + "'",
        "for example \"A[0,2) B[2,4.5)\", times in milliseconds");
    return List.of();
  }

  private static @Nullable Long time(String text, long unit) {
    String digits = text.strip();
    if (digits.isEmpty() || digits.length() > 25) {
      return null;
    }
    int dots = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      dots += c == '.' ? 1 : 0;
      if (c != '.' && (c < '0' || c > '9')) {
        return null;
      }
    }
    if (dots > 1 || digits.length() == dots) {
      return null;
    }
    BigDecimal nanos = new BigDecimal(digits).multiply(BigDecimal.valueOf(unit));
    boolean fits =
        nanos.stripTrailingZeros().scale() <= 0
            && nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    return fits ? nanos.longValueExact() : null;
  }

  Expectation states(int at) {
    String process = names.use(cursor, Names.Kind.PROCESS);
    cursor.expect("==");
    ScnToken token = cursor.peek();
    String letters = strings.text("states");
    for (int i = 0; i < letters.length() && !cursor.isPanicking(); i++) {
      if (LETTERS.indexOf(letters.charAt(i)) < 0) {
        cursor.error(
            token,
            "'" + letters.charAt(i) + "' is no state",
            "R runs, r ready, w waits, s stopped, - ended");
      }
    }
    long unit = unit();
    return new Expectation.States(at, cursor.sourceFrom(at), process, letters, unit);
  }
}
