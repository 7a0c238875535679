package osprey.lang.scn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import osprey.lang.Diagnostics;
import osprey.lang.scn.ScnToken.Kind;

/// Reads a scenario file: docs/language.md. The statements of the outermost level are here, each
/// kind of block has a parser of its own.
///
/// Never throws for what is in the file, and reports all that is wrong with it.
public final class ScenarioParser {
  private static final String DEFAULT_MACHINE = "machine";

  private final Diagnostics diagnostics;
  private final Vocabulary vocabulary;
  private final Cursor cursor;
  private final Values values;
  private final Strings strings;
  private final Names names;

  private String title = "";
  private @Nullable Long seed;
  private @Nullable Long timeLimitNanos;
  private Scenario.Mode mode = Scenario.Mode.SIMULATED;
  private final List<Machine> machines = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final List<Program> programs = new ArrayList<>();
  private final List<Workload> workloads = new ArrayList<>();
  private final List<HostFile> files = new ArrayList<>();
  private final List<Sandbox> sandboxes = new ArrayList<>();
  private final List<Start> starts = new ArrayList<>();
  private final List<Intervention> interventions = new ArrayList<>();
  private final List<Expectation> expectations = new ArrayList<>();

  private ScenarioParser(
      String file, String content, Diagnostics diagnostics, Vocabulary vocabulary) {
    this.diagnostics = diagnostics;
    this.vocabulary = vocabulary;
    int base = diagnostics.sources().add(file, content);
    this.cursor = new Cursor(new ScnLexer(content, base, diagnostics), diagnostics);
    this.values = new Values(cursor);
    this.strings = new Strings(cursor);
    this.names = new Names(diagnostics);
  }

  /// The scenario, which is worth something only if the diagnostics have no errors.
  public static Scenario parse(
      String file, String content, Diagnostics diagnostics, Vocabulary vocabulary) {
    return new ScenarioParser(file, content, diagnostics, vocabulary).scenario();
  }

  public static Scenario parse(String file, String content, Diagnostics diagnostics) {
    return parse(file, content, diagnostics, Vocabulary.standard());
  }

  /// A scheduling policy as a command line gives it: `rr quantum=10ms`, also `rr,quantum=10ms`.
  public static Machine.Scheduler scheduler(
      String specification, Diagnostics diagnostics, Vocabulary vocabulary) {
    ScenarioParser parser =
        new ScenarioParser("--scheduler", specification, diagnostics, vocabulary);
    Machine.Scheduler scheduler = parser.machineParser().scheduler();
    if (!parser.cursor.isPanicking() && !parser.cursor.isKind(Kind.END)) {
      parser.cursor.expected("the end of the specification");
    }
    return scheduler;
  }

  private MachineParser machineParser() {
    return new MachineParser(cursor, values, strings, vocabulary);
  }

  private Scenario scenario() {
    while (cursor.peek().kind() != Kind.END) {
      if (cursor.peek().kind() == Kind.SEPARATOR) {
        cursor.next();
        continue;
      }
      cursor.beginStatement();
      if (cursor.peek().is("}")) {
        ScnToken brace = cursor.next();
        diagnostics.error(brace.at(), 1, "this '}' closes nothing", null);
        continue;
      }
      int at = cursor.at();
      String word = cursor.oneOf("statement", ScnLexer.STATEMENTS);
      if (!cursor.isPanicking()) {
        statement(word, at);
      }
      cursor.endStatement();
    }
    if (machines.isEmpty()) {
      machines.add(Machine.standard(0, DEFAULT_MACHINE));
    }
    List<Start> numbered = numbered();
    check(numbered);
    return new Scenario(
        title,
        machines,
        links,
        programs,
        workloads,
        files,
        sandboxes,
        numbered,
        interventions,
        seed,
        timeLimitNanos,
        mode,
        expectations);
  }

