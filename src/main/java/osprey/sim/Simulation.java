package osprey.sim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.engine.Copier;
import osprey.engine.Event;
import osprey.engine.EventQueue;
import osprey.inspect.FrameInfo;
import osprey.inspect.SystemInfo;
import osprey.kernel.core.Backtrace;
import osprey.kernel.core.HostEvent;
import osprey.kernel.core.Kernel;
import osprey.kernel.core.Processor;
import osprey.kernel.core.TieRule;
import osprey.kernel.core.Timeline;
import osprey.kernel.core.TrapHandler;
import osprey.kernel.file.OutputLog;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.machine.Access;
import osprey.sim.waits.Deadlocks;
import osprey.trace.TraceLog;
import osprey.trace.Tracer;

/// Everything simulated: machines with their kernels, pending events, the script of what happens
/// from outside. The one root of the state: {@link #copy} is a checkpoint that runs on by itself.
///
/// Order of things at one instant: events first, by class (devices, then starts and interventions,
/// then timers) and within a class as they were scheduled; then idle CPUs take ready threads; then
/// busy CPUs run, the one that is behind in time first, the lower number first among equals.
public final class Simulation {
  /// Simulated time that one step of a processor may take.
  private static final long STEP_NANOS_MAX = 1_000_000;

  private final List<Kernel> hosts;
  private final Timeline timeline;
  private final Tracer tracer;
  private final Script script;
  private final long seed;

  /// Actions of the script that have not happened yet.
  private int actionsLeft;

  private long now;

  /// Where each machine's output goes.
  private final List<Streams> streams;

  private final Cast cast;
  private final Breakpoints breakpoints;
  private final OutputRelay relay = new OutputRelay();

  private final Deadlocks deadlocks;

  private volatile boolean isInterrupted;

  Simulation(
      List<Kernel> hosts,
      List<Streams> streams,
      Timeline timeline,
      Tracer tracer,
      Script script,
      long seed) {
    this.hosts = List.copyOf(hosts);
    this.streams = List.copyOf(streams);
    this.timeline = timeline;
    this.tracer = tracer;
    breakpoints = new Breakpoints(tracer.log());
    this.script = script;
    this.seed = seed;
    cast = new Cast();
    actionsLeft = script.size();
    deadlocks = new Deadlocks(this::hasActionsLeft);
    listenToWaits();
    for (int i = 0; i < script.size(); i++) {
      timeline.schedule(script.timeNanos(i), new ScenarioDue(i));
    }
    traceOutput();
  }

  private Simulation(Simulation from) {
    Copier copier = new Copier();
    tracer = from.tracer.copy();
    breakpoints = new Breakpoints(tracer.log());
    copier.register(from.tracer, tracer);
    timeline = copier.copy(from.timeline);
    List<Kernel> kernels = new ArrayList<>();
    for (Kernel kernel : from.hosts) {
      kernels.add(copier.copy(kernel));
    }
    hosts = List.copyOf(kernels);
    List<Streams> copies = new ArrayList<>();
    for (Streams each : from.streams) {
      copies.add(copier.copy(each));
    }
    streams = List.copyOf(copies);
    cast = copier.copy(from.cast);
    script = from.script;
    seed = from.seed;
    actionsLeft = from.actionsLeft;
    now = from.now;
    traceOutput();
    deadlocks = new Deadlocks(from.deadlocks, this::hasActionsLeft);
    listenToWaits();
  }

  private void traceOutput() {
    for (int host = 0; host < streams.size(); host++) {
      streams.get(host).traceTo(tracer, host);
    }
  }

  private void listenToWaits() {
    for (Kernel kernel : hosts) {
      kernel.setWaitListener(deadlocks);
    }
  }

  private boolean hasActionsLeft() {
    return actionsLeft > 0;
  }

  /// Who waits for whom.
  Deadlocks deadlocks() {
    return deadlocks;
  }

  /// A checkpoint: the same state, without breakpoints and without anybody who listens to output.
  public Simulation copy() {
    return new Simulation(this);
  }

  public long now() {
    return now;
  }

  public long seed() {
    return seed;
  }

  public List<Kernel> hosts() {
    return hosts;
  }

  public Tracer tracer() {
    return tracer;
  }

  public TraceLog trace() {
    return tracer.log();
  }

  public Streams streams(int host) {
    return streams.get(host);
  }

  /// Which processes the starts of the script have become.
  Cast cast() {
    return cast;
  }

  public SystemInfo inspect() {
    return new Inspector(this).system();
  }

  // ---- running

  /// Runs until something that `until` names happens, or nothing can happen any more.
  public Stop run(Until until) {
    long steps = 0;
    breakpoints.await(until.traceKinds());
    while (true) {
      Stop stop = step(until, Long.MAX_VALUE);
      if (stop != null) {
        relay.flush(this);
        return stop;
      }
      long event = until.traceKinds() == 0 ? -1 : breakpoints.nextTraced();
      if (event >= 0) {
        relay.flush(this);
        return new Stop.Traced(event);
      }
      if (++steps >= until.events()) {
        relay.flush(this);
        return new Stop.EventsSpent();
      }
      relay.flush(this);
    }
  }

