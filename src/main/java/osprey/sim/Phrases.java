package osprey.sim;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import osprey.abi.Signal;
import osprey.lang.scn.Expectation.Slice;
import osprey.lang.scn.Metric;

/// What was seen, in words.
final class Phrases {
  private static final int QUOTED_MAX = 400;
  private static final int SLICES_MAX = 60;
  private static final int SIGNAL_BITS = 0x7f;

  private Phrases() {}

  /// The end of a run's output is what differs most often, so that long texts lose their middle.
  static String quote(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.length() > QUOTED_MAX) {
      text =
          text.substring(0, QUOTED_MAX / 2) + "…" + text.substring(text.length() - QUOTED_MAX / 2);
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        default -> {
          if (Character.isISOControl(c)) {
            quoted.append(String.format("\\x%02x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  /// How a process ended.
  static String ending(Ensemble.Actor actor) {
    if (!actor.info().hasExited()) {
      return actor.role() + " has not ended";
    }
    int signal = actor.info().exitStatus() & SIGNAL_BITS;
    return signal != 0
        ? actor.role() + " was ended by " + Signal.name(signal)
        : actor.role() + " exited with " + (actor.info().exitStatus() >> 8);
  }

  static String schedule(List<Slice> slices) {
    List<String> parts = new ArrayList<>();
    for (Slice slice : slices.subList(0, Math.min(SLICES_MAX, slices.size()))) {
      parts.add(
          slice.process() + "[" + millis(slice.fromNanos()) + "," + millis(slice.toNanos()) + ")");
    }
    String text = String.join(" ", parts);
    return slices.size() > SLICES_MAX ? text + " …" : text;
  }

  private static String millis(long nanos) {
    BigDecimal millis = BigDecimal.valueOf(nanos, 6);
    return millis.signum() == 0 ? "0" : millis.stripTrailingZeros().toPlainString();
  }

  static String value(Metric.Unit unit, double value) {
    return switch (unit) {
      case TIME -> number(value / 1e6, 6) + " ms";
      case RATIO -> number(value * 100, 4) + " %";
      case RATE -> number(value, 4) + "/s";
      case COUNT -> number(value, 4);
      case BYTES -> number(value, 4) + " B";
    };
  }

  private static String number(double value, int digits) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
