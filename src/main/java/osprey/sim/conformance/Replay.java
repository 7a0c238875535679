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
final class Replay {
  private static final long MILLISECOND = 1_000_000;

  /// After that time without an answer a call counts as blocked; what follows from a step follows
  /// within the other.
  private static final long BLOCKED_AFTER = 60 * MILLISECOND;

  private static final long SETTLED_AFTER = 50 * MILLISECOND;

  private static final List<String> SETTLING = List.of("kill", "exit", "advance");

  private final Map<?, ?> recorded;
  private final AgentCalls calls = new AgentCalls();
  private final List<Operations> families;
  private final Stage stage;
  private final Simulation simulation;
  private final Map<String, Actor> actors = new LinkedHashMap<>();
  private final Map<String, Object> bound = new LinkedHashMap<>();
  private final List<Map<?, ?>> steps = new ArrayList<>();
  private long time;

  Replay(Map<?, ?> recorded, AgentProgram program) {
    this.recorded = recorded;
    families =
        List.of(
            new FileOperations(program),
            new ObjectOperations(program),
            new ProcessOperations(program, calls),
            new SocketOperations(program));
    stage = new Stage(recorded.get("hosts"), program, calls);
    simulation = stage.simulation();
    calls.onFinished(simulation::interrupt);
  }

  /// What happened at each step, as the case's own steps have it.
  record Transcript(List<Map<String, @Nullable Object>> steps, List<String> leftBlocked) {}

  /// A step that could not be made at all.
  static final class Impossible extends RuntimeException {
    private static final long serialVersionUID = 1;

    final int step;

    Impossible(int step, String why) {
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
        log.add(canonical(step(i)));
      } catch (IllegalArgumentException | UnsupportedOperationException bad) {
        throw new Impossible(i, String.valueOf(bad.getMessage()));
      }
    }
    List<String> left = new ArrayList<>();
    for (Actor actor : actors.values()) {
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
    Actor actor = new Actor(name, kernel, task, actors.size());
    actors.put(name, actor);
    calls.enter(actor);
  }

  // ---- one step

  private Map<String, @Nullable Object> step(int number) {
    Map<?, ?> step = steps.get(number);
    Map<String, @Nullable Object> log = new LinkedHashMap<>();
    String operation = String.valueOf(step.get("op"));
    Actor actor = null;
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

  private Actor actorOf(@Nullable Object name) {
    Actor actor = actors.get(String.valueOf(name));
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
      Actor actor, int number, String operation, Map<?, ?> step) {
    Arguments with =
        new Arguments(resolve(step.get("args")) instanceof Map<?, ?> map ? map : Map.of());
    actor.scratch.clear();
    actor.kernel.at(time);
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

  private Reply begin(String operation, Arguments with, Actor actor) {
    for (Operations family : families) {
      Reply reply = family.begin(operation, with, actor);
      if (reply != null) {
        return reply;
      }
    }
    throw new IllegalArgumentException("unknown operation " + operation);
  }

  private void wake(Actor actor) {
    Waiter waiter = actor.task.waiter;
    if (waiter != null) {
      actor.kernel.at(time);
      waiter.wake();
      actor.kernel.dispatcher().dispatchIdle(time);
    }
  }

  /// What the actor's operation has come to, null while it is blocked.
  private @Nullable Map<String, @Nullable Object> result(
      Actor actor, String operation, Arguments with) {
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
    bind(steps.get(number), finished.values());
    if (!finished.values().isEmpty() && finished.result().get("err") == null) {
      born(actor, operation, with, finished.values().getFirst());
    }
    if (operation.equals("exec")) {
      markOthersDead(actor);
    }
    return finished.result();
  }

  private void born(Actor actor, String operation, Arguments with, Object id) {
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

  private void bind(Map<?, ?> step, List<Object> values) {
    List<?> names = list(step.get("bind"));
    for (int i = 0; i < names.size() && i < values.size(); i++) {
      bound.put(String.valueOf(names.get(i)), values.get(i));
    }
  }

  private void markDead(Actor actor) {
    for (Actor other : actors.values()) {
      if (other.process == actor.process) {
        other.isDead = true;
      }
    }
  }

  private void markOthersDead(Actor actor) {
    for (Actor other : actors.values()) {
      if (other.process == actor.process && other != actor) {
        other.isDead = true;
      }
    }
  }

  private static boolean hasDied(Actor actor) {
    return actor.process.isZombie;
  }

  private static String death(Actor actor) {
    int status = actor.process.exitStatus();
    int signal = status & 0x7f;
    return signal == 0 ? "exit:" + (status >> 8 & 255) : Signal.name(signal);
  }

  // ---- what follows

  private List<Map<String, @Nullable Object>> settle(@Nullable Actor current, String operation) {
    List<Map<String, @Nullable Object>> completions = new ArrayList<>();
    boolean isAwaited = SETTLING.contains(operation);
    for (Actor actor : actors.values()) {
      isAwaited |= actor != current && actor.pendingStep >= 0 && !actor.isDead;
    }
    if (!isAwaited) {
      return completions;
    }
    long last = time;
    while (true) {
      int before = completions.size();
      for (Actor actor : List.copyOf(actors.values())) {
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
  private @Nullable Map<String, @Nullable Object> complete(Actor actor) {
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
    Object arguments = resolve(step.get("args"));
    Map<String, @Nullable Object> result =
        result(
            actor,
            String.valueOf(step.get("op")),
            new Arguments(arguments instanceof Map<?, ?> map ? map : Map.of()));
    return result == null
        ? null
        : Reply.fields("actor", actor.name, "step", number + 1L, "result", result);
  }

  /// Lets the simulation run to that time, or until an operation is complete.
  private void runUntil(long end) {
    Stop stop = simulation.run(Until.END.time(end));
    time = Math.max(time, stop instanceof Stop.Interrupted ? simulation.now() : end);
  }

  // ---- names

  private @Nullable Object resolve(@Nullable Object value) {
    return switch (value) {
      case String text when text.startsWith("$") -> {
        Object known = bound.get(text.substring(1));
        if (known == null) {
          throw new IllegalArgumentException(text + " has no value");
        }
        yield known;
      }
      case String text when text.startsWith("@") && actors.containsKey(text.substring(1)) ->
          (long) actors.get(text.substring(1)).process.id();
      case List<?> list -> {
        List<@Nullable Object> resolved = new ArrayList<>();
        list.forEach(each -> resolved.add(resolve(each)));
        yield resolved;
      }
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> resolved = new LinkedHashMap<>();
        map.forEach((key, each) -> resolved.put(key, resolve(each)));
        yield resolved;
      }
      case null -> null;
      default -> value;
    };
  }

  private Map<String, @Nullable Object> canonical(Map<String, @Nullable Object> log) {
    Map<String, @Nullable Object> canonical = new LinkedHashMap<>();
    log.forEach((key, value) -> canonical.put(key, canonicalValue(value)));
    return canonical;
  }

  private @Nullable Object canonicalValue(@Nullable Object value) {
    return switch (value) {
      case Reply.Id(long number) -> {
        for (Actor actor : actors.values()) {
          if (actor.task.id() == number) {
            yield "@" + actor.name;
          }
        }
        yield "@?";
      }
      case List<?> list -> {
        List<@Nullable Object> all = new ArrayList<>();
        list.forEach(each -> all.add(canonicalValue(each)));
        yield all;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        map.forEach((key, each) -> all.put(String.valueOf(key), canonicalValue(each)));
        yield all;
      }
      case null -> null;
      default -> value;
    };
  }
}
