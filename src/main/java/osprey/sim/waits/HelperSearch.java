package osprey.sim.waits;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import osprey.abi.Signal;
import osprey.abi.Syscall;
import osprey.kernel.core.Kernel;
import osprey.kernel.file.FdTable;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileLocks;
import osprey.kernel.ipc.EventFd;
import osprey.kernel.ipc.PipeEnd;
import osprey.kernel.mem.BadAddress;
import osprey.kernel.mem.Segment;
import osprey.kernel.mem.SharedAnonymous;
import osprey.kernel.net.EventPoll;
import osprey.kernel.net.Socket;
import osprey.kernel.sync.LockRequest;
import osprey.kernel.sync.WordWait;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;
import osprey.machine.FrameSource;
import osprey.sim.waits.Helpers.Bond;

/// Finds who could end a wait. What it does not know it takes for something outside, so that nobody
/// is said to wait in vain who does not.
///
/// A signal may end a wait if the process has a handler for any: then every other process of the
/// machine could help. Not looked at: that a signal might kill, that a thread might be cancelled.
final class HelperSearch {
  private final Liveness liveness;
  private final BooleanSupplier mayMoreHappen;

  /// @param mayMoreHappen whether the scenario's timeline still holds something
  HelperSearch(Liveness liveness, BooleanSupplier mayMoreHappen) {
    this.liveness = liveness;
    this.mayMoreHappen = mayMoreHappen;
  }

  /// @param stopsAtFree whether OUTSIDE may be answered as soon as one is found who is not waiting
  Helpers of(Kernel kernel, Task task, boolean stopsAtFree) {
    Helpers who = direct(kernel, task, stopsAtFree);
    return switch (who.bond()) {
      // What a handler does is of no use here.
      case OUTSIDE, OWNER, END -> who;
      default -> signalled(kernel, task, who, stopsAtFree);
    };
  }

  private Helpers direct(Kernel kernel, Task task, boolean stopsAtFree) {
    if (task.waiter == null || isRungSoon(kernel, task.process())) {
      return Helpers.OUTSIDE;
    }
    Wait wait = task.waiter.terms();
    if (wait.interrupt() == Wait.Interrupt.UNINTERRUPTIBLE || !task.bursts.isEmpty()) {
      return Helpers.OUTSIDE;
    }
    if (wait.request() instanceof LockRequest(_, long address, _)) {
      return lock(kernel, task, address, stopsAtFree);
    }
    if (wait.request() instanceof WordWait(WordWait.Kind kind, long address)) {
      return word(kernel, task, address, bond(kind), stopsAtFree);
    }
    Syscall call = Syscall.of(task.registers().syscallNumber(task.process().program()));
    return call == null ? Helpers.OUTSIDE : call(kernel, task, call, wait.queues(), stopsAtFree);
  }

  private Helpers signalled(Kernel kernel, Task task, Helpers who, boolean stopsAtFree) {
    if (!handlesSignals(task.process())) {
      return who;
    }
    List<Process> others = new ArrayList<>();
    for (Process process : kernel.processTable().processes()) {
      if (isLive(process) && process != task.process()) {
        if (stopsAtFree && liveness.hasFree(process)) {
          return Helpers.OUTSIDE;
        }
        others.add(process);
      }
    }
    return who.with(others);
  }

  private static boolean handlesSignals(Process process) {
    for (int signal = 1; signal <= Signal.NUMBER_MAX; signal++) {
      if (process.disposition(signal).isHandled()) {
        return true;
      }
    }
    return false;
  }

  private static Bond bond(WordWait.Kind kind) {
    return switch (kind) {
      case SEMAPHORE -> Bond.POST;
      case CONDITION -> Bond.SIGNAL;
      case BARRIER -> Bond.ARRIVE;
      case FUTEX -> Bond.WAKE;
    };
  }

  /// An alarm or a timer will send a signal, and who knows what its handler does.
  private static boolean isRungSoon(Kernel kernel, Process process) {
    return process.alarmAt != 0 || kernel.timers().isAwaited(process);
  }

