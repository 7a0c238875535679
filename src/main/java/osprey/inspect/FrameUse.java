package osprey.inspect;

import java.util.List;

/// Frames of memory that lie side by side and are mapped alike.
///
/// @param frame number of the first one
/// @param count how many there are; not side by side if only one page table maps them
/// @param mappings one for each page table
public record FrameUse(int frame, int count, List<Mapping> mappings) {
  /// @param address at which the first frame appears
  /// @param permissions of the mapping, as in {@link MapInfo}
  /// @param name of the mapping
  /// @param isCopyOnWrite the first write will make a copy
  public record Mapping(
      int pid, long address, String permissions, String name, boolean isCopyOnWrite) {}

  public FrameUse {
    mappings = List.copyOf(mappings);
  }

  public boolean isShared() {
    return mappings.size() > 1;
  }
}
