package osprey.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import osprey.abi.Signal;
import osprey.abi.Syscall;
import osprey.code.Image;
import osprey.code.Symbol;
import osprey.inspect.CpuInfo;
import osprey.inspect.FdInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.LinkInfo;
import osprey.inspect.MapInfo;
import osprey.inspect.Metrics;
import osprey.inspect.ProcessInfo;
import osprey.inspect.ProcessState;
import osprey.inspect.SignalInfo;
import osprey.inspect.SystemInfo;
import osprey.inspect.ThreadInfo;
import osprey.inspect.ThreadState;
import osprey.inspect.WaitInfo;
import osprey.kernel.core.Dispatcher;
import osprey.kernel.core.Kernel;
import osprey.kernel.core.Processor;
import osprey.kernel.file.FdTable;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.OpenFile;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.fileserver.RemoteFile;
import osprey.kernel.mem.AddressSpace;
import osprey.kernel.mem.Segment;
import osprey.kernel.signal.Disposition;
import osprey.kernel.signal.SignalSet;
import osprey.kernel.task.Accounts;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.kernel.task.TaskState;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.Waiter;
import osprey.machine.PageTable;
import osprey.machine.Ram;
import osprey.network.Fabric;
import osprey.network.Link;
import osprey.network.LinkProfile;

/// Takes a picture of a simulation for the views: records that hold no kernel object.
final class Inspector {
  private final Simulation simulation;

  Inspector(Simulation simulation) {
    this.simulation = simulation;
  }

  SystemInfo system() {
    List<HostInfo> hosts = new ArrayList<>();
    List<String> rules = new ArrayList<>();
    for (Kernel kernel : simulation.hosts()) {
      hosts.add(host(kernel));
      rules.add("At one instant: " + kernel.config().tieRule().words() + ".");
      rules.add(kernel.dispatcher().policy().rule());
    }
    rules.add("Processes that start at one instant become ready in the order of the scenario.");
    rules.add("Response is measured from arrival to the first time on a CPU.");
    rules.add(
        "A switch is a dispatch of another thread than the CPU ran before, also after an exit.");
    return new SystemInfo(
        simulation.now(), simulation.seed(), rules.stream().distinct().toList(), hosts, links());
  }

  private List<LinkInfo> links() {
    Fabric fabric = simulation.hosts().getFirst().sockets().fabric();
    List<LinkInfo> links = new ArrayList<>();
    for (Link link : fabric.links()) {
      LinkProfile profile = link.profile();
      links.add(
          new LinkInfo(
              fabric.hosts().get(link.from()).name(),
              fabric.hosts().get(link.to()).name(),
              profile.latencyNanos(),
              profile.jitterNanos(),
              profile.bitsPerSecond(),
              profile.lossPartsPerMillion(),
              profile.duplicatePartsPerMillion(),
              link.isCut(),
              link.carried(),
              link.lost()));
    }
    return links;
  }

  private HostInfo host(Kernel kernel) {
    List<ProcessInfo> processes = new ArrayList<>();
    for (Process process : kernel.processes().ended()) {
      processes.add(process(kernel, process, ProcessState.ENDED));
    }
    for (Process process : kernel.processTable().processes()) {
      if (process.parent() != null) {
        ProcessState state =
            process.isZombie
                ? ProcessState.ZOMBIE
                : process.isStopped ? ProcessState.STOPPED : ProcessState.LIVE;
        processes.add(process(kernel, process, state));
      }
    }
    processes.sort((a, b) -> Integer.compare(a.pid(), b.pid()));
    return new HostInfo(
        kernel.host(),
        kernel.config().name(),
        kernel.dispatcher().policy().description(),
        cpus(kernel),
        new MemoryView(kernel).memory(),
        processes,
        kernel.channels(),
        LockScan.of(kernel),
        simulation.deadlocks().graph(kernel),
        kernel.transfers().all());
  }

  private List<CpuInfo> cpus(Kernel kernel) {
    List<CpuInfo> cpus = new ArrayList<>();
    for (Processor processor : kernel.processors()) {
      long system = processor.systemNanos() + processor.switchNanos();
      long busy = processor.userNanos() + system;
      Task task = processor.task();
      cpus.add(
          new CpuInfo(
              processor.id(),
              task == null ? 0 : task.id(),
              processor.userNanos(),
              system,
              Math.max(0, simulation.now() - busy),
              processor.switches(),
              processor.instructions(),
              processor.cpu().tlbHits(),
              processor.cpu().tlbMisses()));
    }
    return cpus;
  }

