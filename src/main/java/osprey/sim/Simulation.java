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
  private Pauses pauses = new Pauses();
  private OutputRelay relay = new OutputRelay();

  /// Instants of events that were handled.
  private long instants;

  /// How far in time anything is.
  private long reached;

  /// What a processor has not done yet of its turn because the run was paused.
  private @Nullable Turn turn;

  private final Deadlocks deadlocks;

  private volatile boolean isInterrupted;

  /// @param limit time at which another processor must have its turn
  private record Turn(Kernel kernel, Processor processor, long limit) {}

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
    reached = from.reached;
    instants = from.instants;
    Turn begun = from.turn;
    turn =
        begun == null
            ? null
            : new Turn(copier.copy(begun.kernel), copier.copy(begun.processor), begun.limit);
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

  /// A checkpoint: the same state, without pauses and without anybody who listens to output.
  public Simulation copy() {
    return new Simulation(this);
  }

  /// How far the simulation is in time, nanoseconds.
  public long now() {
    return reached;
  }

  /// The instant that is being handled.
  long instant() {
    return now;
  }

  /// Bytes of memory that this simulation does not share with another one, null for none: what it
  /// costs to keep both.
  long bytesNotIn(@Nullable Simulation other) {
    long bytes = 0;
    for (int h = 0; h < hosts.size(); h++) {
      bytes += hosts.get(h).ram().bytesNotIn(other == null ? null : other.hosts.get(h).ram());
    }
    return bytes;
  }

  /// How far it is in things done, see {@link Moment}.
  public long ticks() {
    long ticks = instants;
    for (int h = 0; h < hosts.size(); h++) {
      ticks += hosts.get(h).ticks();
    }
    return ticks;
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
    pauses.await(until.traceKinds(), this);
    try {
      while (true) {
        Stop stop = stepOrPause(until);
        relay.flush(this);
        if (stop != null) {
          return stop;
        }
      }
    } finally {
      pauses.rest();
    }
  }

  private @Nullable Stop stepOrPause(Until until) {
    long left = until.ticks() - (until.ticks() == Long.MAX_VALUE ? 0 : ticks());
    if (left <= 0) {
      return new Stop.TicksReached();
    }
    Stop stop = step(until, left);
    return stop == null ? pauses.stop() : stop;
  }

  /// Makes a run stop soon; may be called from another thread.
  public void interrupt() {
    isInterrupted = true;
  }

  /// Null: go on.
  private @Nullable Stop step(Until until, long ticks) {
    if (isInterrupted) {
      isInterrupted = false;
      return new Stop.Interrupted();
    }
    Turn begun = turn;
    if (begun != null) {
      return takeTurn(begun, until, ticks);
    }
    Choice next = choose();
    long eventTime = timeline.nextTime();
    if (next.processor == null && Math.min(firstIdle(), eventTime) > until.timeNanos()) {
      boolean isAtEnd = eventTime == EventQueue.NEVER && firstIdle() == Long.MAX_VALUE || isOver();
      return isAtEnd ? ending() : timeReached(until);
    }
    if (dispatchLate(next, eventTime)) {
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
        || (eventTime == processor.clock()
            && !expiresFirst(kernel, processor)
            && !processor.isBurstOver())) {
      if (eventTime > until.timeNanos()) {
        return timeReached(until);
      }
      handleInstant(eventTime);
      pauses.happened();
      return null;
    }
    long interleave = kernel.config().interleaveInstructions();
    long limit =
        next.secondClock == Long.MAX_VALUE ? Long.MAX_VALUE : next.secondClock + interleave;
    if (processor.horizon() > processor.clock()) {
      limit = Math.min(limit, Math.max(next.secondClock, processor.clock() + 1));
    }
    // A thread that never gives way must not keep interruptions and output waiting.
    limit = Math.min(limit, processor.clock() + STEP_NANOS_MAX);
    return takeTurn(new Turn(kernel, processor, limit), until, ticks);
  }

  private Stop timeReached(Until until) {
    reached = Math.max(reached, until.timeNanos());
    for (Kernel kernel : hosts) {
      kernel.dispatcher().catchUp(reached);
    }
    return new Stop.TimeReached();
  }

  /// CPUs that have become idle take ready threads once nothing else can happen before.
  private boolean dispatchLate(Choice next, long eventTime) {
    long upTo = next.processor == null ? Long.MAX_VALUE : next.processor.clock();
    boolean isChanged = false;
    for (int h = 0; h < hosts.size(); h++) {
      isChanged |= hosts.get(h).dispatcher().dispatchLate(now, eventTime, upTo);
    }
    return isChanged;
  }

  /// When the first of the CPUs, all of which are idle, could take a ready thread.
  private long firstIdle() {
    long first = Long.MAX_VALUE;
    for (int h = 0; h < hosts.size(); h++) {
      first = Math.min(first, hosts.get(h).dispatcher().idleAfter(-1));
    }
    return Math.max(first, now);
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
        if (first == null || actsBefore(processor, first)) {
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

  /// Nobody notices what a computing CPU does before its computation ends; computations that end at
  /// an instant come before quanta that do.
  private static boolean actsBefore(Processor processor, Processor other) {
    long horizon = processor.horizon();
    long otherHorizon = other.horizon();
    return horizon < otherHorizon
        || (horizon == otherHorizon && isComputing(processor) && !isComputing(other));
  }

  private static boolean isComputing(Processor processor) {
    return processor.horizon() > processor.clock() || processor.isBurstOver();
  }

  private static boolean expiresFirst(Kernel kernel, Processor processor) {
    return kernel.config().tieRule() == TieRule.EXPIRED_FIRST && processor.isQuantumOver();
  }

  private void handleInstant(long time) {
    now = time;
    reached = Math.max(reached, time);
    instants++;
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

  /// A processor's turn, or the rest of it. What is left when the run pauses is kept: whether and
  /// where a run is paused must not change who runs when.
  private @Nullable Stop takeTurn(Turn begun, Until until, long ticks) {
    Kernel kernel = begun.kernel;
    Processor processor = begun.processor;
    if (processor.clock() > until.timeNanos()) {
      return timeReached(until);
    }
    if (turn == null) {
      now = Math.max(now, processor.clock());
    }
    long pause = until.timeNanos() == Long.MAX_VALUE ? Long.MAX_VALUE : until.timeNanos() + 1;
    kernel.run(
        processor,
        new TrapHandler.Leash(begun.limit, pause, ticks, pauses.isIdle() ? null : pauses));
    reached = Math.max(reached, processor.clock());
    boolean goesOn =
        !processor.isIdle()
            && processor.clock() < begun.limit
            && processor.clock() < timeline.nextTime()
            && processor.horizon() == processor.clock()
            && !kernel.dispatcher().isDisturbed();
    turn = goesOn ? begun : null;
    // What happens at this very instant comes before idle CPUs take threads.
    boolean isEventDue = timeline.nextTime() == processor.clock();
    if (kernel.dispatcher().isDisturbed() && !isEventDue) {
      kernel.dispatcher().dispatchIdle(processor.clock());
    }
    return null;
  }

  /// Whether every process has ended and no more will start.
  public boolean isOver() {
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
    reached = Math.max(reached, now);
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

  /// The output of this simulation goes on where that of another one ended: nothing is passed on
  /// twice.
  void continueOutputOf(Simulation other) {
    relay = other.relay;
    relay.follow(this);
  }

  /// What was written after this moment is passed on again, as the past has changed.
  void forgetLaterOutput() {
    relay.rewind(this);
  }

  /// Who gets the bytes that processes write, as they are written.
  public void attach(Console console) {
    relay.attach(console);
  }

  /// Bytes for the standard input of the first machine.
  public void input(byte[] bytes) {
    perform(new UserAction.Type(bytes));
  }

  /// The end of the standard input of the first machine.
  public void endInput() {
    perform(new UserAction.EndInput());
  }

  // ---- what is done from outside

  /// Does something to the simulation as it is now.
  public void perform(UserAction action) {
    if (action instanceof UserAction.SetRegister || action instanceof UserAction.SetMemory) {
      new Hand(this).perform(action);
      return;
    }
    turn = null;
    now = Math.max(now, reached);
    for (Kernel kernel : hosts) {
      kernel.at(now);
    }
    new Hand(this).perform(action);
    for (Kernel kernel : hosts) {
      kernel.dispatcher().dispatchIdle(now);
    }
  }

  // ---- for debuggers

  /// Where runs of this simulation pause from now on.
  public void pauseAt(Pauses places) {
    pauses = places;
  }

  public Pauses pauses() {
    return pauses;
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

  @Nullable Task taskOrNull(int host, int tid) {
    return hosts.get(host).processTable().task(tid);
  }

  /// How many instructions a thread has executed, 0 when there is no such thread.
  public long instructions(int host, int tid) {
    Task task = taskOrNull(host, tid);
    return task == null ? 0 : task.accounts.instructions;
  }

  Task task(int host, int tid) {
    Task task = taskOrNull(host, tid);
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

  /// How many bytes from an address on can be written, as ptrace(2) would.
  public int writable(int host, int pid, long address, int count) {
    Process process = process(host, pid);
    return process == null ? 0 : process.memory().memory().accessible(address, count, Access.WRITE);
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
