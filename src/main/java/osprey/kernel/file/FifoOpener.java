package osprey.kernel.file;

import osprey.engine.Copyable;

/// The part of the kernel that knows pipes, as open(2) sees it.
public interface FifoOpener extends Copyable<FifoOpener> {
  /// Opens a FIFO after permissions were checked.
  ///
  /// @param name for messages
  Opened open(FifoNode node, String name, int flags, IoCall call);
}
