package osprey.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A host's physical memory.
///
/// @param sharedBytes in frames that more than one page table maps
/// @param peakBytes the most that was in use at one time
/// @param pageTableBytes of living processes, not part of the used bytes
/// @param frames what living processes map: shared frames first, then those of each process alone
/// @param caches null where they are not simulated
public record MemoryInfo(
    long totalBytes,
    long usedBytes,
    long sharedBytes,
    int pageBytes,
    long peakBytes,
    long pageTableBytes,
    List<FrameUse> frames,
    @Nullable CacheInfo caches) {
  public MemoryInfo {
    frames = List.copyOf(frames);
  }
}
