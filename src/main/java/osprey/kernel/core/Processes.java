package osprey.kernel.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.abi.Signal;
import osprey.code.Image;
import osprey.engine.Copier;
import osprey.inspect.DeathInfo;
import osprey.kernel.file.Credentials;
import osprey.kernel.file.FdTable;
import osprey.kernel.file.WorkingDirectory;
import osprey.kernel.mem.AddressSpace;
import osprey.kernel.mem.Loader;
import osprey.kernel.mem.ProgramParts;
import osprey.kernel.signal.Disposition;
import osprey.kernel.signal.SentSignal;
import osprey.kernel.task.Burst;
import osprey.kernel.task.Limits;
import osprey.kernel.task.Process;
import osprey.kernel.task.SchedulingEntity;
import osprey.kernel.task.Task;
import osprey.kernel.task.TaskState;
import osprey.kernel.wait.Outcome;
import osprey.machine.Access;
import osprey.machine.Program;
import osprey.machine.Registers;

/// The life of processes: start, fork(2), execve(2), exit(2), what becomes of zombies and orphans.
public final class Processes {
  /// Ended processes that are remembered for reports; beyond, the oldest are forgotten.
  private static final int ENDED_MAX = 100_000;

  /// Program of processes that run none: init, and workloads made of bursts.
  private static final Program NO_PROGRAM =
      new Program(
          new Image(
              "none",
              new int[0],
              0,
              0,
              new byte[0],
              0,
              new byte[0],
              0,
              0,
              new byte[0],
              0,
              new int[0],
              List.of(),
              List.of(),
              List.of(),
              java.util.Map.of()));

  private final Kernel kernel;

  /// Processes that were waited for, oldest first.
  private final ArrayDeque<Process> ended = new ArrayDeque<>();

  private long forgotten;
  private int started;

  Processes(Kernel kernel) {
    this.kernel = kernel;
  }

  Processes(Processes from, Kernel kernel, Copier copier) {
    this.kernel = kernel;
    for (Process process : from.ended) {
      ended.add(copier.copy(process));
    }
    forgotten = from.forgotten;
    started = from.started;
  }

  /// Processes that are over and reaped, oldest first.
  public Collection<Process> ended() {
    return Collections.unmodifiableCollection(ended);
  }

  /// How many ended processes are not remembered any more.
  public long forgotten() {
    return forgotten;
  }

  /// Process 1: adopts orphans and waits for them at once. It runs no code.
  void createInit() {
    int id = kernel.processTable().allocateId();
    Process init =
        new Process(
            id,
            "init",
            null,
            new AddressSpace(kernel.ram(), kernel.nextAddressSpace()),
            NO_PROGRAM,
            List.of("init"),
            new FdTable(),
            new WorkingDirectory(kernel.files().root()),
            Credentials.ROOT);
    init.groupId = 0;
    init.sessionId = 0;
    kernel.processTable().add(init);
  }

  public Process init() {
    Process init = kernel.processTable().process(1);
    if (init == null) {
      throw new IllegalStateException("there is no init");
    }
    return init;
  }

  // ---- starting

  /// What a scenario starts.
  ///
  /// @param parts the program, null for a workload of bursts
  public record Start(
      String name,
      @Nullable ProgramParts parts,
      List<Burst> bursts,
      List<String> arguments,
      List<String> environment,
      FdTable descriptors,
      WorkingDirectory workingDirectory,
      Credentials credentials,
      Limits limits,
      SchedulingEntity scheduling,
      osprey.kernel.task.Sandbox sandbox) {}

  /// Starts a process as a child of init; null if the machine's memory is full.
  public @Nullable Process start(Start what) {
    int id = kernel.processTable().allocateId();
    AddressSpace memory = new AddressSpace(kernel.ram(), kernel.nextAddressSpace());
    Registers registers = new Registers();
    ProgramParts parts = what.parts();
    if (parts != null
        && !Loader.load(
            memory,
            parts,
            what.arguments(),
            what.environment(),
            stackBytes(what.limits()),
            registers)) {
      memory.clear();
      return null;
    }
    Process process =
        new Process(
            id,
            what.name(),
            init(),
            memory,
            parts == null ? NO_PROGRAM : parts.program(),
            what.arguments(),
            what.descriptors(),
            what.workingDirectory(),
            what.credentials());
    process.isStarted = true;
    process.role = what.name();
    process.limits = what.limits();
    process.sandbox = what.sandbox();
    started++;
    Task task =
        new Task(id, process, what.name(), registers, what.scheduling(), kernel.dispatcher());
    task.bursts = what.bursts();
    enter(process, task, 1);
    Counterpart counterpart = kernel.counterpart();
    if (counterpart != null) {
      counterpart.started(process);
    }
    return process;
  }

  private void enter(Process process, Task main, int parent) {
    process.startedNanos = kernel.now();
    process.add(main);
    kernel.processTable().add(process);
    kernel.processTable().add(main);
    long now = kernel.now();
    int host = kernel.host();
    kernel.tracer().processCreated(now, host, process.id(), parent, process.name());
    kernel.tracer().threadCreated(now, host, main.id(), process.id(), parent);
    kernel.dispatcher().start(main);
  }

