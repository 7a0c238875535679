package osprey.ui.debug;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.sim.Watch;

/// Why the program stopped, as the user is told.
public sealed interface Halt {
  /// @param numbers of the breakpoints reached
  record AtBreakpoint(List<Integer> numbers, boolean isTemporary) implements Halt {
    public AtBreakpoint {
      numbers = List.copyOf(numbers);
    }
  }

  /// A watched object or expression was changed or accessed.
  ///
  /// @param before its value, and what it is now; going backwards the other way round
  /// @param isSoftware it is an expression that is looked at where lines begin
  record Watched(
      int number, String expression, Watch.Kind kind, Value before, Value after, boolean isSoftware)
      implements Halt {}

  /// The call whose variable was watched has returned; the watchpoint is gone.
  record ScopeEnded(int number, String expression) implements Halt {}

  /// Something happened that is caught.
  ///
  /// @param words what
  record Caught(int number, boolean isTemporary, String words) implements Halt {}

  /// A moment in time is reached.
  ///
  /// @param numbers of the breakpoints, none if it is just where the run was to go
  record AtTime(long nanos, List<Integer> numbers) implements Halt {
    public AtTime {
      numbers = List.copyOf(numbers);
    }
  }

  /// The next event of the trace has happened.
  record AtEvent(long event) implements Halt {}

  /// A step, `until` or `advance` is complete.
  record StepDone() implements Halt {}

  /// The function that `finish` waited for has returned.
  ///
  /// @param value null when it has none
  record Returned(@Nullable Value value) implements Halt {}

  /// The thread executed something that it cannot.
  record Faulted(int host, int tid, int signal) implements Halt {}

  /// Taken to another moment of the run.
  record Arrived() implements Halt {}

  /// Nothing was before: the beginning of the run, or, stepping back, of the thread.
  record AtBeginning() implements Halt {}

  /// The thread that was being stepped is gone.
  record ThreadEnded() implements Halt {}

  /// Every process has ended.
  record Finished() implements Halt {}

  /// Nothing can happen any more.
  record Stuck() implements Halt {}

  record Interrupted() implements Halt {}
}
