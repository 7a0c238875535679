package osprey.kernel.wait;

import osprey.engine.Copyable;

/// Whoever sleeps in a wait queue, as the queue sees it.
public interface Sleeper extends Copyable<Sleeper> {
  /// Called once when a waker picks this waiter; it has left all its queues by then. The sleeper
  /// runs later, when the scheduler lets it.
  void woken(Waiter waiter);

  /// For messages and the wait-for graph: the thread's id.
  int id();
}
