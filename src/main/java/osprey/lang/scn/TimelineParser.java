package osprey.lang.scn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import osprey.abi.Signal;
import osprey.lang.scn.ScnToken.Kind;

/// `at TIME …`: what happens from outside.
final class TimelineParser {
  private static final List<String> ACTIONS =
      List.of(
          "kill",
          "signal",
          "stop",
          "continue",
          "crash",
          "restart",
          "cut",
          "heal",
          "partition",
          "type",
          "end",
          "start");

  private final Cursor cursor;
  private final Values values;
  private final Strings strings;
  private final Names names;
  private final List<Start> starts;
  private final List<Intervention> interventions;

  /// @param starts gets what a `start` in a timeline says
  TimelineParser(
      Cursor cursor,
      Values values,
      Strings strings,
      Names names,
      List<Start> starts,
      List<Intervention> interventions) {
    this.cursor = cursor;
    this.values = values;
    this.strings = strings;
    this.names = names;
    this.starts = starts;
    this.interventions = interventions;
  }

  void parse() {
    long time = values.nanos();
    if (cursor.is("{")) {
      cursor.block("intervention", ACTIONS, word -> intervention(word, time));
    } else {
      String word = cursor.oneOf("intervention", ACTIONS);
      if (!cursor.isPanicking()) {
        intervention(word, time);
      }
    }
  }

  private void intervention(String word, long time) {
    int at = cursor.lastToken().at();
    if (word.equals("start")) {
      starts.addAll(new StartParser(cursor, values, strings, names).parse(at, time));
      return;
    }
    Intervention.Action action = action(word);
    if (!cursor.isPanicking()) {
      interventions.add(new Intervention(at, time, cursor.sourceFrom(at), action));
    }
  }

  private Intervention.Action action(String word) {
    return switch (word) {
      case "kill" -> {
        String process = process();
        int signal = cursor.atStatementEnd() ? Signal.SIGTERM.number() : signal();
        yield new Intervention.Send(process, signal);
      }
      case "signal" -> new Intervention.Send(process(), signal());
      case "stop" -> new Intervention.Send(process(), Signal.SIGSTOP.number());
      case "continue" -> new Intervention.Send(process(), Signal.SIGCONT.number());
      case "crash" -> crash();
      case "restart" ->
          cursor.acceptWord("machine")
              ? new Intervention.RestartMachine(machine())
              : new Intervention.Restart(process());
      case "cut" -> {
        cursor.expectWord("link");
        yield new Intervention.CutLink(machine(), machine());
      }
      case "heal" -> heal();
      case "partition" -> partition();
      case "type" -> new Intervention.Type(process(), strings.content("what is typed"));
      default -> {
        cursor.expectWord("input");
        cursor.acceptWord("of");
        yield new Intervention.EndInput(process());
      }
    };
  }

  private String process() {
    return names.use(cursor, Names.Kind.PROCESS);
  }

  private String machine() {
    return names.use(cursor, Names.Kind.MACHINE);
  }

  private Intervention.Action crash() {
    if (cursor.acceptWord("machine")) {
      return new Intervention.CrashMachine(machine());
    }
    String process = process();
    int thread = cursor.acceptWord("thread") ? values.integer("a thread", 1, 1_000_000) : 1;
    return new Intervention.Crash(process, thread);
  }

  private Intervention.Action heal() {
    if (cursor.acceptWord("link")) {
      return new Intervention.HealLink(machine(), machine());
    }
    if (!cursor.acceptWord("partition")) {
      cursor.expected("'link' or 'partition'");
    }
    return new Intervention.HealPartition();
  }

  /// `a b from c d`.
  Intervention.Action partition() {
    List<String> left = machines();
    cursor.expectWord("from");
    List<String> right = machines();
    return new Intervention.Partition(left, right);
  }

  private List<String> machines() {
    List<String> machines = new ArrayList<>();
    do {
      machines.add(machine());
      cursor.accept(",");
    } while (cursor.isKind(Kind.WORD) && !cursor.isWord("from") && !cursor.isPanicking());
    return machines;
  }

  private int signal() {
    return signal(cursor, values);
  }

  /// A signal by name or number.
  static int signal(Cursor cursor, Values values) {
    if (cursor.isKind(Kind.NUMBER)) {
      return values.integer("a signal", 1, Signal.NUMBER_MAX);
    }
    int realTimeFirst = 34;
    if (cursor.acceptWord("SIGRTMIN")) {
      return cursor.isKind(Kind.NUMBER)
          ? realTimeFirst
              + values.integer("the distance from SIGRTMIN", 0, Signal.NUMBER_MAX - realTimeFirst)
          : realTimeFirst;
    }
    List<String> known =
        Stream.concat(Arrays.stream(Signal.values()).map(Signal::name), Stream.of("SIGRTMIN"))
            .toList();
    String name = cursor.oneOf("signal", known);
    return cursor.isPanicking() ? 1 : Signal.valueOf(name).number();
  }
}