  // ---- processes

  private ProcessInfo process(Kernel kernel, Process process, ProcessState state) {
    boolean isOver = state == ProcessState.ZOMBIE || state == ProcessState.ENDED;
    List<ThreadInfo> threads = new ArrayList<>();
    for (Task task : process.threads()) {
      threads.add(thread(task, isOver));
    }
    Process parent = process.parent();
    String directory = kernel.files().pathOf(process.workingDirectory.directory());
    return new ProcessInfo(
        process.id(),
        parent == null ? 0 : parent.id(),
        process.groupId,
        process.sessionId,
        process.name(),
        String.join(" ", process.arguments()),
        state,
        Math.max(0, process.exitStatus()),
        process.death,
        process.credentials.effectiveUid(),
        process.credentials.effectiveGid(),
        directory == null ? "(deleted)" : directory,
        threads,
        isOver ? List.of() : maps(process.memory()),
        isOver ? List.of() : fds(process.descriptors()),
        isOver ? List.of() : signals(process),
        metricsOf(process, isOver));
  }

  private Metrics metricsOf(Process process, boolean isOver) {
    Accounts sum = new Accounts(process.goneThreads());
    sum.arrived = process.startedNanos;
    sum.ended = process.endedNanos;
    long first = -1;
    for (Task task : process.threads()) {
      sum.add(task.accounts);
      sum.missedDeadlines += isOver ? 0 : overdue(task);
      long run = task.accounts.firstRun;
      if (run >= 0 && (first < 0 || run < first)) {
        first = run;
      }
    }
    sum.firstRun = first;
    return metrics(sum);
  }

  private static Metrics metrics(Accounts accounts) {
    return new Metrics(
        accounts.arrived,
        accounts.firstRun,
        accounts.ended,
        accounts.userNanos,
        accounts.systemNanos,
        accounts.readyNanos,
        accounts.blockedNanos,
        accounts.voluntarySwitches,
        accounts.involuntarySwitches,
        accounts.migrations,
        accounts.calls,
        accounts.minorFaults,
        accounts.majorFaults,
        accounts.copyOnWriteFaults,
        accounts.copies,
        accounts.bytesCopied,
        accounts.instructions,
        accounts.missedDeadlines);
  }

  private ThreadInfo thread(Task task, boolean isProcessOver) {
    Waiter waiter = task.waiter;
    String call = waiter == null || !task.bursts.isEmpty() ? "" : callName(task);
    return new ThreadInfo(
        task.id(),
        task.process().id(),
        task.name,
        state(task, isProcessOver),
        task.scheduling.lastCpu,
        task.scheduling.nice,
        task.scheduling.level,
        waiter == null
            ? null
            : new WaitInfo(
                Dispatcher.describe(waiter.terms()),
                task.accounts.since,
                waiter.terms().deadlineNanos(),
                call),
        call,
        task.registers().pcAddress(),
        metricsOf(task, isProcessOver));
  }

  private Metrics metricsOf(Task task, boolean isProcessOver) {
    Accounts accounts = new Accounts(task.accounts);
    accounts.missedDeadlines += isProcessOver ? 0 : overdue(task);
    return metrics(accounts);
  }

  /// 1 for a job that has missed its deadline and still runs.
  private int overdue(Task task) {
    long deadline = task.scheduling.absoluteDeadline;
    return deadline != 0 && deadline < simulation.now() && !task.isOver() ? 1 : 0;
  }

  private static ThreadState state(Task task, boolean isProcessOver) {
    TaskState state = task.state;
    return switch (state) {
      case READY -> ThreadState.READY;
      case RUNNING -> ThreadState.RUNNING;
      case BLOCKED ->
          task.waiter != null && task.waiter.terms().interrupt() == Wait.Interrupt.UNINTERRUPTIBLE
              ? ThreadState.UNINTERRUPTIBLE
              : ThreadState.SLEEPING;
      case STOPPED -> ThreadState.STOPPED;
      case EXITED -> isProcessOver ? ThreadState.ENDED : ThreadState.ZOMBIE;
    };
  }

