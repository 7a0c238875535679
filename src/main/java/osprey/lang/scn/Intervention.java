package osprey.lang.scn;

import java.util.List;

/// Something that happens from outside, at a time of the scenario's choosing.
///
/// @param source the statement as written, for the trace
public record Intervention(int at, long timeNanos, String source, Action action) {
  public sealed interface Action {}

  /// To each process of that name or group. 1 to 64.
  public record Send(String process, int signal) implements Action {}

  /// A thread stops for good, at a bad instruction: its whole process dies of SIGSEGV.
  ///
  /// @param thread 1 is the first
  public record Crash(String process, int thread) implements Action {}

  public record CrashMachine(String machine) implements Action {}

  /// Off and on again: its processes are gone, its disk stays; what starts there starts again.
  public record RestartMachine(String machine) implements Action {}

  /// Starts it again as its `start` statement says; kills it first if it still runs.
  public record Restart(String process) implements Action {}

  public record CutLink(String a, String b) implements Action {}

  public record HealLink(String a, String b) implements Action {}

  /// No packet passes between a machine of the one side and one of the other.
  public record Partition(List<String> left, List<String> right) implements Action {
    public Partition {
      left = List.copyOf(left);
      right = List.copyOf(right);
    }
  }

  /// Ends all partitions.
  public record HealPartition() implements Action {}

  /// Adds to the standard input of a process.
  public record Type(String process, Content text) implements Action {}

  /// Control-D on an empty line.
  public record EndInput(String process) implements Action {}
}
