package osprey.lang.scn;

import java.util.List;

/// What a process and its descendants may not do.
///
/// @param failsWithAccess a refused call fails with EACCES rather than EPERM
public record Sandbox(int at, String name, List<Denial> denials, boolean failsWithAccess) {
  public enum Denial {
    FILES,
    NETWORK,
    PROCESSES,
    IPC,
    SIGNALS
  }

  public Sandbox {
    denials = List.copyOf(denials);
  }
}
