package osprey.kernel.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.code.Image;
import osprey.code.Symbol;
import osprey.kernel.mem.Loader;
import osprey.kernel.sync.Mutexes;
import osprey.kernel.task.Process;
import osprey.kernel.task.SchedulingEntity;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;
import osprey.machine.Registers;

/// The life of threads: creation, exit, join, cancellation, pthreads(7).
public final class Threads {
  private static final String START = "__thread_start";
  private static final String CANCELLED = "__thread_cancelled";
  private static final long STACK_BYTES = 8L << 20;
  private static final long STACK_BYTES_MIN = 16384;

  private final Kernel kernel;

  Threads(Kernel kernel) {
    this.kernel = kernel;
  }

  /// A thread that runs `function(argument)` with its own stack.
  public Outcome create(
      Task creator, long function, long argument, long stackBytes, boolean isDetached) {
    Process process = creator.process();
    Image image = process.program().image();
    Symbol.Function start = image.function(START);
    if (start == null) {
      throw new IllegalStateException("the C library has no " + START);
    }
    if (kernel.processTable().threadCount() >= kernel.config().threadsMax()) {
      return Outcome.failed(Errno.EAGAIN);
    }
    int id = kernel.processTable().allocateId();
    Registers registers = new Registers();
    long bytes = stackBytes == 0 ? STACK_BYTES : Math.max(stackBytes, STACK_BYTES_MIN);
    Loader.ThreadStack stack =
        Loader.startThread(
            process.memory(),
            image,
            bytes,
            Integer.toString(id),
            registers,
            start.start(),
            function,
            argument);
    if (stack == null) {
      return Outcome.failed(Errno.EAGAIN);
    }
    SchedulingEntity scheduling = new SchedulingEntity(creator.scheduling);
    scheduling.lastCpu = -1;
    int entry = image.instructionAt(function);
    Symbol.Function body = entry < 0 ? null : image.functionAt(entry);
    Task task =
        new Task(
            id,
            process,
            body == null ? creator.name : body.name(),
            registers,
            scheduling,
            kernel.dispatcher());
    task.stackStart = stack.stackStart();
    task.stackEnd = stack.stackEnd();
    task.isDetached = isDetached;
    task.signalMask = creator.signalMask;
    process.add(task);
    kernel.processTable().add(task);
    kernel.charge(kernel.costs().threadNanos());
    kernel.tracer().threadCreated(kernel.now(), kernel.host(), id, process.id(), creator.id());
    kernel.dispatcher().start(task);
    return Outcome.done(id);
  }

  /// pthread_exit(3): the process goes with its last thread.
  public void exit(Task task, long value) {
    Process process = task.process();
    task.exitValue = value;
    kernel.processes().endTask(task);
    if (process.liveThreads() == 0) {
      kernel.processes().finish(process);
      return;
    }
    task.joiners().wakeAll();
    if (task.isDetached) {
      dispose(task);
    }
    kernel.waitListener().ended(kernel, process);
  }

  /// Gives back what an ended thread still holds.
  private void dispose(Task task) {
    if (task.stackEnd != 0) {
      task.process().memory().unmap(task.stackStart, task.stackEnd);
      task.stackEnd = 0;
    }
    if (!task.isMain()) {
      kernel.processes().forget(task);
      task.process().addGone(task.accounts);
    }
  }

  /// pthread_join(3): the value of an ended thread, or a wait for its end.
  ///
  /// @param deadlineNanos simulated time, {@link Wait#FOREVER} for none
  public Joined join(Task task, int id, long deadlineNanos) {
    Task other = kernel.processTable().task(id);
    if (other == null || other.process() != task.process()) {
      return new Joined(Outcome.failed(Errno.ESRCH), 0);
    }
    if (other == task) {
      return new Joined(Outcome.failed(Errno.EDEADLK), 0);
    }
    if (other.isDetached) {
      return new Joined(Outcome.failed(Errno.EINVAL), 0);
    }
    if (other.isOver()) {
      long value = other.exitValue;
      dispose(other);
      return new Joined(Outcome.ZERO, value);
    }
    Wait wait =
        Wait.on(other.joiners())
            .shared()
            .interrupt(Wait.Interrupt.AFTER_HANDLER)
            .until(deadlineNanos, Outcome.failed(Errno.ETIMEDOUT));
    return new Joined(Outcome.blocked(wait), 0);
  }

  /// @param value of the joined thread, where the outcome is Done
  public record Joined(Outcome outcome, long value) {}

  public Outcome detach(Task task, int id) {
    Task other = kernel.processTable().task(id);
    if (other == null || other.process() != task.process()) {
      return Outcome.failed(Errno.ESRCH);
    }
    if (other.isDetached) {
      return Outcome.failed(Errno.EINVAL);
    }
    other.isDetached = true;
    if (other.isOver()) {
      dispose(other);
    }
    return Outcome.ZERO;
  }

  /// pthread_cancel(3): the request; it is acted on at a cancellation point.
  public Outcome requestCancel(Task task, int id) {
    Task other = kernel.processTable().task(id);
    if (other == null || other.process() != task.process()) {
      return Outcome.failed(Errno.ESRCH);
    }
    other.isCancelRequested = true;
    if (!other.isCancelDisabled && other.waiter != null && isCancellationPoint(other)) {
      kernel.dispatcher().interrupt(other);
    }
    return Outcome.ZERO;
  }

  private static boolean isCancellationPoint(Task task) {
    int number = task.registers().syscallNumber(task.process().program());
    return CancellationPoints.contains(number);
  }

  /// Whether a thread about to make a call must act on a cancellation instead.
  boolean mustCancel(Task task, int number) {
    return task.isCancelRequested && !task.isCancelDisabled && CancellationPoints.contains(number);
  }

  /// Makes the thread run the library's clean-up, which ends it.
  void cancel(Task task) {
    task.isCancelRequested = false;
    task.isCancelDisabled = true;
    Image image = task.process().program().image();
    Symbol.Function function = image.function(CANCELLED);
    if (function == null) {
      throw new IllegalStateException("the C library has no " + CANCELLED);
    }
    Registers registers = task.registers();
    long fp = (registers.sp() - 256 & -16) - 16;
    var memory = task.process().memory().memory();
    memory.writeLong(fp, registers.fp());
    memory.writeLong(fp + 8, 0);
    registers.enter(task.process().program(), function.start(), fp);
  }

  /// A thread ends: robust mutexes it holds tell their next owner.
  void abandonLocks(Task task) {
    if (!task.robustMutexes.isEmpty()) {
      for (long address : List.copyOf(task.robustMutexes)) {
        Mutexes.ownerDied(kernel.futexes(), task, address);
      }
      task.robustMutexes.clear();
    }
  }

  /// A thread of a process by number, null if there is none.
  public @Nullable Task find(Process process, int id) {
    Task task = kernel.processTable().task(id);
    return task != null && task.process() == process ? task : null;
  }
}
