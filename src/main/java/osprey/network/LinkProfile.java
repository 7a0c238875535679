package osprey.network;

/// What a cable is like, the same in both directions.
///
/// @param jitterNanos up to so much is added to the latency of each packet, by chance
/// @param bitsPerSecond 0 for unlimited
/// @param lossPartsPerMillion chance that a packet is lost
/// @param duplicatePartsPerMillion chance that it arrives twice
public record LinkProfile(
    long latencyNanos,
    long jitterNanos,
    long bitsPerSecond,
    int lossPartsPerMillion,
    int duplicatePartsPerMillion) {
  /// A quiet local network: a tenth of a millisecond, nothing lost.
  public static final LinkProfile LOCAL = new LinkProfile(100_000, 0, 1_000_000_000, 0, 0);
}
