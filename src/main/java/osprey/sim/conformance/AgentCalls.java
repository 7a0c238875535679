package osprey.sim.conformance;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.kernel.core.Kernel;
import osprey.kernel.core.SystemCalls;
import osprey.kernel.syscall.SyscallTable;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;
import osprey.machine.Registers;

/// The system calls of the simulated kernel, and two more for the agents of a replay: the next
/// operation, and a signal that a handler has seen.
final class AgentCalls implements SystemCalls {
  private final SyscallTable real = new SyscallTable();
  private final AgentProgram program;

  /// By thread; each machine has its own numbers.
  private final Map<Kernel, Map<Integer, SimulatedActor>> actors = new HashMap<>();

  private final Map<Kernel, Map<Integer, Map<Integer, Actor.SeenSignals>>> signals =
      new HashMap<>();

  /// Told when an operation is complete.
  private Runnable whenFinished = () -> {};

  AgentCalls(AgentProgram program) {
    this.program = program;
  }

  void onFinished(Runnable action) {
    whenFinished = action;
  }

  void enter(SimulatedActor actor) {
    actors.computeIfAbsent(actor.kernel, _ -> new LinkedHashMap<>()).put(actor.task.id(), actor);
  }

  Actor.SeenSignals seen(Kernel kernel, int process, int signal) {
    return ofProcess(kernel, process).computeIfAbsent(signal, _ -> new Actor.SeenSignals());
  }

  private Map<Integer, Actor.SeenSignals> ofProcess(Kernel kernel, int process) {
    return signals
        .computeIfAbsent(kernel, _ -> new HashMap<>())
        .computeIfAbsent(process, _ -> new HashMap<>());
  }

  /// A new program has no memory of signals.
  void forgetSignals(Kernel kernel, int process) {
    ofProcess(kernel, process).clear();
  }

  /// A child remembers what its parent has seen.
  void inheritSignals(Kernel kernel, int parent, int child) {
    ofProcess(kernel, parent)
        .forEach((signal, seen) -> ofProcess(kernel, child).put(signal, seen.copy()));
  }

  @Override
  public Outcome perform(Kernel kernel, Task task, int number, @Nullable Progress progress) {
    return switch (number) {
      case AgentProgram.NEXT -> next(kernel, task);
      case AgentProgram.NOTE_SIGNAL -> note(kernel, task);
      default -> real.perform(kernel, task, number, progress);
    };
  }

  private Outcome next(Kernel kernel, Task task) {
    SimulatedActor actor = actors.getOrDefault(kernel, Map.of()).get(task.id());
    Registers registers = task.registers();
    if (actor != null) {
      if (actor.returned(registers.register(AgentProgram.RESULT))) {
        whenFinished.run();
      }
      Invocation queued = actor.takeQueued();
      if (queued != null) {
        for (int i = 0; i < queued.arguments().length; i++) {
          registers.setRegister(AgentProgram.FIRST_ARGUMENT + i, queued.arguments()[i]);
        }
        registers.setRegister(AgentProgram.RESULT, 0);
        registers.setPc(program.entry(queued));
        return Outcome.GONE;
      }
    }
    return Outcome.blocked(
        new Wait(
            List.of(),
            Then.RETRY,
            Wait.FOREVER,
            Then.RETRY,
            false,
            Wait.Interrupt.AFTER_HANDLER,
            null));
  }

  private Outcome note(Kernel kernel, Task task) {
    Registers registers = task.registers();
    var memory = task.process().memory().memory();
    int signal = (int) registers.register(1);
    long info = registers.register(2);
    Actor.SeenSignals seen = seen(kernel, task.process().id(), signal);
    seen.count++;
    seen.code = memory.readInt(info + 8);
    seen.sender = memory.readInt(info + 16);
    seen.value = memory.readInt(info + 24);
    return Outcome.ZERO;
  }
}
