package osprey.kernel.net;

import osprey.engine.Event;

/// A timer of a connection runs out; stale when the connection has set another since.
record TcpTimer(int connection, long generation) implements Event {}
