package osprey.kernel.core;

import osprey.engine.Event;

/// The deadline of a thread's wait has come.
record WaitTimeout(int tid) implements Event {}
