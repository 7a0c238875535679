package osprey.kernel.core;

import osprey.engine.Event;

/// A process's alarm(2) or setitimer(2) expires.
record AlarmRings(int pid) implements Event {}
