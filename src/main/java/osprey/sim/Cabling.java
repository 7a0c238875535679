package osprey.sim;

import java.util.ArrayList;
import java.util.List;
import osprey.engine.SplittableSeed;
import osprey.lang.scn.Link;
import osprey.lang.scn.Machine;
import osprey.lang.scn.Scenario;
import osprey.network.Fabric;
import osprey.network.LinkProfile;

/// From the links of a scenario to the network. Machines that say no address get 10.0.0.1 and on,
/// in the order of the file.
final class Cabling {
  /// 10.0.0.0
  private static final int FIRST_ADDRESS = 10 << 24;

  private final Scenario scenario;

  Cabling(Scenario scenario) {
    this.scenario = scenario;
  }

  Fabric fabric(long seed) {
    List<Fabric.Host> hosts = new ArrayList<>();
    for (Machine machine : scenario.machines()) {
      int number = hosts.size() + 1;
      int address =
          machine.address().isEmpty() ? FIRST_ADDRESS + number : number(machine.address());
      hosts.add(new Fabric.Host(machine.name(), address));
    }
    Fabric fabric = new Fabric(hosts);
    SplittableSeed chance = new SplittableSeed(seed);
    for (Link link : scenario.links()) {
      fabric.join(place(link.a()), place(link.b()), profile(link), chance.split());
    }
    return fabric;
  }

  private static LinkProfile profile(Link link) {
    return new LinkProfile(
        link.latencyNanos(),
        link.jitterNanos(),
        link.bitsPerSecond(),
        link.lossPartsPerMillion(),
        link.duplicatePartsPerMillion());
  }

  private static int number(String dotted) {
    int number = 0;
    for (String part : dotted.split("\\.", -1)) {
      number = number << 8 | Integer.parseInt(part);
    }
    return number;
  }

  /// The index of a machine among those of the scenario.
  int place(String machine) {
    return scenario.machines().indexOf(scenario.machine(machine));
  }

  /// Whether links lead from one machine to another, over others too.
  boolean areJoined(String one, String other) {
    return fabric(0).isReachable(place(one), place(other));
  }

  List<Integer> places(List<String> machines) {
    return machines.stream().map(this::place).toList();
  }
}
