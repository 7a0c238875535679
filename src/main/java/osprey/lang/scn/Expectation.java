package osprey.lang.scn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A sentence of an `expect` block: true or not when the run is over. A process's name may be that
/// of a group, and the sentence is then about each of its processes (measures: about their sum).
public sealed interface Expectation {
  int at();

  /// The sentence as written, for the report.
  String source();

  /// How the bytes that came out compare with the expected ones.
  enum Relation {
    EQUALS,
    DIFFERS,
    CONTAINS,
    LACKS,
    /// The whole of it, a java.util.regex pattern with DOTALL and MULTILINE.
    MATCHES
  }

  record Match(Relation relation, Content expected) {}

  enum Stream {
    STDOUT,
    STDERR
  }

  /// Exit status, 0 to 255. A process that a signal ended has none.
  record Exit(int at, String source, String process, Comparison comparison, int status)
      implements Expectation {}

  /// What signal ended it; 0 for none.
  record Killed(int at, String source, String process, Comparison comparison, int signal)
      implements Expectation {}

  /// @param process whose output, or null
  /// @param machine whose output when no process is named, or null for all of it
  record Output(
      int at,
      String source,
      Stream stream,
      @Nullable String process,
      @Nullable String machine,
      Match match)
      implements Expectation {}

  /// @param match null when only existence counts
  /// @param exists false for `file "/x" missing`
  record FileIs(
      int at,
      String source,
      String path,
      @Nullable String machine,
      @Nullable Match match,
      boolean exists)
      implements Expectation {}

  /// @param among processes that must be in it; empty for any
  record Deadlock(int at, String source, boolean isExpected, List<String> among)
      implements Expectation {
    public Deadlock {
      among = List.copyOf(among);
    }
  }

  /// @param variable on what, or null for any
  record Race(int at, String source, boolean isExpected, @Nullable String variable)
      implements Expectation {}

  /// How the values of several processes become one.
  enum Aggregate {
    AVERAGE,
    MAXIMUM,
    MINIMUM,
    TOTAL
  }

  /// @param aggregate over all processes, or over those of `process` when it is a group; null for
  ///   the value of one process or of the whole run
  /// @param cpu for utilisation and switches of one CPU, or -1
  /// @param call for `count syscalls read`: the call's name, or null
  /// @param value in the metric's unit
  /// @param tolerance in the metric's unit
  record Measure(
      int at,
      String source,
      Metric metric,
      @Nullable Aggregate aggregate,
      @Nullable String process,
      int cpu,
      @Nullable String machine,
      @Nullable String call,
      Comparison comparison,
      double value,
      double tolerance)
      implements Expectation {}

  /// A process on a CPU from one time up to another.
  record Slice(String process, long fromNanos, long toNanos) {}

  /// Who ran when; times in which nobody did are left out.
  record Schedule(
      int at, String source, @Nullable String machine, int cpu, String text, List<Slice> slices)
      implements Expectation {
    public Schedule {
      slices = List.copyOf(slices);
    }
  }

  /// One letter for each unit of time from the process's start: R runs, r is ready, w waits
  /// (blocked), s stopped, - for after its end.
  record States(int at, String source, String process, String letters, long unitNanos)
      implements Expectation {}

  /// The run must report an error whose text contains this; with isExpected false none may.
  record Reported(int at, String source, boolean isExpected, String text) implements Expectation {}

  enum Grade {
    ACCEPTABLE,
    INTERESTING,
    FORBIDDEN
  }

  /// @param conditions all must hold; none for `otherwise`
  record Outcome(int at, Grade grade, String sentence, List<Expectation> conditions) {
    public Outcome {
      conditions = List.copyOf(conditions);
    }
  }

  /// The first outcome whose conditions hold is the one that happened; it must be there, and not be
  /// forbidden.
  record OneOf(int at, String source, List<Outcome> outcomes) implements Expectation {
    public OneOf {
      outcomes = List.copyOf(outcomes);
    }
  }
}
