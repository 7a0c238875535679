package osprey.sim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import osprey.abi.Signal;
import osprey.inspect.DeathInfo;
import osprey.inspect.SystemInfo;
import osprey.kernel.core.Kernel;
import osprey.kernel.file.FileTree;
import osprey.kernel.file.OutputLog;
import osprey.lang.scn.Content;
import osprey.lang.scn.Expectation;
import osprey.lang.scn.Expectation.Slice;
import osprey.lang.scn.Scenario;
import osprey.sim.waits.Deadlocks;

/// Compares what a run came to with what its scenario expects.
final class Verdicts {
  private static final int SIGNAL_BITS = 0x7f;
  private static final int ERRORS_SHOWN_MAX = 3;

  private final Scenario scenario;
  private final Simulation simulation;
  private final SystemInfo system;
  private final Ensemble ensemble;
  private final TraceStory story;
  private final Measures measures;

  Verdicts(Scenario scenario, Simulation simulation) {
    this.scenario = scenario;
    this.simulation = simulation;
    system = simulation.inspect();
    ensemble = new Ensemble(simulation, system);
    story = new TraceStory(simulation.trace(), ensemble, simulation.now());
    measures = new Measures(system, ensemble, story, simulation.trace());
  }

  /// In the order of the scenario.
  List<Verdict> all() {
    List<Verdict> all = new ArrayList<>();
    for (Expectation each : scenario.expectations()) {
      Seen seen = judge(each);
      all.add(new Verdict(each.at(), each.source(), seen.isMet, seen.actual));
    }
    return all;
  }

  private record Seen(boolean isMet, String actual) {
    static Seen not(String actual) {
      return new Seen(false, actual);
    }
  }

  private Seen judge(Expectation expectation) {
    return switch (expectation) {
      case Expectation.Exit exit -> exit(exit);
      case Expectation.Killed killed -> killed(killed);
      case Expectation.Output output -> output(output);
      case Expectation.FileIs file -> file(file);
      case Expectation.Deadlock deadlock -> deadlock(deadlock);
      case Expectation.Race _ -> Seen.not("races are not looked for yet");
      case Expectation.Measure measure -> measure(measure);
      case Expectation.Schedule schedule -> schedule(schedule);
      case Expectation.States states -> states(states);
      case Expectation.Reported reported -> reported(reported);
      case Expectation.OneOf table -> oneOf(table);
    };
  }

  private int host(@Nullable String machine) {
    return machine == null ? -1 : scenario.machines().indexOf(scenario.machine(machine));
  }

  // ---- how processes ended

  private Seen exit(Expectation.Exit what) {
    return each(
        what.process(),
        actor -> {
          int status = actor.info().exitStatus();
          return actor.info().hasExited()
              && (status & SIGNAL_BITS) == 0
              && what.comparison().holds(status >> 8, what.status(), 0);
        });
  }

  private Seen killed(Expectation.Killed what) {
    return each(
        what.process(),
        actor ->
            actor.info().hasExited()
                && what.comparison()
                    .holds(actor.info().exitStatus() & SIGNAL_BITS, what.signal(), 0));
  }

  /// A condition that all processes of a name must meet; tells of those that do not, if any.
  private Seen each(String name, Predicate<Ensemble.Actor> condition) {
    List<Ensemble.Actor> actors = ensemble.called(name);
    if (actors.isEmpty()) {
      return Seen.not("there was no process " + name);
    }
    List<Ensemble.Actor> others = actors.stream().filter(condition.negate()).toList();
    String words =
        (others.isEmpty() ? actors : others)
            .stream().limit(4).map(Phrases::ending).collect(Collectors.joining(", "));
    return new Seen(others.isEmpty(), words);
  }

  // ---- output and files

  private Seen output(Expectation.Output what) {
    String process = what.process();
    if (process != null && ensemble.family(process).isEmpty()) {
      return Seen.not("there was no process " + process);
    }
    int machine = host(what.machine());
    boolean isError = what.stream() == Expectation.Stream.STDERR;
    List<OutputLog.Chunk> chunks = new ArrayList<>();
    for (Kernel kernel : simulation.hosts()) {
      if (machine < 0 || kernel.host() == machine) {
        chunks.addAll(written(kernel.host(), isError, process));
      }
    }
    chunks.sort(Comparator.comparingLong(OutputLog.Chunk::atNanos));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    chunks.forEach(chunk -> all.writeBytes(chunk.bytes()));
    return match(what.match(), all.toByteArray());
  }

  /// What processes wrote to a stream, or to the terminal if that is where the stream leads.
  private List<OutputLog.Chunk> written(int host, boolean isError, @Nullable String process) {
    Streams streams = simulation.streams(host);
    OutputLog log =
        streams.isTerminal(isError ? 2 : 1)
            ? streams.console().log()
            : isError ? streams.error().log() : streams.output().log();
    Set<Integer> authors = new LinkedHashSet<>();
    if (process != null) {
      for (Ensemble.Actor actor : ensemble.family(process)) {
        if (actor.host() == host) {
          authors.add(actor.info().pid());
        }
      }
    }
    return log.since(0).stream()
        .filter(chunk ->
            process == null
                ? chunk.processId() != OutputLog.NOBODY
                : authors.contains(chunk.processId()))
        .toList();
  }

