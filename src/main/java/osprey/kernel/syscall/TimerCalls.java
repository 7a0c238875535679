package osprey.kernel.syscall;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.abi.Signal;
import osprey.kernel.core.ProcessTimer;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.ipc.IntervalTimer;
import osprey.kernel.ipc.TimerFd;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.wait.Outcome;

/// Timers: timer_create(2) and its kin, timerfd_create(2) and its kin.
final class TimerCalls {
  private static final int ABSOLUTE = 1;
  private static final int CANCEL_ON_SET = 2;
  private static final int MONOTONIC = 1;
  private static final int BOOT_TIME = 7;

  private TimerCalls() {}

  private static boolean isClock(int clock) {
    return clock == 0 || clock == MONOTONIC || clock == BOOT_TIME;
  }

  // ---- timers that send signals

  static Outcome create(Call call) {
    int clock = call.intArgument(0);
    long at = call.argument(1);
    UserMemory memory = call.memory();
    int kind = ProcessTimer.SIGNAL;
    int signal = 0;
    long value = 0;
    int thread = 0;
    if (at != 0) {
      value = memory.readLong(at);
      signal = memory.readInt(at + 8);
      kind = memory.readInt(at + 12);
      thread = memory.readInt(at + 16);
      boolean isKind =
          kind == ProcessTimer.SIGNAL || kind == ProcessTimer.NONE || kind == ProcessTimer.THREAD;
      boolean isSignal = signal > 0 && signal <= Signal.NUMBER_MAX;
      boolean isThread =
          kind != ProcessTimer.THREAD
              || call.kernel().threads().find(call.process(), thread) != null;
      if (!isKind || !isThread || (kind != ProcessTimer.NONE && !isSignal)) {
        return Outcome.failed(Errno.EINVAL);
      }
    }
    if (!isClock(clock)) {
      return Outcome.failed(Errno.EINVAL);
    }
    int id = call.kernel().timers().create(call.process(), clock, kind, signal, value, thread);
    memory.writeInt(call.argument(2), id);
    return Outcome.ZERO;
  }

  private static Outcome with(Call call, Function<ProcessTimer, Outcome> operation) {
    ProcessTimer timer = call.kernel().timers().find(call.process(), call.intArgument(0));
    return timer == null ? Outcome.failed(Errno.EINVAL) : operation.apply(timer);
  }

  static Outcome set(Call call) {
    return with(
        call,
        timer -> {
          Times times = read(call, timer.clockId());
          if (times == null) {
            return Outcome.failed(Errno.EINVAL);
          }
          show(call, timer.timer(), call.argument(3));
          timer.timer().arm(times.at(), times.interval(), call.kernel());
          return Outcome.ZERO;
        });
  }

  static Outcome get(Call call) {
    return with(
        call,
        timer -> {
          show(call, timer.timer(), call.argument(1));
          return Outcome.ZERO;
        });
  }

  static Outcome delete(Call call) {
    return with(
        call,
        timer -> {
          call.kernel().timers().delete(timer);
          return Outcome.ZERO;
        });
  }

  static Outcome overruns(Call call) {
    return with(call, timer -> Outcome.done(timer.overruns()));
  }

  // ---- timers that are read

  static Outcome createDescriptor(Call call) {
    int clock = call.intArgument(0);
    int flags = call.intArgument(1);
    boolean isKnown = (flags & ~(OpenFlag.CLOSE_ON_EXEC | OpenFlag.NON_BLOCKING)) == 0;
    if (!isClock(clock) || !isKnown) {
      return Outcome.failed(Errno.EINVAL);
    }
    return Descriptors.install(
        call, call.kernel().timerFds().create(clock, flags), (flags & OpenFlag.CLOSE_ON_EXEC) != 0);
  }

  private static Outcome withDescriptor(Call call, Function<TimerFd, Outcome> operation) {
    return switch (call.description(0)) {
      case null -> Outcome.failed(Errno.EBADF);
      case TimerFd timer -> operation.apply(timer);
      default -> Outcome.failed(Errno.EINVAL);
    };
  }

  static Outcome setDescriptor(Call call) {
    if ((call.intArgument(1) & ~(ABSOLUTE | CANCEL_ON_SET)) != 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    return withDescriptor(
        call,
        open -> {
          Times times = read(call, open.clockId());
          if (times == null) {
            return Outcome.failed(Errno.EINVAL);
          }
          show(call, open.timer(), call.argument(3));
          open.arm(times.at(), times.interval(), call.kernel());
          return Outcome.ZERO;
        });
  }

  static Outcome getDescriptor(Call call) {
    return withDescriptor(
        call,
        open -> {
          show(call, open.timer(), call.argument(1));
          return Outcome.ZERO;
        });
  }

  // ---- struct itimerspec

  /// @param at simulated time, 0 for never
  private record Times(long at, long interval) {}

  private static @Nullable Times read(Call call, int clock) {
    long from = call.argument(2);
    long interval = call.readTimespec(from);
    long value = call.readTimespec(from + 16);
    if (interval < 0 || value < 0) {
      return null;
    }
    if (value == 0) {
      return new Times(0, interval);
    }
    boolean isAbsolute = (call.intArgument(1) & ABSOLUTE) != 0;
    return new Times(
        Math.max(1, isAbsolute ? call.deadline(clock, value) : call.after(value)), interval);
  }

  private static void show(Call call, IntervalTimer timer, long to) {
    if (to != 0) {
      call.writeTimespec(to, timer.interval());
      call.writeTimespec(to + 16, timer.remaining(call.kernel().now()));
    }
  }
}
