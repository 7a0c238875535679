package osprey.lang.scn;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import osprey.lang.scn.Expectation.Relation;
import osprey.lang.scn.ScnToken.Kind;

/// `expect { … }`.
final class ExpectationParser {
  private static final List<String> WORDS = words();

  private final Cursor cursor;
  private final Values values;
  private final Strings strings;
  private final Names names;
  private final MeasureParser measures;

  ExpectationParser(Cursor cursor, Values values, Strings strings, Names names) {
    this.cursor = cursor;
    this.values = values;
    this.strings = strings;
    this.names = names;
    this.measures = new MeasureParser(cursor, values, names);
  }

  private static List<String> words() {
    List<String> words =
        new ArrayList<>(
            List.of(
                "exit",
                "signal",
                "stdout",
                "stderr",
                "file",
                "deadlock",
                "race",
                "error",
                "no",
                "schedule",
                "states",
                "one"));
    words.addAll(MeasureParser.WORDS);
    return List.copyOf(words);
  }

  void parse(List<Expectation> to) {
    cursor.block("expectation", WORDS, word -> add(word, to));
  }

  private void add(String word, List<Expectation> to) {
    Expectation expectation = expectation(word);
    if (!cursor.isPanicking()) {
      to.add(expectation);
    }
  }

  /// Reads what follows the word.
  private Expectation expectation(String word) {
    int at = cursor.lastToken().at();
    return switch (word) {
      case "exit" -> {
        String process = process();
        Comparison comparison = comparison(cursor);
        int status = values.integer("an exit status", 0, 255);
        yield new Expectation.Exit(at, source(at), process, comparison, status);
      }
      case "signal" -> killed(at);
      case "stdout" -> output(at, Expectation.Stream.STDOUT);
      case "stderr" -> output(at, Expectation.Stream.STDERR);
      case "file" -> file(at);
      case "deadlock" -> deadlock(at, true);
      case "race" -> race(at, true);
      case "error" -> {
        String text = strings.text("part of the error's text");
        yield new Expectation.Reported(at, source(at), true, text);
      }
      case "no" -> no(at);
      case "schedule" -> new ScheduleParser(cursor, values, strings, names).schedule(at);
      case "states" -> new ScheduleParser(cursor, values, strings, names).states(at);
      case "one" -> oneOf(at);
      default -> measures.parse(word, at);
    };
  }

  private String source(int at) {
    return cursor.sourceFrom(at);
  }

  private String process() {
    return names.use(cursor, Names.Kind.PROCESS);
  }

  static Comparison comparison(Cursor cursor) {
    for (Comparison comparison : Comparison.values()) {
      if (cursor.accept(comparison.sign())) {
        return comparison;
      }
    }
    cursor.expected(
        "a comparison", cursor.is("=") ? "'equal' is written ==" : "one of ==, !=, <, <=, >, >=");
    return Comparison.EQUAL;
  }

  private Expectation killed(int at) {
    String process = process();
    ScnToken sign = cursor.peek();
    Comparison comparison = comparison(cursor);
    if (comparison != Comparison.EQUAL && comparison != Comparison.NOT_EQUAL) {
      cursor.error(sign, "signals have no order", "use == or !=");
    }
    int signal = cursor.acceptWord("none") ? 0 : TimelineParser.signal(cursor, values);
    return new Expectation.Killed(at, source(at), process, comparison, signal);
  }

  private Expectation output(int at, Expectation.Stream stream) {
    String process = null;
    String machine = null;
    if (cursor.acceptWord("of")) {
      if (cursor.acceptWord("machine")) {
        machine = names.use(cursor, Names.Kind.MACHINE);
      } else {
        process = process();
      }
    }
    Expectation.Match match = match();
    return new Expectation.Output(at, source(at), stream, process, machine, match);
  }

