package osprey.inspect;

/// A mapping, a line of /proc/PID/maps.
///
/// @param end address after the last byte
/// @param permissions `r-xp`; the last is `s` for shared, `p` for private
/// @param offset in the mapped file
/// @param name path of a file, or `[heap]`, `[stack]`, `[stack:3]`, a region's name, or empty
/// @param sharedBytes resident in frames that other page tables map as well
public record MapInfo(
    long start,
    long end,
    String permissions,
    long offset,
    String name,
    long residentBytes,
    long sharedBytes) {
  public boolean contains(long address) {
    return Long.compareUnsigned(start, address) <= 0 && Long.compareUnsigned(address, end) < 0;
  }

  public long sizeBytes() {
    return end - start;
  }
}
