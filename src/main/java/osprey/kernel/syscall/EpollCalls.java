package osprey.kernel.syscall;

import java.util.List;
import osprey.abi.Errno;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.net.EventPoll;
import osprey.kernel.signal.SignalSet;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;
import osprey.machine.Access;

/// epoll_create(2), epoll_ctl(2), epoll_wait(2).
final class EpollCalls {
  /// `struct epoll_event`, packed on x86-64.
  private static final int EVENT_BYTES = 12;

  private static final int ADD = 1;
  private static final int DELETE = 2;
  private static final int MODIFY = 3;
  private static final long MILLI = 1_000_000;
  private static final int EVENTS_MAX = Integer.MAX_VALUE / EVENT_BYTES;

  /// When a wait that began earlier ends.
  private record Until(long deadlineNanos) implements Progress {}

  private EpollCalls() {}

  static Outcome create(Call call) {
    return call.intArgument(0) <= 0
        ? Outcome.failed(Errno.EINVAL)
        : Descriptors.install(call, new EventPoll(), false);
  }

  /// epoll_create1(2).
  static Outcome createWithFlags(Call call) {
    int flags = call.intArgument(0);
    if ((flags & ~OpenFlag.CLOSE_ON_EXEC) != 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    return Descriptors.install(call, new EventPoll(), flags != 0);
  }

  static Outcome control(Call call) {
    int operation = call.intArgument(1);
    int events = 0;
    long data = 0;
    if (operation != DELETE) {
      events = call.memory().readInt(call.argument(3));
      data = call.memory().readLong(call.argument(3) + 4);
    }
    FileDescription epoll = call.description(0);
    int fd = call.intArgument(2);
    FileDescription target = call.description(2);
    if (epoll == null || target == null) {
      return Outcome.failed(Errno.EBADF);
    }
    if (!target.isPollable()) {
      return Outcome.failed(Errno.EPERM);
    }
    if (epoll == target || !(epoll instanceof EventPoll set)) {
      return Outcome.failed(Errno.EINVAL);
    }
    return switch (operation) {
      case ADD -> set.add(fd, target, events, data);
      case DELETE -> set.delete(fd, target);
      case MODIFY -> set.modify(fd, target, events, data);
      default -> Outcome.failed(Errno.EINVAL);
    };
  }

  static Outcome await(Call call) {
    int most = call.intArgument(2);
    long address = call.argument(1);
    FileDescription held = call.description(0);
    if (held == null) {
      return Outcome.failed(Errno.EBADF);
    }
    if (most <= 0 || most > EVENTS_MAX || !(held instanceof EventPoll set)) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (call.memory().accessible(address, EVENT_BYTES, Access.WRITE) < EVENT_BYTES) {
      return Outcome.failed(Errno.EFAULT);
    }
    List<EventPoll.Event> events = set.take(most);
    for (int i = 0; i < events.size(); i++) {
      long at = address + (long) i * EVENT_BYTES;
      call.memory().writeInt(at, events.get(i).events());
      call.memory().writeLong(at + 4, events.get(i).data());
    }
    return events.isEmpty() ? sleep(call, set) : Outcome.done(events.size());
  }

  private static Outcome sleep(Call call, EventPoll set) {
    int millis = call.intArgument(3);
    long until = millis < 0 ? Wait.FOREVER : call.after(millis * MILLI);
    if (call.progress() instanceof Until(long earlier)) {
      until = earlier;
    }
    if (until <= call.kernel().now()) {
      return Outcome.ZERO;
    }
    Then next = new Then.Continue(new Until(until));
    return Outcome.blocked(set.waitFor().then(next).until(until, next));
  }

  /// epoll_pwait(2): with a signal mask for the time of the call.
  static Outcome awaitWithMask(Call call) {
    Task task = call.task();
    if (call.argument(4) != 0 && !task.hasSavedMask) {
      task.savedMask = task.signalMask;
      task.hasSavedMask = true;
      task.signalMask = call.memory().readLong(call.argument(4)) & ~SignalSet.UNBLOCKABLE;
    }
    Outcome outcome = await(call);
    if (task.hasSavedMask && !(outcome instanceof Outcome.Blocked)) {
      task.signalMask = task.savedMask;
      task.hasSavedMask = false;
    }
    return outcome;
  }
}
