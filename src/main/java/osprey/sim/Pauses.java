package osprey.sim;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.kernel.core.Stops;
import osprey.kernel.task.Task;
import osprey.machine.Program;
import osprey.trace.TraceLog;

/// Where a debugger wants a simulation to pause. Not part of the simulated state: the copy of a
/// simulation has none, and they can be taken along to another one ({@link Simulation#pauseAt}).
public final class Pauses implements Stops {
  /// A thread of a machine.
  private record Thread(int host, int tid) {}

  /// What stops one program.
  private static final class Place {
    private final BitSet stops = new BitSet();
    private @Nullable Program program;
  }

  private final IdentityHashMap<Image, Place> everybody = new IdentityHashMap<>();
  private final IdentityHashMap<Image, Place> oneThread = new IdentityHashMap<>();
  private @Nullable Thread only;

  /// How many instructions a thread had executed when it stopped.
  private final Map<Thread, Long> stopped = new HashMap<>();

  private final List<Watch> watches = new ArrayList<>();
  private @Nullable Watching watching;

  private final BitSet calls = new BitSet();
  private boolean catchesAllCalls;

  private @Nullable Thread counted;
  private @Nullable Task countedTask;
  private long countGoal;

  private @Nullable Stop reached;
  private @Nullable TraceLog log;
  private long traceKinds;
  private long traced;

  // ---- what a debugger wants

  /// Stops every thread before an instruction.
  public void set(Image image, int instruction) {
    put(everybody, image, instruction);
    changed(image);
  }

  public void clear(Image image, int instruction) {
    Place place = everybody.get(image);
    if (place != null) {
      place.stops.clear(instruction);
      place.program = null;
      if (place.stops.isEmpty()) {
        everybody.remove(image);
      }
      changed(image);
    }
  }

  /// Stops one thread before an instruction; only one thread at a time can have such stops.
  public void setFor(int host, int tid, Image image, int instruction) {
    only = new Thread(host, tid);
    put(oneThread, image, instruction);
  }

  public void setFor(int host, int tid, Image image, BitSet instructions) {
    instructions.stream().forEach(each -> setFor(host, tid, image, each));
  }

  public void clearOneThread() {
    only = null;
    oneThread.clear();
  }

  /// Whether there is a stop for one thread before that instruction.
  public boolean isSetForOne(Image image, int instruction) {
    Place place = oneThread.get(image);
    return place != null && place.stops.get(instruction);
  }

  private static void put(Map<Image, Place> places, Image image, int instruction) {
    Place place = places.computeIfAbsent(image, _ -> new Place());
    place.stops.set(instruction);
    place.program = null;
  }

  /// How many instructions the only thread that is looked at has executed, -1 if others are, too.
  long executedByOnly(Simulation at) {
    return only == null || !everybody.isEmpty() || !watches.isEmpty() || catchesAllCalls
        ? -1
        : at.instructions(only.host, only.tid);
  }

  private void changed(Image image) {
    Place own = oneThread.get(image);
    if (own != null) {
      own.program = null;
    }
  }

  /// No thread is stopped before any instruction, but those that have stops of their own.
  public void clearAll() {
    List<Image> images = new ArrayList<>(everybody.keySet());
    everybody.clear();
    images.forEach(this::changed);
    watches.clear();
    catchNoCalls();
  }

  public void watch(Watch watch) {
    watches.add(watch);
  }

  /// Stops before system calls of that number.
  public void catchCall(int number) {
    calls.set(number);
  }

  public void catchAllCalls() {
    catchesAllCalls = true;
  }

  public void catchNoCalls() {
    calls.clear();
    catchesAllCalls = false;
  }

  /// Stops when the thread has executed so many instructions since it began, and is done with the
  /// last of them.
  public void count(int host, int tid, long instructions) {
    counted = new Thread(host, tid);
    countGoal = instructions;
  }

  public void countNobody() {
    counted = null;
    countedTask = null;
  }

  /// A thread that has executed so many instructions need not be stopped where it is.
  public void pass(int host, int tid, long instructions) {
    stopped.put(new Thread(host, tid), instructions);
  }

  /// Which threads need not be stopped where they are.
  public record Passed(Map<?, Long> threads) {}

  public Passed passed() {
    return new Passed(Map.copyOf(stopped));
  }

  /// As it was when that was asked for.
  public void restore(Passed passed) {
    stopped.clear();
    passed.threads.forEach((thread, at) -> stopped.put((Thread) thread, at));
  }

