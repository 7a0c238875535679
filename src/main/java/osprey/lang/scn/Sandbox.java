package osprey.lang.scn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a process and its descendants may not do, and how much they may use.
///
/// @param readable paths at and below which a process that is denied files may still read
/// @param failsWithAccess a refused call fails with EACCES rather than EPERM
/// @param limits per process, by the names of kernel limits; bytes, pieces or nanoseconds
public record Sandbox(
    int at,
    String name,
    List<Denial> denials,
    List<String> readable,
    boolean failsWithAccess,
    Map<String, Long> limits) {
  /// Limits that each process has for itself, getrlimit(2).
  static final List<String> LIMITS =
      List.of("address_space", "stack", "file_size", "core", "open_files", "processes", "cpu_time");

  public enum Denial {
    FILES,
    NETWORK,
    PROCESSES,
    THREADS,
    IPC,
    SIGNALS
  }

  public Sandbox {
    denials = List.copyOf(denials);
    readable = List.copyOf(readable);
    limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
  }
}
