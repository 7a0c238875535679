package osprey.lang.scn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.lang.Spelling;
import osprey.lang.scn.ScnToken.Kind;

/// `machine NAME { … }`.
final class MachineParser {
  private static final List<String> SETTINGS =
      List.of(
          "cpus",
          "memory",
          "clock",
          "scheduler",
          "interleave",
          "address",
          "disk",
          "terminal",
          "ties",
          "costs",
          "limits",
          "coherence",
          "serve",
          "mount");

  private final Cursor cursor;
  private final Values values;
  private final Strings strings;
  private final Vocabulary vocabulary;
  private final RemoteParser remote;
  private Machine machine = Machine.standard(0, "");

  MachineParser(Cursor cursor, Values values, Strings strings, Vocabulary vocabulary) {
    this.cursor = cursor;
    this.values = values;
    this.strings = strings;
    this.vocabulary = vocabulary;
    remote = new RemoteParser(cursor, values, strings);
  }

  Machine parse(int at, Names names) {
    machine = Machine.standard(at, names.define(cursor, Names.Kind.MACHINE));
    if (!cursor.atStatementEnd()) {
      cursor.block("setting of a machine", SETTINGS, word -> setting(word, names));
    }
    return machine;
  }

  private void setting(String word, Names names) {
    Machine m = machine;
    int cpus = m.cpus();
    long memory = m.memoryBytes();
    long clock = m.clockHertz();
    Machine.Scheduler scheduler = m.scheduler();
    int interleave = m.interleave();
    String address = m.address();
    Machine.Disk disk = m.disk();
    boolean terminal = m.hasTerminal();
    boolean expiredFirst = m.expiredFirst();
    Machine.Costs costs = m.costs();
    Map<String, Long> limits = m.limits();
    boolean coherent = m.isCoherent();
    Machine.RemoteFiles remoteFiles = m.remoteFiles();
    switch (word) {
      case "cpus" -> cpus = values.integer("the number of CPUs", 1, Machine.CPUS_MAX);
      case "memory" -> memory = memory();
      case "clock" -> clock = values.hertz();
      case "scheduler" -> scheduler = scheduler();
      case "interleave" -> interleave = values.integer("interleave", 1, 1_000_000);
      case "address" -> address = address();
      case "disk" -> disk = disk();
      case "terminal" -> terminal = values.yesOrNo();
      case "ties" -> {
        expiredFirst = cursor.oneOf("tie rule", List.of("arrivals", "expired")).equals("expired");
        cursor.expectWord("first");
      }
      case "costs" -> costs = costs();
      case "coherence" -> coherent = values.yesOrNo();
      case "limits" -> limits = limits();
      case "serve" -> remoteFiles = remoteFiles.with(remote.export());
      default -> remoteFiles = remoteFiles.with(remote.mount(names));
    }
    machine =
        new Machine(
            m.at(),
            m.name(),
            cpus,
            memory,
            clock,
            scheduler,
            interleave,
            address,
            disk,
            terminal,
            expiredFirst,
            costs,
            limits,
            coherent,
            remoteFiles);
  }

  private long memory() {
    ScnToken token = cursor.peek();
    long bytes = values.bytes();
    if (!cursor.isPanicking() && bytes < 1 << 20) {
      cursor.error(token, "a machine needs at least 1MiB of memory", null);
    }
    return bytes;
  }

  /// `rr quantum=10ms`, `mlfq levels=3 quanta=10ms,20ms,40ms`, `priority preemptive`.
  Machine.Scheduler scheduler() {
    int at = cursor.at();
    String policy = cursor.oneOf("scheduling policy", List.copyOf(vocabulary.policies().keySet()));
    List<String> known = vocabulary.policies().getOrDefault(policy, List.of());
    Map<String, List<Long>> parameters = new LinkedHashMap<>();
    while (cursor.isKind(Kind.WORD) && !SETTINGS.contains(cursor.peek().text())) {
      ScnToken token = cursor.next();
      if (!known.contains(token.text())) {
        cursor.error(token, unknownParameter(policy, token.text()), parameterHint(token, known));
        break;
      }
      List<Long> list = new ArrayList<>();
      if (cursor.accept("=")) {
        do {
          list.add(values.parameter());
        } while (cursor.accept(",") && cursor.isKind(Kind.NUMBER));
      } else {
        list.add(1L);
      }
      parameters.put(token.text(), List.copyOf(list));
    }
    return new Machine.Scheduler(at, policy, parameters);
  }

  private static String unknownParameter(String policy, String name) {
    return "'" + name + "' is no parameter of the policy " + policy;
  }

  private static @Nullable String parameterHint(ScnToken token, List<String> known) {
    if (known.isEmpty()) {
      return "it has none";
    }
    String near = Spelling.hint(token.text(), known);
    return near != null ? near : "it has: " + String.join(", ", known);
  }

  private String address() {
    ScnToken token = cursor.peek();
    String text;
    if (cursor.isString()) {
      text = strings.text("an address");
    } else if (cursor.isKind(Kind.NUMBER)) {
      text = cursor.next().text();
    } else {
      cursor.expected("an address such as 10.0.0.1");
      return "";
    }
    String[] parts = text.split("\\.", -1);
    boolean isAddress = parts.length == 4;
    for (String part : parts) {
      boolean isNumber =
          !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
      isAddress &= isNumber && Integer.parseInt(part) <= 255;
    }
    if (!isAddress) {
      cursor.error(token, "'" + text + "' is no IPv4 address", "for example 10.0.0.1");
      return "";
    }
    return text;
  }

  private Machine.Disk disk() {
    int at = cursor.at();
    long[] value = {Machine.Disk.DEFAULT.latencyNanos(), Machine.Disk.DEFAULT.bytesPerSecond()};
    cursor.block(
        "setting of a disk",
        List.of("latency", "bandwidth"),
        word -> {
          if (word.equals("latency")) {
            value[0] = values.nanos();
          } else {
            value[1] = values.bytesPerSecond();
          }
        });
    return new Machine.Disk(at, value[0], value[1]);
  }

  private Machine.Costs costs() {
    int at = cursor.at();
    boolean isFile = cursor.acceptWord("from");
    String profile;
    if (isFile) {
      profile = strings.text("the name of a profile's file");
    } else if (cursor.is("{")) {
      profile = Machine.Costs.DEFAULT.profile();
    } else {
      profile = cursor.oneOf("cost profile", vocabulary.profiles());
    }
    Map<String, Long> picos = new LinkedHashMap<>();
    if (cursor.is("{")) {
      cursor.block("cost", vocabulary.costs(), word -> picos.put(word, values.picos()));
    }
    return new Machine.Costs(at, profile, isFile, picos);
  }

  private Map<String, Long> limits() {
    Map<String, Long> limits = new LinkedHashMap<>(machine.limits());
    cursor.block(
        "kernel limit",
        List.copyOf(vocabulary.limits().keySet()),
        word -> {
          cursor.accept("=");
          KernelLimit limit = vocabulary.limits().get(word);
          if (limit != null) {
            limits.put(word, values.limit(limit));
          }
        });
    return limits;
  }
}
