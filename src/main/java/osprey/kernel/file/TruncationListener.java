package osprey.kernel.file;

import osprey.engine.Copyable;
import osprey.machine.FrameSource;

/// Told before a file gives up pages, so that whoever maps them takes them out of its page tables:
/// the next touch is SIGBUS.
public interface TruncationListener extends Copyable<TruncationListener> {
  void truncated(FrameSource source, long firstPage);
}
