package osprey.hardware.lockstep;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.abi.Syscall;

/// Which number of one world is which of the other: processes, System V objects, ports that the
/// kernel has chosen. In namespaces of their own most are equal.
final class Ids {
  private static final int EPHEMERAL_FROM = 32768;

  private final Map<Integer, Integer> processes = new HashMap<>();
  private final Map<Syscall, Map<Long, Long>> objects = new HashMap<>();
  private final Map<Integer, Integer> ports = new HashMap<>();

  void pairProcess(int simulated, int real) {
    processes.put(simulated, real);
  }

  /// Numbers of nobody are the same here.
  int realProcess(int simulated) {
    return processes.getOrDefault(simulated, simulated);
  }

  int simulatedProcess(int real) {
    for (Map.Entry<Integer, Integer> each : processes.entrySet()) {
      if (each.getValue() == real) {
        return each.getKey();
      }
    }
    return real;
  }

  /// @param maker the call that makes such objects
  void pairObject(Syscall maker, long simulated, long real) {
    objects.computeIfAbsent(maker, _ -> new HashMap<>()).put(simulated, real);
  }

  long realObject(Syscall maker, long simulated) {
    @Nullable Map<Long, Long> known = objects.get(maker);
    return known == null ? simulated : known.getOrDefault(simulated, simulated);
  }

  static boolean isEphemeral(int port) {
    return port >= EPHEMERAL_FROM;
  }

  void pairPort(int simulated, int real) {
    ports.put(simulated, real);
  }

  int realPort(int simulated) {
    return ports.getOrDefault(simulated, simulated);
  }
}
