package osprey.kernel.task;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.signal.PendingSignals;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Sleeper;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.WaitQueue;
import osprey.kernel.wait.Waiter;
import osprey.machine.Registers;

/// A thread: registers, a stack, a signal mask, a place in the scheduler. Everything else it shares
/// with the other threads of its {@link Process}. Linux: task_struct.
///
/// The state fields are public to the kernel, which alone moves a task from state to state.
public final class Task implements Sleeper {
  private final int id;
  private final Process process;
  private Registers registers;
  private final Runnables runnables;

  public TaskState state = TaskState.READY;

  /// CPU it runs on, -1 if not RUNNING.
  public int cpu = -1;

  public final SchedulingEntity scheduling;
  public final Accounts accounts;

  /// Its place in wait queues while a call is blocked, else null.
  public @Nullable Waiter waiter;

  /// How the blocked call goes on at the next dispatch; null if the thread is in its program.
  public @Nullable Resume resume;

  /// Progress of the wait that a signal handler is about to interrupt.
  public @Nullable Progress suspended;

  /// Waits that go on when the handlers which interrupted them return, innermost last.
  private final List<Suspension> suspensions = new ArrayList<>(0);

  /// @param frame address of the signal frame that leads back to the wait
  private record Suspension(long frame, @Nullable Progress progress, long computeNanos) {}

  /// Where the next exclusive waiter must be woken if this thread dies before it has acted on its
  /// own wake-up; else that wake-up would be lost.
  public @Nullable WaitQueue passOn;

  /// Handle of the timer that ends the wait, 0 for none.
  public long waitTimer;

  /// Computation that is not instructions: `compute()`, a CPU burst. Preempted like instructions.
  public long computeNanos;

  /// Steps of a workload without a program; empty for a thread that runs code.
  public List<Burst> bursts = List.of();

  public int nextBurst;

  /// Signals it does not want now, a {@link osprey.kernel.signal.SignalSet}.
  public long signalMask;

  /// The mask to restore once a handler has run: sigsuspend(2), ppoll(2).
  public long savedMask;

  public boolean hasSavedMask;
  public final PendingSignals pending;

  /// sigaltstack(2): start and size, 0 for none.
  public long alternateStack;

  public long alternateStackBytes;

  /// pthread_cancel(3).
  public boolean isCancelRequested;

  public boolean isCancelDisabled;
  public boolean isCancelAsynchronous;

  public boolean isDetached;
  public long exitValue;
  private WaitQueue joiners;

  /// The mapping that holds its stack and thread block, [start, end); 0 for the main thread.
  public long stackStart;

  public long stackEnd;

  /// Addresses of robust mutexes it holds, in order of locking.
  public final List<Long> robustMutexes = new ArrayList<>(0);

  /// For the views: pthread_setname_np or the program's name.
  public String name;

  /// Whoever takes a task that may run again: the scheduler, behind the kernel.
  public interface Runnables {
    void ready(Task task);
  }

  public Task(
      int id,
      Process process,
      String name,
      Registers registers,
      SchedulingEntity scheduling,
      Runnables runnables) {
    this.id = id;
    this.process = process;
    this.name = name;
    this.registers = registers;
    this.scheduling = scheduling;
    this.runnables = runnables;
    accounts = new Accounts();
    pending = new PendingSignals();
    joiners = new WaitQueue("the end of thread " + id);
  }

  private Task(Task from, Copier copier) {
    copier.register(from, this);
    id = from.id;
    name = from.name;
    registers = from.registers.copy();
    runnables = copier.known(from.runnables);
    scheduling = new SchedulingEntity(from.scheduling);
    accounts = new Accounts(from.accounts);
    pending = new PendingSignals(from.pending);
    process = copier.copy(from.process);
    joiners = copier.copy(from.joiners);
    state = from.state;
    cpu = from.cpu;
    waiter = from.waiter == null ? null : copier.copy(from.waiter);
    resume = from.resume;
    passOn = copier.copyOrNull(from.passOn);
    suspended = from.suspended;
    suspensions.addAll(from.suspensions);
    waitTimer = from.waitTimer;
    computeNanos = from.computeNanos;
    bursts = from.bursts;
    nextBurst = from.nextBurst;
    signalMask = from.signalMask;
    savedMask = from.savedMask;
    hasSavedMask = from.hasSavedMask;
    alternateStack = from.alternateStack;
    alternateStackBytes = from.alternateStackBytes;
    isCancelRequested = from.isCancelRequested;
    isCancelDisabled = from.isCancelDisabled;
    isCancelAsynchronous = from.isCancelAsynchronous;
    isDetached = from.isDetached;
    exitValue = from.exitValue;
    stackStart = from.stackStart;
    stackEnd = from.stackEnd;
    robustMutexes.addAll(from.robustMutexes);
  }

  @Override
  public int id() {
    return id;
  }

  public Process process() {
    return process;
  }

  public Registers registers() {
    return registers;
  }

  /// exec(2): another program's main thread.
  public void become(String newName, Registers newRegisters) {
    name = newName;
    registers = newRegisters;
    suspended = null;
    suspensions.clear();
    robustMutexes.clear();
    alternateStackBytes = 0;
    stackStart = 0;
    stackEnd = 0;
  }

  /// Those in pthread_join(3) for this thread.
  public WaitQueue joiners() {
    return joiners;
  }

  public boolean isMain() {
    return id == process.id();
  }

  public boolean isOver() {
    return state == TaskState.EXITED;
  }

  @Override
  public void woken(Waiter by) {
    waiter = null;
    Outcome delivered = by.delivered();
    passOn =
        delivered == null && by.terms().isExclusive() && !by.terms().queues().isEmpty()
            ? by.terms().queues().getFirst()
            : null;
    resume = delivered != null ? new Resume.Deliver(delivered) : after(by.terms().then());
    runnables.ready(this);
  }

  /// How a call goes on that waited with these terms.
  public static Resume after(Then then) {
    return switch (then) {
      case Then.Retry _ -> AGAIN;
      case Then.Return(long value) -> new Resume.Deliver(Outcome.done(value));
      case Then.End(Outcome outcome) -> new Resume.Deliver(outcome);
      case Then.Continue(var progress) -> new Resume.Again(progress);
    };
  }

  /// A handler starts with that signal frame: keeps the progress of the wait that it interrupts, or
  /// what is left of a computation.
  public void suspend(long frame) {
    if (suspended != null || computeNanos > 0) {
      suspensions.add(new Suspension(frame, suspended, computeNanos));
      suspended = null;
      computeNanos = 0;
    }
  }

  /// The handler with that signal frame has returned: what it interrupted goes on. Waits of
  /// handlers that were left by longjmp are forgotten.
  public void resumeSuspended(long frame) {
    while (!suspensions.isEmpty() && suspensions.getLast().frame() <= frame) {
      Suspension last = suspensions.removeLast();
      if (last.frame() == frame) {
        computeNanos = last.computeNanos();
        if (last.progress() != null) {
          resume = new Resume.Again(last.progress());
        }
      }
    }
  }

  private static final Resume AGAIN = new Resume.Again(null);

  @Override
  public Task copy(Copier copier) {
    return new Task(this, copier);
  }

  @Override
  public String toString() {
    return name + " (thread " + id + ")";
  }
}
