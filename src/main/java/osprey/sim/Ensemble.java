package osprey.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.inspect.HostInfo;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SystemInfo;
import osprey.kernel.core.Kernel;
import osprey.kernel.task.Process;

/// All processes of a run, living and ended, by the names that scenarios give them.
final class Ensemble {
  /// @param role its name in the scenario
  record Actor(String role, int host, Process process, ProcessInfo info) {}

  private final List<Actor> all = new ArrayList<>();

  /// The latest of each role: a restarted process has the role of the one before.
  private final Map<String, Actor> latest = new LinkedHashMap<>();

  private final Map<Long, String> roles = new LinkedHashMap<>();

  Ensemble(Simulation simulation, SystemInfo system) {
    for (Kernel kernel : simulation.hosts()) {
      HostInfo host = system.hosts().get(kernel.host());
      Map<Integer, Process> processes = new LinkedHashMap<>();
      kernel.processes().ended().forEach(each -> processes.put(each.id(), each));
      kernel.processTable().processes().forEach(each -> processes.put(each.id(), each));
      for (ProcessInfo info : host.processes()) {
        Process process = processes.get(info.pid());
        if (process != null) {
          add(new Actor(process.role, kernel.host(), process, info));
        }
      }
    }
  }

  private void add(Actor actor) {
    all.add(actor);
    latest.put(actor.role(), actor);
    roles.put(key(actor.host(), actor.info().pid()), actor.role());
  }

  List<Actor> all() {
    return all;
  }

  /// One for each role of a machine, of all for -1.
  List<Actor> current(int host) {
    return latest.values().stream().filter(each -> host < 0 || each.host() == host).toList();
  }

  /// The process of that name, or those of the group.
  List<Actor> called(String name) {
    return latest.values().stream().filter(each -> Roles.isCalled(each.role(), name)).toList();
  }

  /// Those of that name and their descendants.
  List<Actor> family(String name) {
    return all.stream().filter(each -> Roles.isOfFamily(each.role(), name)).toList();
  }

  /// The role of a process, null if it is not known (any more).
  @Nullable String role(int host, int pid) {
    return roles.get(key(host, pid));
  }

  static long key(int host, int id) {
    return (long) host << 32 | id;
  }
}
