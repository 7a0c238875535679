package osprey.report;

/// What one message costs over one family of IPC, as means over many: time in nanoseconds of a
/// round trip (or, streaming, of a message), and what happened in it.
///
/// @param family in words: `anonymous pipe`
/// @param isRoundTrip there and back, else one way
/// @param size of the message in bytes
public record TransferCost(
    String family,
    boolean isRoundTrip,
    long size,
    double nanos,
    double copies,
    double bytesCopied,
    double calls,
    double switches,
    double wakeUps) {
  /// Bytes of a message that arrive in a second, in millions.
  public double megabytesPerSecond() {
    return nanos == 0 ? 0 : size * 1000.0 / nanos;
  }
}