  /// The smallest step of the whole simulation: the events of one instant, or one instruction or
  /// call of one CPU.
  public Stop stepEvent() {
    breakpoints.await(0);
    Stop stop = step(Until.END, 1);
    relay.flush(this);
    return stop == null ? new Stop.EventsSpent() : stop;
  }

  /// Runs until that thread has completed one instruction; others run as the scheduler decides.
  public Stop stepInstruction(int host, int tid) {
    breakpoints.await(0);
    Task task = hosts.get(host).processTable().task(tid);
    if (task == null) {
      return new Stop.Finished();
    }
    long before = task.accounts.instructions;
    while (true) {
      Stop stop = step(Until.END, 1);
      if (stop != null || task.isOver() || hasCompleted(task, before)) {
        relay.flush(this);
        return stop == null ? new Stop.Stepped(host, tid) : stop;
      }
    }
  }

  private static boolean hasCompleted(Task task, long before) {
    return task.accounts.instructions > before && task.resume == null && task.waiter == null;
  }

  /// Makes a run stop soon; may be called from another thread.
  public void interrupt() {
    isInterrupted = true;
  }

  /// Null: go on.
  private @Nullable Stop step(Until until, long instructions) {
    if (isInterrupted) {
      isInterrupted = false;
      return new Stop.Interrupted();
    }
    Choice next = choose();
    long eventTime = timeline.nextTime();
    if (dispatchLate(next, eventTime, until)) {
      next = choose();
    }
    heedIdle(next);
    if (next.processor == null && (eventTime == EventQueue.NEVER || isOver())) {
      return ending();
    }
    Kernel kernel = next.kernel;
    Processor processor = next.processor;
    if (processor == null
        || kernel == null
        || eventTime < processor.clock()
        || (eventTime == processor.clock() && !expiresFirst(kernel, processor))) {
      if (eventTime > until.timeNanos()) {
        return timeReached(until);
      }
      handleInstant(eventTime);
    } else {
      if (processor.clock() > until.timeNanos()) {
        return timeReached(until);
      }
      runProcessor(kernel, processor, next.secondClock, until, instructions);
    }
    return breakpoints.takeReached();
  }

  private Stop timeReached(Until until) {
    now = Math.max(now, until.timeNanos());
    return new Stop.TimeReached();
  }

  /// CPUs that have become idle take ready threads once nothing else can happen before.
  private boolean dispatchLate(Choice next, long eventTime, Until until) {
    long upTo = until.timeNanos();
    if (next.processor != null) {
      upTo = Math.min(upTo, next.processor.clock());
    }
    boolean isChanged = false;
    for (int h = 0; h < hosts.size(); h++) {
      isChanged |= hosts.get(h).dispatcher().dispatchLate(now, eventTime, upTo);
    }
    return isChanged;
  }

  /// The CPU that runs next must stop where an idle one, which is ahead in time, will take a
  /// thread.
  private void heedIdle(Choice next) {
    if (next.processor == null) {
      return;
    }
    for (int h = 0; h < hosts.size(); h++) {
      long idle = hosts.get(h).dispatcher().idleAfter(next.processor.clock());
      next.secondClock = Math.min(next.secondClock, idle);
    }
  }

  /// Which CPU is next, and how far it may go before another one.
  private static final class Choice {
    @Nullable Kernel kernel;
    @Nullable Processor processor;
    long secondClock = Long.MAX_VALUE;
  }

  private Choice choose() {
    Choice choice = new Choice();
    for (int h = 0; h < hosts.size(); h++) {
      Kernel kernel = hosts.get(h);
      List<Processor> processors = kernel.processors();
      for (int i = 0; i < processors.size(); i++) {
        Processor processor = processors.get(i);
        if (processor.isIdle()) {
          continue;
        }
        Processor first = choice.processor;
        Processor later = processor;
        if (first == null || processor.clock() < first.clock()) {
          choice.kernel = kernel;
          choice.processor = processor;
          later = first;
        }
        if (later != null) {
          choice.secondClock = Math.min(choice.secondClock, later.horizon());
        }
      }
    }
    return choice;
  }

  private static boolean expiresFirst(Kernel kernel, Processor processor) {
    return kernel.config().tieRule() == TieRule.EXPIRED_FIRST && processor.isQuantumOver();
  }

  private void handleInstant(long time) {
    now = time;
    while (timeline.nextTime() == time) {
      Event event = timeline.poll();
      switch (event) {
        case HostEvent(int host, Event inner) -> hosts.get(host).handle(time, inner);
        case ScenarioDue(int action) -> {
          actionsLeft--;
          for (Kernel kernel : hosts) {
            kernel.at(time);
          }
          script.perform(action, this);
        }
        case null, default -> throw new IllegalStateException("nobody handles " + event);
      }
    }
    for (Kernel kernel : hosts) {
      kernel.dispatcher().dispatchIdle(time);
    }
  }

