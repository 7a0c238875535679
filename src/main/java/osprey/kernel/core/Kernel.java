package osprey.kernel.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.abi.Syscall;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.engine.Event;
import osprey.engine.SplittableSeed;
import osprey.inspect.ChannelInfo;
import osprey.kernel.file.DiskDone;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileTree;
import osprey.kernel.file.WriteBackDue;
import osprey.kernel.fileserver.RemoteFiles;
import osprey.kernel.ipc.IpcNamespace;
import osprey.kernel.ipc.Pipes;
import osprey.kernel.ipc.TimerExpires;
import osprey.kernel.ipc.TimerFds;
import osprey.kernel.mem.ProgramParts;
import osprey.kernel.net.Sockets;
import osprey.kernel.net.Wire;
import osprey.kernel.sched.SchedulingPolicy;
import osprey.kernel.sync.Futexes;
import osprey.kernel.task.Process;
import osprey.kernel.task.ProcessTable;
import osprey.kernel.task.Task;
import osprey.kernel.wait.WaitQueue;
import osprey.kernel.winpipe.WindowsPipes;
import osprey.machine.CoherentCaches;
import osprey.machine.Program;
import osprey.machine.Ram;
import osprey.network.Fabric;
import osprey.network.Packet;
import osprey.trace.TraceEvent.Fate;
import osprey.trace.Tracer;

/// One machine's operating system: the root of its state. What it does is told apart by noun:
/// {@link Dispatcher} (who runs where), {@link TrapHandler} (what stops a program), {@link
/// Signals}, {@link Processes}, {@link Threads}.
public final class Kernel implements Wire, Copyable<Kernel> {
  /// A packet's number is its machine's above so many bits of a count.
  private static final int PACKET_BITS = 40;

  private final MachineConfig config;
  private final Timeline timeline;
  private final Tracer tracer;
  private final SystemCalls calls;
  private final Ram ram;
  private final List<Processor> processors = new ArrayList<>();
  private final ProcessTable processes;
  private final Dispatcher dispatcher;
  private final TrapHandler traps;
  private final Signals signals;
  private final Processes processLife;
  private final Threads threads;
  private final Futexes futexes;
  private final Devices devices;
  private final FileTree files;
  private final Pipes pipes;
  private final Sockets sockets;
  private final RemoteFiles remoteFiles;
  private final IpcNamespace ipc;
  private final WindowsPipes windowsPipes;
  private final TimerFds timerFds;
  private final ProcessTimers timers;
  private final TransferAccounts transfers;
  private final SplittableSeed chance;

  /// Null where the machine's caches are not simulated.
  private final @Nullable CoherentCaches caches;

  /// Programs by the path under which they are installed.
  private final Map<String, ProgramParts> programs = new LinkedHashMap<>();

  private int addressSpaces;
  private long packetsSent;

  /// The CPU whose thread the kernel is serving, null while it handles an event.
  private @Nullable Processor current;

  /// Null in a checkpoint too: what really happened cannot be taken back.
  private @Nullable Counterpart counterpart;

  private final PromptWakes wakes = new PromptWakes(this);

  /// Time of the event being handled.
  private long eventTime;

  private WaitListener waitListener = WaitListener.NOBODY;

  /// A machine by itself.
  public Kernel(
      MachineConfig config,
      SchedulingPolicy policy,
      Timeline timeline,
      Tracer tracer,
      SystemCalls calls) {
    this(config, policy, timeline, tracer, calls, 0, Fabric.alone(config.name()));
  }

  /// @param place the machine's index in the network
  public Kernel(
      MachineConfig config,
      SchedulingPolicy policy,
      Timeline timeline,
      Tracer tracer,
      SystemCalls calls,
      int place,
      Fabric fabric) {
    this.config = config;
    this.timeline = timeline;
    this.tracer = tracer;
    this.calls = calls;
    ram = new Ram(config.memoryFrames());
    for (int i = 0; i < config.cpus(); i++) {
      processors.add(new Processor(i, ram, config.clockHertz()));
    }
    caches = config.isCoherent() ? new CoherentCaches(config.cpus()) : null;
    attachCaches();
    processes = new ProcessTable();
    dispatcher = new Dispatcher(this, policy);
    traps = new TrapHandler(this);
    signals = new Signals(this);
    processLife = new Processes(this);
    threads = new Threads(this);
    futexes = new Futexes();
    devices = new Devices(this);
    chance = new SplittableSeed(config.seed());
    files = new FileTree(ram, this, config.name(), chance.split());
    pipes = new Pipes(config.pipes());
    sockets = new Sockets(this, place, files, fabric, config.net());
    remoteFiles = new RemoteFiles(this, place, files, fabric);
    ipc = new IpcNamespace(config.ipc(), ram);
    windowsPipes = new WindowsPipes();
    timerFds = new TimerFds();
    timers = new ProcessTimers(this);
    transfers = new TransferAccounts();
    files.setFifoOpener(pipes);
    files.setTruncationListener(new Mappings(processes));
    tracer.hostAdded(0, config.host(), config.name(), config.cpus());
    processLife.createInit();
  }

