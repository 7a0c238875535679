package osprey.sim;

import osprey.kernel.core.Kernel;
import osprey.kernel.signal.SentSignal;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;

/// Does to a simulation what its user says.
final class Hand {
  private final Simulation simulation;

  Hand(Simulation simulation) {
    this.simulation = simulation;
  }

  void perform(UserAction action) {
    switch (action) {
      case UserAction.Type(byte[] bytes) ->
          simulation.streams(0).input(simulation.hosts().getFirst(), bytes);
      case UserAction.EndInput _ -> simulation.streams(0).endInput();
      case UserAction.SetRegister(int host, int tid, int index, long value) ->
          simulation.task(host, tid).registers().setRegisterOf(0, index, value);
      case UserAction.SetMemory(int host, int pid, long address, byte[] bytes) -> {
        Process process = simulation.hosts().get(host).processTable().process(pid);
        if (process != null) {
          process.memory().memory().write(address, bytes, 0, bytes.length);
        }
      }
      case UserAction.Send(int host, int pid, int tid, int signal) ->
          send(simulation.hosts().get(host), pid, tid, signal);
      case UserAction.Schedule(int host, int tid) -> {
        Kernel kernel = simulation.hosts().get(host);
        kernel.dispatcher().choose(simulation.task(host, tid));
      }
      case UserAction.CutLink(int host, int other, boolean isCut) -> {
        simulation.hosts().getFirst().sockets().fabric().setCut(host, other, isCut);
        if (!isCut) {
          simulation.hosts().forEach(kernel -> kernel.remoteFiles().networkHealed());
        }
      }
    }
  }

  private static void send(Kernel kernel, int pid, int tid, int signal) {
    Process process = kernel.processTable().process(pid);
    Task task = tid == 0 ? null : kernel.processTable().task(tid);
    if (task != null) {
      kernel.signals().send(task, user(signal));
    } else if (process != null) {
      kernel.signals().send(process, user(signal));
    }
  }

  private static SentSignal user(int signal) {
    return new SentSignal(signal, SentSignal.SI_USER, 0, 0, 0, 0);
  }
}
