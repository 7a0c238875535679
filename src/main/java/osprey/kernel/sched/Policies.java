package osprey.kernel.sched;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The table of scheduling policies: a policy is its file and its line here.
public final class Policies {
  /// What a policy is called and how it is made from its parameters (durations in nanoseconds).
  private record Entry(List<String> parameters, Function<Map<String, Long>, SchedulingPolicy> maker) {}

  public static final long QUANTUM_NANOS = 10_000_000;

  private static final Map<String, Entry> TABLE = table();

  private Policies() {}

  private static Map<String, Entry> table() {
    Map<String, Entry> table = new LinkedHashMap<>();
    table.put("fcfs", new Entry(List.of(), _ -> new FirstComeFirstServed()));
    table.put("fifo", new Entry(List.of(), _ -> new FirstComeFirstServed()));
    table.put(
        "rr",
        new Entry(
            List.of("quantum"), with -> new RoundRobin(with.getOrDefault("quantum", QUANTUM_NANOS))));
    return table;
  }

  public static List<String> names() {
    return List.copyOf(TABLE.keySet());
  }

  /// Names of the parameters a policy takes; empty as well for an unknown policy.
  public static List<String> parameters(String name) {
    Entry entry = TABLE.get(name);
    return entry == null ? List.of() : entry.parameters();
  }

  /// @throws IllegalArgumentException for an unknown name; callers check {@link #names} first
  public static SchedulingPolicy create(String name, Map<String, Long> parameters) {
    Entry entry = TABLE.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("no scheduling policy is called '" + name + "'");
    }
    return entry.maker().apply(parameters);
  }
}
