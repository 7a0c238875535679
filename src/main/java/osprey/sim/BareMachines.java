package osprey.sim;

import java.util.ArrayList;
import java.util.List;
import osprey.kernel.core.Kernel;
import osprey.kernel.core.Timeline;
import osprey.trace.Tracer;

/// Machines without a scenario: whatever happens there comes from outside.
public final class BareMachines {
  private BareMachines() {}

  /// @param timeline of all the machines
  public static Simulation simulation(
      List<Kernel> machines, Timeline timeline, Tracer tracer, long seed) {
    List<Streams> streams = new ArrayList<>();
    for (Kernel machine : machines) {
      streams.add(new Streams(machine, 0));
    }
    return new Simulation(machines, streams, timeline, tracer, new NoScript(), seed);
  }

  private record NoScript() implements Script {
    @Override
    public int size() {
      return 0;
    }

    @Override
    public long timeNanos(int action) {
      return 0;
    }

    @Override
    public void perform(int action, Simulation simulation) {
      throw new IllegalStateException("there is no action " + action);
    }
  }
}
