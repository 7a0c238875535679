package osprey.sim.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.engine.SplittableSeed;
import osprey.kernel.core.Kernel;
import osprey.kernel.core.MachineConfig;
import osprey.kernel.core.Processes;
import osprey.kernel.core.Timeline;
import osprey.kernel.file.Credentials;
import osprey.kernel.file.Directory;
import osprey.kernel.file.FdTable;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileTree;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Opened;
import osprey.kernel.file.WorkingDirectory;
import osprey.kernel.sched.RoundRobin;
import osprey.kernel.task.Limits;
import osprey.kernel.task.Process;
import osprey.kernel.task.Sandbox;
import osprey.kernel.task.SchedulingEntity;
import osprey.kernel.task.Task;
import osprey.network.Fabric;
import osprey.network.LinkProfile;
import osprey.sim.BareMachines;
import osprey.sim.Simulation;
import osprey.trace.Tracer;

/// The machines on which a case is replayed: fresh ones, with an empty directory to work in and
/// processes that have nothing in common.
final class Stage {
  static final String PROGRAM = "/bin/agent";

  private static final String DIRECTORY = "/tmp/case";
  private static final String ALONE = "osprey";
  private static final long DIRECTORY_BYTES = 1L << 30;
  private static final int CPUS = 8;
  private static final long QUANTUM_NANOS = 10_000_000;

  private final AgentProgram program;
  private final AgentCalls calls;
  private final List<Kernel> machines = new ArrayList<>();
  private final Map<String, Kernel> byHost = new LinkedHashMap<>();
  private final Fabric fabric;
  private final Simulation simulation;

  /// @param named names of hosts and their addresses, null for one machine by itself
  Stage(@Nullable Object named, AgentProgram program, AgentCalls calls) {
    this.program = program;
    this.calls = calls;
    Timeline timeline = new Timeline();
    Tracer tracer = Tracer.off();
    Map<?, ?> hosts =
        named instanceof Map<?, ?> map && !map.isEmpty() ? map : Map.of(ALONE, "0.0.0.0");
    fabric = fabric(hosts);
    for (Object host : hosts.keySet()) {
      byHost.put(String.valueOf(host), machine(String.valueOf(host), timeline, tracer));
    }
    simulation = BareMachines.simulation(machines, timeline, tracer, 1);
  }

  /// Every machine is joined to every other, as by a switch.
  private static Fabric fabric(Map<?, ?> addresses) {
    List<Fabric.Host> hosts = new ArrayList<>();
    addresses.forEach((name, address) ->
        hosts.add(
            new Fabric.Host(String.valueOf(name), SocketAddress.host(String.valueOf(address)))));
    Fabric fabric = new Fabric(hosts);
    SplittableSeed chance = new SplittableSeed(1);
    for (int one = 0; one < hosts.size(); one++) {
      for (int other = one + 1; other < hosts.size(); other++) {
        fabric.join(one, other, LinkProfile.LOCAL, chance.split());
      }
    }
    return fabric;
  }

  private Kernel machine(String name, Timeline timeline, Tracer tracer) {
    MachineConfig small = MachineConfig.small(name);
    MachineConfig config =
        new MachineConfig(
            machines.size(),
            name,
            CPUS,
            small.clockHertz(),
            small.memoryFrames(),
            small.interleaveInstructions(),
            small.costs(),
            small.tieRule(),
            small.seed(),
            small.bootSeconds(),
            small.limits(),
            small.pipes(),
            small.ipc(),
            small.net(),
            small.threadLimit(),
            small.settings(),
            false);
    Kernel kernel =
        new Kernel(
            config,
            new RoundRobin(QUANTUM_NANOS, false),
            timeline,
            tracer,
            calls,
            config.host(),
            fabric);
    kernel.install(PROGRAM, program.program());
    FileTree files = kernel.files();
    files.install(PROGRAM, PROGRAM);
    files.makeDirectories(DIRECTORY);
    files.mount(DIRECTORY, "tmpfs", DIRECTORY_BYTES, null);
    var directory = files.find(DIRECTORY, true, files.rootView()).node();
    if (directory != null) {
      files.attributes(files.rootView()).setMode(directory, 01777);
    }
    machines.add(kernel);
    return kernel;
  }

  Simulation simulation() {
    return simulation;
  }

  /// The machine with that name, the only one if none is named.
  Kernel machine(@Nullable Object host) {
    Kernel kernel = host == null ? machines.getFirst() : byHost.get(String.valueOf(host));
    if (kernel == null) {
      throw new IllegalArgumentException("there is no host " + host);
    }
    return kernel;
  }

  void setCut(String host, boolean isCut) {
    fabric.setCut(List.copyOf(byHost.keySet()).indexOf(host), isCut);
  }

  /// Starts a process that runs the agent.
  Task start(String name, Kernel kernel, long time) {
    FdTable descriptors = new FdTable();
    for (int fd = 0; fd < 3; fd++) {
      descriptors.put(fd, nowhere(kernel), false);
    }
    FileTree files = kernel.files();
    var node = files.find(DIRECTORY, true, files.rootView()).node();
    kernel.at(time);
    Process process =
        kernel
            .processes()
            .start(
                new Processes.Start(
                    name,
                    kernel.program(PROGRAM),
                    List.of(),
                    List.of(PROGRAM),
                    List.of(),
                    descriptors,
                    new WorkingDirectory(node instanceof Directory at ? at : files.root()),
                    Credentials.ROOT,
                    Limits.DEFAULTS,
                    new SchedulingEntity(),
                    Sandbox.NONE));
    if (process == null) {
      throw new IllegalArgumentException("no memory for " + name);
    }
    kernel.dispatcher().dispatchIdle(time);
    return process.threads().getFirst();
  }

  private static FileDescription nowhere(Kernel kernel) {
    FileTree files = kernel.files();
    IoCall call = new IoCall(false, null, Credentials.ROOT, 1, Long.MAX_VALUE, kernel);
    Opened opened = files.open("/dev/null", OpenFlag.READ_WRITE, 0, files.rootView(), call);
    if (opened.description() == null) {
      throw new IllegalStateException("there is no /dev/null");
    }
    return opened.description();
  }
}
