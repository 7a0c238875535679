package osprey.kernel.syscall;

import java.util.List;
import osprey.abi.Errno;
import osprey.abi.Signal;
import osprey.kernel.core.Kernel;
import osprey.kernel.core.SignalFd;
import osprey.kernel.core.SignalWait;
import osprey.kernel.file.Credentials;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.signal.Disposition;
import osprey.kernel.signal.SentSignal;
import osprey.kernel.signal.SignalSet;
import osprey.kernel.task.Limits;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;

/// Signals, signal(7): kill, sigaction, masks, waiting for signals, alarms.
final class SignalCalls {
  private static final int SIG_BLOCK = 0;
  private static final int SIG_UNBLOCK = 1;
  private static final int SIG_SETMASK = 2;
  private static final long MICRO = 1000;
  private static final long SECOND = 1_000_000_000L;
  private static final long STACK_BYTES_MIN = 2048;
  private static final int SS_ONSTACK = 1;
  private static final int SS_DISABLE = 2;

  private static final int REAL_TIME_FIRST = 32;

  private SignalCalls() {}

  static Outcome action(Call call) {
    int number = call.intArgument(0);
    if (number < 1 || number > Signal.NUMBER_MAX) {
      return Outcome.failed(Errno.EINVAL);
    }
    Process process = call.process();
    UserMemory memory = call.memory();
    long to = call.argument(1);
    Disposition old = process.disposition(number);
    if (to != 0) {
      if (SignalSet.contains(SignalSet.UNBLOCKABLE, number)) {
        return Outcome.failed(Errno.EINVAL);
      }
      Disposition changed =
          new Disposition(
              memory.readLong(to),
              memory.readLong(to + 8),
              memory.readLong(to + 16),
              memory.readLong(to + 24));
      process.setDisposition(number, changed);
      boolean isIgnored =
          changed.handler() == Disposition.IGNORE
              || (changed.handler() == Disposition.DEFAULT
                  && Signal.actionOf(number) == Signal.Default.IGNORE);
      if (isIgnored) {
        process.pending.remove(SignalSet.of(number));
        for (Task task : process.threads()) {
          task.pending.remove(SignalSet.of(number));
        }
      }
    }
    if (call.argument(2) != 0) {
      long out = call.argument(2);
      memory.writeLong(out, old.handler());
      memory.writeLong(out + 8, old.flags());
      memory.writeLong(out + 16, old.restorer());
      memory.writeLong(out + 24, old.mask());
    }
    return Outcome.ZERO;
  }

  static Outcome mask(Call call) {
    Task task = call.task();
    long old = task.signalMask;
    if (call.argument(1) != 0) {
      long set = call.memory().readLong(call.argument(1)) & ~SignalSet.UNBLOCKABLE;
      switch (call.intArgument(0)) {
        case SIG_BLOCK -> task.signalMask |= set;
        case SIG_UNBLOCK -> task.signalMask &= ~set;
        case SIG_SETMASK -> task.signalMask = set;
        default -> {
          return Outcome.failed(Errno.EINVAL);
        }
      }
    }
    if (call.argument(2) != 0) {
      call.memory().writeLong(call.argument(2), old);
    }
    return Outcome.ZERO;
  }

  static Outcome pending(Call call) {
    Task task = call.task();
    long set = (task.pending.set() | task.process().pending.set()) & task.signalMask;
    call.memory().writeLong(call.argument(0), set);
    return Outcome.ZERO;
  }

  /// kill(2): one process, a group, or everybody.
  static Outcome kill(Call call) {
    int target = call.intArgument(0);
    int number = call.intArgument(1);
    boolean isWrong = number < 0 || number > Signal.NUMBER_MAX;
    Kernel kernel = call.kernel();
    if (target > 0) {
      Process process = kernel.processTable().process(target);
      if (process == null) {
        return Outcome.failed(Errno.ESRCH);
      }
      return isWrong ? Outcome.failed(Errno.EINVAL) : send(call, process, number);
    }
    List<Process> targets =
        target == -1
            ? kernel.processTable().processes().stream()
                .filter(each -> each.parent() != null && each != call.process() && !each.isZombie)
                .toList()
            : kernel.processes().group(target == 0 ? call.process().groupId : -target);
    if (targets.isEmpty()) {
      return Outcome.failed(Errno.ESRCH);
    }
    if (isWrong) {
      return Outcome.failed(Errno.EINVAL);
    }
    boolean reached = false;
    for (Process process : targets) {
      reached |= send(call, process, number) instanceof Outcome.Done;
    }
    return reached ? Outcome.ZERO : Outcome.failed(Errno.EPERM);
  }

