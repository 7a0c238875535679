package osprey.kernel.wait;

import osprey.engine.Event;

/// Simulated time as kernel objects see it.
public interface Clock {
  /// Nanoseconds since the simulation began.
  long now();

  /// The event comes back to the kernel at that time; returns a handle for {@link #cancel}.
  long schedule(long atNanos, Event event);

  void cancel(long handle);
}
