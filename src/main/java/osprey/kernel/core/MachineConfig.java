package osprey.kernel.core;

import java.util.Map;
import osprey.kernel.ipc.IpcLimits;
import osprey.kernel.ipc.PipeLimits;
import osprey.kernel.net.NetLimits;
import osprey.kernel.task.Limits;

/// What a simulated machine is like. Every knob has Linux's value, or a plain small machine's, as
/// its default.
///
/// @param host index among the simulation's machines
/// @param clockHertz instructions a second of each CPU
/// @param memoryFrames of 4096 bytes
/// @param interleaveInstructions a CPU executes before others that are as far in time have their
///   turn
/// @param settings what /proc/sys shows, by path
/// @param threadLimit of all processes together, 0 for one in proportion to memory
/// @param isCoherent whether the caches of the CPUs are simulated, slow
/// @param bootSeconds wall-clock time of the machine at simulated time 0, seconds since 1970
public record MachineConfig(
    int host,
    String name,
    int cpus,
    long clockHertz,
    int memoryFrames,
    int interleaveInstructions,
    Costs costs,
    TieRule tieRule,
    long seed,
    long bootSeconds,
    Limits limits,
    PipeLimits pipes,
    IpcLimits ipc,
    NetLimits net,
    int threadLimit,
    Map<String, String> settings,
    boolean isCoherent) {
  public MachineConfig {
    settings = Map.copyOf(settings);
  }

  /// 2026-01-01 00:00:00 UTC.
  public static final long BOOT_SECONDS = 1_767_225_600L;

  public static final int CPUS_MAX = 64;

  /// How many threads there may be at once, of all processes: in proportion to memory, as
  /// /proc/sys/kernel/threads-max is.
  public int threadsMax() {
    return threadLimit != 0 ? threadLimit : threadsFor(memoryFrames);
  }

  /// What a machine with so much memory has, if nobody says.
  public static int threadsFor(int memoryFrames) {
    return Math.min(memoryFrames / FRAMES_PER_THREAD, THREADS_MAX);
  }

  private static final int FRAMES_PER_THREAD = 4;
  private static final int THREADS_MAX = 1 << 17;

  public static MachineConfig small(String name) {
    return new MachineConfig(
        0,
        name,
        2,
        1_000_000_000L,
        (int) ((2L << 30) >>> 12),
        1,
        Costs.LINUX,
        TieRule.ARRIVALS_FIRST,
        1,
        BOOT_SECONDS,
        Limits.DEFAULTS,
        PipeLimits.LINUX,
        IpcLimits.LINUX,
        NetLimits.LINUX,
        0,
        Map.of(),
        false);
  }
}
