package osprey.sim;

/// Why a run stopped.
public sealed interface Stop {
  /// Every process has ended.
  record Finished() implements Stop {}

  /// Nothing can happen any more though threads live: they wait for each other, or for ever.
  record Stuck() implements Stop {}

  /// Nothing can happen until standard input has bytes or ends.
  record InputWanted(int host, int tid) implements Stop {}

  record TimeReached() implements Stop {}

  /// As many ticks have passed as were wanted.
  record TicksReached() implements Stop {}

  record Interrupted() implements Stop {}

  /// The thread is about to execute an instruction with a breakpoint. A run from here goes on.
  record Breakpoint(int host, int tid, long pc) implements Stop {}

  /// The thread is about to make a system call that is caught. A run from here goes on.
  record Calling(int host, int tid, int number) implements Stop {}

  /// What a {@link Watch} watches was changed, or accessed as it wants to know.
  ///
  /// @param tid the thread that did it, 0 when no thread did
  record Watched(Watch watch, int host, int tid, Watch.Contents before, Watch.Contents after)
      implements Stop {}

  /// A step is complete.
  record Stepped(int host, int tid) implements Stop {}

  /// An event of a wanted kind was traced.
  record Traced(long event) implements Stop {}
}
