package osprey.kernel.net;

import osprey.engine.Event;
import osprey.kernel.wait.Clock;
import osprey.network.Packet;

/// What the network's part of the kernel needs of the rest: time, and a way to other machines.
public interface Wire extends Clock {
  /// An event of that machine at that time.
  void deliver(int host, long atNanos, Event event);

  /// Puts a packet on its way.
  ///
  /// @param arrivals when it arrives; none when it is lost, several when it is doubled
  void send(int host, Packet packet, long[] arrivals);

  /// Tells the user something that no program is told.
  void tell(String text);

  /// Lets the protocol's own work pass, in percent of what entering the kernel costs.
  void work(int percentOfCall);
}
