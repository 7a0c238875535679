package osprey.hardware.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.abi.Signal;
import osprey.abi.Syscall;
import osprey.hardware.real.RealMachine;
import osprey.hardware.real.RealThread;
import osprey.sim.conformance.Arguments;
import osprey.sim.conformance.CaseNames;
import osprey.sim.conformance.Invocation;
import osprey.sim.conformance.Operations;
import osprey.sim.conformance.Replay;
import osprey.sim.conformance.Reply;

/// One case on real processes, step by step. A step is over when every thread sleeps; whether one
/// does is asked of the kernel, so that no time passes with waiting, but where the case itself is
/// about time.
final class RealReplay {
  private static final String DIRECTORY = "/tmp/case";
  private static final int OPEN_FILES = 1024;
  private static final int DESCRIPTORS_MAX = 4096;
  private static final int NOFILE = 7;

  /// As the recorder: a call that has not returned by then counts as blocked, and what follows from
  /// a step follows within the other.
  private static final int BLOCKED_AFTER_MILLIS = 60;

  private static final int SETTLED_AFTER_MILLIS = 50;
  private static final int DEATH_MILLIS_MAX = 2000;

  private final Map<?, ?> recorded;
  private final RealMachine machine;
  private final List<Operations> families = Operations.all();
  private final Map<String, RealActor> actors = new LinkedHashMap<>();
  private final CaseNames names = new CaseNames(actors);
  private final List<Map<?, ?>> steps = new ArrayList<>();
  private final boolean isTimed;

  RealReplay(Map<?, ?> recorded, RealMachine machine) {
    this.recorded = recorded;
    this.machine = machine;
    for (Object step : list(recorded.get("steps"))) {
      if (step instanceof Map<?, ?> each) {
        steps.add(each);
      }
    }
    isTimed = steps.stream().anyMatch(RealReplay::isTimed);
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static boolean isTimed(Map<?, ?> step) {
    return step.get("args") instanceof Map<?, ?> with
        && (with.get("ms") != null
            || with.get("timeout") instanceof Long millis && millis > 0
            || String.valueOf(with.get("opt")).endsWith("TIMEO"));
  }

  Replay.Transcript run() {
    RealThread init = machine.init();
    init.slot().clear();
    long directory = init.slot().text(DIRECTORY);
    init.call(Syscall.MKDIR.number(), directory, 0755);
    init.call(Syscall.CHMOD.number(), directory, 01777);
    for (Object process : list(recorded.get("procs"))) {
      if (process instanceof Map<?, ?> each) {
        start(String.valueOf(each.get("name")));
      }
    }
    List<Map<String, @Nullable Object>> log = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      try {
        log.add(names.canonical(step(i)));
      } catch (IllegalArgumentException | IllegalStateException bad) {
        throw new Replay.Impossible(i, String.valueOf(bad.getMessage()));
      }
    }
    List<String> left = new ArrayList<>();
    for (RealActor actor : actors.values()) {
      if (actor.pending >= 0 && !actor.isGone) {
        left.add(actor.name());
      }
    }
    return new Replay.Transcript(log, left);
  }

  private void start(String name) {
    RealThread thread = machine.start();
    thread.slot().clear();
    long limit = thread.slot().room(16);
    thread.slot().putLong(limit, OPEN_FILES);
    thread.slot().putLong(limit + 8, DESCRIPTORS_MAX);
    thread.call(Syscall.SETRLIMIT.number(), NOFILE, limit);
    thread.call(Syscall.CHDIR.number(), thread.slot().text(DIRECTORY));
    actors.put(name, new RealActor(name, machine, thread, new HashMap<>()));
  }

  // ---- one step

  private Map<String, @Nullable Object> step(int number) {
    Map<?, ?> step = steps.get(number);
    Map<String, @Nullable Object> log = new LinkedHashMap<>();
    String operation = String.valueOf(step.get("op"));
    RealActor actor = null;
    if ("-".equals(step.get("actor"))) {
      world(operation, names.arguments(step));
      log.put("result", Reply.fields("ret", 0L));
    } else {
      actor = actorOf(step.get("actor"));
      log.put("result", perform(actor, number, operation, names.arguments(step)));
    }
    List<Map<String, @Nullable Object>> completions = settle(actor);
    if (!completions.isEmpty()) {
      if (actor != null && actor.pending >= 0 && !actor.isGone) {
        addCompletion(completions, actor);
      }
      log.put("completes", completions);
    }
    return log;
  }

  private RealActor actorOf(@Nullable Object name) {
    RealActor actor = actors.get(String.valueOf(name));
    if (actor == null) {
      throw new IllegalArgumentException("there is no actor " + name);
    }
    if (actor.isGone || actor.pending >= 0) {
      throw new IllegalArgumentException(
          name + (actor.isGone ? " is dead already" : " is still blocked"));
    }
    return actor;
  }

  private void world(String operation, Arguments with) {
    switch (operation) {
      case "advance" -> sleep(with.number("ms"));
      case "spawn" -> start(with.text("name"));
      default -> throw new IllegalArgumentException("unknown operation " + operation);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted");
    }
  }

