package osprey.kernel.syscall;

import osprey.abi.Errno;
import osprey.abi.Syscall;
import osprey.kernel.core.Dispatcher;
import osprey.kernel.core.Sleep;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Outcome;

/// Clocks and sleeping, time(7). Simulated time is the machine's only time.
final class TimeCalls {
  private static final int CLOCK_REALTIME = 0;
  private static final int CLOCK_MONOTONIC = 1;
  private static final int CLOCK_PROCESS_CPUTIME = 2;
  private static final int CLOCK_THREAD_CPUTIME = 3;
  private static final int CLOCK_BOOTTIME = 7;
  private static final int TIMER_ABSTIME = 1;
  private static final long SECOND = 1_000_000_000L;

  private TimeCalls() {}

  /// -1 for a clock that does not exist.
  private static long read(Call call, int clock) {
    return switch (clock) {
      // The coarse clocks show the same time.
      case CLOCK_REALTIME, 5 -> call.kernel().realTime();
      case CLOCK_MONOTONIC, 4, 6, CLOCK_BOOTTIME -> call.kernel().now();
      case CLOCK_PROCESS_CPUTIME -> {
        long sum = call.process().goneThreads().cpuNanos();
        for (Task task : call.process().threads()) {
          sum += task.accounts.cpuNanos();
        }
        yield sum;
      }
      case CLOCK_THREAD_CPUTIME -> call.task().accounts.cpuNanos();
      default -> -1;
    };
  }

  static Outcome getClock(Call call) {
    long nanos = read(call, call.intArgument(0));
    if (nanos < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    call.writeTimespec(call.argument(1), nanos);
    return Outcome.ZERO;
  }

  static Outcome resolution(Call call) {
    if (read(call, call.intArgument(0)) < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (call.argument(1) != 0) {
      call.writeTimespec(call.argument(1), 1);
    }
    return Outcome.ZERO;
  }

  static Outcome timeOfDay(Call call) {
    if (call.argument(0) != 0) {
      ProcessCalls.writeTimeval(call.memory(), call.argument(0), call.kernel().realTime());
    }
    return Outcome.ZERO;
  }

  static Outcome time(Call call) {
    long seconds = call.kernel().realTime() / SECOND;
    if (call.argument(0) != 0) {
      call.memory().writeLong(call.argument(0), seconds);
    }
    return Outcome.done(seconds);
  }

  static Outcome sleep(Call call) {
    long nanos = call.readTimespec(call.argument(0));
    if (nanos < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    return sleepUntil(call.after(nanos), call.argument(1));
  }

  static Outcome clockSleep(Call call) {
    int clock = call.intArgument(0);
    long nanos = call.readTimespec(call.argument(2));
    if (nanos < 0
        || (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC && clock != CLOCK_BOOTTIME)) {
      return Outcome.failed(Errno.EINVAL);
    }
    return (call.intArgument(1) & TIMER_ABSTIME) != 0
        ? sleepUntil(call.deadline(clock, nanos), 0)
        : sleepUntil(call.after(nanos), call.argument(3));
  }

  private static Outcome sleepUntil(long deadline, long remainderAt) {
    return Outcome.blocked(
        Dispatcher.sleepUntil(deadline, Outcome.ZERO).request(new Sleep(deadline, remainderAt)));
  }

  /// `compute` of osprey.h: processor time that is no instructions.
  static Outcome compute(Call call) {
    long nanos = call.argument(0);
    if (nanos < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    call.task().computeNanos = nanos;
    return Outcome.ZERO;
  }

  /// `device_io` of osprey.h: a named device serves one request at a time.
  static Outcome deviceIo(Call call) {
    long nanos = call.argument(1);
    if (nanos < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    return Outcome.blocked(
        call.kernel().devices().request(call.task(), call.pathArgument(0), nanos, true, 0));
  }

  /// `trace_mark` of osprey.h.
  static Outcome mark(Call call) {
    call.kernel()
        .tracer()
        .mark(call.kernel().now(), call.kernel().host(), call.task().id(), call.pathArgument(0));
    return Outcome.ZERO;
  }

  /// The C library has found something wrong in the heap.
  static Outcome diagnose(Call call) {
    call.kernel()
        .tracer()
        .diagnosis(
            call.kernel().now(),
            call.kernel().host(),
            call.process() + ": " + call.pathArgument(0));
    return Outcome.ZERO;
  }

  /// What {@link Syscall#CLOCK_SETTIME} answers: programs may not turn simulated time.
  static Outcome setClock() {
    return Outcome.failed(Errno.EPERM);
  }
}
