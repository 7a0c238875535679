package osprey.kernel.syscall;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.abi.Signal;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.signal.SentSignal;
import osprey.kernel.task.Accounts;
import osprey.kernel.task.Limits;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;

/// fork(2), execve(2), exit(2), wait(2), process groups, limits and usage.
final class ProcessCalls {
  private static final int WNOHANG = 1;
  private static final int WUNTRACED = 2;
  private static final int WEXITED = 4;
  private static final int WCONTINUED = 8;
  private static final int WNOWAIT = 0x0100_0000;
  private static final int STOPPED = 0x7f;
  private static final int CONTINUED = 0xffff;

  /// execve(2): bytes of one argument, and of all together.
  private static final int ARGUMENT_BYTES_MAX = 128 << 10;

  private static final int ARGUMENTS_BYTES_MAX = 2 << 20;

  private static final long SECOND = 1_000_000_000L;
  private static final long TICKS = 100;

  private ProcessCalls() {}

  static Outcome fork(Call call) {
    if (call.kernel().processTable().threadCount() >= call.kernel().config().threadsMax()) {
      return Outcome.failed(Errno.EAGAIN);
    }
    if (isUserFull(call)) {
      return Outcome.failed(Errno.EAGAIN);
    }
    Process child = call.kernel().processes().fork(call.task());
    return child == null ? Outcome.failed(Errno.ENOMEM) : Outcome.done(child.id());
  }

  /// RLIMIT_NPROC: whether the caller's user has all the threads it may have. Root has no limit.
  static boolean isUserFull(Call call) {
    Process process = call.process();
    long limit = process.limits.effective(Limits.NPROC);
    return limit != Long.MAX_VALUE
        && !process.credentials.isRoot()
        && call.kernel().processTable().tasks().stream()
                .filter(task -> task.process().credentials.uid() == process.credentials.uid())
                .count()
            >= limit;
  }

  static Outcome execute(Call call) {
    String path = call.pathArgument(0);
    List<String> arguments = strings(call, call.argument(1));
    List<String> environment = strings(call, call.argument(2));
    if (arguments == null || environment == null) {
      return Outcome.failed(Errno.E2BIG);
    }
    Executables.Found found = Executables.find(call, path);
    return found.program() == null
        ? Outcome.failed(found.error())
        : call.kernel().processes().execute(call.task(), found.program(), arguments, environment);
  }

  /// A NULL-terminated vector of strings; null if it is too big.
  private static @Nullable List<String> strings(Call call, long vector) {
    List<String> strings = new ArrayList<>();
    int total = 0;
    if (vector != 0) {
      UserMemory memory = call.memory();
      long at = vector;
      for (long pointer = memory.readLong(at); pointer != 0; pointer = memory.readLong(at)) {
        String text = memory.readText(pointer);
        total += text.length() + 1 + Long.BYTES;
        if (text.length() >= ARGUMENT_BYTES_MAX || total > ARGUMENTS_BYTES_MAX) {
          return null;
        }
        strings.add(text);
        at += Long.BYTES;
      }
    }
    return strings;
  }

  /// exit(2): ends the thread alone.
  static Outcome exitThread(Call call) {
    Task task = call.task();
    if (task.process().liveThreads() == 1) {
      call.kernel().processes().exit(task, call.intArgument(0));
    } else {
      call.kernel().threads().exit(task, 0);
    }
    return Outcome.GONE;
  }

  static Outcome exit(Call call) {
    call.kernel().processes().exit(call.task(), call.intArgument(0));
    return Outcome.GONE;
  }

  /// Which children a wait asks for: one, a group, or any.
  private static boolean isWanted(Call call, Process child, int target) {
    if (target > 0) {
      return child.id() == target;
    }
    return target == -1 || child.groupId == (target == 0 ? call.process().groupId : -target);
  }

