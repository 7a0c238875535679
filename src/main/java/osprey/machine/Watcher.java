package osprey.machine;

/// Watches some frames of memory for a debugger: is told of every access to them, and may have the
/// processor stop after the instruction with {@link Cpu#WATCHED}. What it watches must only change
/// together with a call of {@link Cpu#watch}.
public interface Watcher {
  boolean watches(int frame);

  /// @param offset of the first byte in the frame
  /// @param bytes never past the end of the frame
  void accessed(int frame, int offset, int bytes, Access access);

  /// Whether anything was accessed, since the last call, that is worth a stop.
  boolean takeHit();
}
