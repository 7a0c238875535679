package osprey.kernel.file;

import osprey.engine.Event;

/// A disk has finished its current request; belongs to {@link Disk#completed}.
public record DiskDone(int disk, long request) implements Event {}