  private Kernel(Kernel from, Copier copier) {
    copier.register(from, this);
    config = from.config;
    calls = from.calls;
    timeline = copier.copy(from.timeline);
    tracer = copier.known(from.tracer);
    ram = from.ram.copy();
    copier.register(from.ram, ram);
    dispatcher = new Dispatcher(from.dispatcher, this, copier);
    for (Map.Entry<String, ProgramParts> entry : from.programs.entrySet()) {
      programs.put(entry.getKey(), copier.copy(entry.getValue()));
    }
    futexes = copier.copy(from.futexes);
    pipes = copier.copy(from.pipes);
    ipc = copier.copy(from.ipc);
    transfers = copier.copy(from.transfers);
    windowsPipes = copier.copy(from.windowsPipes);
    timerFds = copier.copy(from.timerFds);
    timers = new ProcessTimers(from.timers, this, copier);
    files = copier.copy(from.files);
    sockets = copier.copy(from.sockets);
    remoteFiles = copier.copy(from.remoteFiles);
    processes = copier.copy(from.processes);
    for (Processor processor : from.processors) {
      processors.add(copier.copy(processor));
    }
    caches = from.caches == null ? null : from.caches.copy();
    attachCaches();
    dispatcher.copyQueues(from.dispatcher, copier);
    traps = new TrapHandler(from.traps, this);
    signals = new Signals(from.signals, this, copier);
    processLife = new Processes(from.processLife, this, copier);
    threads = new Threads(this);
    devices = new Devices(from.devices, this, copier);
    chance = from.chance.copy();
    addressSpaces = from.addressSpaces;
    packetsSent = from.packetsSent;
    eventTime = from.eventTime;
  }

  private void attachCaches() {
    for (Processor processor : processors) {
      processor.cpu().attach(caches);
    }
  }

  /// The caches of the CPUs, null where they are not simulated.
  public @Nullable CoherentCaches caches() {
    return caches;
  }

  public MachineConfig config() {
    return config;
  }

  public Costs costs() {
    return config.costs();
  }

  public int host() {
    return config.host();
  }

  public Tracer tracer() {
    return tracer;
  }

  public Ram ram() {
    return ram;
  }

  public List<Processor> processors() {
    return processors;
  }

  public ProcessTable processTable() {
    return processes;
  }

  public Dispatcher dispatcher() {
    return dispatcher;
  }

  public Signals signals() {
    return signals;
  }

  public Processes processes() {
    return processLife;
  }

  public Threads threads() {
    return threads;
  }

  public Futexes futexes() {
    return futexes;
  }

  public Devices devices() {
    return devices;
  }

  public FileTree files() {
    return files;
  }

  public Pipes pipes() {
    return pipes;
  }

  /// System V objects and POSIX message queues.
  public IpcNamespace ipc() {
    return ipc;
  }

  public WindowsPipes windowsPipes() {
    return windowsPipes;
  }

  public TimerFds timerFds() {
    return timerFds;
  }

  public ProcessTimers timers() {
    return timers;
  }

  /// What the calls on channels have cost.
  public TransferAccounts transfers() {
    return transfers;
  }

  /// What processes exchange data through, of all kinds.
  public List<ChannelInfo> channels() {
    List<ChannelInfo> channels = new ArrayList<>(pipes.channels());
    channels.addAll(sockets.channels());
    channels.addAll(ipc.channels());
    channels.addAll(windowsPipes.channels());
    return channels;
  }

  /// Files of other machines, and for them.
  public RemoteFiles remoteFiles() {
    return remoteFiles;
  }

  public Sockets sockets() {
    return sockets;
  }

  /// The machine's own source of chance: random numbers that programs ask for.
  public SplittableSeed chance() {
    return chance;
  }

  /// Tells that one when threads begin to wait. A copy of the machine has no listener at first.
  public void setWaitListener(WaitListener listener) {
    waitListener = listener;
  }

  WaitListener waitListener() {
    return waitListener;
  }

  /// A descriptor of this description was closed: those who hoped for its holder may now wait in
  /// vain.
  public void abandoned(FileDescription description) {
    if (waitListener != WaitListener.NOBODY) {
      List<WaitQueue> queues = new ArrayList<>(description.serves());
      queues.removeIf(WaitQueue::isEmpty);
      if (!queues.isEmpty()) {
        waitListener.abandoned(this, queues);
      }
    }
  }

  /// Whether a thread runs or is ready to.
  public boolean isBusy() {
    if (dispatcher.policy().size() > 0) {
      return true;
    }
    for (Processor processor : processors) {
      if (!processor.isIdle()) {
        return true;
      }
    }
    return false;
  }

  /// From now on everything is told to that one as well.
  public void follow(@Nullable Counterpart follower) {
    counterpart = follower;
  }

  @Nullable Counterpart counterpart() {
    return counterpart;
  }

