package osprey.kernel.ipc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.abi.Signal;
import osprey.kernel.file.FdTable;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.HeldDescriptions;
import osprey.kernel.wait.Outcome;

/// One case of the corpus, replayed step by step.
final class RecordedCase {
  private final Map<?, ?> recorded;
  private final Machine machine = new Machine();
  private final Map<String, Actor> actors = new LinkedHashMap<>();
  private final Map<String, Object> bound = new LinkedHashMap<>();
  private final Map<Integer, Pending> pending = new TreeMap<>();
  private int lastProcess = 100;
  private int lastThread = 1000;

  /// A step that is blocked.
  private record Pending(Actor actor, RecordedStep step) {}

  RecordedCase(Map<?, ?> recorded) {
    this.recorded = recorded;
  }

  Map<String, Object> bound() {
    return bound;
  }

  Machine machine() {
    return machine;
  }

  Actor actor(String name) {
    Actor actor = actors.get(name);
    assertThat(actor).as(name).isNotNull();
    return requireNonNull(actor);
  }

  Iterable<Actor> actors() {
    return List.copyOf(actors.values());
  }

  Actor start(String name, FdTable fds) {
    Actor actor = new Actor(name, ++lastProcess, ++lastThread, fds, machine);
    actors.put(name, actor);
    return actor;
  }

  Actor startThread(String name, Actor of) {
    Actor actor = new Actor(name, of, ++lastThread, machine);
    actors.put(name, actor);
    return actor;
  }

  void replay() {
    for (Object process : Json.list(recorded, "procs")) {
      FdTable fds = new FdTable();
      for (int fd = 0; fd < 3; fd++) {
        fds.put(fd, machine.open("/dev/null", 2), false);
      }
      start(Json.text((Map<?, ?>) process, "name"), fds);
    }
    machine.tree.makeDirectories("/tmp/case");
    machine.tree.mount("/tmp/case", "tmpfs", 1 << 30, null);
    machine
        .tree
        .attributes(machine.view())
        .setMode(
            requireNonNull(machine.tree.find("/tmp/case", true, machine.view()).node()), 01777);
    for (Object step : Json.list(recorded, "steps")) {
      replay((Map<?, ?>) step);
    }
    List<String> blocked = new ArrayList<>();
    pending.values().forEach(left -> blocked.add(left.actor.name));
    Object expected = recorded.get("left_blocked");
    assertThat(blocked)
        .as("left blocked")
        .containsExactlyInAnyOrderElementsOf(
            expected == null
                ? List.of()
                : ((List<?>) expected).stream().map(String.class::cast).toList());
  }

  private void replay(Map<?, ?> step) {
    int number = (int) Json.number(step, "n");
    String where = recorded.get("id") + " step " + number + " " + step.get("op");
    if (Json.text(step, "op").equals("advance")) {
      return;
    }
    Actor actor = actor(Json.text(step, "actor"));
    RecordedStep replayed = new RecordedStep(this, actor, step);
    replayed.begin();
    machine.settle();
    Map<?, ?> expected = Json.object(step, "result");
    actor.takeSignal();
    if (actor.isBlocked() && !actor.isDead) {
      assertThat(expected.get("blocked")).as(where + " blocks").isEqualTo(true);
      pending.put(number, new Pending(actor, replayed));
    } else {
      replayed.compare(where, expected);
      bind(step, replayed);
    }
    completions(where, step);
  }

  private void completions(String where, Map<?, ?> step) {
    Map<Integer, Pending> done = new TreeMap<>();
    List<String> died = new ArrayList<>();
    boolean changes = true;
    while (changes) {
      changes = false;
      for (Map.Entry<Integer, Pending> entry : pending.entrySet()) {
        Actor actor = entry.getValue().actor;
        actor.takeSignal();
        if ((actor.isDead || !actor.isBlocked()) && !done.containsKey(entry.getKey())) {
          done.put(entry.getKey(), entry.getValue());
          changes = true;
        }
      }
      machine.settle();
    }
    done.keySet().forEach(pending::remove);
    List<Integer> expectedSteps = new ArrayList<>();
    Object completes = step.get("completes");
    for (Object item : completes == null ? List.of() : (List<?>) completes) {
      Map<?, ?> completion = (Map<?, ?>) item;
      if (completion.get("step") == null) {
        died.add((String) completion.get("actor"));
        continue;
      }
      int number = ((Long) completion.get("step")).intValue();
      expectedSteps.add(number);
      Pending finished = done.get(number);
      assertThat(finished).as(where + " completes step " + number).isNotNull();
      RecordedStep replayed = requireNonNull(finished).step;
      replayed.compare(where + " => " + number, Json.object(completion, "result"));
      bind(replayed.step(), replayed);
    }
    assertThat(done.keySet())
        .as(where + " completes")
        .containsExactlyInAnyOrderElementsOf(expectedSteps);
    for (String name : died) {
      assertThat(actor(name).isDead).as(where + ": " + name + " died").isTrue();
    }
  }

