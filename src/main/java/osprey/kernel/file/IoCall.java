package osprey.kernel.file;

import org.jspecify.annotations.Nullable;
import osprey.kernel.wait.Clock;
import osprey.kernel.wait.Progress;

/// Who asks and in what state the call is, for operations of file descriptions.
///
/// @param nonBlocking O_NONBLOCK of the description, or MSG_DONTWAIT
/// @param progress what this call had achieved when it blocked before, null at first
/// @param user credentials of the calling process
/// @param processId owner of record locks
/// @param fileSizeLimit RLIMIT_FSIZE in bytes
public record IoCall(
    boolean nonBlocking,
    @Nullable Progress progress,
    Credentials user,
    int processId,
    long fileSizeLimit,
    Clock clock) {}
