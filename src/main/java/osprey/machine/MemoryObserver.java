package osprey.machine;

/// Told of every access to a page that has {@link PageTable#OBSERVED}: watchpoints, race detection,
/// the view of cache lines that travel between processors. Accesses of the kernel itself go past
/// it.
public interface MemoryObserver {
  /// @param offset of the first byte in the frame
  /// @param bytes never past the end of the frame
  void accessed(int frame, int offset, int bytes, Access access);
}
