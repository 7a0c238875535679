package osprey.kernel.task;

import org.jspecify.annotations.Nullable;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Wait;

/// How a thread whose call was blocked goes on when it gets a processor again. Data.
public sealed interface Resume {
  /// The call ends with this outcome.
  record Deliver(Outcome outcome) implements Resume {}

  /// The call is made again.
  record Again(@Nullable Progress progress) implements Resume {}

  /// A signal ended the wait: deliver it, then fail with EINTR, return what was moved, start over,
  /// or go on waiting.
  ///
  /// @param progress what the call had achieved
  /// @param request what the wait had asked for, see {@link Wait#request}
  record Interrupted(
      @Nullable Progress progress, Wait.Interrupt interrupt, @Nullable Object request)
      implements Resume {
    /// Bytes that the call had moved.
    public long transferred() {
      return progress == null ? 0 : progress.transferred();
    }
  }
}
