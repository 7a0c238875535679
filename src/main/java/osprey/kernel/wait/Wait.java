package osprey.kernel.wait;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A wait in words of data: where, until when, and what then.
///
/// @param queues woken by any of them
/// @param then what a wake-up leads to
/// @param deadlineNanos simulated time at which the wait ends by itself, {@link #FOREVER} for never
/// @param onTimeout what the passing of the deadline leads to
/// @param isExclusive woken one at a time, from the head (a thundering herd otherwise)
/// @param interrupt what a handled signal does to it
/// @param request what is asked for, where a waker must look at it (a message type, a lock range)
public record Wait(
    List<WaitQueue> queues,
    Then then,
    long deadlineNanos,
    Then onTimeout,
    boolean isExclusive,
    Interrupt interrupt,
    @Nullable Object request) {
  public static final long FOREVER = Long.MAX_VALUE;

  public enum Interrupt {
    /// EINTR, or made again if the handler has SA_RESTART; signal(7) "Interruption of system
    /// calls".
    RESTARTABLE,
    /// EINTR whatever the handler says.
    ALWAYS_EINTR,
    /// The handler runs, then the wait goes on where it was (pthread locks and conditions).
    AFTER_HANDLER,
    /// Only a fatal signal ends it (a disk transfer): state D.
    UNINTERRUPTIBLE
  }

  public static Wait on(WaitQueue queue) {
    return queue.plainWait();
  }

  static Wait plain(WaitQueue queue) {
    return new Wait(
        List.of(queue), Then.RETRY, FOREVER, Then.RETRY, true, Interrupt.RESTARTABLE, null);
  }

  public Wait then(Then next) {
    return new Wait(queues, next, deadlineNanos, onTimeout, isExclusive, interrupt, request);
  }

  /// @param whenPassed the call's outcome when the deadline passes
  public Wait until(long deadline, Outcome whenPassed) {
    if (deadline == FOREVER) {
      return this;
    }
    return until(deadline, new Then.End(whenPassed));
  }

  public Wait until(long deadline, Then whenPassed) {
    return new Wait(queues, then, deadline, whenPassed, isExclusive, interrupt, request);
  }

  public Wait shared() {
    return new Wait(queues, then, deadlineNanos, onTimeout, false, interrupt, request);
  }

  public Wait interrupt(Interrupt how) {
    return new Wait(queues, then, deadlineNanos, onTimeout, isExclusive, how, request);
  }

  public Wait request(Object asked) {
    return new Wait(queues, then, deadlineNanos, onTimeout, isExclusive, interrupt, asked);
  }

  /// The same terms in other queues: a checkpoint's copies.
  Wait in(List<WaitQueue> others) {
    return new Wait(others, then, deadlineNanos, onTimeout, isExclusive, interrupt, request);
  }
}
