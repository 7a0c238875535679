package osprey.kernel.ipc;

/// A message of a POSIX queue. Immutable.
///
/// @param priority higher ones are received first
public record PosixMessage(int priority, byte[] text) {}
