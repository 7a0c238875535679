package osprey.ui.tui;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.SourceFile;
import osprey.inspect.FrameInfo;

/// What panels ask of the run beyond the records: stacks, memory, source text.
interface Probe {
  /// Calls of a thread, innermost first; empty when it has ended.
  List<FrameInfo> frames(int host, int tid, int framesMax);

  /// Bytes of a process's memory from an address on, fewer where it is not mapped.
  byte[] memory(int host, int pid, long address, int length);

  @Nullable SourceFile source(String name);

  /// The file shown while no thread is anywhere.
  @Nullable SourceFile anySource();

  boolean hasBreakpoint(String file, int line);
}
