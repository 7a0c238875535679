package osprey.kernel.wait;

/// What a blocked call has already achieved; an immutable record beside the object that needs it.
public interface Progress {
  /// Bytes already moved. A call that moved some returns that count when a signal interrupts it,
  /// instead of EINTR.
  default long transferred() {
    return 0;
  }

  /// A plain count of bytes.
  record Bytes(long transferred) implements Progress {}
}