  static long stackBytes(Limits limits) {
    return Math.min(limits.effective(Limits.STACK), 1L << 30);
  }

  // ---- fork

  /// fork(2): the child, which returns 0 from the same call, or null: no memory or too many
  /// processes.
  public @Nullable Process fork(Task task) {
    Process parent = task.process();
    int id = kernel.processTable().allocateId();
    AddressSpace memory = parent.memory().fork(kernel.nextAddressSpace());
    Process child =
        new Process(
            id,
            parent.name(),
            parent,
            memory,
            parent.program(),
            parent.arguments(),
            parent.descriptors().inherited(),
            parent.workingDirectory.inherited(),
            parent.credentials);
    child.role = parent.nextChildRole();
    child.inheritDispositions(parent);
    child.fileModeMask = parent.fileModeMask;
    child.limits = parent.limits;
    child.groupId = parent.groupId;
    child.sessionId = parent.sessionId;
    child.sandbox = parent.sandbox;
    SchedulingEntity scheduling = new SchedulingEntity(task.scheduling);
    scheduling.lastCpu = -1;
    Registers registers = task.registers().copy();
    registers.completeSyscall(parent.program(), 0);
    Task main = new Task(id, child, task.name, registers, scheduling, kernel.dispatcher());
    main.signalMask = task.signalMask;
    main.alternateStack = task.alternateStack;
    main.alternateStackBytes = task.alternateStackBytes;
    kernel.ipc().forked(memory, parent.id(), kernel.realTime());
    Costs costs = kernel.costs();
    kernel.charge(costs.forkNanos() + costs.forkPageNanos() * memory.residentPages());
    enter(child, main, parent.id());
    return child;
  }

  // ---- exec

  /// execve(2): the process goes on as another program. Fails or does not return.
  public Outcome execute(Task task, String path, List<String> arguments, List<String> environment) {
    Process process = task.process();
    ProgramParts parts = kernel.program(path);
    if (parts == null) {
      return Outcome.failed(Errno.ENOEXEC);
    }
    AddressSpace memory = new AddressSpace(kernel.ram(), kernel.nextAddressSpace());
    Registers registers = new Registers();
    if (!Loader.load(
        memory, parts, arguments, environment, stackBytes(process.limits), registers)) {
      memory.clear();
      return Outcome.failed(Errno.ENOMEM);
    }
    for (Task other : List.copyOf(process.threads())) {
      if (other != task) {
        endTask(other);
        forget(other);
      }
    }
    kernel.timers().deleteAll(process);
    kernel.ipc().leaving(process.memory(), process.id(), kernel.realTime());
    process.memory().clear();
    String name = path.substring(path.lastIndexOf('/') + 1);
    process.become(name, parts.program(), memory, arguments);
    List<FdTable.Entry> held = process.descriptors().entries();
    process.descriptors().closeOnExec(process.id());
    task.become(name, registers);
    kernel.charge(kernel.costs().execNanos());
    kernel.tracer().programExecuted(kernel.now(), kernel.host(), process.id(), name);
    for (FdTable.Entry entry : held) {
      if (entry.closeOnExec()) {
        kernel.abandoned(entry.description());
      }
    }
    return Outcome.GONE;
  }

  // ---- the end

  /// exit_group(2).
  public void exit(Task task, int code) {
    end(task.process(), (code & 0xff) << 8);
  }

  /// A signal ends the process; what it was doing is noted first.
  void dieOf(Task task, int signal) {
    Process process = task.process();
    if (process.death == null || process.death.signal() != signal) {
      noteSignal(task, signal);
    }
    boolean dumps = Signal.actionOf(signal) == Signal.Default.CORE;
    end(process, signal | (dumps ? 0x80 : 0));
  }

  /// Ends a process from outside.
  public void end(Process process, int status) {
    if (process.isZombie) {
      return;
    }
    if (!process.isEnding()) {
      process.end(status);
    }
    for (Task task : List.copyOf(process.threads())) {
      endTask(task);
    }
    finish(process);
  }

  /// Ends one thread; its process ends with the last.
  void endTask(Task task) {
    if (task.isOver()) {
      return;
    }
    boolean wasRunning = task.state == TaskState.RUNNING;
    kernel.threads().abandonLocks(task);
    kernel.files().held().release(task.id());
    kernel.dispatcher().remove(task);
    kernel.ipc().threadEnded(task.id());
    task.process().threadExited();
    Counterpart counterpart = kernel.counterpart();
    if (counterpart != null) {
      counterpart.threadEnded(task);
    }
    task.accounts.ended = kernel.now();
    if (!wasRunning) {
      kernel.tracer().threadExited(kernel.now(), kernel.host(), task.id());
    }
  }

  /// Removes a thread that nobody will join.
  void forget(Task task) {
    kernel.processTable().remove(task);
    task.process().threads().remove(task);
  }