  private void bind(Map<?, ?> step, RecordedStep replayed) {
    Object names = step.get("bind");
    if (names == null || !(replayed.outcome() instanceof Outcome.Done(long value, int _))) {
      return;
    }
    List<?> list = (List<?>) names;
    if (list.size() == 2) {
      bound.put((String) list.get(0), replayed.pair[0]);
      bound.put((String) list.get(1), replayed.pair[1]);
    } else {
      bound.put((String) list.get(0), value);
    }
  }

  /// A process or one of its threads.
  static final class Actor {
    final String name;
    final Machine.Caller thread;
    final Shared process;
    private final HeldDescriptions held;
    boolean isDead;

    /// What the threads of a process have in common.
    static final class Shared {
      int id;
      int uid;
      boolean mayOverride = true;
      final Map<Signal, String> dispositions = new LinkedHashMap<>();
      final Map<Signal, Integer> counts = new LinkedHashMap<>();
      final List<Actor> threads = new ArrayList<>();
      String ended = "";
    }

    Actor(String name, int id, int threadId, FdTable fds, Machine machine) {
      this.name = name;
      held = machine.tree.held();
      thread = new Machine.Caller(machine, threadId, fds);
      process = new Shared();
      process.id = id;
      process.threads.add(this);
    }

    Actor(String name, Actor of, int threadId, Machine machine) {
      this.name = name;
      held = machine.tree.held();
      thread = new Machine.Caller(machine, threadId, of.thread.fds);
      process = of.process;
      process.threads.add(this);
    }

    boolean isBlocked() {
      return thread.isBlocked();
    }

    @Nullable Outcome result() {
      return thread.result;
    }

    /// A signal that came with the outcome of a call.
    void takeSignal() {
      int number =
          switch (thread.result) {
            case Outcome.Done(long _, int signal) -> signal;
            case Outcome.Failed(Errno _, int signal) -> signal;
            case null, default -> 0;
          };
      Signal signal = Signal.of(number);
      if (signal != null) {
        thread.result =
            switch (thread.result) {
              case Outcome.Done(long value, int _) -> Outcome.done(value);
              case Outcome.Failed(Errno errno, int _) -> Outcome.failed(errno);
              case null, default -> thread.result;
            };
        signal(signal);
      }
    }

    void signal(Signal signal) {
      String disposition = process.dispositions.getOrDefault(signal, "default");
      if (signal == Signal.SIGKILL) {
        disposition = "default";
      }
      switch (disposition) {
        case "handler", "handler_restart" -> {
          process.counts.merge(signal, 1, Integer::sum);
          if (isBlocked()) {
            releaseHeld();
            thread.interrupt(disposition.equals("handler_restart"));
          }
        }
        case "default" -> {
          switch (signal) {
            case SIGSTOP -> thread.stop();
            case SIGCONT -> thread.resume();
            default -> die(signal.name());
          }
        }
        default -> {}
      }
    }

    void die(String how) {
      process.ended = how;
      for (Actor other : process.threads) {
        other.isDead = true;
        other.thread.die();
        other.releaseHeld();
      }
      for (Actor other : process.threads) {
        other.releaseOpening();
      }
      thread.fds.closeAll(process.id);
    }

    void held(FileDescription description) {
      held.hold(thread.id(), 0, 0, description);
    }

    void releaseHeld() {
      held.release(thread.id());
    }

    @Nullable FileDescription opening;
    int reserved;

    /// Gives up a FIFO that is only half open.
    void releaseOpening() {
      if (opening != null) {
        opening.release();
        opening = null;
        thread.fds.unreserve(reserved);
      }
    }
  }

  static byte[] bytes(Object data) {
    if (data instanceof String text) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
    StringBuilder all = new StringBuilder();
    for (Object run : Json.list((Map<?, ?>) data, "rle")) {
      List<?> pair = (List<?>) run;
      all.append(((String) pair.get(0)).repeat(((Long) pair.get(1)).intValue()));
    }
    return all.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
