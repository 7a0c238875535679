package osprey.kernel.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.inspect.DeathInfo;
import osprey.kernel.file.Credentials;
import osprey.kernel.file.FdTable;
import osprey.kernel.file.WorkingDirectory;
import osprey.kernel.mem.AddressSpace;
import osprey.kernel.signal.Disposition;
import osprey.kernel.signal.PendingSignals;
import osprey.kernel.wait.WaitQueue;
import osprey.machine.Program;

/// A process: an address space, descriptors, signal dispositions, identity, and one or more
/// threads. After its end it stays as a zombie until its parent has asked for its status, wait(2).
public final class Process implements Copyable<Process> {
  /// Signal numbers run from 1 to 64.
  private static final int SIGNALS = 65;

  private final int id;
  private String name;
  private @Nullable Process parent;

  /// Oldest first, zombies included.
  private final List<Process> children = new ArrayList<>(0);

  /// In order of creation, exited but unjoined ones included.
  private final List<Task> threads = new ArrayList<>(1);

  private int liveThreads;
  private final Accounts goneThreads;
  private AddressSpace memory;
  private Program program;
  private List<String> arguments;
  private final FdTable descriptors;
  public WorkingDirectory workingDirectory;
  public int fileModeMask = 0022;
  public Credentials credentials;
  public Limits limits = Limits.DEFAULTS;
  private final Disposition[] dispositions;
  public final PendingSignals pending;
  private final WaitQueue childEvents;
  public int groupId;
  public int sessionId;

  /// Set once the process is ending: the status as wait(2) encodes it.
  private int exitStatus = -1;

  public boolean isZombie;

  /// The whole process is stopped by a signal.
  public boolean isStopped;

  /// Signal that stopped it, to be reported by waitpid(WUNTRACED) once; 0 if reported.
  public int unreportedStop;

  public boolean isContinueUnreported;
  public long startedNanos;
  public long endedNanos = -1;

  /// Times of children that were waited for, getrusage(2).
  public long childUserNanos;

  public long childSystemNanos;

  /// setitimer(2) ITIMER_REAL and alarm(2): expiry time and interval, 0 for none.
  public long alarmAt;

  public long alarmIntervalNanos;
  public long alarmHandle;

  /// Whether the process came from a scenario's `start` rather than from fork.
  public boolean isStarted;

  /// What scenarios call it: the name of its `start`, or its parent's role and its number among the
  /// parent's children: `server/2`.
  public String role = "";

  /// How many children it has had by fork.
  private int forks;

  /// How a signal ended it, null unless one did.
  public @Nullable DeathInfo death;

  /// What a sandbox refuses this process and its children.
  public Sandbox sandbox = Sandbox.NONE;

  public Process(
      int id,
      String name,
      @Nullable Process parent,
      AddressSpace memory,
      Program program,
      List<String> arguments,
      FdTable descriptors,
      WorkingDirectory workingDirectory,
      Credentials credentials) {
    this.id = id;
    this.name = name;
    this.parent = parent;
    this.memory = memory;
    this.program = program;
    this.arguments = arguments;
    this.descriptors = descriptors;
    this.workingDirectory = workingDirectory;
    this.credentials = credentials;
    dispositions = new Disposition[SIGNALS];
    Arrays.fill(dispositions, Disposition.DEFAULT_ACTION);
    pending = new PendingSignals();
    goneThreads = new Accounts();
    childEvents = new WaitQueue("a child of process " + id);
    groupId = id;
    sessionId = id;
    if (parent != null) {
      parent.children.add(this);
    }
  }

