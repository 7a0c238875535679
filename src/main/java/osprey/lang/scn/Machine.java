package osprey.lang.scn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A simulated computer.
///
/// @param interleave instructions a CPU executes before others that are as far in time have their
///   turn
/// @param address IPv4 in dotted form, or "" to have one given
/// @param hasTerminal whether standard input and output of its processes are a terminal
/// @param expiredFirst whether at one instant the thread whose quantum is over enters the queue
///   before arrivals and completed I/O, rather than after them
/// @param limits kernel limits that differ from Linux's defaults, by name, see {@link
///   Vocabulary#limits}
/// @param isCoherent whether the CPUs' caches are simulated
public record Machine(
    int at,
    String name,
    int cpus,
    long memoryBytes,
    long clockHertz,
    Scheduler scheduler,
    int interleave,
    String address,
    Disk disk,
    boolean hasTerminal,
    boolean expiredFirst,
    Costs costs,
    Map<String, Long> limits,
    boolean isCoherent,
    RemoteFiles remoteFiles) {

  public static final int CPUS_MAX = 64;

  public Machine {
    limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
  }

  /// A scheduling policy and its parameters.
  ///
  /// @param parameters durations in nanoseconds, yes as 1 and no as 0; several values for
  ///   `quanta=1ms,2ms`
  public record Scheduler(int at, String policy, Map<String, List<Long>> parameters) {
    public static final Scheduler DEFAULT =
        new Scheduler(0, "rr", Map.of("quantum", List.of(10_000_000L)));

    public Scheduler {
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
  }

  /// @param bytesPerSecond while bytes move
  public record Disk(int at, long latencyNanos, long bytesPerSecond) {
    /// A solid-state disk behind SATA.
    public static final Disk DEFAULT = new Disk(0, 80_000, 500_000_000);
  }

  /// A cost profile and what differs from it.
  ///
  /// @param profile its name, or a file's when isFile
  /// @param picos picoseconds by name, see {@link Vocabulary#costs}
  public record Costs(int at, String profile, boolean isFile, Map<String, Long> picos) {
    public static final Costs DEFAULT = new Costs(0, "linux", false, Map.of());

    public Costs {
      picos = Collections.unmodifiableMap(new LinkedHashMap<>(picos));
    }
  }

  /// What it serves to other machines and has mounted from them.
  public record RemoteFiles(List<Export> exports, List<Mount> mounts) {
    public static final RemoteFiles NONE = new RemoteFiles(List.of(), List.of());

    public RemoteFiles {
      exports = List.copyOf(exports);
      mounts = List.copyOf(mounts);
    }

    RemoteFiles with(Export export) {
      List<Export> all = new ArrayList<>(exports);
      all.add(export);
      return new RemoteFiles(all, mounts);
    }

    RemoteFiles with(Mount mount) {
      List<Mount> all = new ArrayList<>(mounts);
      all.add(mount);
      return new RemoteFiles(exports, all);
    }
  }

  /// `serve PATH`.
  ///
  /// @param squashesRoot whether the user 0 of clients counts as nobody
  /// @param serviceNanos from a request to its answer, disk not included
  public record Export(
      int at, String path, boolean isReadOnly, boolean squashesRoot, long serviceNanos) {}

  /// `mount PATH from SERVER PATH`.
  public record Mount(
      int at,
      String path,
      String server,
      String export,
      boolean isSoft,
      long timeoutNanos,
      int retries,
      int blockBytes) {}

  /// The machine of a scenario that describes none.
  public static Machine standard(int at, String name) {
    return new Machine(
        at,
        name,
        2,
        2L << 30,
        1_000_000_000,
        Scheduler.DEFAULT,
        1,
        "",
        Disk.DEFAULT,
        false,
        false,
        Costs.DEFAULT,
        Map.of(),
        false,
        RemoteFiles.NONE);
  }
}
