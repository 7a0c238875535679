package osprey.kernel.syscall;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.core.Kernel;
import osprey.kernel.task.Process;
import osprey.kernel.task.SchedulingEntity;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Outcome;

/// sched(7): yielding, niceness, policies and priorities, affinity.
final class SchedulingCalls {
  private static final int PRIO_PROCESS = 0;
  private static final int NICE_LOWEST = -20;
  private static final int NICE_HIGHEST = 19;
  private static final int PRIORITY_MAX = 99;
  private static final int AFFINITY_BYTES = 8;
  private static final long INTERVAL_NANOS = 100_000_000;

  private SchedulingCalls() {}

  static Outcome yieldProcessor(Call call) {
    call.kernel().dispatcher().yieldAfterCall();
    return Outcome.ZERO;
  }

  /// getcpu(2): one node.
  static Outcome currentCpu(Call call) {
    if (call.argument(0) != 0) {
      call.memory().writeInt(call.argument(0), call.task().cpu);
    }
    if (call.argument(1) != 0) {
      call.memory().writeInt(call.argument(1), 0);
    }
    return Outcome.ZERO;
  }

  private static @Nullable Task thread(Call call, int id) {
    return id == 0 ? call.task() : call.kernel().processTable().task(id);
  }

  /// getpriority(2), as the kernel gives it: 20 - nice.
  static Outcome getPriority(Call call) {
    if (call.intArgument(0) != PRIO_PROCESS) {
      return Outcome.failed(Errno.EINVAL);
    }
    Task task = thread(call, call.intArgument(1));
    return task == null ? Outcome.failed(Errno.ESRCH) : Outcome.done(20L - task.scheduling.nice);
  }

  static Outcome setPriority(Call call) {
    if (call.intArgument(0) != PRIO_PROCESS) {
      return Outcome.failed(Errno.EINVAL);
    }
    Task task = thread(call, call.intArgument(1));
    if (task == null) {
      return Outcome.failed(Errno.ESRCH);
    }
    int nice = Math.clamp(call.intArgument(2), NICE_LOWEST, NICE_HIGHEST);
    if (nice < task.scheduling.nice && !call.process().credentials.isRoot()) {
      return Outcome.failed(Errno.EACCES);
    }
    Process process = task.process();
    for (Task each : process.threads()) {
      if (each == task || task.isMain()) {
        call.kernel().dispatcher().requeue(each, () -> each.scheduling.nice = nice);
      }
    }
    return Outcome.ZERO;
  }

  private static boolean isRealTime(int policy) {
    return policy == SchedulingEntity.SCHED_FIFO || policy == SchedulingEntity.SCHED_RR;
  }

  static Outcome setScheduler(Call call) {
    return set(call, call.intArgument(0), call.intArgument(1), call.argument(2));
  }

  static Outcome setParameters(Call call) {
    Task task = thread(call, call.intArgument(0));
    return task == null
        ? Outcome.failed(Errno.ESRCH)
        : set(call, call.intArgument(0), task.scheduling.policyClass, call.argument(1));
  }

  private static Outcome set(Call call, int id, int policy, long parametersAt) {
    int priority = call.memory().readInt(parametersAt);
    boolean isKnown = isRealTime(policy) || policy == 0 || policy == 3 || policy == 5;
    if (!isKnown
        || (isRealTime(policy) ? priority < 1 || priority > PRIORITY_MAX : priority != 0)) {
      return Outcome.failed(Errno.EINVAL);
    }
    Task task = thread(call, id);
    if (task == null) {
      return Outcome.failed(Errno.ESRCH);
    }
    if (isRealTime(policy) && !call.process().credentials.isRoot()) {
      return Outcome.failed(Errno.EPERM);
    }
    Kernel kernel = call.kernel();
    kernel
        .dispatcher()
        .requeue(
            task,
            () -> {
              task.scheduling.policyClass = policy;
              task.scheduling.realTimePriority = priority;
            });
    return Outcome.ZERO;
  }

  static Outcome getScheduler(Call call) {
    Task task = thread(call, call.intArgument(0));
    return task == null ? Outcome.failed(Errno.ESRCH) : Outcome.done(task.scheduling.policyClass);
  }

  static Outcome getParameters(Call call) {
    Task task = thread(call, call.intArgument(0));
    if (task == null) {
      return Outcome.failed(Errno.ESRCH);
    }
    call.memory().writeInt(call.argument(1), task.scheduling.realTimePriority);
    return Outcome.ZERO;
  }

  static Outcome priorityMax(Call call) {
    return Outcome.done(isRealTime(call.intArgument(0)) ? PRIORITY_MAX : 0);
  }

  static Outcome priorityMin(Call call) {
    return Outcome.done(isRealTime(call.intArgument(0)) ? 1 : 0);
  }

  static Outcome interval(Call call) {
    call.writeTimespec(call.argument(1), INTERVAL_NANOS);
    return Outcome.ZERO;
  }

  static Outcome setAffinity(Call call) {
    Task task = thread(call, call.intArgument(0));
    if (task == null) {
      return Outcome.failed(Errno.ESRCH);
    }
    long bytes = call.argument(1);
    long mask = 0;
    for (int i = 0; i < Math.min(bytes, AFFINITY_BYTES); i++) {
      mask |= (long) call.memory().readByte(call.argument(2) + i) << (8 * i);
    }
    long usable = mask & allCpus(call);
    if (usable == 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    call.kernel().dispatcher().requeue(task, () -> task.scheduling.affinity = usable);
    if (task == call.task() && !task.scheduling.mayRunOn(task.cpu)) {
      call.kernel().dispatcher().yieldAfterCall();
    }
    return Outcome.ZERO;
  }

  private static long allCpus(Call call) {
    int cpus = call.kernel().config().cpus();
    return cpus == Long.SIZE ? -1 : (1L << cpus) - 1;
  }

  static Outcome getAffinity(Call call) {
    Task task = thread(call, call.intArgument(0));
    if (task == null) {
      return Outcome.failed(Errno.ESRCH);
    }
    if (call.argument(1) < AFFINITY_BYTES) {
      return Outcome.failed(Errno.EINVAL);
    }
    call.memory().writeLong(call.argument(2), task.scheduling.affinity & allCpus(call));
    return Outcome.done(AFFINITY_BYTES);
  }
}
