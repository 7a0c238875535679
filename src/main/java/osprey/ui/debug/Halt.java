package osprey.ui.debug;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why the program stopped, as the user is told.
public sealed interface Halt {
  /// @param numbers of the breakpoints reached
  record AtBreakpoint(List<Integer> numbers, boolean isTemporary) implements Halt {
    public AtBreakpoint {
      numbers = List.copyOf(numbers);
    }
  }

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
