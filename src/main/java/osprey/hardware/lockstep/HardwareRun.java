package osprey.hardware.lockstep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import osprey.hardware.real.Unavailable;
import osprey.kernel.core.Kernel;
import osprey.sim.Simulation;

/// A simulation that real processes follow, those of each machine by themselves. With several
/// machines TCP and UDP stay simulated.
public final class HardwareRun implements AutoCloseable {
  private final List<Lockstep> machines = new ArrayList<>();

  /// @param simulation that has not begun
  /// @param kept what is to stay simulated: `network`, `ipc`, `files`
  /// @throws Unavailable if this computer or this scenario does not allow it
  public HardwareRun(Simulation simulation, Collection<String> kept) throws Unavailable {
    Set<String> parts = new TreeSet<>(kept);
    if (simulation.hosts().size() > 1) {
      parts.add(Translation.OTHER_MACHINES);
    }
    try {
      for (Kernel kernel : simulation.hosts()) {
        machines.add(Lockstep.follow(kernel, parts));
      }
    } catch (Unavailable | RuntimeException refused) {
      close();
      throw refused;
    }
  }

  /// How many answers of the real kernel were equal to the simulated ones.
  public long compared() {
    return machines.stream().mapToLong(Lockstep::compared).sum();
  }

  /// What was real and what was not, in lines.
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    for (Lockstep each : machines) {
      String name = machines.size() > 1 ? "hardware: on " + each.name() + ": " : "hardware: ";
      each.summary().forEach(line -> lines.add(name + line));
    }
    return lines;
  }

  Lockstep first() {
    return machines.getFirst();
  }

  @Override
  public void close() {
    machines.forEach(Lockstep::close);
    machines.clear();
  }
}
