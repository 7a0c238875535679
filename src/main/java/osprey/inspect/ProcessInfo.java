package osprey.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A process, living or ended.
///
/// @param name of its program
/// @param command with its arguments, as /proc/PID/cmdline
/// @param exitStatus as wait(2) encodes it; means something once the process has exited
/// @param death null unless a signal killed it
/// @param threads in order of creation, those that have ended included
/// @param metrics of all its threads together
public record ProcessInfo(
    int pid,
    int ppid,
    int pgid,
    int sid,
    String name,
    String command,
    ProcessState state,
    int exitStatus,
    @Nullable DeathInfo death,
    int uid,
    int gid,
    String cwd,
    List<ThreadInfo> threads,
    List<MapInfo> maps,
    List<FdInfo> fds,
    List<SignalInfo> signals,
    Metrics metrics) {
  public ProcessInfo {
    threads = List.copyOf(threads);
    maps = List.copyOf(maps);
    fds = List.copyOf(fds);
    signals = List.copyOf(signals);
  }

  public boolean hasExited() {
    return state == ProcessState.ZOMBIE || state == ProcessState.ENDED;
  }
}
