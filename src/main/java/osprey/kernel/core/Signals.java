package osprey.kernel.core;

import org.jspecify.annotations.Nullable;
import osprey.abi.Signal;
import osprey.engine.Copier;
import osprey.kernel.mem.BadAddress;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.signal.Disposition;
import osprey.kernel.signal.SentSignal;
import osprey.kernel.signal.SignalSet;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.kernel.task.TaskState;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;
import osprey.kernel.wait.Waiter;
import osprey.machine.Access;
import osprey.trace.TraceEvent;
import osprey.trace.TraceEvent.Delivery;

/// Sends signals and delivers them, signal(7): to handlers on the thread's stack, or by their
/// default action.
public final class Signals {
  private static final int STOPPED_STATUS = 0x7f;

  private final Kernel kernel;

  /// Those who read signals from a descriptor.
  private final WaitQueue arrivals;

  Signals(Kernel kernel) {
    this.kernel = kernel;
    arrivals = new WaitQueue("a signal");
  }

  Signals(Signals from, Kernel kernel, Copier copier) {
    this.kernel = kernel;
    arrivals = copier.copy(from.arrivals);
  }

  WaitQueue arrivals() {
    return arrivals;
  }

  /// What the signals that are due would do to an interrupted call.
  enum Reaction {
    NONE,
    HANDLER,
    /// A handler with SA_RESTART.
    RESTARTING_HANDLER,
    FATAL
  }

  // ---- sending

  /// kill(2): to a process, some thread of it will take it.
  public void send(Process process, SentSignal info) {
    if (process.isZombie || process.parent() == null) {
      return;
    }
    note(info, process.id(), 0);
    tellSentFromOutside(process, 0, info.number());
    if (prepare(process, info.number())) {
      process.pending.add(info);
      arrivals.wakeAll();
      wakeSomebody(process, info.number());
    }
  }

  /// tgkill(2), and what a thread's own calls raise.
  public void send(Task task, SentSignal info) {
    note(info, task.process().id(), task.id());
    tellSentFromOutside(task.process(), task.id(), info.number());
    if (!task.isOver() && prepare(task.process(), info.number())) {
      task.pending.add(info);
      arrivals.wakeAll();
      wake(task, info.number());
    }
  }

  void sendToThread(Task task, int signal) {
    send(task, new SentSignal(signal, SentSignal.SI_USER, task.process().id(), 0, 0, 0));
  }

  /// Signals that calls send, and those for parents, the counterpart sends by itself.
  private void tellSentFromOutside(Process process, int thread, int signal) {
    Counterpart counterpart = kernel.counterpart();
    if (counterpart != null && kernel.currentTask() == null && signal != Signal.SIGCHLD.number()) {
      counterpart.sentFromOutside(process, thread, signal);
    }
  }

  private void note(SentSignal info, int pid, int tid) {
    kernel
        .tracer()
        .signalSent(kernel.now(), kernel.host(), info.number(), info.senderPid(), pid, tid);
  }

  /// Job control acts at the moment of sending. False: the signal is ignored and not kept.
  private boolean prepare(Process process, int number) {
    if (number == Signal.SIGCONT.number()) {
      removePending(
          process,
          SignalSet.of(Signal.SIGSTOP)
              | SignalSet.of(Signal.SIGTSTP)
              | SignalSet.of(Signal.SIGTTIN)
              | SignalSet.of(Signal.SIGTTOU));
      proceed(process);
    } else if (Signal.actionOf(number) == Signal.Default.STOP) {
      removePending(process, SignalSet.of(Signal.SIGCONT));
    }
    if (number == Signal.SIGKILL.number() && process.isStopped) {
      proceed(process);
    }
    return !isIgnored(process, number) || isBlockedOrAwaited(process, number);
  }

  private static void removePending(Process process, long signals) {
    process.pending.remove(signals);
    for (Task task : process.threads()) {
      task.pending.remove(signals);
    }
  }