  static Outcome wait4(Call call) {
    int target = call.intArgument(0);
    int options = call.intArgument(2);
    if ((options & ~(WNOHANG | WUNTRACED | WCONTINUED | 0xe000_0000)) != 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    Event event = nextEvent(call, target, options | WEXITED);
    if (event.child == null) {
      return noEvent(call, event, options);
    }
    Process child = event.child;
    if (call.argument(1) != 0) {
      call.memory().writeInt(call.argument(1), event.status);
    }
    if (call.argument(3) != 0) {
      writeUsage(call.memory(), call.argument(3), usageOf(child), 0, 0);
    }
    consume(call, event, false);
    return Outcome.done(child.id());
  }

  /// @param child that something happened to, null if nothing did
  /// @param hasChildren whether there is anybody to wait for
  private record Event(@Nullable Process child, int status, boolean hasChildren) {}

  private static Event nextEvent(Call call, int target, int options) {
    boolean hasChildren = false;
    for (Process child : call.process().children()) {
      if (!isWanted(call, child, target)) {
        continue;
      }
      hasChildren = true;
      if (child.isZombie && (options & WEXITED) != 0) {
        return new Event(child, child.exitStatus(), true);
      }
      if (child.unreportedStop != 0 && (options & WUNTRACED) != 0) {
        return new Event(child, child.unreportedStop << 8 | STOPPED, true);
      }
      if (child.isContinueUnreported && (options & WCONTINUED) != 0) {
        return new Event(child, CONTINUED, true);
      }
    }
    return new Event(null, 0, hasChildren);
  }

  private static Outcome noEvent(Call call, Event event, int options) {
    if (!event.hasChildren) {
      return Outcome.failed(Errno.ECHILD);
    }
    if ((options & WNOHANG) != 0) {
      return Outcome.ZERO;
    }
    return Outcome.blocked(Wait.on(call.process().childEvents()).shared());
  }

  private static void consume(Call call, Event event, boolean isPeek) {
    Process child = event.child;
    if (child == null || isPeek) {
      return;
    }
    if (child.isZombie) {
      call.kernel().processes().reap(child);
    } else if (event.status == CONTINUED) {
      child.isContinueUnreported = false;
    } else {
      child.unreportedStop = 0;
    }
  }

  /// waitid(2): P_ALL 0, P_PID 1, P_PGID 2.
  static Outcome waitid(Call call) {
    int options = call.intArgument(3);
    int id = call.intArgument(1);
    int target;
    switch (call.intArgument(0)) {
      case 0 -> target = -1;
      case 1 -> target = id;
      case 2 -> target = id == 0 ? 0 : -id;
      default -> {
        return Outcome.failed(Errno.EINVAL);
      }
    }
    if ((options & (WEXITED | WUNTRACED | WCONTINUED)) == 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    Event event = nextEvent(call, target, options);
    long info = call.argument(2);
    if (event.child == null) {
      if (info != 0 && event.hasChildren && (options & WNOHANG) != 0) {
        call.memory().writeInt(info, 0);
        call.memory().writeInt(info + 16, 0);
      }
      return noEvent(call, event, options);
    }
    if (info != 0) {
      writeChildInfo(call, info, event.child, event.status);
    }
    consume(call, event, (options & WNOWAIT) != 0);
    return Outcome.ZERO;
  }

  private static void writeChildInfo(Call call, long at, Process child, int status) {
    int code;
    int value;
    if (status == CONTINUED) {
      code = SentSignal.CLD_CONTINUED;
      value = Signal.SIGCONT.number();
    } else if ((status & 0xff) == STOPPED) {
      code = SentSignal.CLD_STOPPED;
      value = status >> 8;
    } else if ((status & STOPPED) != 0) {
      code = (status & 0x80) != 0 ? SentSignal.CLD_DUMPED : SentSignal.CLD_KILLED;
      value = status & STOPPED;
    } else {
      code = SentSignal.CLD_EXITED;
      value = status >> 8;
    }
    call.kernel()
        .signals()
        .writeInfo(
            call.memory(),
            at,
            new SentSignal(
                Signal.SIGCHLD.number(), code, child.id(), child.credentials.uid(), value, 0));
  }

  // ---- usage and limits

  private static Accounts usageOf(Process process) {
    Accounts sum = new Accounts(process.goneThreads());
    for (Task task : process.threads()) {
      sum.add(task.accounts);
    }
    return sum;
  }

  private static void writeUsage(
      UserMemory memory, long at, Accounts sum, long extraUser, long extraSystem) {
    memory.write(at, new byte[144]);
    writeTimeval(memory, at, sum.userNanos + extraUser);
    writeTimeval(memory, at + 16, sum.systemNanos + extraSystem);
    memory.writeLong(at + 64, sum.minorFaults);
    memory.writeLong(at + 72, sum.majorFaults);
    memory.writeLong(at + 128, sum.voluntarySwitches);
    memory.writeLong(at + 136, sum.involuntarySwitches);
  }

  static void writeTimeval(UserMemory memory, long at, long nanos) {
    memory.writeLong(at, nanos / SECOND);
    memory.writeLong(at + 8, nanos % SECOND / 1000);
  }

  /// getrusage(2): RUSAGE_SELF 0, RUSAGE_CHILDREN -1, RUSAGE_THREAD 1.
  static Outcome usage(Call call) {
    Process process = call.process();
    switch (call.intArgument(0)) {
      case 0 -> writeUsage(call.memory(), call.argument(1), usageOf(process), 0, 0);
      case 1 -> writeUsage(call.memory(), call.argument(1), call.task().accounts, 0, 0);
      case -1 ->
          writeUsage(
              call.memory(),
              call.argument(1),
              new Accounts(),
              process.childUserNanos,
              process.childSystemNanos);
      default -> {
        return Outcome.failed(Errno.EINVAL);
      }
    }
    return Outcome.ZERO;
  }

  /// times(2), in clock ticks of 10 ms.
  static Outcome times(Call call) {
    Process process = call.process();
    long out = call.argument(0);
    if (out != 0) {
      Accounts sum = usageOf(process);
      UserMemory memory = call.memory();
      memory.writeLong(out, ticks(sum.userNanos));
      memory.writeLong(out + 8, ticks(sum.systemNanos));
      memory.writeLong(out + 16, ticks(process.childUserNanos));
      memory.writeLong(out + 24, ticks(process.childSystemNanos));
    }
    return Outcome.done(ticks(call.kernel().now()));
  }

  private static long ticks(long nanos) {
    return nanos / (SECOND / TICKS);
  }

  static Outcome getLimit(Call call) {
    int resource = call.intArgument(0);
    if (resource < 0 || resource >= Limits.COUNT) {
      return Outcome.failed(Errno.EINVAL);
    }
    Limits limits = call.process().limits;
    call.memory().writeLong(call.argument(1), shown(resource, limits.soft(resource)));
    call.memory().writeLong(call.argument(1) + 8, shown(resource, limits.hard(resource)));
    return Outcome.ZERO;
  }

  static Outcome setLimit(Call call) {
    int resource = call.intArgument(0);
    if (resource < 0 || resource >= Limits.COUNT) {
      return Outcome.failed(Errno.EINVAL);
    }
    long soft = kept(resource, call.memory().readLong(call.argument(1)));
    long hard = kept(resource, call.memory().readLong(call.argument(1) + 8));
    Process process = call.process();
    if (Long.compareUnsigned(soft, hard) > 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (Long.compareUnsigned(hard, process.limits.hard(resource)) > 0
        && !(process.credentials.isRoot() && process.sandbox.isNone())) {
      return Outcome.failed(Errno.EPERM);
    }
    process.limits = process.limits.with(resource, soft, hard);
    return Outcome.ZERO;
  }

  /// Programs count RLIMIT_CPU in seconds; a part of one counts as one.
  private static long shown(int resource, long limit) {
    return resource == Limits.CPU && limit != Limits.INFINITY
        ? (limit + SECOND - 1) / SECOND
        : limit;
  }

  private static long kept(int resource, long limit) {
    boolean isTime = resource == Limits.CPU && limit >= 0;
    return !isTime ? limit : limit > Long.MAX_VALUE / SECOND ? Limits.INFINITY : limit * SECOND;
  }

  // ---- groups and sessions

  private static @Nullable Process byId(Call call, int pid) {
    return pid == 0 ? call.process() : call.kernel().processTable().process(pid);
  }

  static Outcome parentId(Call call) {
    Process parent = call.process().parent();
    return Outcome.done(parent == null ? 0 : parent.id());
  }

  static Outcome setGroup(Call call) {
    Process process = byId(call, call.intArgument(0));
    int group = call.intArgument(1);
    if (group < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (process == null || (process != call.process() && process.parent() != call.process())) {
      return Outcome.failed(Errno.ESRCH);
    }
    if (process.sessionId == process.id() || process.sessionId != call.process().sessionId) {
      return Outcome.failed(Errno.EPERM);
    }
    process.groupId = group == 0 ? process.id() : group;
    return Outcome.ZERO;
  }

  static Outcome getGroup(Call call) {
    Process process = byId(call, call.intArgument(0));
    return process == null ? Outcome.failed(Errno.ESRCH) : Outcome.done(process.groupId);
  }

  static Outcome getSession(Call call) {
    Process process = byId(call, call.intArgument(0));
    return process == null ? Outcome.failed(Errno.ESRCH) : Outcome.done(process.sessionId);
  }

  static Outcome newSession(Call call) {
    Process process = call.process();
    if (process.groupId == process.id()) {
      return Outcome.failed(Errno.EPERM);
    }
    process.sessionId = process.id();
    process.groupId = process.id();
    return Outcome.done(process.id());
  }
}
