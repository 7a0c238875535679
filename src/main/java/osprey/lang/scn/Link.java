package osprey.lang.scn;

/// A cable between two machines, the same in both directions.
///
/// @param jitterNanos up to so much is added to the latency of each packet, by chance
/// @param bitsPerSecond 0 for unlimited
/// @param lossPartsPerMillion chance that a packet is lost
public record Link(
    int at,
    String a,
    String b,
    long latencyNanos,
    long jitterNanos,
    long bitsPerSecond,
    int lossPartsPerMillion,
    int duplicatePartsPerMillion) {}
