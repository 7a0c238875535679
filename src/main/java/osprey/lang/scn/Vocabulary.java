package osprey.lang.scn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Words that other parts of Osprey define: what is not here is reported with the nearest that is.
///
/// @param policies scheduling policies with the parameters that each takes
/// @param profiles cost profiles
/// @param costs what a cost profile prices
/// @param limits kernel limits
/// @param simulable what hardware mode can leave simulated
public record Vocabulary(
    Map<String, List<String>> policies,
    List<String> profiles,
    List<String> costs,
    Map<String, KernelLimit> limits,
    List<String> simulable) {
  public Vocabulary {
    policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
    limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
  }

  public static Vocabulary standard() {
    return new Vocabulary(
        standardPolicies(),
        List.of("linux", "zero"),
        List.of(
            "call",
            "sync",
            "wake",
            "switch",
            "thread_switch",
            "migration",
            "copy",
            "byte",
            "fault",
            "fork",
            "fork_page",
            "exec",
            "thread",
            "signal",
            "line"),
        standardLimits(),
        List.of("network", "disk", "terminal", "clock", "ipc", "files"));
  }

  /// Agrees with the kernel's table, osprey.kernel.sched.Policies.
  private static Map<String, List<String>> standardPolicies() {
    Map<String, List<String>> policies = new LinkedHashMap<>();
    put(policies, "fcfs");
    put(policies, "fifo");
    put(policies, "sjf", "oldest");
    put(policies, "srtf", "oldest");
    put(policies, "priority", "preemptive", "aging", "inheritance", "quantum", "high", "oldest");
    put(policies, "rr", "quantum", "restart");
    put(policies, "mlfq", "levels", "quantum", "quanta", "allotment", "boost", "reset", "front");
    put(policies, "lottery", "quantum", "seed");
    put(policies, "stride", "quantum", "oldest");
    put(policies, "cfs", "latency", "granularity", "wakeup", "credit", "oldest");
    put(policies, "eevdf", "slice");
    put(policies, "edf", "preemptive", "oldest");
    put(policies, "rm", "preemptive", "oldest");
    policies.put("manual", List.of());
    return policies;
  }

  /// Each policy can have a queue for each CPU.
  private static void put(Map<String, List<String>> policies, String name, String... parameters) {
    List<String> all = new ArrayList<>(List.of(parameters));
    all.addAll(List.of("per-cpu", "steal", "balance"));
    policies.put(name, List.copyOf(all));
  }

  private static Map<String, KernelLimit> standardLimits() {
    Map<String, KernelLimit> limits = new LinkedHashMap<>();
    for (KernelLimit limit : KernelLimit.values()) {
      limits.put(limit.word(), limit);
    }
    return limits;
  }
}
