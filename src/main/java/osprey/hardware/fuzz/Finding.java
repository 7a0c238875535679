package osprey.hardware.fuzz;

/// A program on which the two kernels differ.
///
/// @param seed that it was made of
/// @param scenario the shortest program that still shows a difference
/// @param report what differs there
public record Finding(long seed, String scenario, String report) {}
