package osprey.kernel.syscall;

import java.util.ArrayList;
import java.util.List;
import osprey.abi.Errno;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.HeldDescriptions;
import osprey.kernel.file.Ready;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.signal.SignalSet;
import osprey.kernel.task.Limits;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;

/// poll(2) and select(2): many descriptors at once.
final class PollCalls {
  private static final int ENTRY_BYTES = 8;
  private static final int INVALID = 0x20;
  private static final int UNASKED = Ready.ERROR | Ready.HANG_UP | INVALID;
  private static final int READ_SET = Ready.IN | 0x40 | 0x80 | Ready.HANG_UP | Ready.ERROR;
  private static final int WRITE_SET = Ready.OUT | 0x100 | 0x200 | Ready.ERROR;
  private static final int EXCEPT_SET = Ready.PRIORITY;
  private static final int DESCRIPTORS_MAX = 1024;
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000_000_000L;

  /// When a wait that began earlier ends.
  private record Until(long deadlineNanos) implements Progress {}

  private PollCalls() {}

  static Outcome poll(Call call) {
    int millis = call.intArgument(2);
    return poll(call, millis < 0 ? Wait.FOREVER : call.after(millis * MILLI));
  }

  /// ppoll(2): with a timespec and a signal mask for the time of the call.
  static Outcome ppoll(Call call) {
    long deadline = timespecDeadline(call, 2);
    if (deadline < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    swapMask(call, call.argument(3));
    return unswap(call, poll(call, deadline));
  }

  private static long timespecDeadline(Call call, int index) {
    if (call.argument(index) == 0) {
      return Wait.FOREVER;
    }
    long nanos = call.readTimespec(call.argument(index));
    return nanos < 0 ? -1 : call.after(nanos);
  }

  private static void swapMask(Call call, long maskAt) {
    Task task = call.task();
    if (maskAt != 0 && !task.hasSavedMask) {
      task.savedMask = task.signalMask;
      task.hasSavedMask = true;
      task.signalMask = call.memory().readLong(maskAt) & ~SignalSet.UNBLOCKABLE;
    }
  }

  private static Outcome unswap(Call call, Outcome outcome) {
    Task task = call.task();
    if (task.hasSavedMask && !(outcome instanceof Outcome.Blocked)) {
      task.signalMask = task.savedMask;
      task.hasSavedMask = false;
    }
    return outcome;
  }

  private static Outcome poll(Call call, long deadline) {
    long entries = call.argument(0);
    long count = call.argument(1) & 0xffff_ffffL;
    if (count > call.process().limits.effective(Limits.NOFILE)) {
      return Outcome.failed(Errno.EINVAL);
    }
    UserMemory memory = call.memory();
    List<FileDescription> watched = new ArrayList<>();
    int ready = 0;
    for (long i = 0; i < count; i++) {
      long at = entries + i * ENTRY_BYTES;
      int fd = memory.readInt(at);
      int asked = memory.readShort(at + 4);
      int found = 0;
      if (fd >= 0) {
        FileDescription description = call.process().descriptors().get(fd);
        if (description == null) {
          found = INVALID;
        } else {
          found = description.ready() & (asked | UNASKED);
          watched.add(description);
        }
      }
      memory.writeShort(at + 6, found);
      if (found != 0) {
        ready++;
      }
    }
    if (ready > 0) {
      call.kernel().files().held().release(call.task().id());
    }
    return ready > 0 ? Outcome.done(ready) : sleep(call, watched, deadline);
  }

  /// Whatever is closed meanwhile stays open for the call, so that its end wakes nobody.
  private static Outcome sleep(Call call, List<FileDescription> watched, long deadline) {
    HeldDescriptions held = call.kernel().files().held();
    int thread = call.task().id();
    long until = call.progress() instanceof Until(long earlier) ? earlier : deadline;
    if (until <= call.kernel().now()) {
      held.release(thread);
      return Outcome.ZERO;
    }
    held.hold(thread, Descriptors.number(call), call.argument(0), watched);
    List<WaitQueue> queues = new ArrayList<>(watched.size());
    for (FileDescription description : watched) {
      queues.add(description.readiness());
    }
    return Outcome.blocked(
        new Wait(
            queues,
            new Then.Continue(new Until(until)),
            until,
            new Then.Continue(new Until(until)),
            false,
            Wait.Interrupt.ALWAYS_EINTR,
            null));
  }

  static Outcome select(Call call) {
    long deadline = Wait.FOREVER;
    if (call.argument(4) != 0) {
      long seconds = call.memory().readLong(call.argument(4));
      long micros = call.memory().readLong(call.argument(4) + 8);
      if (seconds < 0 || micros < 0) {
        return Outcome.failed(Errno.EINVAL);
      }
      deadline = call.after(seconds > 1L << 32 ? 1L << 62 : seconds * SECOND + micros * 1000);
    }
    return select(call, deadline);
  }

  /// pselect(2): the sixth argument points to the mask's address and size.
  static Outcome pselect(Call call) {
    long deadline = timespecDeadline(call, 4);
    if (deadline < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (call.argument(5) != 0) {
      swapMask(call, call.memory().readLong(call.argument(5)));
    }
    return unswap(call, select(call, deadline));
  }

  private static Outcome select(Call call, long deadline) {
    int count = call.intArgument(0);
    if (count < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    count = Math.min(count, DESCRIPTORS_MAX);
    long[] sets = {call.argument(1), call.argument(2), call.argument(3)};
    int[] wanted = {READ_SET, WRITE_SET, EXCEPT_SET};
    int words = (count + 63) / 64;
    long[][] asked = new long[3][words];
    long[][] found = new long[3][words];
    for (int set = 0; set < 3; set++) {
      for (int word = 0; word < words && sets[set] != 0; word++) {
        asked[set][word] = call.memory().readLong(sets[set] + word * 8L);
      }
    }
    List<FileDescription> watched = new ArrayList<>();
    int ready = 0;
    for (int fd = 0; fd < count; fd++) {
      long bit = 1L << fd;
      int word = fd >> 6;
      if (((asked[0][word] | asked[1][word] | asked[2][word]) & bit) == 0) {
        continue;
      }
      FileDescription description = call.process().descriptors().get(fd);
      if (description == null) {
        return Outcome.failed(Errno.EBADF);
      }
      int events = description.ready();
      watched.add(description);
      for (int set = 0; set < 3; set++) {
        if ((asked[set][word] & bit) != 0 && (events & wanted[set]) != 0) {
          found[set][word] |= bit;
          ready++;
        }
      }
    }
    if (ready == 0) {
      Outcome outcome = sleep(call, watched, deadline);
      if (outcome instanceof Outcome.Blocked) {
        return outcome;
      }
    } else {
      call.kernel().files().held().release(call.task().id());
    }
    for (int set = 0; set < 3; set++) {
      for (int word = 0; word < words && sets[set] != 0; word++) {
        call.memory().writeLong(sets[set] + word * 8L, found[set][word]);
      }
    }
    return Outcome.done(ready);
  }
}
