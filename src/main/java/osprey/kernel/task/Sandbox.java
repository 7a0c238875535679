package osprey.kernel.task;

/// What a process and its descendants may not do, whoever they are; a refused call fails with the
/// error given. In the manner of seccomp(2) and Landlock. Immutable.
public record Sandbox(
    String name,
    boolean deniesFiles,
    boolean deniesNetwork,
    boolean deniesProcesses,
    boolean deniesIpc,
    boolean deniesSignals,
    boolean failsWithAccess) {
  public static final Sandbox NONE = new Sandbox("none", false, false, false, false, false, false);
}
