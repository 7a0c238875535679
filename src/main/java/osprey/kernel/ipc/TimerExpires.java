package osprey.kernel.ipc;

import osprey.engine.Event;

/// An {@link IntervalTimer} expires.
public record TimerExpires(int number) implements Event {}