  private Expectation.Match match() {
    Relation relation;
    if (cursor.accept("==")) {
      relation = Relation.EQUALS;
    } else if (cursor.accept("!=")) {
      relation = Relation.DIFFERS;
    } else if (cursor.acceptWord("contains")) {
      relation = Relation.CONTAINS;
    } else if (cursor.acceptWord("lacks")) {
      relation = Relation.LACKS;
    } else if (cursor.acceptWord("matches")) {
      relation = Relation.MATCHES;
    } else {
      cursor.expected("a comparison of texts", "one of ==, !=, contains, lacks, matches");
      relation = Relation.EQUALS;
    }
    ScnToken token = cursor.peek();
    Content expected = strings.content("the text to compare with");
    if (relation == Relation.MATCHES) {
      checkPattern(token, expected.text());
    }
    return new Expectation.Match(relation, expected);
  }

  private void checkPattern(ScnToken token, String pattern) {
    try {
      Pattern.compile(pattern, Pattern.DOTALL | Pattern.MULTILINE);
    } catch (PatternSyntaxException e) {
      cursor.complain(
          token,
          "wrong pattern: " + e.getDescription(),
          "in a string each backslash of a pattern is doubled");
    } catch (StackOverflowError e) {
      cursor.complain(token, "this pattern is nested too deeply", null);
    }
  }

  private Expectation file(int at) {
    ScnToken token = cursor.peek();
    String path = strings.text("a path");
    if (!cursor.isPanicking() && !path.startsWith("/")) {
      cursor.complain(token, "a path on a machine begins with '/'", null);
    }
    String machine = cursor.acceptWord("on") ? names.use(cursor, Names.Kind.MACHINE) : null;
    if (cursor.acceptWord("exists")) {
      return new Expectation.FileIs(at, source(at), path, machine, null, true);
    }
    if (cursor.acceptWord("missing")) {
      return new Expectation.FileIs(at, source(at), path, machine, null, false);
    }
    Expectation.Match match = match();
    return new Expectation.FileIs(at, source(at), path, machine, match, true);
  }

  private Expectation no(int at) {
    return switch (cursor.oneOf("thing to exclude", List.of("deadlock", "race", "error"))) {
      case "deadlock" -> deadlock(at, false);
      case "race" -> race(at, false);
      default -> {
        String text = cursor.isString() ? strings.text("part of the error's text") : "";
        yield new Expectation.Reported(at, source(at), false, text);
      }
    };
  }

  private Expectation deadlock(int at, boolean isExpected) {
    List<String> among = new ArrayList<>();
    if (cursor.acceptWord("of")) {
      do {
        among.add(process());
        cursor.accept(",");
      } while (cursor.isKind(Kind.WORD) && !cursor.isWord("and"));
    }
    return new Expectation.Deadlock(at, source(at), isExpected, among);
  }

  private Expectation race(int at, boolean isExpected) {
    String variable = cursor.acceptWord("on") ? cursor.name("a variable") : null;
    return new Expectation.Race(at, source(at), isExpected, variable);
  }

  private Expectation oneOf(int at) {
    cursor.expectWord("of");
    List<Expectation.Outcome> outcomes = new ArrayList<>();
    cursor.block(
        "grade of an outcome",
        List.of("acceptable", "interesting", "forbidden"),
        word -> outcome(word, outcomes));
    return new Expectation.OneOf(at, "one of { … }", outcomes);
  }

  private void outcome(String word, List<Expectation.Outcome> to) {
    int at = cursor.lastToken().at();
    Expectation.Grade grade =
        switch (word) {
          case "acceptable" -> Expectation.Grade.ACCEPTABLE;
          case "interesting" -> Expectation.Grade.INTERESTING;
          default -> Expectation.Grade.FORBIDDEN;
        };
    String sentence = strings.text("a sentence about the outcome");
    List<Expectation> conditions = new ArrayList<>();
    if (!cursor.acceptWord("otherwise")) {
      do {
        String first = cursor.oneOf("expectation", simpleWords());
        if (!cursor.isPanicking()) {
          add(first, conditions);
        }
      } while (cursor.acceptWord("and"));
    }
    if (!cursor.isPanicking()) {
      to.add(new Expectation.Outcome(at, grade, sentence, conditions));
    }
  }

  /// Outcomes do not hold outcomes.
  private static List<String> simpleWords() {
    return WORDS.stream().filter(word -> !word.equals("one")).toList();
  }
}
