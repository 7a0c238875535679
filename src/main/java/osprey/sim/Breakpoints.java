package osprey.sim;

import java.util.BitSet;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.kernel.core.TrapHandler;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.trace.TraceLog;

/// Instructions to stop before, by program. Not part of the simulated state.
final class Breakpoints implements TrapHandler.Stops {
  private final IdentityHashMap<Image, BitSet> stops = new IdentityHashMap<>();
  private Stop.@Nullable Breakpoint reached;
  private int host;
  private final TraceLog log;
  private long traceKinds;
  private long traced;

  Breakpoints(TraceLog log) {
    this.log = log;
  }

  /// From now on an event of one of those kinds pauses the run.
  void await(long kinds) {
    traceKinds = kinds;
    traced = log.end();
  }

  /// Whether processors need to look at this at all.
  boolean isIdle() {
    return stops.isEmpty() && traceKinds == 0;
  }

  @Override
  public boolean isPaused() {
    return reached != null || traceKinds != 0 && nextTraced() >= 0;
  }

  /// Index of the first event of a wanted kind since the last call, -1 for none.
  long nextTraced() {
    for (long i = Math.max(traced, log.first()); i < log.end(); i++) {
      if ((traceKinds & log.kind(i).bit()) != 0) {
        return i;
      }
    }
    traced = log.end();
    return -1;
  }

  void set(Image image, int instruction) {
    stops.computeIfAbsent(image, _ -> new BitSet()).set(instruction);
  }

  void clear(Image image, int instruction) {
    BitSet set = stops.get(image);
    if (set != null) {
      set.clear(instruction);
      if (set.isEmpty()) {
        stops.remove(image);
      }
    }
  }

  @Override
  public @Nullable BitSet in(Process process) {
    return stops.get(process.program().image());
  }

  @Override
  public void reached(int onHost, Task task) {
    host = onHost;
    reached = new Stop.Breakpoint(host, task.id(), task.registers().pcAddress());
  }

  /// The breakpoint reached since the last call, null for none.
  @Nullable Stop takeReached() {
    Stop.Breakpoint stop = reached;
    reached = null;
    return stop;
  }
}
