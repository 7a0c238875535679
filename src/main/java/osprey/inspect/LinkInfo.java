package osprey.inspect;

/// A cable between two machines.
///
/// @param from name of the machine at one end
/// @param to name of the machine at the other
/// @param bitsPerSecond 0 for unlimited
/// @param lossPartsPerMillion chance that a packet is lost
/// @param isCut whether no packet passes now
/// @param carried packets that arrived at the other end
/// @param lost packets that did not, by chance or because the link was cut
public record LinkInfo(
    String from,
    String to,
    long latencyNanos,
    long jitterNanos,
    long bitsPerSecond,
    int lossPartsPerMillion,
    int duplicatePartsPerMillion,
    boolean isCut,
    long carried,
    long lost) {}
