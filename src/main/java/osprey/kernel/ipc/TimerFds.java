package osprey.kernel.ipc;

import java.util.Map;
import java.util.TreeMap;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.wait.Clock;

/// The open timers of a machine by number, so that an event finds them.
public final class TimerFds implements Copyable<TimerFds> {
  /// Numbers of other timers are negative.
  private int lastNumber;

  private final TreeMap<Integer, TimerFd> open = new TreeMap<>();

  public TimerFds() {}

  private TimerFds(TimerFds from, Copier copier) {
    copier.register(from, this);
    lastNumber = from.lastNumber;
    for (Map.Entry<Integer, TimerFd> entry : from.open.entrySet()) {
      open.put(entry.getKey(), copier.copy(entry.getValue()));
    }
  }

  public TimerFd create(int clockId, int flags) {
    TimerFd made = new TimerFd(this, ++lastNumber, clockId, flags);
    open.put(lastNumber, made);
    return made;
  }

  /// An event that was on its way when its timer was closed finds nothing.
  public void expired(int number, Clock clock) {
    TimerFd timer = open.get(number);
    if (timer != null) {
      timer.expired(clock);
    }
  }

  void closed(TimerFd timer) {
    open.remove(timer.timer().number());
  }

  @Override
  public TimerFds copy(Copier copier) {
    return new TimerFds(this, copier);
  }
}
