package osprey.kernel.ipc;

import java.util.ArrayList;
import java.util.List;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.inspect.ChannelInfo;
import osprey.kernel.mem.AddressSpace;
import osprey.kernel.wait.WaitQueue;
import osprey.kernel.wait.Waiter;
import osprey.machine.Ram;

/// All System V objects and POSIX message queues of a machine, ipc_namespaces(7): they belong to no
/// process and outlive those that made them.
public final class IpcNamespace implements Copyable<IpcNamespace> {
  private IpcLimits limits;
  private final MessageQueues messageQueues;
  private final SharedSegments segments;
  private final SemaphoreSets semaphores;
  private final PosixQueues posixQueues;

  @SuppressWarnings("this-escape")
  public IpcNamespace(IpcLimits limits, Ram ram) {
    this.limits = limits;
    messageQueues = new MessageQueues(this);
    segments = new SharedSegments(this, ram);
    semaphores = new SemaphoreSets(this);
    posixQueues = new PosixQueues(this);
  }

  private IpcNamespace(IpcNamespace from, Copier copier) {
    copier.register(from, this);
    limits = from.limits;
    messageQueues = copier.copy(from.messageQueues);
    segments = copier.copy(from.segments);
    semaphores = copier.copy(from.semaphores);
    posixQueues = copier.copy(from.posixQueues);
  }

  public IpcLimits limits() {
    return limits;
  }

  /// sysctl(8): counts from now on.
  public void setLimit(IpcLimit limit, long value) {
    limits = limits.with(limit, value);
  }

  public MessageQueues messageQueues() {
    return messageQueues;
  }

  public SharedSegments segments() {
    return segments;
  }

  public SemaphoreSets semaphores() {
    return semaphores;
  }

  public PosixQueues posixQueues() {
    return posixQueues;
  }

  // ---- what happens to processes

  /// @param processId of the parent
  /// @param time nanoseconds since 1970, as everywhere here
  public void forked(AddressSpace childMemory, int processId, long time) {
    segments.forked(childMemory, processId, time);
  }

  /// The process is about to leave its address space: exit(2), execve(2).
  public void leaving(AddressSpace memory, int processId, long time) {
    segments.leaving(memory, processId, time);
  }

  public void exited(int processId, long time) {
    semaphores.exited(processId, time);
  }

  public void threadEnded(int thread) {
    messageQueues.forget(thread);
    posixQueues.forget(thread);
  }

  /// Everything that processes exchange data through here, for views.
  public List<ChannelInfo> channels() {
    List<ChannelInfo> channels = new ArrayList<>();
    channels.addAll(segments.channels());
    channels.addAll(messageQueues.channels());
    channels.addAll(posixQueues.channels());
    channels.addAll(semaphores.channels());
    return channels;
  }

  static List<Integer> threads(WaitQueue queue) {
    return queue.waiters().stream().map(Waiter::sleeper).map(sleeper -> sleeper.id()).toList();
  }

  @Override
  public IpcNamespace copy(Copier copier) {
    return new IpcNamespace(this, copier);
  }
}
