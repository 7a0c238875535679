package osprey.sim.waits;

import java.util.List;
import osprey.abi.Syscall;
import osprey.kernel.core.Kernel;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.kernel.wait.WaitQueue;

/// When nothing can happen any more: whether a thread rightly waits for the world outside, as a
/// server does that has no client.
final class OutsideWaits {
  private final List<Kernel> hosts;

  OutsideWaits(List<Kernel> hosts) {
    this.hosts = hosts;
  }

  boolean isRight(Task task) {
    Syscall call = Syscall.of(task.registers().syscallNumber(task.process().program()));
    return switch (call) {
      case PAUSE, RT_SIGSUSPEND, RT_SIGTIMEDWAIT, ACCEPT, ACCEPT4, CONNECT -> true;
      case POLL, PPOLL, SELECT, PSELECT6, EPOLL_WAIT, EPOLL_PWAIT -> true;
      // Two that wait for each other's messages are another matter.
      case MSGRCV, MQ_TIMEDRECEIVE, RECVFROM, RECVMSG -> isAlone(task);
      case null, default -> isForInput(task);
    };
  }

  private static boolean isForInput(Task task) {
    if (task.waiter != null) {
      for (WaitQueue queue : task.waiter.terms().queues()) {
        if (queue.name().contains("terminal") || queue.name().contains("stdin")) {
          return true;
        }
      }
    }
    return false;
  }

  /// No other process lives.
  private boolean isAlone(Task task) {
    for (Kernel kernel : hosts) {
      for (Process process : kernel.processTable().processes()) {
        if (process != task.process() && !process.isZombie && process.parent() != null) {
          return false;
        }
      }
    }
    return true;
  }
}