  private static Outcome send(Call call, Process target, int number) {
    if (!maySignal(call, target)) {
      return Outcome.failed(Errno.EPERM);
    }
    if (number != 0) {
      call.kernel().signals().send(target, info(call, number, SentSignal.SI_USER, 0));
    }
    return Outcome.ZERO;
  }

  private static boolean maySignal(Call call, Process target) {
    Process sender = call.process();
    Credentials from = sender.credentials;
    Credentials to = target.credentials;
    return from.isRoot()
        || from.effectiveUid() == to.uid()
        || from.effectiveUid() == to.savedUid()
        || from.uid() == to.uid()
        || from.uid() == to.savedUid();
  }

  private static SentSignal info(Call call, int number, int code, long value) {
    return new SentSignal(
        number, code, call.process().id(), call.process().credentials.uid(), value, 0);
  }

  /// tgkill(2); pthread_kill(3) and raise(3) use it.
  static Outcome threadKill(Call call) {
    return killThread(call, call.intArgument(1), call.intArgument(2), call.intArgument(0));
  }

  /// tkill(2).
  static Outcome anyThreadKill(Call call) {
    return killThread(call, call.intArgument(0), call.intArgument(1), 0);
  }

  private static Outcome killThread(Call call, int tid, int number, int pid) {
    if (number < 0 || number > Signal.NUMBER_MAX || tid <= 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    Task task = call.kernel().processTable().task(tid);
    if (task == null || (pid > 0 && task.process().id() != pid)) {
      return Outcome.failed(Errno.ESRCH);
    }
    if (!maySignal(call, task.process())) {
      return Outcome.failed(Errno.EPERM);
    }
    if (number != 0) {
      call.kernel().signals().send(task, info(call, number, SentSignal.SI_TKILL, 0));
    }
    return Outcome.ZERO;
  }

  /// rt_sigqueueinfo(2); sigqueue(3) uses it.
  static Outcome queue(Call call) {
    Process process = call.kernel().processTable().process(call.intArgument(0));
    int number = call.intArgument(1);
    if (number < 0 || number > Signal.NUMBER_MAX) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (process == null) {
      return Outcome.failed(Errno.ESRCH);
    }
    if (!maySignal(call, process)) {
      return Outcome.failed(Errno.EPERM);
    }
    if (number != 0) {
      if (number >= REAL_TIME_FIRST && isQueueFull(call, process)) {
        return Outcome.failed(Errno.EAGAIN);
      }
      long value = call.memory().readLong(call.argument(2) + 24);
      call.kernel().signals().send(process, info(call, number, SentSignal.SI_QUEUE, value));
    }
    return Outcome.ZERO;
  }

  /// RLIMIT_SIGPENDING counts what is queued to all processes of a user.
  private static boolean isQueueFull(Call call, Process receiver) {
    long limit = receiver.limits.effective(Limits.SIGPENDING);
    if (limit == Long.MAX_VALUE) {
      return false;
    }
    long queued = 0;
    for (Process process : call.kernel().processTable().processes()) {
      if (process.credentials.uid() == receiver.credentials.uid()) {
        queued += process.pending.all().size();
        for (Task task : process.threads()) {
          queued += task.pending.all().size();
        }
      }
    }
    return queued >= limit;
  }

  static Outcome pause(Call call) {
    return Outcome.blocked(untilSignal());
  }

  private static Wait untilSignal() {
    return new Wait(
        List.of(),
        Then.RETRY,
        Wait.FOREVER,
        Then.RETRY,
        false,
        Wait.Interrupt.ALWAYS_EINTR,
        SIGNAL);
  }

  /// Tells a wait for any signal from other waits without a queue.
  private static final String SIGNAL = "a signal";

  static Outcome suspend(Call call) {
    Task task = call.task();
    if (!task.hasSavedMask) {
      long set = call.memory().readLong(call.argument(0)) & ~SignalSet.UNBLOCKABLE;
      task.savedMask = task.signalMask;
      task.hasSavedMask = true;
      task.signalMask = set;
    }
    if (((task.pending.set() | task.process().pending.set()) & ~task.signalMask) != 0) {
      return Outcome.failed(Errno.EINTR);
    }
    return Outcome.blocked(untilSignal());
  }

  /// rt_sigtimedwait(2); sigwait(3) and sigwaitinfo(2) use it.
  static Outcome timedWait(Call call) {
    long set = call.memory().readLong(call.argument(0)) & ~SignalSet.UNBLOCKABLE;
    SentSignal info = call.kernel().signals().takePending(call.task(), set);
    if (info != null) {
      if (call.argument(1) != 0) {
        call.kernel().signals().writeInfo(call.memory(), call.argument(1), info);
      }
      return Outcome.done(info.number());
    }
    long deadline = Wait.FOREVER;
    if (call.argument(2) != 0) {
      long nanos = call.readTimespec(call.argument(2));
      if (nanos < 0) {
        return Outcome.failed(Errno.EINVAL);
      }
      deadline = call.after(nanos);
    }
    return Outcome.blocked(
        untilSignal().request(new SignalWait(set)).until(deadline, Outcome.failed(Errno.EAGAIN)));
  }

  static Outcome alternateStack(Call call) {
    Task task = call.task();
    UserMemory memory = call.memory();
    long from = call.argument(0);
    long out = call.argument(1);
    long oldStart = task.alternateStack;
    long oldBytes = task.alternateStackBytes;
    long sp = task.registers().sp();
    boolean isUsed = oldBytes > 0 && sp > oldStart && sp <= oldStart + oldBytes;
    if (from != 0) {
      int flags = memory.readInt(from + 8);
      long bytes = memory.readLong(from + 16);
      if (isUsed) {
        return Outcome.failed(Errno.EPERM);
      }
      if ((flags & SS_DISABLE) != 0) {
        task.alternateStackBytes = 0;
      } else if (bytes < STACK_BYTES_MIN) {
        return Outcome.failed(Errno.ENOMEM);
      } else {
        task.alternateStack = memory.readLong(from);
        task.alternateStackBytes = bytes;
      }
    }
    if (out != 0) {
      memory.writeLong(out, oldStart);
      memory.writeInt(out + 8, oldBytes == 0 ? SS_DISABLE : isUsed ? SS_ONSTACK : 0);
      memory.writeLong(out + 16, oldBytes);
    }
    return Outcome.ZERO;
  }

  /// alarm(2): seconds that were left of the alarm before, rounded up.
  static Outcome alarm(Call call) {
    Process process = call.process();
    long left = process.alarmAt == 0 ? 0 : process.alarmAt - call.kernel().now();
    call.kernel().signals().setAlarm(process, (call.argument(0) & 0xffff_ffffL) * SECOND, 0);
    return Outcome.done((left + SECOND - 1) / SECOND);
  }

  static Outcome setTimer(Call call) {
    if (call.intArgument(0) != 0) {
      return Outcome.failed(call.intArgument(0) > 2 ? Errno.EINVAL : Errno.ENOSYS);
    }
    long from = call.argument(1);
    UserMemory memory = call.memory();
    if (call.argument(2) != 0) {
      getTimer(call, call.argument(2));
    }
    if (from != 0) {
      long interval = memory.readLong(from) * SECOND + memory.readLong(from + 8) * MICRO;
      long value = memory.readLong(from + 16) * SECOND + memory.readLong(from + 24) * MICRO;
      if (interval < 0 || value < 0) {
        return Outcome.failed(Errno.EINVAL);
      }
      call.kernel().signals().setAlarm(call.process(), value, interval);
    }
    return Outcome.ZERO;
  }

  static Outcome getTimer(Call call) {
    if (call.intArgument(0) != 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    getTimer(call, call.argument(1));
    return Outcome.ZERO;
  }

  private static void getTimer(Call call, long out) {
    Process process = call.process();
    UserMemory memory = call.memory();
    long left = process.alarmAt == 0 ? 0 : Math.max(1, process.alarmAt - call.kernel().now());
    memory.writeLong(out, process.alarmIntervalNanos / SECOND);
    memory.writeLong(out + 8, process.alarmIntervalNanos % SECOND / MICRO);
    memory.writeLong(out + 16, left / SECOND);
    memory.writeLong(out + 24, left % SECOND / MICRO);
  }

  /// signalfd4(2): a new descriptor, or other signals for one that is there.
  static Outcome descriptor(Call call) {
    int fd = call.intArgument(0);
    int flags = call.intArgument(3);
    if (call.argument(2) != Long.BYTES
        || (flags & ~(OpenFlag.CLOSE_ON_EXEC | OpenFlag.NON_BLOCKING)) != 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    long set = call.memory().readLong(call.argument(1)) & ~SignalSet.UNBLOCKABLE;
    if (fd == -1) {
      return Descriptors.install(
          call, new SignalFd(call.kernel(), set, flags), (flags & OpenFlag.CLOSE_ON_EXEC) != 0);
    }
    return switch (call.description(0)) {
      case null -> Outcome.failed(Errno.EBADF);
      case SignalFd open -> {
        open.setSignals(set);
        yield Outcome.done(fd);
      }
      default -> Outcome.failed(Errno.EINVAL);
    };
  }
}