  private void statement(String word, int at) {
    switch (word) {
      case "scenario" -> title = strings.text("the scenario's title");
      case "machine" -> machines.add(machineParser().parse(at, names));
      case "link" -> link(at);
      case "partition" -> {
        Intervention.Action action = timeline().partition();
        interventions.add(new Intervention(at, 0, cursor.sourceFrom(at), action));
      }
      case "program" -> programs.add(new ProgramParser(cursor, values, strings, names).program(at));
      case "workload" ->
          workloads.add(new ProgramParser(cursor, values, strings, names).workload(at));
      case "file", "directory", "fifo", "symlink" ->
          files.add(new FileParser(cursor, values, strings, names).parse(at, word));
      case "sandbox" ->
          sandboxes.add(new SandboxParser(cursor, values, strings, vocabulary).parse(at, names));
      case "start" -> starts.addAll(new StartParser(cursor, values, strings, names).parse(at, 0));
      case "at" -> timeline().parse();
      case "mode" -> mode(at);
      case "seed" -> seed = values.integer("a seed", Long.MIN_VALUE, Long.MAX_VALUE);
      case "time" -> {
        cursor.expectWord("limit");
        timeLimitNanos = values.positiveNanos();
      }
      default -> new ExpectationParser(cursor, values, strings, names).parse(expectations);
    }
  }

  private TimelineParser timeline() {
    return new TimelineParser(cursor, values, strings, names, starts, interventions);
  }

  private void link(int at) {
    ScnToken first = cursor.peek();
    String a = names.use(cursor, Names.Kind.MACHINE);
    String b = names.use(cursor, Names.Kind.MACHINE);
    if (a.equals(b) && !cursor.isPanicking()) {
      cursor.complain(first, "a link joins two different machines", null);
    }
    long[] value = new long[5];
    if (!cursor.atStatementEnd()) {
      cursor.block(
          "setting of a link",
          List.of("latency", "jitter", "bandwidth", "loss", "duplicates"),
          word -> {
            switch (word) {
              case "latency" -> value[0] = values.nanos();
              case "jitter" -> value[1] = values.nanos();
              case "bandwidth" -> value[2] = values.bitsPerSecond();
              case "loss" -> value[3] = values.partsPerMillion();
              default -> value[4] = values.partsPerMillion();
            }
          });
    }
    links.add(new Link(at, a, b, value[0], value[1], value[2], (int) value[3], (int) value[4]));
  }

  private void mode(int at) {
    boolean isHardware = cursor.oneOf("mode", List.of("simulated", "hardware")).equals("hardware");
    List<String> simulated = new ArrayList<>();
    if (cursor.is("{")) {
      cursor.block(
          "setting of a mode",
          List.of("simulate"),
          _ -> {
            do {
              simulated.add(cursor.oneOf("thing to simulate", vocabulary.simulable()));
              cursor.accept(",");
            } while (cursor.isKind(Kind.WORD) && !cursor.isWord("simulate"));
          });
    }
    mode = new Scenario.Mode(at, isHardware, simulated);
  }

  /// `worker`, or `worker.1` and on where several start under that name.
  private List<Start> numbered() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    starts.forEach(start -> sizes.merge(start.group(), 1, Integer::sum));
    Map<String, Integer> counts = new LinkedHashMap<>();
    List<Start> numbered = new ArrayList<>();
    for (Start start : starts) {
      int number = counts.merge(start.group(), 1, Integer::sum);
      boolean isAlone = sizes.getOrDefault(start.group(), 1) == 1;
      numbered.add(isAlone ? start : start.numbered(number));
    }
    return numbered;
  }

  private void check(List<Start> all) {
    Set<String> processes = new LinkedHashSet<>();
    for (Start start : all) {
      if (!processes.add(start.name())) {
        diagnostics.error(
            start.at(), 5, "two processes have the name '" + start.name() + "'", "use 'as NAME'");
      }
    }
    all.forEach(start -> processes.add(start.group()));
    names.check(processes);
    if (all.isEmpty() && !diagnostics.hasErrors()) {
      diagnostics.warning(
          cursor.at(), 1, "nothing is started", "add, for example: start PROGRAM at 0ms");
    }
  }
}
