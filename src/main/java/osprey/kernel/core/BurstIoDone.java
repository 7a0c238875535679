package osprey.kernel.core;

import osprey.engine.Event;

/// A device has finished what a burst workload or `device_io` asked of it.
record BurstIoDone(int tid, String device) implements Event {}
