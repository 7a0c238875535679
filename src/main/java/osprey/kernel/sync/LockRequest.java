package osprey.kernel.sync;

/// What a thread that waits for a lock asks for: where the lock is, so that its owner can be told.
///
/// @param space number of the address space
/// @param inherits whether the owner inherits the waiter's priority, PTHREAD_PRIO_INHERIT
public record LockRequest(long space, long address, boolean inherits) {}
