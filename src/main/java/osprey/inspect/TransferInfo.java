package osprey.inspect;

/// What all calls on one channel have cost so far: pipe, socket, queue, file.
///
/// @param channel as in trace and descriptors
/// @param calls that moved or tried to move something
/// @param copies times that bytes were copied between user and kernel memory
/// @param waits calls that had to wait: each gives up its CPU
/// @param wakeUps threads that were made ready by these calls
/// @param nanos spent in the kernel by them, waits left out
public record TransferInfo(
    String kind,
    String channel,
    long calls,
    long copies,
    long copiedBytes,
    long waits,
    long wakeUps,
    long nanos) {}
