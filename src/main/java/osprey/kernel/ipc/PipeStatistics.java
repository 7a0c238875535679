package osprey.kernel.ipc;

/// What went through a pipe so far, for reports.
///
/// @param bytesMost the most that was in it at once
/// @param timesFull how often a writer had to wait
/// @param timesEmpty how often a reader had to wait
/// @param bytes in it now
public record PipeStatistics(
    long bytesIn,
    long bytesOut,
    int bytesMost,
    long timesFull,
    long timesEmpty,
    int bytes,
    int slots) {}
