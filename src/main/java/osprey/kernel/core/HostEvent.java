package osprey.kernel.core;

import osprey.engine.Event;

/// An event of one machine.
public record HostEvent(int host, Event event) implements Event {}
