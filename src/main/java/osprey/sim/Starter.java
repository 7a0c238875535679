package osprey.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.kernel.core.Kernel;
import osprey.kernel.core.Processes;
import osprey.kernel.file.Credentials;
import osprey.kernel.file.Directory;
import osprey.kernel.file.FdTable;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileTree;
import osprey.kernel.file.InputFeed;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.WorkingDirectory;
import osprey.kernel.task.Burst;
import osprey.kernel.task.Process;
import osprey.kernel.task.SchedulingEntity;
import osprey.lang.scn.Share;
import osprey.lang.scn.Start;
import osprey.lang.scn.Workload;

/// Starts a process as a scenario's `start` says.
final class Starter {
  private static final String TERMINAL = "/dev/tty";
  private static final long NO_LIMIT = Long.MAX_VALUE;

  private final ScenarioScript script;
  private final Simulation simulation;
  private final Kernel kernel;
  private final Streams streams;

  Starter(ScenarioScript script, Simulation simulation, int host) {
    this.script = script;
    this.simulation = simulation;
    kernel = simulation.hosts().get(host);
    streams = simulation.streams(host);
  }

  void start(Start start) {
    Workload workload = script.workload(start);
    InputFeed input = workload == null ? ownInput(start) : null;
    FdTable descriptors = workload == null ? descriptors(input) : new FdTable();
    Share share = workload == null ? start.share() : start.share().or(workload.share());
    List<Burst> bursts =
        workload == null ? List.of() : script.bursts(workload, start.name(), share, kernel.now());
    Process process =
        kernel
            .processes()
            .start(
                new Processes.Start(
                    start.name(),
                    workload == null ? kernel.program("/bin/" + start.program()) : null,
                    bursts,
                    arguments(start),
                    environment(start),
                    descriptors,
                    workingDirectory(start),
                    credentials(start.user()),
                    script.limits(start, kernel.config().limits()),
                    scheduling(share, bursts, kernel.now()),
                    script.sandbox(start)));
    if (process == null) {
      descriptors.closeAll(0);
      kernel
          .tracer()
          .diagnosis(
              kernel.now(),
              kernel.host(),
              start.name() + " could not start: the machine's memory is full");
      return;
    }
    if (streams.isTerminal(0) && streams.console().foregroundGroup() == 0) {
      streams.console().setForegroundGroup(process.groupId);
    }
    simulation.cast().enter(new Cast.Member(start.name(), kernel.host(), process.id(), input));
  }

  // ---- standard streams

  /// Standard input that no other process shares, null if it is the machine's.
  private @Nullable InputFeed ownInput(Start start) {
    byte[] text = script.input(start);
    if (text == null && (script.isProgram() || streams.isTerminal(0))) {
      return null;
    }
    InputFeed feed = new InputFeed("stdin");
    if (text != null && text.length > 0) {
      feed.feed(text);
    }
    if (text != null || !script.isTypedTo(start)) {
      feed.end();
    }
    return feed;
  }

  private FdTable descriptors(@Nullable InputFeed input) {
    FdTable table = new FdTable();
    FileDescription terminal = null;
    for (int fd = 0; fd < 3; fd++) {
      if (fd == 0 && input != null) {
        table.put(fd, input, false);
      } else if (streams.isTerminal(fd)) {
        terminal = terminal == null ? openTerminal() : terminal;
        table.put(fd, terminal, false);
      } else {
        table.put(
            fd, fd == 0 ? streams.input() : fd == 1 ? streams.output() : streams.error(), false);
      }
    }
    return table;
  }

  private FileDescription openTerminal() {
    FileTree files = kernel.files();
    FileDescription terminal =
        files
            .open(
                TERMINAL,
                OpenFlag.READ_WRITE,
                0,
                files.rootView(),
                new IoCall(false, null, Credentials.ROOT, 0, NO_LIMIT, kernel))
            .description();
    if (terminal == null) {
      throw new IllegalStateException("there is no " + TERMINAL);
    }
    return terminal;
  }

  // ---- surroundings

  private List<String> arguments(Start start) {
    List<String> arguments = new ArrayList<>();
    arguments.add(script.isProgram() ? "./" + start.program() : start.program());
    arguments.addAll(start.arguments());
    return arguments;
  }

  private List<String> environment(Start start) {
    String user = start.user() == 0 ? "root" : start.user() == 1000 ? "user" : "" + start.user();
    Map<String, String> variables = new LinkedHashMap<>();
    put(variables, "PATH=/bin:/usr/bin");
    put(variables, "HOME=" + (start.user() == 0 ? "/root" : "/home/user"));
    put(variables, "USER=" + user);
    put(variables, "LOGNAME=" + user);
    put(variables, "SHELL=/bin/sh");
    put(variables, "PWD=" + start.directory());
    put(variables, "LANG=C.UTF-8");
    if (streams.isTerminal(1)) {
      put(variables, "TERM=xterm");
    }
    for (String variable : start.environment()) {
      put(variables, variable);
    }
    return new ArrayList<>(variables.values());
  }

  private static void put(Map<String, String> variables, String variable) {
    variables.put(variable.substring(0, variable.indexOf('=')), variable);
  }

  private WorkingDirectory workingDirectory(Start start) {
    FileTree files = kernel.files();
    return new WorkingDirectory(
        files.find(start.directory(), true, files.rootView()).node() instanceof Directory directory
            ? directory
            : files.root());
  }

  private static Credentials credentials(int user) {
    return user == 0
        ? Credentials.ROOT
        : new Credentials(user, user, user, user, user, user, List.of(), false);
  }

  private static SchedulingEntity scheduling(Share share, List<Burst> bursts, long now) {
    SchedulingEntity entity = new SchedulingEntity();
    Integer nice = share.nice();
    Integer priority = share.priority();
    Integer tickets = share.tickets();
    Long period = share.periodNanos();
    Long deadline = share.deadlineNanos();
    Long affinity = share.affinity();
    entity.nice = nice == null ? 0 : nice;
    entity.priority = priority == null ? 0 : priority;
    entity.tickets = tickets == null ? entity.tickets : tickets;
    entity.periodNanos = period == null ? 0 : period;
    entity.deadlineNanos = deadline != null ? deadline : entity.periodNanos;
    entity.absoluteDeadline = entity.deadlineNanos == 0 ? 0 : now + entity.deadlineNanos;
    entity.affinity = affinity == null ? -1 : affinity;
    entity.nextBurstNanos = 0;
    for (Burst burst : bursts) {
      if (burst instanceof Burst.Cpu(long nanos)) {
        entity.nextBurstNanos = nanos;
        break;
      }
    }
    return entity;
  }
}
