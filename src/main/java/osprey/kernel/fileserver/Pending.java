package osprey.kernel.fileserver;

import osprey.kernel.wait.Progress;

/// A call that waits for an answer.
///
/// @param number of the request
/// @param transferred bytes that earlier requests of the call have moved
/// @param offset in the file where this request reads or writes
public record Pending(long number, long transferred, long offset) implements Progress {}
