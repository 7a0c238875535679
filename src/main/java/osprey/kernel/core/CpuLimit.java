package osprey.kernel.core;

import osprey.abi.Signal;
import osprey.kernel.signal.SentSignal;
import osprey.kernel.task.Limits;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;

/// RLIMIT_CPU, getrlimit(2): SIGXCPU at the soft limit and each second after it, SIGKILL at the
/// hard one. Checked to the nanosecond, where Linux waits for its next tick.
final class CpuLimit {
  private static final long SECOND = 1_000_000_000L;

  private final Kernel kernel;

  CpuLimit(Kernel kernel) {
    this.kernel = kernel;
  }

  /// How long the thread may run before the limit must be looked at again.
  static long left(Process process) {
    long limit = process.limits.effective(Limits.CPU);
    return limit == Long.MAX_VALUE ? limit : Math.max(1, limit - used(process));
  }

  private static long used(Process process) {
    long used = process.goneThreads().userNanos + process.goneThreads().systemNanos;
    for (Task task : process.threads()) {
      used += task.accounts.userNanos + task.accounts.systemNanos;
    }
    return used;
  }

  /// Sends what is due.
  void check(Task task) {
    Process process = task.process();
    Limits limits = process.limits;
    long soft = limits.soft(Limits.CPU);
    if (soft == Limits.INFINITY || process.isEnding()) {
      return;
    }
    long used = used(process);
    long hard = limits.hard(Limits.CPU);
    if (hard != Limits.INFINITY && used >= hard) {
      kernel.processes().noteCpuLimit(task, hard);
      kernel.signals().send(process, signal(Signal.SIGKILL));
      // Once is enough.
      process.limits = limits.with(Limits.CPU, Limits.INFINITY, hard);
    } else if (used >= soft) {
      kernel.signals().send(process, signal(Signal.SIGXCPU));
      process.limits = limits.with(Limits.CPU, soft + SECOND, hard);
    }
  }

  private static SentSignal signal(Signal which) {
    return new SentSignal(which.number(), SentSignal.SI_KERNEL, 0, 0, 0, 0);
  }
}
