package osprey.inspect;

/// A host's physical memory.
///
/// @param sharedBytes in frames that more than one page table maps
/// @param peakBytes the most that was in use at one time
public record MemoryInfo(
    long totalBytes, long usedBytes, long sharedBytes, int pageBytes, long peakBytes) {}
