package osprey.kernel.core;

/// What sigtimedwait(2) asks for: a wait that any signal of the set ends, blocked or not.
public record SignalWait(long set) {}