  private static String callName(Task task) {
    Syscall call = Syscall.of(task.registers().syscallNumber(task.process().program()));
    return call == null ? "" : call.spelling();
  }

  // ---- what a process has

  private static List<MapInfo> maps(AddressSpace space) {
    List<MapInfo> maps = new ArrayList<>();
    for (Segment segment : space.segments()) {
      maps.add(map(space, segment));
    }
    return maps;
  }

  private static MapInfo map(AddressSpace space, Segment segment) {
    PageTable pages = space.pageTable();
    long resident = 0;
    long shared = 0;
    long last = PageTable.pageOf(segment.end() - 1);
    long page = pages.next(PageTable.pageOf(segment.start()), last);
    while (page >= 0) {
      long entry = pages.entry(page);
      if (PageTable.isPresent(entry)) {
        resident++;
        int own = segment.source() == null ? 1 : 2;
        if (space.ram().references(PageTable.frame(entry)) > own) {
          shared++;
        }
      }
      page = pages.next(page + 1, last);
    }
    return new MapInfo(
        segment.start(),
        segment.end(),
        segment.permissions(),
        segment.sourcePage() * Ram.FRAME_BYTES,
        nameOf(segment),
        resident * Ram.FRAME_BYTES,
        shared * Ram.FRAME_BYTES);
  }

  static String nameOf(Segment segment) {
    if (!segment.name().isEmpty()) {
      return segment.name();
    }
    return segment.source() == null ? "" : segment.source().mapName();
  }

  private static List<FdInfo> fds(FdTable table) {
    List<FdInfo> fds = new ArrayList<>();
    List<FileDescription> seen = new ArrayList<>();
    for (FdTable.Entry entry : table.entries()) {
      FileDescription description = entry.description();
      int number = seen.indexOf(description);
      if (number < 0) {
        number = seen.size();
        seen.add(description);
      }
      fds.add(
          new FdInfo(
              entry.fd(),
              description.kind(),
              description.name(),
              flags(description.statusFlags()),
              entry.closeOnExec(),
              position(description),
              number,
              description.references()));
    }
    return fds;
  }

  /// -1 where there is none.
  private static long position(FileDescription description) {
    return switch (description) {
      case OpenFile file -> file.position();
      case RemoteFile file -> file.position();
      default -> -1;
    };
  }

  private static String flags(int flags) {
    StringBuilder words =
        new StringBuilder(
            switch (flags & OpenFlag.ACCESS_MODE) {
              case OpenFlag.READ_ONLY -> "O_RDONLY";
              case OpenFlag.WRITE_ONLY -> "O_WRONLY";
              default -> "O_RDWR";
            });
    if ((flags & OpenFlag.APPEND) != 0) {
      words.append("|O_APPEND");
    }
    if ((flags & OpenFlag.NON_BLOCKING) != 0) {
      words.append("|O_NONBLOCK");
    }
    return words.toString();
  }

  private static List<SignalInfo> signals(Process process) {
    List<SignalInfo> signals = new ArrayList<>();
    Task main = process.threads().isEmpty() ? null : process.threads().getFirst();
    long pending = process.pending.set() | (main == null ? 0 : main.pending.set());
    long blocked = main == null ? 0 : main.signalMask;
    for (int number = 1; number <= Signal.NUMBER_MAX; number++) {
      Disposition disposition = process.disposition(number);
      boolean isPending = SignalSet.contains(pending, number);
      boolean isBlocked = SignalSet.contains(blocked, number);
      if (isPending || isBlocked || disposition.handler() != Disposition.DEFAULT) {
        signals.add(new SignalInfo(number, action(process, disposition), isPending, isBlocked));
      }
    }
    return signals;
  }

  private static String action(Process process, Disposition disposition) {
    if (!disposition.isHandled()) {
      return disposition.handler() == Disposition.IGNORE ? "ignore" : "default";
    }
    Image image = process.program().image();
    int entry = image.instructionAt(disposition.handler());
    Symbol.@Nullable Function function = entry < 0 ? null : image.functionAt(entry);
    return function == null
        ? "0x" + Long.toHexString(disposition.handler()).toLowerCase(Locale.ROOT)
        : function.name();
  }
}