  private Helpers call(
      Kernel kernel, Task task, Syscall call, List<WaitQueue> queues, boolean stopsAtFree) {
    return switch (call) {
      case THREAD_JOIN -> {
        Task joined = kernel.processTable().task(argument(task, 0));
        yield joined == null ? Helpers.OUTSIDE : Helpers.thread(Bond.END, joined);
      }
      case WAIT4, WAITID -> children(task, call);
      case READ, READV, RECVFROM, RECVMSG ->
          channel(kernel, task, queues, Bond.WRITE_ENDS, stopsAtFree);
      case WRITE, WRITEV, SENDTO, SENDMSG ->
          channel(kernel, task, queues, Bond.READ_ENDS, stopsAtFree);
      case POLL, PPOLL, SELECT, PSELECT6 -> polled(kernel, task, queues, stopsAtFree);
      case EPOLL_WAIT, EPOLL_PWAIT -> watched(kernel, task, stopsAtFree);
      case FLOCK, FCNTL -> fileLock(kernel, task);
      case MSGSND, MSGRCV, SEMOP, SEMTIMEDOP, MQ_TIMEDSEND, MQ_TIMEDRECEIVE, OPENAT, CREAT ->
          named(kernel, task, stopsAtFree);
      default -> Helpers.OUTSIDE;
    };
  }

  private static int argument(Task task, int index) {
    return (int) task.registers().argument(task.process().program(), index);
  }

  private static @Nullable FileDescription description(Task task) {
    return task.process().descriptors().get(argument(task, 0));
  }

  // ---- locks

  private Helpers lock(Kernel kernel, Task task, long address, boolean stopsAtFree) {
    int owner;
    try {
      owner = task.process().memory().memory().readInt(address);
    } catch (BadAddress unmapped) {
      return Helpers.OUTSIDE;
    }
    // Readers of a read-write lock are only counted: any thread may be one.
    return owner == 0
        ? word(kernel, task, address, Bond.OWNER, stopsAtFree)
        : Helpers.thread(Bond.OWNER, kernel.processTable().task(owner));
  }

  /// Whoever has the word in its memory.
  private Helpers word(Kernel kernel, Task task, long address, Bond bond, boolean stopsAtFree) {
    Process own = task.process();
    if (stopsAtFree && liveness.hasFree(own)) {
      return Helpers.OUTSIDE;
    }
    Segment segment = own.memory().segmentAt(address);
    FrameSource source = segment == null || !segment.isShared() ? null : segment.source();
    if (source == null) {
      return Helpers.any(bond, List.of(own));
    }
    if (!(source instanceof SharedAnonymous)) {
      // It has a name or a key: others may find it.
      Helpers everybody = named(kernel, task, stopsAtFree);
      return everybody.isOutside() ? everybody : Helpers.any(bond, everybody.processes());
    }
    List<Process> sharing = new ArrayList<>();
    for (Process process : kernel.processTable().processes()) {
      if (isLive(process) && maps(process, source)) {
        if (stopsAtFree && liveness.hasFree(process)) {
          return Helpers.OUTSIDE;
        }
        sharing.add(process);
      }
    }
    return Helpers.any(bond, sharing);
  }