  private Seen file(Expectation.FileIs what) {
    Kernel kernel = simulation.hosts().get(Math.max(0, host(what.machine())));
    FileTree files = kernel.files();
    boolean isThere = files.find(what.path(), true, files.rootView()).node() != null;
    Expectation.Match match = what.match();
    if (match == null) {
      return new Seen(isThere == what.exists(), isThere ? "it exists" : "it does not exist");
    }
    byte[] contents = files.contents(what.path());
    return contents == null
        ? Seen.not(isThere ? "it is no regular file" : "it does not exist")
        : match(match, contents);
  }

  private static Seen match(Expectation.Match match, byte[] actual) {
    Content expected = match.expected();
    byte[] wanted = expected.bytes();
    boolean isMet =
        switch (match.relation()) {
          case EQUALS -> Arrays.equals(wanted, actual);
          case DIFFERS -> !Arrays.equals(wanted, actual);
          case CONTAINS -> contains(actual, wanted);
          case LACKS -> !contains(actual, wanted);
          case MATCHES -> matches(expected.text(), actual);
        };
    return new Seen(isMet, Phrases.quote(actual));
  }

  private static boolean contains(byte[] text, byte[] part) {
    return latin(text).contains(latin(part));
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static boolean matches(String pattern, byte[] text) {
    try {
      return Pattern.compile(pattern, Pattern.DOTALL | Pattern.MULTILINE)
          .matcher(new String(text, StandardCharsets.UTF_8))
          .matches();
    } catch (StackOverflowError tooLong) {
      return false;
    }
  }

  // ---- deadlocks and errors

  private Seen deadlock(Expectation.Deadlock what) {
    List<Deadlocks.Lost> stuck =
        simulation.deadlocks().lost(simulation.hosts(), simulation.isStuck());
    boolean holds = !stuck.isEmpty();
    for (String name : what.among()) {
      holds &= stuck.stream().anyMatch(each -> Roles.isOfFamily(role(each), name));
    }
    String words =
        stuck.stream().limit(6).map(Deadlocks.Lost::what).collect(Collectors.joining("; "));
    return new Seen(holds == what.isExpected(), stuck.isEmpty() ? "no deadlock" : words);
  }

  private String role(Deadlocks.Lost stuck) {
    String role = ensemble.role(stuck.host(), stuck.pid());
    return role == null ? "process " + stuck.pid() : role;
  }

  private Seen reported(Expectation.Reported what) {
    List<String> errors = new ArrayList<>(story.findings());
    for (Ensemble.Actor actor : ensemble.all()) {
      DeathInfo death = actor.info().death();
      if (death != null && Signal.actionOf(death.signal()) == Signal.Default.CORE) {
        errors.add(actor.role() + " died of " + Signal.name(death.signal()) + ": " + death.what());
      }
    }
    boolean isReported = errors.stream().anyMatch(error -> error.contains(what.text()));
    String words =
        errors.isEmpty()
            ? "no error"
            : errors.stream().limit(ERRORS_SHOWN_MAX).collect(Collectors.joining("; "));
    return new Seen(isReported == what.isExpected(), words);
  }

  // ---- times

  private Seen measure(Expectation.Measure what) {
    try {
      double value = measures.value(what, host(what.machine()));
      boolean holds = what.comparison().holds(value, what.value(), what.tolerance());
      return new Seen(holds, Phrases.value(what.metric().unit(), value));
    } catch (Measures.Missing missing) {
      return Seen.not(String.valueOf(missing.getMessage()));
    }
  }

  private Seen schedule(Expectation.Schedule what) {
    List<Slice> expected = new ArrayList<>();
    what.slices().forEach(slice -> TraceStory.append(expected, slice));
    List<Slice> actual = story.slices(Math.max(0, host(what.machine())), what.cpu());
    return new Seen(expected.equals(actual), Phrases.schedule(actual));
  }

  private Seen states(Expectation.States what) {
    List<Ensemble.Actor> actors = ensemble.called(what.process());
    if (actors.isEmpty()) {
      return Seen.not("there was no process " + what.process());
    }
    for (Ensemble.Actor actor : actors) {
      String states = story.states(actor, what.unitNanos(), what.letters().length());
      if (!states.equals(what.letters())) {
        return Seen.not(states);
      }
    }
    return new Seen(true, what.letters());
  }

  // ---- tables of outcomes

  private Seen oneOf(Expectation.OneOf table) {
    for (Expectation.Outcome outcome : table.outcomes()) {
      boolean holds = true;
      for (Expectation condition : outcome.conditions()) {
        holds &= judge(condition).isMet;
      }
      if (holds) {
        String grade = outcome.grade().name().toLowerCase(Locale.ROOT);
        return new Seen(
            outcome.grade() != Expectation.Grade.FORBIDDEN, grade + ": " + outcome.sentence());
      }
    }
    return Seen.not(
        "no outcome of the table, but "
            + table.outcomes().stream()
                .flatMap(outcome -> outcome.conditions().stream())
                .findFirst()
                .map(condition -> condition.source() + " is " + judge(condition).actual)
                .orElse("nothing"));
  }
}
