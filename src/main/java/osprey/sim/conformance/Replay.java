package osprey.sim.conformance;

import static com.google.common.base.Preconditions.checkNotNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.abi.Signal;
import osprey.kernel.core.Kernel;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Waiter;
import osprey.sim.Simulation;
import osprey.sim.Stop;
import osprey.sim.Until;

/// One case on fresh machines, step by step. The next step begins when the one before has returned
/// or is found blocked, and everything it has led to has come to rest.
public final class Replay {
  private static final long MILLISECOND = 1_000_000;

  /// After that time without an answer a call counts as blocked; what follows from a step follows
  /// within the other.
  private static final long BLOCKED_AFTER = 60 * MILLISECOND;

  private static final long SETTLED_AFTER = 50 * MILLISECOND;

  private static final List<String> SETTLING = List.of("kill", "exit", "advance");

  private final Map<?, ?> recorded;
  private final AgentProgram program;
  private final AgentCalls calls;
  private final List<Operations> families;
  private final Stage stage;
  private final Simulation simulation;
  private final Map<String, SimulatedActor> actors = new LinkedHashMap<>();
  private final CaseNames names = new CaseNames(actors);
  private final List<Map<?, ?>> steps = new ArrayList<>();
  private long time;

  Replay(Map<?, ?> recorded, AgentProgram program) {
    this.recorded = recorded;
    this.program = program;
    calls = new AgentCalls(program);
    families = Operations.of(recorded.get("primitive"));
    stage = new Stage(recorded.get("hosts"), program, calls);
    simulation = stage.simulation();
    calls.onFinished(simulation::interrupt);
  }

  /// What happened at each step, as the case's own steps have it.
  public record Transcript(List<Map<String, @Nullable Object>> steps, List<String> leftBlocked) {}

  /// A step that could not be made at all.
  public static final class Impossible extends RuntimeException {
    private static final long serialVersionUID = 1;

    final int step;

    public Impossible(int step, String why) {
      super(why);
      this.step = step;
    }
  }