  private Map<String, @Nullable Object> perform(
      RealActor actor, int number, String operation, Arguments with) {
    actor.scratch().clear();
    actor.pending = number;
    actor.pendingArguments = with;
    actor.go(begin(operation, with, actor));
    proceed(actor);
    if (isTimed && actor.thread.isPending()) {
      actor.thread.await(BLOCKED_AFTER_MILLIS);
      goOn(actor);
    }
    Map<String, @Nullable Object> result = result(actor);
    return result == null ? Reply.fields("blocked", true) : result;
  }

  private Reply begin(String operation, Arguments with, RealActor actor) {
    for (Operations family : families) {
      Reply reply = family.begin(operation, with, actor);
      if (reply != null) {
        return reply;
      }
    }
    throw new IllegalArgumentException("unknown operation " + operation);
  }

  /// Lets the actor do what is next until it is blocked, dead, or has nothing more to do.
  private void proceed(RealActor actor) {
    for (Invocation next = actor.takeQueued(); next != null; next = actor.takeQueued()) {
      if (next instanceof Invocation.Call(Syscall which, long[] _) && isBirth(which)) {
        actor.returned(bear(actor, which));
        continue;
      }
      actor.begin(next);
      if (!goOn(actor)) {
        return;
      }
    }
  }

  private static boolean isBirth(Syscall which) {
    return which == Syscall.FORK || which == Syscall.THREAD_CREATE || which == Syscall.EXECVE;
  }

  private long bear(RealActor actor, Syscall which) {
    if (which == Syscall.EXECVE) {
      machine.execute(actor.thread);
      for (RealActor other : actors.values()) {
        other.isGone |= other != actor && other.thread.process() == actor.thread.process();
      }
      return 0;
    }
    boolean isProcess = which == Syscall.FORK;
    RealThread born = isProcess ? machine.fork(actor.thread) : machine.newThread(actor.thread);
    String name = actor.pendingArguments == null ? "" : actor.pendingArguments.text("name");
    actors.put(
        name,
        new RealActor(
            name, machine, born, isProcess ? RealActor.copy(actor.signals) : actor.signals));
    return born.id();
  }

  /// Takes what the actor's thread has to say; true if its invocation is over.
  private boolean goOn(RealActor actor) {
    while (true) {
      RealThread.State state = actor.thread.settle();
      if (state != RealThread.State.DEAD && actor.thread.handlerDepth() > 0) {
        actor.serveHandlers();
        continue;
      }
      if (state == RealThread.State.DONE) {
        actor.returned(actor.takeResult());
        return true;
      }
      return false;
    }
  }

  /// What the actor's operation has come to, null while it is blocked.
  private @Nullable Map<String, @Nullable Object> result(RealActor actor) {
    proceed(actor);
    Reply.Finished finished = actor.takeFinished();
    if (finished == null) {
      if (!actor.thread.isDead()) {
        return null;
      }
      actor.pending = -1;
      return Reply.fields("died", death(actor));
    }
    int number = actor.pending;
    actor.pending = -1;
    names.bind(steps.get(number), finished.values());
    return finished.result();
  }

  private String death(RealActor actor) {
    int status = machine.exitStatus(actor.thread.process());
    for (int waited = 0;
        status < 0 && waited < DEATH_MILLIS_MAX && machine.exists(actor.thread.process());
        waited++) {
      sleep(1);
      status = machine.exitStatus(actor.thread.process());
    }
    for (RealActor other : actors.values()) {
      other.isGone |= other.thread.process() == actor.thread.process();
    }
    if (status < 0) {
      // Its parent was faster than we; what it asked for itself we know.
      return actor.ownExit() < 0 ? "reaped" : "exit:" + actor.ownExit();
    }
    int signal = status & 0x7f;
    return signal == 0 ? "exit:" + (status >> 8 & 255) : Signal.name(signal);
  }

  // ---- what follows

  private List<Map<String, @Nullable Object>> settle(@Nullable RealActor current) {
    List<Map<String, @Nullable Object>> completions = new ArrayList<>();
    long last = System.nanoTime();
    int quiet = 0;
    while (quiet < 2) {
      int before = completions.size();
      boolean isAwaited = false;
      for (RealActor actor : List.copyOf(actors.values())) {
        if (actor != current && !actor.isGone) {
          addCompletion(completions, actor);
          isAwaited |= actor.pending >= 0;
        }
      }
      if (completions.size() > before) {
        last = System.nanoTime();
        quiet = 0;
      } else if (isTimed
          && isAwaited
          && System.nanoTime() - last < SETTLED_AFTER_MILLIS * 1_000_000L) {
        sleep(1);
      } else {
        quiet++;
      }
    }
    return completions;
  }

  private void addCompletion(List<Map<String, @Nullable Object>> completions, RealActor actor) {
    boolean wasPending = actor.pending >= 0;
    int number = actor.pending;
    if (wasPending) {
      goOn(actor);
    } else {
      rest(actor);
    }
    if (wasPending) {
      Map<String, @Nullable Object> result = result(actor);
      if (result != null) {
        completions.add(Reply.fields("actor", actor.name(), "step", number + 1L, "result", result));
      }
    } else if (actor.thread.isDead()) {
      completions.add(Reply.fields("actor", actor.name(), "died", death(actor)));
    }
  }

  /// Waits until an actor without anything to do sleeps in its loop, or is dead.
  private static void rest(RealActor actor) {
    do {
      actor.serveHandlers();
    } while (!actor.thread.isResting());
  }
}
