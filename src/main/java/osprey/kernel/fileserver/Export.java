package osprey.kernel.fileserver;

/// A directory that a machine serves, exports(5).
///
/// @param squashesRoot whether the user 0 of clients counts as nobody
/// @param serviceNanos from a request's arrival to its answer, disk not included
public record Export(String path, boolean isReadOnly, boolean squashesRoot, long serviceNanos) {}