  private void runProcessor(
      Kernel kernel, Processor processor, long secondClock, Until until, long instructions) {
    now = Math.max(now, processor.clock());
    long interleave = kernel.config().interleaveInstructions();
    long limit = secondClock == Long.MAX_VALUE ? Long.MAX_VALUE : secondClock + interleave;
    // A thread that never gives way must not keep interruptions and output waiting.
    limit = Math.min(limit, processor.clock() + STEP_NANOS_MAX);
    if (until.timeNanos() != Long.MAX_VALUE) {
      limit = Math.min(limit, until.timeNanos() + 1);
    }
    kernel.run(
        processor,
        new TrapHandler.Leash(limit, instructions, breakpoints.isIdle() ? null : breakpoints));
    // What happens at this very instant comes before idle CPUs take threads.
    boolean isEventDue = timeline.nextTime() == processor.clock();
    if (kernel.dispatcher().isDisturbed() && !isEventDue) {
      kernel.dispatcher().dispatchIdle(processor.clock());
    }
  }

  private boolean isOver() {
    if (actionsLeft > 0) {
      return false;
    }
    for (Kernel kernel : hosts) {
      if (kernel.hasLiveProcesses()) {
        return false;
      }
    }
    return true;
  }

  /// Whether nothing can happen any more although threads live.
  boolean isStuck() {
    return choose().processor == null
        && timeline.nextTime() == EventQueue.NEVER
        && ending() instanceof Stop.Stuck;
  }

  private Stop ending() {
    for (Kernel kernel : hosts) {
      for (Processor processor : kernel.processors()) {
        now = Math.max(now, processor.clock());
      }
    }
    if (isOver()) {
      return new Stop.Finished();
    }
    for (Kernel kernel : hosts) {
      Task reader = streams.get(kernel.host()).waitingReader(kernel);
      if (reader != null) {
        return new Stop.InputWanted(kernel.host(), reader.id());
      }
    }
    return new Stop.Stuck();
  }

  // ---- input and output

  /// Who gets the bytes that processes write, as they are written.
  public void attach(Console console) {
    relay.attach(console);
  }

  /// Bytes for the standard input of the first machine.
  public void input(byte[] bytes) {
    hosts.getFirst().at(now);
    streams.getFirst().input(hosts.getFirst(), bytes);
    hosts.getFirst().dispatcher().dispatchIdle(now);
  }

  /// The end of the standard input of the first machine.
  public void endInput() {
    hosts.getFirst().at(now);
    streams.getFirst().endInput();
    hosts.getFirst().dispatcher().dispatchIdle(now);
  }

  // ---- for debuggers

  public void breakAt(Image image, int instruction) {
    breakpoints.set(image, instruction);
  }

  public void clearBreak(Image image, int instruction) {
    breakpoints.clear(image, instruction);
  }

  private @Nullable Process process(int host, int pid) {
    Process process = hosts.get(host).processTable().process(pid);
    return process == null || process.isZombie ? null : process;
  }

  /// The program of a process, null when it has none any more.
  public @Nullable Image image(int host, int pid) {
    Process process = process(host, pid);
    return process == null ? null : process.program().image();
  }

  /// The process of a thread, 0 when there is no such thread.
  public int pidOf(int host, int tid) {
    Task task = hosts.get(host).processTable().task(tid);
    return task == null ? 0 : task.process().id();
  }

  private Task task(int host, int tid) {
    Task task = hosts.get(host).processTable().task(tid);
    if (task == null) {
      throw new IllegalArgumentException("there is no thread " + tid);
    }
    return task;
  }

  /// Innermost first, without the values of variables.
  public List<FrameInfo> frames(int host, int tid, int framesMax) {
    return Backtrace.of(task(host, tid), framesMax);
  }

  /// @param index into the thread's register stack: a frame's window base and the register's number
  public long register(int host, int tid, int index) {
    return task(host, tid).registers().registerOf(0, index);
  }

  public void setRegister(int host, int tid, int index, long value) {
    task(host, tid).registers().setRegisterOf(0, index, value);
  }

  public long stackPointer(int host, int tid) {
    return task(host, tid).registers().sp();
  }

  public long threadPointer(int host, int tid) {
    return task(host, tid).registers().threadPointer();
  }

  /// Reads memory without bringing pages in; returns how many bytes could be read before the first
  /// that is not there.
  public int readMemory(int host, int pid, long address, byte[] into) {
    Process process = process(host, pid);
    return process == null ? 0 : process.memory().peek(address, into);
  }

  /// Writes memory as ptrace(2) does; returns how many bytes could be written.
  public int writeMemory(int host, int pid, long address, byte[] from) {
    Process process = process(host, pid);
    if (process == null) {
      return 0;
    }
    int reach = process.memory().memory().accessible(address, from.length, Access.WRITE);
    process.memory().memory().write(address, from, 0, reach);
    return reach;
  }

  /// The output logs of all machines, for the relay: stream number and log.
  List<OutputLog> logs() {
    List<OutputLog> logs = new ArrayList<>();
    for (Streams each : streams) {
      logs.addAll(each.logs());
    }
    return logs;
  }
}