  /// A call or event is over; with a counterpart, what it has led to is done at once.
  void rest() {
    if (counterpart != null) {
      wakes.complete();
      counterpart.rested();
    }
  }

  TrapHandler traps() {
    return traps;
  }

  SystemCalls calls() {
    return calls;
  }

  /// Makes a program known under a path; the caller puts an executable file there.
  public void install(String path, Program program) {
    programs.put(path, new ProgramParts(ram, program, path));
  }

  public @Nullable ProgramParts program(String path) {
    return programs.get(path);
  }

  int nextAddressSpace() {
    return addressSpaces++;
  }

  @Override
  public long now() {
    return current == null ? eventTime : current.clock;
  }

  /// Wall-clock time of the machine, nanoseconds since 1970.
  public long realTime() {
    return config.bootSeconds() * 1_000_000_000L + now();
  }

  @Override
  public long schedule(long atNanos, Event event) {
    return timeline.schedule(Math.max(atNanos, now()), new HostEvent(config.host(), event));
  }

  @Override
  public void cancel(long handle) {
    timeline.cancel(handle);
  }

  @Override
  public void deliver(int host, long atNanos, Event event) {
    timeline.schedule(Math.max(atNanos, now()), new HostEvent(host, event));
  }

  @Override
  public void send(int host, Packet packet, long[] arrivals) {
    Packet numbered = packet.numbered((long) config.host() << PACKET_BITS | ++packetsSent);
    trace(numbered, Fate.SENT, host);
    if (arrivals.length == 0) {
      trace(numbered, Fate.DROPPED, host);
    }
    for (long time : arrivals) {
      deliver(host, time, numbered);
    }
  }

  private void trace(Packet packet, Fate fate, int to) {
    int from = sockets.fabric().hostWith(packet.source());
    tracer.packet(
        now(), config.host(), packet.id(), fate, from, to, packet.bytes(), packet.load().words());
  }

  @Override
  public void tell(String text) {
    tracer.diagnosis(now(), config.host(), text);
  }

  @Override
  public void work(int percentOfCall) {
    charge(config.costs().callNanos() * percentOfCall / 100);
  }

  /// Time of the next event of any machine.
  long nextEventTime() {
    return timeline.nextTime();
  }

  @Nullable Processor current() {
    return current;
  }

  void enter(@Nullable Processor processor) {
    current = processor;
  }

  /// The thread that the kernel works for, null while it handles an event.
  public @Nullable Task currentTask() {
    return current == null ? null : current.task;
  }

  /// Lets kernel time pass on the CPU being served, for the account of its thread.
  public void charge(long nanos) {
    if (current != null && nanos > 0) {
      current.clock += nanos;
      current.systemNanos += nanos;
      if (current.task != null) {
        current.task.accounts.systemNanos += nanos;
      }
    }
  }

  /// Charges the copying of bytes between user and kernel memory.
  ///
  /// @param percent what a byte costs, see {@link FileDescription#copyPercent}
  public void chargeCopy(long bytes, int percent) {
    if (bytes > 0) {
      Costs costs = config.costs();
      if (current != null && current.task != null) {
        current.task.accounts.copies++;
        current.task.accounts.bytesCopied += bytes;
      }
      charge(costs.copyNanos() + bytes * costs.copyPicosPerByte() * percent / 100_000);
    }
  }

  /// Handles an event of this machine.
  public void handle(long time, Event event) {
    eventTime = time;
    switch (event) {
      case WaitTimeout(int tid) -> dispatcher.timeOut(tid);
      case AlarmRings(int pid) -> signals.alarmRings(pid);
      case TimerExpires(int number) -> {
        timerFds.expired(number, this);
        timers.expired(number);
      }
      case BurstIoDone(int tid, String device) -> devices.done(tid, device);
      case DiskDone done -> files.completed(done);
      case WriteBackDue due -> files.writeBack(due);
      default -> {
        if (event instanceof Packet packet) {
          trace(packet, Fate.DELIVERED, config.host());
        }
        if (!remoteFiles.handle(event) && !sockets.handle(event)) {
          throw new IllegalStateException("nobody handles " + event);
        }
      }
    }
    rest();
  }

  /// Lets a busy processor go on.
  public void run(Processor processor, TrapHandler.Leash leash) {
    traps.run(processor, leash);
  }

  /// Instructions executed and other things done by this machine's processors so far.
  public long ticks() {
    return traps.ticks();
  }

  /// An intervention from outside at a time: what follows happens then.
  public void at(long time) {
    eventTime = time;
  }

  /// The intervention is over.
  public void intervened() {
    rest();
  }

  /// Whether a system call number belongs to the library's synchronising calls.
  static boolean isSynchronising(int number) {
    return number >= Syscall.MUTEX_LOCK.number() && number <= Syscall.BARRIER_WAIT.number();
  }

  /// Live processes other than init.
  public boolean hasLiveProcesses() {
    for (Process process : processes.processes()) {
      if (!process.isZombie && process.parent() != null) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Kernel copy(Copier copier) {
    return new Kernel(this, copier);
  }
}
