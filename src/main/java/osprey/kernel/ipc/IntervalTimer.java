package osprey.kernel.ipc;

import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.wait.Clock;

/// A time at which something happens, once or again and again; what timer_create(2) and
/// timerfd_create(2) have in common.
public final class IntervalTimer implements Copyable<IntervalTimer> {
  private final int number;

  /// Simulated time of the next expiry, 0 for a timer that is not armed.
  private long at;

  private long interval;
  private long handle;

  /// @param number by which {@link TimerExpires} finds it
  public IntervalTimer(int number) {
    this.number = number;
  }

  private IntervalTimer(IntervalTimer from, Copier copier) {
    copier.register(from, this);
    number = from.number;
    at = from.at;
    interval = from.interval;
    handle = from.handle;
  }

  public int number() {
    return number;
  }

  /// @param newAt simulated time, 0 to disarm
  public void arm(long newAt, long newInterval, Clock clock) {
    if (at != 0) {
      clock.cancel(handle);
    }
    at = newAt;
    interval = newInterval;
    if (at != 0) {
      handle = clock.schedule(at, new TimerExpires(number));
    }
  }

  /// The next expiry of a periodic timer follows.
  public void expired(Clock clock) {
    at = interval == 0 ? 0 : at + interval;
    if (at != 0) {
      handle = clock.schedule(at, new TimerExpires(number));
    }
  }

  public long interval() {
    return interval;
  }

  /// Nanoseconds until the next expiry, at least 1; 0 for a timer that is not armed.
  public long remaining(long now) {
    return at == 0 ? 0 : Math.max(1, at - now);
  }

  @Override
  public IntervalTimer copy(Copier copier) {
    return new IntervalTimer(this, copier);
  }
}