  /// Threads are stopped again where they were stopped before.
  public void forgetStopped() {
    stopped.clear();
  }

  private void pass(int host, Task task) {
    pass(host, task.id(), task.accounts.instructions);
  }

  // ---- what the simulation asks

  /// A run of that simulation begins, in which an event of one of those kinds is a pause.
  void await(long kinds, Simulation simulation) {
    TraceLog events = simulation.trace();
    log = events;
    traceKinds = kinds;
    traced = events.end();
    reached = null;
    Thread who = counted;
    countedTask = who == null ? null : simulation.taskOrNull(who.host, who.tid);
    watching = watches.isEmpty() ? null : new Watching(simulation, watches);
  }

  /// The run is over or pauses.
  void rest() {
    Watching own = watching;
    if (own != null) {
      own.end();
      watching = null;
    }
  }

  /// Events were handled: memory may have changed without any thread.
  void happened() {
    Watching own = watching;
    if (own != null && reached == null) {
      reached = own.look(0, 0);
    }
  }

  /// Whether processors need to look at this at all.
  boolean isIdle() {
    return traceKinds == 0
        && watching == null
        && everybody.isEmpty()
        && oneThread.isEmpty()
        && counted == null
        && calls.isEmpty()
        && !catchesAllCalls;
  }

  /// Why the run is to pause now, null to go on.
  @Nullable Stop stop() {
    Stop stop = reached;
    reached = null;
    Thread who = counted;
    if (stop == null && who != null && isCountReached()) {
      stop = new Stop.Stepped(who.host, who.tid);
    }
    if (stop == null && traceKinds != 0) {
      long event = nextTraced();
      stop = event < 0 ? null : new Stop.Traced(event);
    }
    return stop;
  }

  private boolean isCountReached() {
    Task task = countedTask;
    return task != null
        && (task.isOver()
            || task.accounts.instructions >= countGoal
                && task.resume == null
                && task.waiter == null);
  }

  /// Index of the first event of a wanted kind since the last call, -1 for none.
  private long nextTraced() {
    TraceLog events = log;
    if (events == null) {
      return -1;
    }
    for (long i = Math.max(traced, events.first()); i < events.end(); i++) {
      if ((traceKinds & events.kind(i).bit()) != 0) {
        return i;
      }
    }
    traced = events.end();
    return -1;
  }

  // ---- what the processors ask

  @Override
  public @Nullable Program program(int host, Task task) {
    Image image = task.process().program().image();
    Place own = isOnly(host, task) ? oneThread.get(image) : null;
    Place common = everybody.get(image);
    if (own == null) {
      return common == null ? null : program(common, task, null);
    }
    return program(own, task, common);
  }

  private static Program program(Place place, Task task, @Nullable Place other) {
    Program made = place.program;
    if (made == null) {
      BitSet all = (BitSet) place.stops.clone();
      if (other != null) {
        all.or(other.stops);
      }
      made = task.process().program().withStops(all);
      place.program = made;
    }
    return made;
  }

  private boolean isOnly(int host, Task task) {
    return only != null && only.host == host && only.tid == task.id();
  }

  @Override
  public long instructionsLeft(int host, Task task) {
    long most = watching != null && watching.isStepped(host, task) ? 1 : Long.MAX_VALUE;
    Thread who = counted;
    if (who == null || who.tid != task.id() || who.host != host) {
      return most;
    }
    countedTask = task;
    return Math.clamp(countGoal - task.accounts.instructions, 0, most);
  }

  @Override
  public boolean hasStopped(int host, Task task) {
    Long at = stopped.get(new Thread(host, task.id()));
    return at != null && at == task.accounts.instructions;
  }

  @Override
  public void reached(int host, Task task) {
    pass(host, task);
    reached = new Stop.Breakpoint(host, task.id(), task.registers().pcAddress());
  }

  @Override
  public boolean catchesCall(int host, Task task, int number) {
    if (!catchesAllCalls && !calls.get(number) || hasStopped(host, task)) {
      return false;
    }
    pass(host, task);
    reached = new Stop.Calling(host, task.id(), number);
    return true;
  }

  @Override
  public void served(int host, Task task) {
    Watching own = watching;
    if (own != null) {
      Stop found = own.look(host, task.id());
      reached = found == null ? reached : found;
    }
  }

  @Override
  public boolean isPaused() {
    return reached != null || isCountReached() || traceKinds != 0 && nextTraced() >= 0;
  }
}
