package osprey.kernel.file;

import osprey.engine.Copyable;

/// What another part of the kernel hangs on a node: the pipe behind a FIFO, the socket bound to a
/// name.
public interface NodeAttachment extends Copyable<NodeAttachment> {}