  private Process(Process from, Copier copier) {
    copier.register(from, this);
    id = from.id;
    name = from.name;
    program = from.program;
    arguments = from.arguments;
    dispositions = from.dispositions.clone();
    pending = new PendingSignals(from.pending);
    goneThreads = new Accounts(from.goneThreads);
    credentials = from.credentials;
    fileModeMask = from.fileModeMask;
    limits = from.limits;
    groupId = from.groupId;
    sessionId = from.sessionId;
    exitStatus = from.exitStatus;
    isZombie = from.isZombie;
    isStopped = from.isStopped;
    unreportedStop = from.unreportedStop;
    isContinueUnreported = from.isContinueUnreported;
    startedNanos = from.startedNanos;
    endedNanos = from.endedNanos;
    childUserNanos = from.childUserNanos;
    childSystemNanos = from.childSystemNanos;
    alarmAt = from.alarmAt;
    alarmIntervalNanos = from.alarmIntervalNanos;
    alarmHandle = from.alarmHandle;
    isStarted = from.isStarted;
    role = from.role;
    forks = from.forks;
    death = from.death;
    sandbox = from.sandbox;
    memory = copier.copy(from.memory);
    descriptors = copier.copy(from.descriptors);
    workingDirectory = copier.copy(from.workingDirectory);
    childEvents = copier.copy(from.childEvents);
    parent = copier.copyOrNull(from.parent);
    for (Process child : from.children) {
      children.add(copier.copy(child));
    }
    liveThreads = from.liveThreads;
    for (Task task : from.threads) {
      threads.add(copier.copy(task));
    }
  }

  public int id() {
    return id;
  }

  public String name() {
    return name;
  }

  /// Null only for init.
  public @Nullable Process parent() {
    return parent;
  }

  public List<Process> children() {
    return children;
  }

  /// The role of the next child.
  public String nextChildRole() {
    return role + "/" + ++forks;
  }

  public void adopt(Process orphan) {
    orphan.parent = this;
    children.add(orphan);
  }

  public List<Task> threads() {
    return threads;
  }

  /// What its joined and detached threads that are gone have used, together.
  public Accounts goneThreads() {
    return goneThreads;
  }

  /// Keeps the account of a thread that is forgotten.
  public void addGone(Accounts thread) {
    goneThreads.add(thread);
  }

  /// Threads that have not exited.
  public int liveThreads() {
    return liveThreads;
  }

  /// A new thread.
  public void add(Task task) {
    threads.add(task);
    liveThreads++;
  }

  /// One of the threads has exited; it stays in the list until it is joined.
  public void threadExited() {
    liveThreads--;
  }

  public AddressSpace memory() {
    return memory;
  }

  public Program program() {
    return program;
  }

  public List<String> arguments() {
    return arguments;
  }

  public FdTable descriptors() {
    return descriptors;
  }

  public Disposition disposition(int signal) {
    return dispositions[signal];
  }

  public void setDisposition(int signal, Disposition disposition) {
    dispositions[signal] = disposition;
  }

  /// A child has the dispositions of its parent at fork.
  public void inheritDispositions(Process from) {
    System.arraycopy(from.dispositions, 0, dispositions, 0, SIGNALS);
  }

  /// Where those in wait(2) wait.
  public WaitQueue childEvents() {
    return childEvents;
  }

  /// exec(2): another program in a new address space; handlers go back to the default.
  public void become(
      String newName, Program newProgram, AddressSpace newMemory, List<String> newArguments) {
    name = newName;
    program = newProgram;
    memory = newMemory;
    arguments = newArguments;
    for (int signal = 1; signal < SIGNALS; signal++) {
      if (dispositions[signal].isHandled()) {
        dispositions[signal] = Disposition.DEFAULT_ACTION;
      }
    }
  }

  /// The status as wait(2) encodes it: exit code << 8, or the signal (| 0x80 with a core); -1 while
  /// alive.
  public int exitStatus() {
    return exitStatus;
  }

  public boolean isEnding() {
    return exitStatus >= 0;
  }

  public void end(int status) {
    exitStatus = status;
  }

  @Override
  public Process copy(Copier copier) {
    return new Process(this, copier);
  }

  @Override
  public String toString() {
    return name + " (process " + id + ")";
  }
}
