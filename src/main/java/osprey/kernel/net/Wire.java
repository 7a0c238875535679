package osprey.kernel.net;

import osprey.engine.Event;
import osprey.kernel.wait.Clock;

/// What the network's part of the kernel needs of the rest: time, and a way to other machines.
public interface Wire extends Clock {
  /// An event of that machine at that time.
  void deliver(int host, long atNanos, Event event);

  /// Tells the user something that no program is told.
  void tell(String text);

  /// Lets the protocol's own work pass, in percent of what entering the kernel costs.
  void work(int percentOfCall);
}
