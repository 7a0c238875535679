package osprey.lang.scn;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.lang.scn.Expectation.Aggregate;
import osprey.lang.scn.ScnToken.Kind;

/// Expectations about numbers: `turnaround P1 == 10ms`, `average waiting == 6.5ms within 1%`,
/// `count copies of greeter <= 2`.
final class MeasureParser {
  /// What such an expectation begins with.
  static final List<String> WORDS =
      List.of(
          "turnaround",
          "waiting",
          "response",
          "cpu",
          "blocked",
          "completion",
          "utilisation",
          "utilization",
          "throughput",
          "switches",
          "voluntary",
          "involuntary",
          "average",
          "maximum",
          "minimum",
          "total",
          "count");

  private static final List<String> AGGREGATES = List.of("average", "maximum", "minimum", "total");

  private static final Splitter SPACE = Splitter.on(' ');

  private final Cursor cursor;
  private final Values values;
  private final Names names;

  MeasureParser(Cursor cursor, Values values, Names names) {
    this.cursor = cursor;
    this.values = values;
    this.names = names;
  }

  Expectation parse(String word, int at) {
    Aggregate aggregate =
        switch (word) {
          case "average" -> Aggregate.AVERAGE;
          case "maximum" -> Aggregate.MAXIMUM;
          case "minimum" -> Aggregate.MINIMUM;
          case "total" -> Aggregate.TOTAL;
          default -> null;
        };
    Metric metric;
    String call = null;
    if (word.equals("count")) {
      metric = counted();
      boolean hasCall = metric == Metric.SYSCALLS && cursor.isKind(Kind.WORD);
      if (hasCall && !cursor.isWord("of") && !cursor.isWord("on")) {
        call = cursor.name("a system call");
      }
    } else {
      metric = metric(aggregate == null ? word : cursor.oneOf("measure", measures()));
    }
    return rest(at, metric, aggregate, call);
  }

  private static List<String> measures() {
    return WORDS.stream()
        .filter(word -> !AGGREGATES.contains(word) && !word.equals("count"))
        .toList();
  }

  private Metric metric(String word) {
    return switch (word) {
      case "turnaround" -> Metric.TURNAROUND;
      case "waiting" -> Metric.WAITING;
      case "response" -> Metric.RESPONSE;
      case "cpu" -> Metric.CPU;
      case "blocked" -> Metric.BLOCKED;
      case "completion" -> Metric.COMPLETION;
      case "utilisation", "utilization" -> Metric.UTILISATION;
      case "throughput" -> Metric.THROUGHPUT;
      case "voluntary" -> {
        cursor.expectWord("switches");
        yield Metric.VOLUNTARY_SWITCHES;
      }
      case "involuntary" -> {
        cursor.expectWord("switches");
        yield Metric.INVOLUNTARY_SWITCHES;
      }
      default -> Metric.SWITCHES;
    };
  }

  /// Of one or two words.
  private Metric counted() {
    List<String> firstWords = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      if (metric.isCounted()) {
        firstWords.add(SPACE.splitToList(metric.words()).getFirst());
      }
    }
    String first = cursor.oneOf("thing to count", firstWords.stream().distinct().toList());
    Metric found = Metric.COPIES;
    for (Metric metric : Metric.values()) {
      List<String> words = SPACE.splitToList(metric.words());
      if (!metric.isCounted() || !words.getFirst().equals(first)) {
        continue;
      }
      if (words.size() == 1) {
        found = metric;
      } else if (cursor.acceptWord(words.get(1))) {
        return metric;
      } else if (firstWords.indexOf(first) == firstWords.lastIndexOf(first)) {
        cursor.expectWord(words.get(1));
        return metric;
      }
    }
    return found;
  }

  private Expectation rest(
      int at, Metric metric, @Nullable Aggregate aggregate, @Nullable String call) {
    cursor.acceptWord("of");
    String process = null;
    String machine = null;
    int cpu = -1;
    ScnToken subject = cursor.peek();
    boolean isCpu = cursor.isWord("cpu") && metric.unit() != Metric.Unit.TIME;
    if (cursor.isKind(Kind.WORD) && !cursor.isWord("on") && !isCpu) {
      process = names.use(cursor, Names.Kind.PROCESS);
    }
    if (isCpu && cursor.acceptWord("cpu")) {
      cpu = values.integer("a CPU", 0, Machine.CPUS_MAX - 1);
    }
    if (cursor.acceptWord("on")) {
      machine = names.use(cursor, Names.Kind.MACHINE);
    }
    boolean needsProcess = metric.unit() == Metric.Unit.TIME && metric != Metric.COMPLETION;
    if (needsProcess && process == null && aggregate == null && !cursor.isPanicking()) {
      cursor.error(
          subject,
          "the " + metric.words() + " of what?",
          "name a process, or write: average " + metric.words());
    }
    Comparison comparison = ExpectationParser.comparison(cursor);
    double value = values.metric(metric.unit());
    double tolerance = cursor.acceptWord("within") ? tolerance(metric, value) : 0;
    return new Expectation.Measure(
        at,
        cursor.sourceFrom(at),
        metric,
        aggregate,
        process,
        cpu,
        machine,
        call,
        comparison,
        value,
        tolerance);
  }

  /// A percentage of the value, or a quantity of the metric's own kind.
  private double tolerance(Metric metric, double value) {
    boolean isShare = cursor.isKind(Kind.NUMBER) && cursor.peek().text().endsWith("%");
    return isShare ? Math.abs(value) * values.share() : values.metric(metric.unit());
  }
}