  /// A blocked signal stays pending although it is ignored: the disposition may change, or
  /// sigtimedwait may want it.
  private static boolean isBlockedOrAwaited(Process process, int number) {
    for (Task task : process.threads()) {
      if (!task.isOver()
          && (SignalSet.contains(task.signalMask, number)
              || (task.waiter != null
                  && task.waiter.terms().request() instanceof SignalWait(long set)
                  && SignalSet.contains(set, number)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIgnored(Process process, int number) {
    Disposition disposition = process.disposition(number);
    return disposition.handler() == Disposition.IGNORE
        || (disposition.handler() == Disposition.DEFAULT
            && (Signal.actionOf(number) == Signal.Default.IGNORE
                || Signal.actionOf(number) == Signal.Default.CONTINUE));
  }

  /// Finds a thread that wants the signal: the main thread first.
  private void wakeSomebody(Process process, int number) {
    for (Task task : process.threads()) {
      if (!task.isOver()
          && task.waiter != null
          && task.waiter.terms().request() instanceof SignalWait(long set)
          && SignalSet.contains(set, number)) {
        wake(task, number);
        return;
      }
    }
    for (Task task : process.threads()) {
      if (!task.isOver() && !SignalSet.contains(blocked(task), number)) {
        wake(task, number);
        return;
      }
    }
  }

  private static long blocked(Task task) {
    return task.signalMask & ~SignalSet.UNBLOCKABLE;
  }

  /// Ends a thread's wait if the signal concerns it.
  private void wake(Task task, int number) {
    Waiter waiter = task.waiter;
    if (waiter == null) {
      kernel.dispatcher().kick(task);
      return;
    }
    if (waiter.terms().request() instanceof SignalWait(long set)
        && SignalSet.contains(set, number)) {
      waiter.wake();
      return;
    }
    if (SignalSet.contains(blocked(task), number)) {
      return;
    }
    boolean isFatal = isFatal(task.process(), number);
    if (isFatal || waiter.terms().interrupt() != Wait.Interrupt.UNINTERRUPTIBLE) {
      kernel.dispatcher().interrupt(task);
    }
  }

  private static boolean isFatal(Process process, int number) {
    if (process.disposition(number).handler() != Disposition.DEFAULT
        && number != Signal.SIGKILL.number()) {
      return false;
    }
    return switch (Signal.actionOf(number)) {
      case TERMINATE, CORE -> true;
      case IGNORE, STOP, CONTINUE -> false;
    };
  }

  void alarmRings(int pid) {
    Process process = kernel.processTable().process(pid);
    if (process == null || process.isZombie) {
      return;
    }
    if (process.alarmIntervalNanos > 0) {
      process.alarmAt = kernel.now() + process.alarmIntervalNanos;
      process.alarmHandle = kernel.schedule(process.alarmAt, new AlarmRings(pid));
    } else {
      process.alarmAt = 0;
      process.alarmHandle = 0;
    }
    send(process, SentSignal.fromKernel(Signal.SIGALRM.number()));
  }

  /// Sets a process's real-time interval timer; 0 for none.
  public void setAlarm(Process process, long delayNanos, long intervalNanos) {
    if (process.alarmHandle != 0) {
      kernel.cancel(process.alarmHandle);
    }
    process.alarmIntervalNanos = intervalNanos;
    process.alarmAt = delayNanos == 0 ? 0 : kernel.now() + delayNanos;
    process.alarmHandle =
        delayNanos == 0 ? 0 : kernel.schedule(process.alarmAt, new AlarmRings(process.id()));
  }

  // ---- delivering

  /// Whether something must be done before the thread's next instruction.
  boolean isDue(Task task) {
    return (deliverable(task) != 0)
        || task.process().isEnding()
        || (task.isCancelRequested && !task.isCancelDisabled && task.isCancelAsynchronous);
  }

  private static long deliverable(Task task) {
    return (task.pending.set() | shared(task)) & ~blocked(task);
  }

  /// What is pending for the process and falls to this thread. A handler runs in the first thread
  /// that does not block its signal, even if another could run it sooner; what ends or stops the
  /// process does so from any thread.
  private static long shared(Task task) {
    Process process = task.process();
    long pending = process.pending.set();
    if (pending == 0 || process.threads().getFirst() == task) {
      return pending;
    }
    long mine = pending;
    for (Task each : process.threads()) {
      if (each == task) {
        return mine;
      }
      if (!each.isOver()) {
        for (long rest = mine & ~blocked(each); rest != 0; rest &= rest - 1) {
          int number = Long.numberOfTrailingZeros(rest) + 1;
          if (process.disposition(number).isHandled()) {
            mine &= ~Long.lowestOneBit(rest);
          }
        }
      }
    }
    return mine;
  }

  boolean isFatalDue(Task task) {
    return reaction(task) == Reaction.FATAL;
  }

  /// Whether a signal is due by default that ends or stops the process.
  boolean isDecisiveDue(Task task) {
    if (task.isOver() || task.state == TaskState.STOPPED) {
      return false;
    }
    for (long rest = deliverable(task); rest != 0; rest &= rest - 1) {
      int number = Long.numberOfTrailingZeros(rest) + 1;
      boolean isDefault =
          task.process().disposition(number).handler() == Disposition.DEFAULT
              || isUnblockable(number);
      if (isDefault && (isFatal(task.process(), number) || isStop(number))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isStop(int number) {
    return Signal.actionOf(number) == Signal.Default.STOP;
  }

  /// What the next deliverable signal would do.
  Reaction reaction(Task task) {
    if (task.process().isEnding()) {
      return Reaction.FATAL;
    }
    long due = deliverable(task);
    Reaction reaction = Reaction.NONE;
    for (long rest = due; rest != 0; rest &= rest - 1) {
      int number = Long.numberOfTrailingZeros(rest) + 1;
      Disposition disposition = task.process().disposition(number);
      if (isFatal(task.process(), number)) {
        return Reaction.FATAL;
      }
      if (disposition.isHandled() && reaction == Reaction.NONE) {
        reaction =
            disposition.has(Disposition.SA_RESTART)
                ? Reaction.RESTARTING_HANDLER
                : Reaction.HANDLER;
      }
    }
    return reaction;
  }

  /// Delivers what is due, one signal; the thread may be gone or stopped afterwards.
  void deliver(Task task) {
    if (task.isCancelRequested && !task.isCancelDisabled && task.isCancelAsynchronous) {
      kernel.threads().cancel(task);
      return;
    }
    long among = ~blocked(task);
    SentSignal info = task.pending.take(among);
    if (info == null) {
      info = task.process().pending.take(among & shared(task));
    }
    if (info == null) {
      return;
    }
    Process process = task.process();
    Disposition disposition = process.disposition(info.number());
    if (disposition.isHandled()) {
      noteDelivery(task, info.number(), Delivery.HANDLED);
      enterHandler(task, info, disposition);
      return;
    }
    if (disposition.handler() == Disposition.IGNORE && !isUnblockable(info.number())) {
      noteDelivery(task, info.number(), Delivery.IGNORED);
      restoreMask(task);
      return;
    }
    switch (Signal.actionOf(info.number())) {
      case TERMINATE, CORE -> {
        noteDelivery(task, info.number(), Delivery.TERMINATED);
        kernel.processes().dieOf(task, info.number());
      }
      case STOP -> {
        noteDelivery(task, info.number(), Delivery.STOPPED);
        stop(process, info.number());
      }
      case IGNORE -> noteDelivery(task, info.number(), Delivery.IGNORED);
      case CONTINUE -> noteDelivery(task, info.number(), Delivery.CONTINUED);
    }
  }

  private static boolean isUnblockable(int number) {
    return SignalSet.contains(SignalSet.UNBLOCKABLE, number);
  }

  private void noteDelivery(Task task, int number, Delivery how) {
    kernel.tracer().signalDelivered(kernel.now(), kernel.host(), task.id(), number, how);
  }

  private static void restoreMask(Task task) {
    if (task.hasSavedMask) {
      task.signalMask = task.savedMask;
      task.hasSavedMask = false;
    }
  }

  private void enterHandler(Task task, SentSignal info, Disposition disposition) {
    kernel.charge(kernel.costs().signalNanos());
    Counterpart counterpart = kernel.counterpart();
    if (counterpart != null) {
      counterpart.handling(task, info.number());
    }
    long oldMask = task.hasSavedMask ? task.savedMask : task.signalMask;
    task.hasSavedMask = false;
    try {
      SignalFrame.push(task, info, disposition, oldMask);
    } catch (BadAddress noStack) {
      kernel.processes().dieOf(task, Signal.SIGSEGV.number());
      return;
    }
    task.signalMask |= disposition.mask();
    if (!disposition.has(Disposition.SA_NODEFER)) {
      task.signalMask |= SignalSet.of(info.number());
    }
    task.signalMask &= ~SignalSet.UNBLOCKABLE;
    if (disposition.has(Disposition.SA_RESETHAND)) {
      task.process().setDisposition(info.number(), Disposition.DEFAULT_ACTION);
    }
  }

  /// The handler has returned.
  void returnFromHandler(Task task) {
    Counterpart counterpart = kernel.counterpart();
    if (counterpart != null) {
      counterpart.handled(task);
    }
    try {
      task.signalMask = SignalFrame.pop(task) & ~SignalSet.UNBLOCKABLE;
    } catch (BadAddress smashed) {
      kernel.processes().dieOf(task, Signal.SIGSEGV.number());
    }
  }

  /// The thread did something that the hardware refuses. A signal that it blocks or ignores kills.
  void fault(Task task, Signal signal, int code, long address, Access access) {
    kernel
        .tracer()
        .faulted(
            kernel.now(),
            kernel.host(),
            task.id(),
            signal.number(),
            address,
            kind(signal, access),
            task.registers().pcAddress());
    Process process = task.process();
    int number = signal.number();
    kernel.processes().noteFault(task, signal, address, access);
    Counterpart counterpart = kernel.counterpart();
    if (counterpart != null) {
      counterpart.faulted(task, number, address, access);
    }
    if (SignalSet.contains(task.signalMask, number)
        || process.disposition(number).handler() == Disposition.IGNORE) {
      process.setDisposition(number, Disposition.DEFAULT_ACTION);
      task.signalMask &= ~SignalSet.of(number);
    }
    task.pending.add(new SentSignal(number, code, 0, 0, 0, address));
    // The counterpart's process may be gone already: nobody may move before this one is.
    kernel.rest();
  }

  private static TraceEvent.Access kind(Signal signal, Access access) {
    if (signal != Signal.SIGSEGV && signal != Signal.SIGBUS) {
      return TraceEvent.Access.NONE;
    }
    return switch (access) {
      case READ -> TraceEvent.Access.READ;
      case WRITE -> TraceEvent.Access.WRITE;
      case EXECUTE -> TraceEvent.Access.EXECUTE;
    };
  }

  /// No frame is left for a page the thread needs: Linux's OOM killer picks it.
  void outOfMemory(Task task) {
    kernel
        .tracer()
        .diagnosis(
            kernel.now(),
            kernel.host(),
            "out of memory: killed " + task.process() + ", the machine's RAM is full");
    kernel.processes().noteOutOfMemory(task);
    kernel.processes().dieOf(task, Signal.SIGKILL.number());
  }

  // ---- job control

  private void stop(Process process, int number) {
    process.isStopped = true;
    process.unreportedStop = number;
    process.isContinueUnreported = false;
    for (Task task : process.threads()) {
      kernel.dispatcher().stop(task);
    }
    tellParent(process, SentSignal.CLD_STOPPED, number << 8 | STOPPED_STATUS, number);
  }

  private void proceed(Process process) {
    if (process.isStopped) {
      process.isStopped = false;
      process.unreportedStop = 0;
      process.isContinueUnreported = true;
      for (Task task : process.threads()) {
        if (task.state != TaskState.EXITED) {
          kernel.dispatcher().resumeStopped(task);
        }
      }
      tellParent(process, SentSignal.CLD_CONTINUED, 0xffff, Signal.SIGCONT.number());
    }
  }

  private void tellParent(Process process, int code, int status, int value) {
    Process parent = process.parent();
    if (parent == null) {
      return;
    }
    parent.childEvents().wakeAll();
    if (!parent.disposition(Signal.SIGCHLD.number()).has(Disposition.SA_NOCLDSTOP)) {
      send(
          parent,
          new SentSignal(
              Signal.SIGCHLD.number(),
              code,
              process.id(),
              process.credentials.uid(),
              value,
              status));
    }
  }

  /// The pending signals of a thread and its process among a set, taken; null for none.
  public @Nullable SentSignal takePending(Task task, long among) {
    SentSignal info = task.pending.take(among);
    return info != null ? info : task.process().pending.take(among);
  }

  /// Writes a siginfo_t.
  public void writeInfo(UserMemory memory, long address, SentSignal info) {
    SignalFrame.writeInfo(memory, address, info);
  }
}