  /// All threads are over: what is left of the process is its status.
  void finish(Process process) {
    if (process.isZombie) {
      return;
    }
    if (!process.isEnding()) {
      process.end(0);
    }
    process.isZombie = true;
    if ((process.exitStatus() & 0x7f) == 0) {
      process.death = null;
    }
    process.endedNanos = kernel.now();
    kernel.signals().setAlarm(process, 0, 0);
    kernel.timers().deleteAll(process);
    kernel.ipc().leaving(process.memory(), process.id(), kernel.realTime());
    kernel.ipc().exited(process.id(), kernel.realTime());
    List<FdTable.Entry> held = process.descriptors().entries();
    process.descriptors().closeAll(process.id());
    process.memory().clear();
    process.workingDirectory.release();
    for (Task task : process.threads()) {
      kernel.processTable().remove(task);
    }
    kernel.tracer().processExited(kernel.now(), kernel.host(), process.id(), process.exitStatus());
    Counterpart counterpart = kernel.counterpart();
    if (counterpart != null) {
      counterpart.ended(process);
    }
    abandonChildren(process);
    tellParent(process);
    for (FdTable.Entry entry : held) {
      kernel.abandoned(entry.description());
    }
    kernel.waitListener().ended(kernel, process);
  }

  private void abandonChildren(Process process) {
    Process init = init();
    for (Process child : List.copyOf(process.children())) {
      init.adopt(child);
      kernel.tracer().processAdopted(kernel.now(), kernel.host(), child.id(), init.id());
      if (child.isZombie) {
        reap(child);
      }
    }
    process.children().clear();
  }

  private void tellParent(Process process) {
    Process parent = process.parent();
    if (parent == null) {
      return;
    }
    int status = process.exitStatus();
    boolean isKilled = (status & 0x7f) != 0;
    int code =
        !isKilled
            ? SentSignal.CLD_EXITED
            : (status & 0x80) != 0 ? SentSignal.CLD_DUMPED : SentSignal.CLD_KILLED;
    Disposition disposition = parent.disposition(Signal.SIGCHLD.number());
    kernel
        .signals()
        .send(
            parent,
            new SentSignal(
                Signal.SIGCHLD.number(),
                code,
                process.id(),
                process.credentials.uid(),
                isKilled ? status & 0x7f : status >> 8,
                0));
    boolean isUnwanted =
        parent.parent() == null
            || disposition.handler() == Disposition.IGNORE
            || disposition.has(Disposition.SA_NOCLDWAIT);
    if (isUnwanted) {
      reap(process);
    }
    parent.childEvents().wakeAll();
  }

  /// Its parent knows the status: the zombie goes.
  public void reap(Process process) {
    Process parent = process.parent();
    if (parent != null) {
      parent.children().remove(process);
      for (Task task : process.threads()) {
        parent.childUserNanos += task.accounts.userNanos;
        parent.childSystemNanos += task.accounts.systemNanos;
      }
      parent.childUserNanos += process.childUserNanos;
      parent.childSystemNanos += process.childSystemNanos;
      kernel.tracer().processReaped(kernel.now(), kernel.host(), process.id(), parent.id());
    }
    kernel.processTable().remove(process);
    ended.add(process);
    if (ended.size() > ENDED_MAX) {
      ended.remove();
      forgotten++;
    }
  }

  // ---- why it died

  void noteFault(Task task, Signal signal, long address, Access access) {
    FaultStory story = FaultStory.of(task, signal, address, access);
    task.process().death =
        new DeathInfo(
            signal.number(),
            task.id(),
            0,
            story.sentence(),
            story.hasAddress(),
            address,
            story.access(),
            story.segment(),
            Backtrace.of(task, Backtrace.FRAMES_MAX));
  }

  void noteOutOfMemory(Task task) {
    noteDeath(task, Signal.SIGKILL.number(), "the machine's memory is full");
  }

  void noteCpuLimit(Task task, long nanos) {
    noteDeath(
        task, Signal.SIGKILL.number(), "its limit of CPU time, " + nanos / 1e6 + " ms, is used up");
  }

  private void noteSignal(Task task, int signal) {
    String words =
        signal == Signal.SIGABRT.number()
            ? "the program called abort()"
            : Signal.name(signal) + " was sent to it";
    noteDeath(task, signal, words);
  }

  private void noteDeath(Task task, int signal, String words) {
    task.process().death =
        new DeathInfo(
            signal,
            task.id(),
            0,
            words,
            false,
            0,
            "",
            "",
            task.bursts.isEmpty() ? Backtrace.of(task, Backtrace.FRAMES_MAX) : List.of());
  }

  /// Processes of a group, live ones.
  public List<Process> group(int groupId) {
    List<Process> members = new ArrayList<>();
    for (Process process : kernel.processTable().processes()) {
      if (process.groupId == groupId && !process.isZombie && process.parent() != null) {
        members.add(process);
      }
    }
    return members;
  }
}
