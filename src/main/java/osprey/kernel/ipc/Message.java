package osprey.kernel.ipc;

/// A message of a System V queue. Immutable.
///
/// @param type positive
record Message(long type, byte[] text) {}
