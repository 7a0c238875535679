package osprey.kernel.net;

import osprey.kernel.wait.Progress;

/// How far a blocked call on a socket is.
///
/// @param deadlineNanos of SO_RCVTIMEO or SO_SNDTIMEO, fixed when the call began
record TransferProgress(long transferred, long deadlineNanos) implements Progress {}
