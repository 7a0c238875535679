package osprey.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import osprey.abi.Signal;
import osprey.inspect.DeathInfo;
import osprey.kernel.core.Backtrace;
import osprey.kernel.core.Kernel;
import osprey.kernel.file.InputFeed;
import osprey.kernel.signal.SentSignal;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.lang.scn.Intervention;
import osprey.lang.scn.Start;
import osprey.network.Fabric;

/// Does to a simulation what a scenario's timeline says.
final class Intervener {
  private static final int CORE_DUMPED = 0x80;

  private final ScenarioScript script;
  private final Simulation simulation;

  Intervener(ScenarioScript script, Simulation simulation) {
    this.script = script;
    this.simulation = simulation;
  }

  void perform(Intervention.Action action) {
    switch (action) {
      case Intervention.Send(var name, int signal) ->
          forEach(name, target -> target.kernel.signals().send(target.process, user(signal)));
      case Intervention.Crash(var name, int thread) ->
          forEach(name, target -> crash(target, thread));
      case Intervention.Restart(var name) -> restart(name);
      case Intervention.Type(var name, var text) -> type(name, text.bytes());
      case Intervention.EndInput(var name) -> endInput(name);
      case Intervention.CutLink(var a, var b) -> fabric().setCut(place(a), place(b), true);
      case Intervention.HealLink(var a, var b) -> {
        fabric().setCut(place(a), place(b), false);
        tellHealed();
      }
      case Intervention.Partition(var left, var right) ->
          fabric().separate(script.cabling().places(left), script.cabling().places(right));
      case Intervention.HealPartition() -> {
        fabric().unite();
        tellHealed();
      }
      case Intervention.CrashMachine _, Intervention.RestartMachine _ ->
          throw new IllegalStateException("a scenario with " + action + " must not be booted");
    }
  }

  private Fabric fabric() {
    return simulation.hosts().getFirst().sockets().fabric();
  }

  private void tellHealed() {
    simulation.hosts().forEach(kernel -> kernel.remoteFiles().networkHealed());
  }

  private int place(String machine) {
    return script.cabling().place(machine);
  }

  private static SentSignal user(int signal) {
    return new SentSignal(signal, SentSignal.SI_USER, 0, 0, 0, 0);
  }

  private record Target(Kernel kernel, Process process) {}

  /// Does something to each live process of a name or group.
  private void forEach(String name, Consumer<Target> what) {
    List<Target> targets = new ArrayList<>();
    for (Kernel kernel : simulation.hosts()) {
      for (Process process : kernel.processTable().processes()) {
        if (!process.isZombie && Roles.isCalled(process.role, name)) {
          targets.add(new Target(kernel, process));
        }
      }
    }
    if (targets.isEmpty()) {
      simulation
          .tracer()
          .diagnosis(simulation.instant(), 0, "an intervention found no live process " + name);
    }
    targets.forEach(what);
  }

  private void crash(Target target, int number) {
    List<Task> threads = target.process.threads();
    if (number > threads.size()) {
      simulation
          .tracer()
          .diagnosis(
              simulation.instant(),
              target.kernel.host(),
              target.process.role + " has no thread " + number + " that could crash");
      return;
    }
    Task task = threads.get(number - 1);
    int signal = Signal.SIGSEGV.number();
    target.process.death =
        new DeathInfo(
            signal,
            task.id(),
            0,
            "the scenario made thread " + number + " execute garbage",
            false,
            0,
            "",
            "",
            task.bursts.isEmpty() ? Backtrace.of(task, Backtrace.FRAMES_MAX) : List.of());
    target.kernel.processes().end(target.process, signal | CORE_DUMPED);
  }

  private void restart(String name) {
    for (Start start : script.starts()) {
      if (!ScenarioScript.isCalled(start, name)) {
        continue;
      }
      Kernel kernel = simulation.hosts().get(script.host(start));
      for (Process process : List.copyOf(kernel.processTable().processes())) {
        if (!process.isZombie && process.role.equals(start.name())) {
          kernel.processes().end(process, Signal.SIGKILL.number());
        }
      }
      script.start(start, simulation);
    }
  }

  // ---- input

  private void type(String name, byte[] text) {
    for (Cast.Member member : members(name)) {
      InputFeed own = member.input();
      if (own != null) {
        own.feed(text);
      } else {
        Kernel kernel = simulation.hosts().get(member.host());
        simulation.streams(member.host()).input(kernel, text);
      }
    }
  }

  private void endInput(String name) {
    for (Cast.Member member : members(name)) {
      InputFeed own = member.input();
      if (own != null) {
        own.end();
      } else {
        Kernel kernel = simulation.hosts().get(member.host());
        simulation.streams(member.host()).input(kernel, ScenarioScript.controlD());
      }
    }
  }

  private List<Cast.Member> members(String name) {
    List<Cast.Member> found = new ArrayList<>();
    for (Cast.Member member : simulation.cast().all()) {
      if (Roles.isCalled(member.name(), name)) {
        found.add(member);
      }
    }
    return found;
  }
}
