package osprey.kernel.file;

import osprey.engine.Event;

/// Pages have been dirty for the write-back interval of a disk; belongs to {@link
/// FileTree#writeBack}.
public record WriteBackDue(int disk) implements Event {}
