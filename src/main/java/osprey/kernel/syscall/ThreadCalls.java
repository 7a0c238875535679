package osprey.kernel.syscall;

import osprey.abi.Errno;
import osprey.kernel.core.Threads;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;

/// Threads, pthreads(7).
final class ThreadCalls {
  private static final int DETACHED = 1;
  private static final int NAME_BYTES_MAX = 15;

  private ThreadCalls() {}

  static Outcome create(Call call) {
    if (ProcessCalls.isUserFull(call)) {
      return Outcome.failed(Errno.EAGAIN);
    }
    Outcome outcome =
        call.kernel()
            .threads()
            .create(
                call.task(),
                call.argument(0),
                call.argument(1),
                call.argument(2),
                (call.intArgument(3) & DETACHED) != 0);
    if (outcome instanceof Outcome.Done(long tid, _) && call.argument(5) != 0) {
      call.memory().writeLong(call.argument(5), tid);
    }
    return outcome;
  }

  /// pthread_setname_np(3).
  static Outcome setName(Call call) {
    Task task = call.kernel().threads().find(call.process(), call.intArgument(0));
    String name = call.pathArgument(1);
    if (task == null) {
      return Outcome.failed(Errno.ESRCH);
    }
    if (name.length() > NAME_BYTES_MAX) {
      return Outcome.failed(Errno.ERANGE);
    }
    task.name = name;
    return Outcome.ZERO;
  }

  static Outcome exit(Call call) {
    call.kernel().threads().exit(call.task(), call.argument(0));
    return Outcome.GONE;
  }

  static Outcome join(Call call) {
    long deadline = Wait.FOREVER;
    if (call.argument(2) != 0) {
      long nanos = call.readTimespec(call.argument(2));
      if (nanos < 0) {
        return Outcome.failed(Errno.EINVAL);
      }
      deadline = call.deadline(call.intArgument(3), nanos);
    }
    Threads.Joined joined =
        call.kernel().threads().join(call.task(), call.intArgument(0), deadline);
    if (joined.outcome() instanceof Outcome.Done && call.argument(1) != 0) {
      call.memory().writeLong(call.argument(1), joined.value());
    }
    return joined.outcome();
  }

  static Outcome detach(Call call) {
    return call.kernel().threads().detach(call.task(), call.intArgument(0));
  }

  static Outcome cancel(Call call) {
    return call.kernel().threads().requestCancel(call.task(), call.intArgument(0));
  }

  /// pthread_setcancelstate(3) and pthread_setcanceltype(3): both old values in one number.
  static Outcome cancelState(Call call) {
    Task task = call.task();
    int old = (task.isCancelDisabled ? 1 : 0) | (task.isCancelAsynchronous ? 1 << 8 : 0);
    if (call.intArgument(0) >= 0) {
      task.isCancelDisabled = call.intArgument(0) == 1;
    }
    if (call.intArgument(1) >= 0) {
      task.isCancelAsynchronous = call.intArgument(1) == 1;
    }
    return Outcome.done(old);
  }

  /// pthread_getattr_np(3): where a thread's stack is.
  static Outcome stack(Call call) {
    Task task = call.kernel().threads().find(call.process(), call.intArgument(0));
    if (task == null) {
      return Outcome.failed(Errno.ESRCH);
    }
    var segment = call.process().memory().segmentAt(task.registers().sp());
    if (segment == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    call.memory().writeLong(call.argument(1), segment.start());
    call.memory().writeLong(call.argument(2), segment.end() - segment.start());
    return Outcome.ZERO;
  }
}