  Transcript run() {
    for (Object process : list(recorded.get("procs"))) {
      if (process instanceof Map<?, ?> each) {
        start(String.valueOf(each.get("name")), each.get("host"));
      }
    }
    runUntil(time + MILLISECOND);
    for (Object step : list(recorded.get("steps"))) {
      if (step instanceof Map<?, ?> each) {
        steps.add(each);
      }
    }
    List<Map<String, @Nullable Object>> log = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      try {
        log.add(names.canonical(step(i)));
      } catch (IllegalArgumentException | UnsupportedOperationException bad) {
        throw new Impossible(i, String.valueOf(bad.getMessage()));
      }
    }
    List<String> left = new ArrayList<>();
    for (SimulatedActor actor : actors.values()) {
      if (actor.pendingStep >= 0 && !actor.isDead) {
        left.add(actor.name);
      }
    }
    return new Transcript(log, left);
  }

  static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private void start(String name, @Nullable Object host) {
    Kernel kernel = stage.machine(host);
    enter(name, kernel, stage.start(name, kernel, time));
  }

  private void enter(String name, Kernel kernel, Task task) {
    SimulatedActor actor = new SimulatedActor(name, kernel, task, actors.size(), program, calls);
    actors.put(name, actor);
    calls.enter(actor);
  }

  // ---- one step

  private Map<String, @Nullable Object> step(int number) {
    Map<?, ?> step = steps.get(number);
    Map<String, @Nullable Object> log = new LinkedHashMap<>();
    String operation = String.valueOf(step.get("op"));
    SimulatedActor actor = null;
    if ("-".equals(step.get("actor"))) {
      world(operation, step);
      log.put("result", Reply.fields("ret", 0L));
    } else {
      actor = actorOf(step.get("actor"));
      log.put("result", perform(actor, number, operation, step));
    }
    runUntil(time + MILLISECOND);
    List<Map<String, @Nullable Object>> completions = settle(actor, operation);
    if (actor != null && actor.pendingStep >= 0 && !actor.isDead && !completions.isEmpty()) {
      Map<String, @Nullable Object> own = complete(actor);
      if (own != null) {
        completions.add(own);
      }
    }
    if (!completions.isEmpty()) {
      log.put("completes", completions);
    }
    return log;
  }

  private SimulatedActor actorOf(@Nullable Object name) {
    SimulatedActor actor = actors.get(String.valueOf(name));
    if (actor == null) {
      throw new IllegalArgumentException("there is no actor " + name);
    }
    if (actor.isDead || actor.pendingStep >= 0) {
      throw new IllegalArgumentException(
          name + (actor.isDead ? " is dead already" : " is still blocked"));
    }
    return actor;
  }

  private void world(String operation, Map<?, ?> step) {
    Arguments with = new Arguments((Map<?, ?>) checkNotNull(step.get("args")));
    switch (operation) {
      case "advance" -> runUntil(time + with.number("ms") * MILLISECOND);
      case "spawn" -> start(with.text("name"), with.raw("host"));
      case "link" -> {
        stage.setCut(with.text("host"), with.text("state").equals("down"));
      }
      default -> throw new IllegalArgumentException("unknown operation " + operation);
    }
  }

  private Map<String, @Nullable Object> perform(
      SimulatedActor actor, int number, String operation, Map<?, ?> step) {
    Arguments with = names.arguments(step);
    actor.scratch.clear();
    actor.kernel.at(time);
    if (hasDied(actor)) {
      actor.pendingStep = number;
      return checkNotNull(result(actor, operation, with));
    }
    Reply reply = begin(operation, with, actor);
    actor.pendingStep = number;
    actor.go(reply);
    wake(actor);
    long deadline = time + BLOCKED_AFTER;
    while (!actor.isFinished() && !hasDied(actor) && time < deadline) {
      runUntil(deadline);
    }
    Map<String, @Nullable Object> result = result(actor, operation, with);
    return result == null ? Reply.fields("blocked", true) : result;
  }

  private Reply begin(String operation, Arguments with, SimulatedActor actor) {
    for (Operations family : families) {
      Reply reply = family.begin(operation, with, actor);
      if (reply != null) {
        return reply;
      }
    }
    throw new IllegalArgumentException("unknown operation " + operation);
  }

  private void wake(SimulatedActor actor) {
    Waiter waiter = actor.task.waiter;
    if (waiter != null) {
      actor.kernel.at(time);
      waiter.wake();
      actor.kernel.dispatcher().dispatchIdle(time);
    }
  }

  /// What the actor's operation has come to, null while it is blocked.
  private @Nullable Map<String, @Nullable Object> result(
      SimulatedActor actor, String operation, Arguments with) {
    Reply.Finished finished = actor.takeFinished();
    if (finished == null) {
      if (!hasDied(actor)) {
        return null;
      }
      actor.pendingStep = -1;
      markDead(actor);
      return Reply.fields("died", death(actor));
    }
    int number = actor.pendingStep;
    actor.pendingStep = -1;
    names.bind(steps.get(number), finished.values());
    if (!finished.values().isEmpty() && finished.result().get("err") == null) {
      born(actor, operation, with, finished.values().getFirst());
    }
    if (operation.equals("exec")) {
      markOthersDead(actor);
    }
    return finished.result();
  }

  private void born(SimulatedActor actor, String operation, Arguments with, Object id) {
    if (!(id instanceof Long number)) {
      return;
    }
    if (operation.equals("fork") || operation.equals("thread")) {
      Task task = actor.kernel.processTable().task(number.intValue());
      if (task == null) {
        throw new IllegalArgumentException("thread " + number + " is gone already");
      }
      enter(with.text("name"), actor.kernel, task);
      if (operation.equals("fork")) {
        calls.inheritSignals(actor.kernel, actor.process.id(), task.process().id());
      }
    }
  }

  private void markDead(SimulatedActor actor) {
    for (SimulatedActor other : actors.values()) {
      if (other.process == actor.process) {
        other.isDead = true;
      }
    }
  }

  private void markOthersDead(SimulatedActor actor) {
    for (SimulatedActor other : actors.values()) {
      if (other.process == actor.process && other != actor) {
        other.isDead = true;
      }
    }
  }

  private static boolean hasDied(SimulatedActor actor) {
    return actor.process.isZombie;
  }

  private static String death(SimulatedActor actor) {
    int status = actor.process.exitStatus();
    int signal = status & 0x7f;
    return signal == 0 ? "exit:" + (status >> 8 & 255) : Signal.name(signal);
  }

  // ---- what follows

  private List<Map<String, @Nullable Object>> settle(
      @Nullable SimulatedActor current, String operation) {
    List<Map<String, @Nullable Object>> completions = new ArrayList<>();
    boolean isAwaited = SETTLING.contains(operation);
    for (SimulatedActor actor : actors.values()) {
      isAwaited |= actor != current && actor.pendingStep >= 0 && !actor.isDead;
    }
    if (!isAwaited) {
      return completions;
    }
    long last = time;
    while (true) {
      int before = completions.size();
      for (SimulatedActor actor : List.copyOf(actors.values())) {
        Map<String, @Nullable Object> completion = actor == current ? null : complete(actor);
        if (completion != null) {
          completions.add(completion);
        }
      }
      if (completions.size() > before) {
        last = time;
      } else if (time >= last + SETTLED_AFTER) {
        return completions;
      }
      runUntil(last + SETTLED_AFTER);
    }
  }

  /// An operation that is complete now, or a death; null for nothing new.
  private @Nullable Map<String, @Nullable Object> complete(SimulatedActor actor) {
    if (actor.isDead) {
      return null;
    }
    int number = actor.pendingStep;
    if (number < 0) {
      if (!hasDied(actor)) {
        return null;
      }
      markDead(actor);
      return Reply.fields("actor", actor.name, "died", death(actor));
    }
    Map<?, ?> step = steps.get(number);
    Map<String, @Nullable Object> result =
        result(actor, String.valueOf(step.get("op")), names.arguments(step));
    return result == null
        ? null
        : Reply.fields("actor", actor.name, "step", number + 1L, "result", result);
  }

  /// Lets the simulation run to that time, or until an operation is complete.
  private void runUntil(long end) {
    Stop stop = simulation.run(Until.END.time(end));
    time = Math.max(time, stop instanceof Stop.Interrupted ? simulation.now() : end);
  }
}
