package osprey.kernel.file;

/// The user memory of one read or write call: one buffer or the parts of readv(2)/writev(2), with a
/// position. Objects move bytes through it; they never see addresses.
public interface IoBuffer {
  /// Bytes not moved yet.
  long remaining();

  /// How many of the next `count` bytes can be reached: fewer, down to 0, when the caller's pointer
  /// is bad. To be asked before anything is consumed; `count` is at most {@link #remaining}. A call
  /// that can move nothing although it wants to fails with EFAULT.
  int accessible(int count);

  /// Moves bytes into user memory (read calls) and advances.
  void put(byte[] from, int offset, int count);

  /// Moves bytes out of user memory (write calls) and advances.
  void get(byte[] to, int offset, int count);

  /// Advances over bytes that have been moved out before.
  void skip(int count);
}
