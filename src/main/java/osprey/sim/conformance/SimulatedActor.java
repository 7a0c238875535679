package osprey.sim.conformance;

import osprey.abi.Syscall;
import osprey.kernel.core.Kernel;
import osprey.kernel.ipc.IpcLimit;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;

/// An actor on the simulated kernel. {@link AgentCalls} lets it do what it is to do and brings the
/// result back.
final class SimulatedActor extends Actor {
  final Kernel kernel;
  final Process process;
  final Task task;
  private final AgentProgram program;
  private final AgentCalls calls;

  SimulatedActor(
      String name, Kernel kernel, Task task, int slot, AgentProgram program, AgentCalls calls) {
    super(name, new SimulatedScratch(task.process(), slot));
    this.kernel = kernel;
    this.task = task;
    process = task.process();
    this.program = program;
    this.calls = calls;
  }

  @Override
  public int id() {
    return task.id();
  }

  @Override
  public int processId() {
    return process.id();
  }

  @Override
  protected long realTime() {
    return kernel.realTime();
  }

  @Override
  protected SeenSignals seen(int signal) {
    return calls.seen(kernel, process.id(), signal);
  }

  @Override
  protected long[] handler(long flags) {
    return new long[] {program.handler(), flags, 0, 0};
  }

  @Override
  protected long setting(String setting) {
    return kernel.ipc().limits().get(limit(setting));
  }

  @Override
  protected void changeSetting(String setting, long value) {
    kernel.ipc().setLimit(limit(setting), value);
  }

  private static IpcLimit limit(String setting) {
    IpcLimit limit = IpcLimit.of(setting);
    if (limit == null) {
      throw new IllegalArgumentException("unknown setting " + setting);
    }
    return limit;
  }

  @Override
  protected Reply execute() {
    expectExecution();
    calls.forgetSignals(kernel, process.id());
    long path = scratch.text(Stage.PROGRAM);
    long vector = scratch.longs(path, 0);
    return Operations.call(Syscall.EXECVE, path, vector, scratch.longs(0));
  }
}