  private static boolean maps(Process process, FrameSource source) {
    for (Segment segment : process.memory().segments()) {
      if (segment.source() == source) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLive(Process process) {
    return !process.isZombie && process.parent() != null;
  }

  private static Helpers fileLock(Kernel kernel, Task task) {
    FileDescription description = description(task);
    if (description == null) {
      return Helpers.OUTSIDE;
    }
    FileLocks locks = description.locks();
    FileLocks.Obstacle obstacle = locks.obstacleOfThread(task.id());
    if (obstacle == null) {
      return Helpers.OUTSIDE;
    }
    if (obstacle.process() != 0) {
      Process owner = kernel.processTable().process(obstacle.process());
      return owner == null ? Helpers.OUTSIDE : Helpers.any(Bond.FILE_LOCK, List.of(owner));
    }
    List<Process> owners = new ArrayList<>();
    for (Process process : kernel.processTable().processes()) {
      for (FdTable.Entry entry : process.descriptors().entries()) {
        FileDescription held = entry.description();
        if (locks.isOwner(held, obstacle.description()) && held.locks() == locks) {
          owners.add(process);
          break;
        }
      }
    }
    return owners.isEmpty() ? Helpers.OUTSIDE : Helpers.any(Bond.FILE_LOCK, owners);
  }

  // ---- processes

  private static Helpers children(Task task, Syscall call) {
    int wanted = call == Syscall.WAIT4 ? argument(task, 0) : -1;
    List<Process> children = new ArrayList<>();
    for (Process child : task.process().children()) {
      if (!child.isZombie && (wanted <= 0 || child.id() == wanted)) {
        children.add(child);
      }
    }
    return children.isEmpty() ? Helpers.OUTSIDE : Helpers.any(Bond.CHILDREN, children);
  }

  /// Everybody on the machine, as names and keys are open to all; a thread that is alone with its
  /// name waits for somebody who is still to come.
  private Helpers named(Kernel kernel, Task task, boolean stopsAtFree) {
    if (mayMoreHappen.getAsBoolean()) {
      return Helpers.OUTSIDE;
    }
    List<Process> all = new ArrayList<>();
    for (Process process : kernel.processTable().processes()) {
      if (isLive(process)) {
        if (stopsAtFree && liveness.hasFree(process)) {
          return Helpers.OUTSIDE;
        }
        all.add(process);
      }
    }
    boolean isAlone = all.size() == 1 && task.process().liveThreads() == 1;
    return isAlone ? Helpers.OUTSIDE : Helpers.any(Bond.NAMED, all);
  }

  // ---- channels

  private Helpers channel(
      Kernel kernel, Task task, List<WaitQueue> queues, Bond bond, boolean stopsAtFree) {
    FileDescription description = description(task);
    return switch (description) {
      case PipeEnd pipe when pipe.isFifo() -> named(kernel, task, stopsAtFree);
      case PipeEnd _ -> holders(kernel, task, queues, bond, stopsAtFree);
      case EventFd _ -> holders(kernel, task, queues, Bond.OTHER_END, stopsAtFree);
      case Socket socket when !socket.isFedFromOutside() ->
          holders(kernel, task, queues, Bond.OTHER_END, stopsAtFree);
      case null, default -> Helpers.OUTSIDE;
    };
  }

  private Helpers polled(Kernel kernel, Task task, List<WaitQueue> queues, boolean stopsAtFree) {
    for (FdTable.Entry entry : task.process().descriptors().entries()) {
      FileDescription description = entry.description();
      if (queues.contains(description.readiness()) && !isClosedCircle(description)) {
        return Helpers.OUTSIDE;
      }
    }
    return holders(kernel, task, queues, Bond.OTHER_END, stopsAtFree);
  }

  private Helpers watched(Kernel kernel, Task task, boolean stopsAtFree) {
    if (!(description(task) instanceof EventPoll poll)) {
      return Helpers.OUTSIDE;
    }
    List<WaitQueue> queues = new ArrayList<>();
    for (FileDescription target : poll.watched()) {
      if (!isClosedCircle(target)) {
        return Helpers.OUTSIDE;
      }
      queues.add(target.readiness());
    }
    return holders(kernel, task, queues, Bond.OTHER_END, stopsAtFree);
  }

  /// Whether only those who hold descriptors can make it ready.
  private static boolean isClosedCircle(FileDescription description) {
    return switch (description) {
      case PipeEnd pipe -> !pipe.isFifo();
      case EventFd _ -> true;
      case Socket socket -> !socket.isFedFromOutside();
      default -> false;
    };
  }

  private Helpers holders(
      Kernel kernel, Task task, List<WaitQueue> queues, Bond bond, boolean stopsAtFree) {
    Process own = task.process();
    Process parent = own.parent();
    if (stopsAtFree) {
      if (parent != null && isFreeHolder(parent, queues)) {
        return Helpers.OUTSIDE;
      }
      for (Process child : own.children()) {
        if (isFreeHolder(child, queues)) {
          return Helpers.OUTSIDE;
        }
      }
      for (Process process : kernel.processTable().processes()) {
        if (isFreeHolder(process, queues)) {
          return Helpers.OUTSIDE;
        }
      }
    }
    List<Process> holders = new ArrayList<>();
    for (Process process : kernel.processTable().processes()) {
      if (isLive(process) && process.descriptors().canServe(queues)) {
        holders.add(process);
      }
    }
    // Nobody at all: the other end is on its way between processes, in a message.
    return holders.isEmpty() ? Helpers.OUTSIDE : Helpers.any(bond, holders);
  }

  private boolean isFreeHolder(Process process, List<WaitQueue> queues) {
    return isLive(process) && liveness.hasFree(process) && process.descriptors().canServe(queues);
  }
}
