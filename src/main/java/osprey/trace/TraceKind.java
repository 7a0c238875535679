package osprey.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.trace.TraceEvent.Access;
import osprey.trace.TraceEvent.Delivery;
import osprey.trace.TraceEvent.Departure;
import osprey.trace.TraceEvent.Fate;
import osprey.trace.TraceEvent.Supply;

/// The kinds of events with their columns, in the order of the record components of {@link
/// TraceEvent}. The trace file is written and read by this table.
public enum TraceKind {
  HOST_ADDED("host-added", text("name"), number("cpus")),
  PROCESS_CREATED("process-created", number("pid"), number("parent"), text("name")),
  PROGRAM_EXECUTED("program-executed", number("pid"), text("name")),
  PROCESS_EXITED("process-exited", number("pid"), number("status")),
  PROCESS_REAPED("process-reaped", number("pid"), number("parent")),
  PROCESS_ADOPTED("process-adopted", number("pid"), number("parent")),
  THREAD_CREATED("thread-created", number("tid"), number("pid"), number("creator")),
  THREAD_EXITED("thread-exited", number("tid")),
  DISPATCHED("dispatched", number("cpu"), number("tid")),
  DESCHEDULED("descheduled", number("cpu"), number("tid"), choice("why", Departure.values())),
  MIGRATED("migrated", number("tid"), number("from"), number("to")),
  LEVEL_CHANGED("level-changed", number("tid"), number("level")),
  BLOCKED("blocked", number("tid"), text("reason")),
  WOKEN("woken", number("tid"), number("by")),
  STOPPED("stopped", number("tid")),
  CONTINUED("continued", number("tid")),
  CALL_ENTERED(
      "call",
      number("tid"),
      number("number"),
      hex("a0"),
      hex("a1"),
      hex("a2"),
      hex("a3"),
      hex("a4"),
      hex("a5")),
  CALL_DATA("call-data", number("tid"), number("argument"), number("length"), bytes("bytes")),
  CALL_RETURNED("returned", number("tid"), number("number"), number("result")),
  SIGNAL_SENT("signal-sent", number("signal"), number("from"), number("pid"), number("tid")),
  SIGNAL_DELIVERED(
      "signal-delivered", number("tid"), number("signal"), choice("how", Delivery.values())),
  REFUSED("refused", number("tid"), number("number"), text("sandbox"), text("words")),
  FAULTED(
      "faulted",
      number("tid"),
      number("signal"),
      hex("address"),
      choice("access", Access.values()),
      hex("pc")),
  PAGE_FAULT("page-fault", number("tid"), hex("address"), choice("kind", Supply.values())),
  PACKET(
      "packet",
      number("id"),
      choice("fate", Fate.values()),
      number("from"),
      number("to"),
      number("bytes"),
      text("what")),
  OUTPUT("output", number("pid"), number("stream"), bytes("bytes")),
  INTERVENED("intervened", text("what")),
  MARK("mark", number("tid"), text("text")),
  DIAGNOSIS("diagnosis", text("text")),
  DEADLOCK("deadlock", number("tid"), number("threads"), text("text")),
  CONTENDED("contended", number("tid"), text("lock"), number("owner"), text("where"));

  /// How a column is kept and written.
  enum Format {
    NUMBER,
    HEX,
    /// An interned text's id; written quoted.
    TEXT,
    /// An ordinal; written as the constant's name in lower case.
    CHOICE,
    /// A length and then the bytes, eight to a word. Only as the last column.
    BYTES
  }

  /// @param choices names of the constants of a CHOICE
  record Column(String name, Format format, List<String> choices) {}

  private static final TraceKind[] ALL = values();

  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<Column> columns;

  TraceKind(String word, Column... columns) {
    this.word = word;
    this.columns = List.of(columns);
  }

  /// How trace files call it.
  public String word() {
    return word;
  }

  /// Its bit in a mask of kinds.
  public long bit() {
    return 1L << ordinal();
  }

  List<Column> columns() {
    return columns;
  }

  static TraceKind of(int ordinal) {
    return ALL[ordinal];
  }

  static @Nullable TraceKind of(String word) {
    for (TraceKind kind : ALL) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    return null;
  }

  private static Column number(String name) {
    return new Column(name, Format.NUMBER, List.of());
  }

  private static Column hex(String name) {
    return new Column(name, Format.HEX, List.of());
  }

  private static Column text(String name) {
    return new Column(name, Format.TEXT, List.of());
  }

  private static Column bytes(String name) {
    return new Column(name, Format.BYTES, List.of());
  }

  private static Column choice(String name, Enum<?>[] constants) {
    String[] words = new String[constants.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = TraceQuote.word(constants[i]);
    }
    return new Column(name, Format.CHOICE, List.of(words));
  }
}
