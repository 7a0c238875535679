package osprey.kernel.file;

/// What a disk costs.
///
/// @param latencyNanos per request, before the first byte
/// @param bytesPerSecond while bytes move
/// @param writeBackNanos how long a page stays dirty before the kernel writes it back by itself; 0:
///   only fsync(2) and the like write
/// @param readAheadPages how many pages past the wanted ones a read brings in
public record DiskProfile(
    long latencyNanos, long bytesPerSecond, long writeBackNanos, int readAheadPages) {
  /// A solid-state disk behind SATA.
  public static final DiskProfile SOLID_STATE = new DiskProfile(80_000, 500_000_000, 0, 0);

  /// A disk with 7200 revolutions a minute: seek and half a turn.
  public static final DiskProfile ROTATING = new DiskProfile(8_500_000, 150_000_000, 0, 0);

  long transferNanos(int pages) {
    long bytes = (long) pages * FileSystem.BLOCK_BYTES;
    return latencyNanos + Math.ceilDiv(bytes * 1000, Math.max(1, bytesPerSecond / 1_000_000));
  }
}
