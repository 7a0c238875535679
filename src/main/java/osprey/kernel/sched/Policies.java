package osprey.kernel.sched;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The table of scheduling policies: a policy is its file and its line here. Every policy can have
/// a queue for each CPU, and lets the real-time classes go first.
public final class Policies {
  /// What a policy is called and how it is made from its parameters.
  private record Entry(List<String> parameters, Function<Parameters, SchedulingPolicy> maker) {}

  public static final long QUANTUM_NANOS = 10_000_000;

  /// Parameters of every policy: a queue for each CPU, and how those are kept even.
  public static final List<String> QUEUE_PARAMETERS = List.of("per-cpu", "steal", "balance");

  /// The shortest duration a policy takes: less is a forgotten unit.
  public static final long DURATION_NANOS_MIN = 1000;

  private static final int LEVELS_MAX = 64;
  private static final int LEVELS = 3;
  private static final long LATENCY_NANOS = 48_000_000;
  private static final long GRANULARITY_NANOS = 6_000_000;
  private static final long SLICE_NANOS = 3_000_000;

  private static final List<String> DURATIONS =
      List.of(
          "quantum",
          "quanta",
          "aging",
          "boost",
          "latency",
          "granularity",
          "wakeup",
          "credit",
          "slice",
          "balance");
  private static final List<String> MAY_BE_ZERO =
      List.of("aging", "boost", "wakeup", "credit", "balance");

  private static final Map<String, Entry> TABLE = table();

  private Policies() {}

  private static Map<String, Entry> table() {
    Map<String, Entry> table = new LinkedHashMap<>();
    Entry fcfs = new Entry(List.of(), _ -> new FirstComeFirstServed());
    table.put("fcfs", fcfs);
    table.put("fifo", fcfs);
    table.put(
        "sjf",
        new Entry(List.of("oldest"), with -> new ShortestJob(false, with.is("oldest", false))));
    table.put(
        "srtf",
        new Entry(List.of("oldest"), with -> new ShortestJob(true, with.is("oldest", false))));
    table.put(
        "priority",
        new Entry(
            List.of("preemptive", "aging", "inheritance", "quantum", "high", "oldest"),
            with -> new Priority(priority(with))));
    table.put(
        "rr",
        new Entry(
            List.of("quantum", "restart"),
            with -> new RoundRobin(with.get("quantum", QUANTUM_NANOS), with.is("restart", true))));
    table.put(
        "mlfq",
        new Entry(
            List.of("levels", "quantum", "quanta", "allotment", "boost", "reset", "front"),
            with -> new MultilevelFeedback(mlfq(with))));
    table.put(
        "lottery",
        new Entry(
            List.of("quantum", "seed"),
            with ->
                new Lottery(
                    with.get("quantum", QUANTUM_NANOS), with.get("seed", Lottery.SCENARIO_SEED))));
    table.put(
        "stride",
        new Entry(
            List.of("quantum", "oldest"),
            with -> new Stride(with.get("quantum", QUANTUM_NANOS), with.is("oldest", true))));
    table.put(
        "cfs",
        new Entry(
            List.of("latency", "granularity", "wakeup", "credit", "oldest"),
            with -> new CompletelyFair(cfs(with))));
    table.put(
        "eevdf",
        new Entry(List.of("slice"), with -> new EarliestEligible(with.get("slice", SLICE_NANOS))));
    table.put("edf", deadline(DeadlinePolicy.By.DEADLINE));
    table.put("rm", deadline(DeadlinePolicy.By.PERIOD));
    return table;
  }

  private static Entry deadline(DeadlinePolicy.By by) {
    return new Entry(
        List.of("preemptive", "oldest"),
        with -> new DeadlinePolicy(by, with.is("preemptive", true), with.is("oldest", false)));
  }

  private static Priority.Settings priority(Parameters with) {
    return new Priority.Settings(
        with.is("preemptive", false),
        with.get("aging", 0),
        with.get("quantum", SchedulingPolicy.UNLIMITED),
        with.is("high", false),
        with.is("inheritance", false),
        with.is("oldest", false));
  }

  private static MultilevelFeedback.Settings mlfq(Parameters with) {
    int levels = levels(with);
    List<Long> quanta = new ArrayList<>();
    List<Long> allotments = new ArrayList<>();
    for (int level = 0; level < levels; level++) {
      quanta.add(of(with.list("quanta"), level, with.get("quantum", QUANTUM_NANOS)));
      allotments.add(of(with.list("allotment"), level, 1));
    }
    return new MultilevelFeedback.Settings(
        quanta, allotments, with.get("boost", 0), with.is("reset", false), with.is("front", false));
  }

  private static int levels(Parameters with) {
    long otherwise = with.has("quanta") ? with.list("quanta").size() : LEVELS;
    return Math.clamp(with.get("levels", otherwise), 1, LEVELS_MAX);
  }

  /// The last of a list goes for all levels below.
  private static long of(List<Long> list, int level, long otherwise) {
    return list.isEmpty() ? otherwise : list.get(Math.min(level, list.size() - 1));
  }

  private static CompletelyFair.Settings cfs(Parameters with) {
    long latency = with.get("latency", LATENCY_NANOS);
    long granularity = Math.min(latency, with.get("granularity", GRANULARITY_NANOS));
    return new CompletelyFair.Settings(
        latency,
        granularity,
        with.get("wakeup", granularity * 4 / 3),
        with.get("credit", latency / 2),
        with.is("oldest", true));
  }

  public static List<String> names() {
    return List.copyOf(TABLE.keySet());
  }

  /// Names of the parameters a policy takes; empty for an unknown policy.
  public static List<String> parameters(String name) {
    Entry entry = TABLE.get(name);
    if (entry == null) {
      return List.of();
    }
    List<String> all = new ArrayList<>(entry.parameters());
    all.addAll(QUEUE_PARAMETERS);
    return all;
  }

  /// What is wrong with the values of a policy's parameters, in words; null if nothing is.
  public static @Nullable String problem(Map<String, List<Long>> parameters) {
    for (Map.Entry<String, List<Long>> each : parameters.entrySet()) {
      String name = each.getKey();
      for (long value : each.getValue()) {
        boolean isNone = value == 0 && MAY_BE_ZERO.contains(name);
        if (DURATIONS.contains(name) && value < DURATION_NANOS_MIN && !isNone) {
          return "'" + name + "' is a time of at least 1us, such as 10ms";
        }
        if (name.equals("levels") && (value < 1 || value > LEVELS_MAX)) {
          return "there can be 1 to " + LEVELS_MAX + " levels, not " + value;
        }
        if (name.equals("allotment") && value < 1) {
          return "'allotment' is a number of quanta, or a time";
        }
      }
    }
    return null;
  }

  /// @param parameters durations in nanoseconds, yes as 1 and no as 0
  /// @throws IllegalArgumentException for an unknown name; callers check {@link #names} first
  public static SchedulingPolicy create(String name, Map<String, List<Long>> parameters) {
    Entry entry = TABLE.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("no scheduling policy is called '" + name + "'");
    }
    Parameters with = new Parameters(parameters);
    SchedulingPolicy policy = new RealTimeFirst(entry.maker().apply(with));
    return with.is("per-cpu", false)
        ? new PerCpuQueues(policy, with.is("steal", true), with.get("balance", 0))
        : policy;
  }
}
