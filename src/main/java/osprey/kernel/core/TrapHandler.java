package osprey.kernel.core;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.abi.Signal;
import osprey.abi.Syscall;
import osprey.kernel.mem.PageFault;
import osprey.kernel.task.Burst;
import osprey.kernel.task.Process;
import osprey.kernel.task.Resume;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.machine.Access;
import osprey.machine.CoherentCaches;
import osprey.machine.Cpu;
import osprey.machine.PageTable;
import osprey.machine.Program;
import osprey.machine.Registers;
import osprey.trace.TraceEvent.Supply;
import osprey.trace.TraceKind;
import osprey.trace.Tracer;

/// Runs the thread on a processor until something needs an answer, and answers: system calls, page
/// faults, errors of the program.
public final class TrapHandler {
  /// Where a signal handler returns to: no code is there, and the fault is the kernel's sign to
  /// restore what was interrupted. (Linux's vDSO does the same with a page of code.)
  static final long SIGNAL_RETURN = 0x7fff_ffff_f000L + 0x800;

  private final Kernel kernel;
  private final CpuLimit cpuLimit;

  /// Instructions that were executed and other things that were done: what tells how far this
  /// machine is, however its run was cut into pieces.
  private long ticks;

  TrapHandler(Kernel kernel) {
    this.kernel = kernel;
    cpuLimit = new CpuLimit(kernel);
  }

  TrapHandler(TrapHandler from, Kernel kernel) {
    this(kernel);
    ticks = from.ticks;
  }

  long ticks() {
    return ticks;
  }

  /// How far {@link #run} may go. Only the limit has a say in what happens; the rest merely pauses.
  ///
  /// @param limit time at which another processor, of this machine or another, must have its turn
  /// @param pause time at which to pause
  /// @param ticks at most so many
  /// @param stops where else to pause; null for nowhere
  public record Leash(long limit, long pause, long ticks, @Nullable Stops stops) {}

  /// Serves a busy processor until its time passes the limit, its thread leaves it and no other can
  /// follow at once, it begins a computation, or another processor could get work.
  public void run(Processor processor, Leash leash) {
    long end = leash.ticks >= Long.MAX_VALUE - ticks ? Long.MAX_VALUE : ticks + leash.ticks;
    kernel.enter(processor);
    try {
      do {
        Task task = processor.task;
        serve(processor, leash, end - ticks);
        if (leash.stops != null && task != null) {
          leash.stops.served(kernel.host(), task);
        }
        if (processor.task == null
            && (processor.clock >= leash.limit
                || processor.clock >= kernel.nextEventTime()
                || !kernel.dispatcher().dispatch(processor))) {
          return;
        }
      } while (ticks < end
          && (leash.stops == null || !leash.stops.isPaused())
          && processor.clock < leash.limit
          && processor.clock < leash.pause
          && processor.clock < kernel.nextEventTime()
          && processor.horizon() == processor.clock
          && !kernel.dispatcher().isDisturbed());
    } finally {
      kernel.enter(null);
    }
  }

  private void serve(Processor processor, Leash leash, long ticksLeft) {
    Task task = processor.task;
    if (task == null) {
      return;
    }
    if (processor.isBurstOver() && !kernel.signals().isDue(task)) {
      // Whoever let its time pass, it ends before a quantum that is over at the same time.
      ticks++;
      nextBurst(processor, task);
      return;
    }
    if (processor.reschedule || processor.clock >= processor.sliceEnd) {
      ticks++;
      kernel.dispatcher().reconsider(processor);
      return;
    }
    if (task.process().limits.isCpuLimited()) {
      cpuLimit.check(task);
    }
    if (task.resume != null) {
      ticks++;
      resume(processor, task, task.resume);
    } else if (kernel.signals().isDue(task)) {
      ticks++;
      kernel.signals().deliver(task);
    } else if (task.computeNanos > 0) {
      compute(processor, task, Math.min(leash.limit, leash.pause));
    } else if (task.bursts.isEmpty()) {
      execute(processor, task, leash, ticksLeft);
    } else {
      ticks++;
      nextBurst(processor, task);
    }
  }

  // ---- user mode

  private void execute(Processor processor, Task task, Leash leash, long ticksLeft) {
    Process process = task.process();
    Registers registers = task.registers();
    Program program = process.program();
    long end = turnEnd(processor, process, leash.limit);
    long budget = Math.min(processor.budgetUntil(Math.min(end, leash.pause)), ticksLeft);
    Stops stops = leash.stops;
    if (stops != null) {
      Program stopping = stops.program(kernel.host(), task);
      budget = Math.min(budget, stops.instructionsLeft(kernel.host(), task));
      if (stopping != null && !stopping.stopsAt(registers.pc())) {
        program = stopping;
      } else if (stopping != null) {
        if (!stops.hasStopped(kernel.host(), task)) {
          stops.reached(kernel.host(), task);
          return;
        }
        budget = Math.min(budget, 1);
      }
    }
    Cpu cpu = processor.cpu();
    CoherentCaches caches = kernel.caches();
    if (caches != null) {
      caches.enter(processor.id(), task.id());
    }
    int reason = cpu.run(registers, process.memory().pageTable(), program, budget);
    long executed = cpu.executed();
    if (reason == Cpu.SYSCALL && stops != null) {
      spend(processor, task, executed - 1);
      if (stops.catchesCall(kernel.host(), task, cpu.syscallNumber())) {
        return;
      }
      executed = 1;
    }
    spend(processor, task, executed);
    if (caches != null) {
      stall(caches, processor, task);
    }
    switch (reason) {
      case Cpu.BUDGET, Cpu.WATCHED -> {}
      case Cpu.SYSCALL -> call(processor, task, null, true);
      case Cpu.PAGE_FAULT, Cpu.PROTECTION -> {
        ticks++;
        pageFault(task, cpu);
      }
      case Cpu.DIVIDE_ERROR -> error(task, Signal.SIGFPE, 1);
      case Cpu.ILLEGAL_INSTRUCTION -> error(task, Signal.SIGILL, 2);
      case Cpu.BREAKPOINT -> {
        if (stops != null && program.stopsAt(registers.pc())) {
          stops.reached(kernel.host(), task);
        } else {
          error(task, Signal.SIGTRAP, 1);
        }
      }
      default -> throw new IllegalStateException("the processor stopped for reason " + reason);
    }
  }

  /// Up to when the thread may go on without the kernel having a look.
  private long turnEnd(Processor processor, Process process, long limit) {
    long until = Math.min(Math.min(limit, kernel.nextEventTime()), processor.sliceEnd);
    return process.limits.isCpuLimited()
        ? Math.min(until, processor.clock + CpuLimit.left(process))
        : until;
  }

  private void spend(Processor processor, Task task, long executed) {
    ticks += executed;
    task.accounts.userNanos += processor.spendInstructions(executed);
    task.accounts.instructions += executed;
  }

  private void error(Task task, Signal signal, int code) {
    ticks++;
    kernel.signals().fault(task, signal, code, pc(task), Access.EXECUTE);
  }

  /// The time in which the CPU waited for cache lines; whoever waited gets to know for what.
  private void stall(CoherentCaches caches, Processor processor, Task task) {
    long nanos = caches.takeStalls(processor.id()) * kernel.costs().lineNanos();
    processor.clock += nanos;
    processor.userNanos += nanos;
    task.accounts.userNanos += nanos;
    for (CoherentCaches.Line line : caches.takeFresh()) {
      line.setName(LineName.of(task.process(), line.address()));
    }
  }

  private static long pc(Task task) {
    return task.registers().pcAddress();
  }

  /// Computation without instructions passes like instructions do.
  private void compute(Processor processor, Task task, long limit) {
    long until = turnEnd(processor, task.process(), limit);
    long nanos = Math.min(task.computeNanos, Math.max(1, until - processor.clock));
    processor.clock += nanos;
    processor.userNanos += nanos;
    task.accounts.userNanos += nanos;
    task.computeNanos -= nanos;
    // The end of a computation is no tick: it may also be noticed when a run pauses.
    if (task.computeNanos == 0 && !task.bursts.isEmpty()) {
      ticks++;
      nextBurst(processor, task);
    }
  }

  /// The next step of a workload without a program; its process ends after the last.
  private void nextBurst(Processor processor, Task task) {
    if (task.nextBurst == task.bursts.size()) {
      finishJob(processor, task);
      kernel.processes().exit(task, 0);
      return;
    }
    switch (task.bursts.get(task.nextBurst++)) {
      case Burst.Cpu(long nanos) -> task.computeNanos = nanos;
      case Burst.Io(String device, long nanos, boolean isExclusive) ->
          kernel
              .dispatcher()
              .block(
                  processor,
                  task,
                  kernel.devices().request(task, device, nanos, isExclusive, nextCpuBurst(task)));
      case Burst.Release(long at, long deadline) -> {
        finishJob(processor, task);
        task.scheduling.absoluteDeadline = deadline;
        task.scheduling.nextBurstNanos = nextCpuBurst(task);
        if (at > processor.clock) {
          kernel.dispatcher().block(processor, task, Dispatcher.sleepUntil(at, Outcome.ZERO));
        } else {
          // Its urgency has changed.
          processor.reschedule = true;
        }
      }
    }
  }

  /// A job of a periodic workload is done: in time?
  private void finishJob(Processor processor, Task task) {
    long deadline = task.scheduling.absoluteDeadline;
    if (deadline != 0 && processor.clock > deadline) {
      task.accounts.missedDeadlines++;
      kernel
          .tracer()
          .diagnosis(
              processor.clock,
              kernel.host(),
              task.name + " missed its deadline by " + (processor.clock - deadline) + " ns");
    }
  }

  private static long nextCpuBurst(Task task) {
    for (int i = task.nextBurst; i < task.bursts.size(); i++) {
      if (task.bursts.get(i) instanceof Burst.Cpu(long nanos)) {
        return nanos;
      }
    }
    return 0;
  }

  // ---- faults

  private void pageFault(Task task, Cpu cpu) {
    long address = cpu.faultAddress();
    Access access = cpu.faultAccess();
    if (access == Access.EXECUTE) {
      if (address == SIGNAL_RETURN) {
        kernel.signals().returnFromHandler(task);
      } else {
        kernel.signals().fault(task, Signal.SIGSEGV, 1, address, access);
      }
      return;
    }
    PageFault fault = task.process().memory().fault(address, access);
    switch (fault) {
      case DEMAND, FILE, COPY_ON_WRITE, MINOR -> {
        task.accounts.minorFaults++;
        if (fault == PageFault.COPY_ON_WRITE) {
          task.accounts.copyOnWriteFaults++;
        }
        renewFrame(task, address, fault);
        kernel.charge(kernel.costs().faultNanos());
        kernel.tracer().pageFault(kernel.now(), kernel.host(), task.id(), address, supply(fault));
      }
      case UNMAPPED -> kernel.signals().fault(task, Signal.SIGSEGV, 1, address, access);
      case FORBIDDEN -> kernel.signals().fault(task, Signal.SIGSEGV, 2, address, access);
      case BEYOND_END -> kernel.signals().fault(task, Signal.SIGBUS, 2, address, access);
      case OUT_OF_MEMORY -> kernel.signals().outOfMemory(task);
    }
  }

  /// A frame that was just taken has nothing to do with the lines it had before.
  private void renewFrame(Task task, long address, PageFault fault) {
    CoherentCaches caches = kernel.caches();
    if (caches != null && (fault == PageFault.DEMAND || fault == PageFault.COPY_ON_WRITE)) {
      long entry = task.process().memory().pageTable().entry(PageTable.pageOf(address));
      caches.renew(PageTable.frame(entry));
    }
  }

  private static Supply supply(PageFault fault) {
    return switch (fault) {
      case FILE -> Supply.FILE;
      case COPY_ON_WRITE -> Supply.COPY_ON_WRITE;
      default -> Supply.DEMAND_ZERO;
    };
  }

  // ---- system calls

  private void call(Processor processor, Task task, @Nullable Progress progress, boolean isFirst) {
    int number = task.registers().syscallNumber(task.process().program());
    Costs costs = kernel.costs();
    if (isFirst) {
      task.accounts.calls++;
      traceEntry(task, number);
      kernel.charge(Kernel.isSynchronising(number) ? costs.syncNanos() : costs.callNanos());
    }
    if (kernel.threads().mustCancel(task, number)) {
      kernel.threads().cancel(task);
      return;
    }
    Counterpart counterpart = kernel.counterpart();
    if (counterpart != null && isFirst) {
      counterpart.entered(task, number);
    }
    Outcome outcome = kernel.calls().perform(kernel, task, number, progress);
    settle(processor, task, number, outcome);
  }

  private void settle(Processor processor, Task task, int number, Outcome outcome) {
    // Not a pattern switch: this is the hottest place of the kernel.
    if (outcome instanceof Outcome.Done done) {
      finish(task, number, done.value(), done.signal());
    } else if (outcome instanceof Outcome.Blocked blocked) {
      if (Kernel.isSynchronising(number)) {
        kernel.charge(kernel.costs().callNanos());
      }
      kernel.dispatcher().block(processor, task, blocked.terms());
      tellBlocked(task, number);
    } else if (outcome instanceof Outcome.Failed failed) {
      finish(task, number, -failed.errno().number(), failed.signal());
    } else if (number == Syscall.EXECVE.number()) {
      tellExecuted(task);
    }
    kernel.dispatcher().finishCall(processor);
    kernel.rest();
  }

  private void tellBlocked(Task task, int number) {
    Counterpart counterpart = kernel.counterpart();
    if (counterpart != null) {
      counterpart.blocked(task, number);
    }
  }

  private void tellExecuted(Task task) {
    Counterpart counterpart = kernel.counterpart();
    if (counterpart != null) {
      counterpart.executed(task);
    }
  }

  /// Ends a call whose thread has no processor.
  void complete(Task task, int number, Outcome outcome) {
    if (outcome instanceof Outcome.Done done) {
      finish(task, number, done.value(), done.signal());
    } else if (outcome instanceof Outcome.Failed failed) {
      finish(task, number, -failed.errno().number(), failed.signal());
    }
  }

  private void finish(Task task, int number, long result, int signal) {
    kernel.files().held().release(task.id());
    task.registers().completeSyscall(task.process().program(), result);
    kernel.tracer().callReturned(kernel.now(), kernel.host(), task.id(), number, result);
    Counterpart counterpart = kernel.counterpart();
    if (counterpart != null) {
      counterpart.returned(task, number, result);
    }
    if (signal != 0) {
      kernel.signals().sendToThread(task, signal);
    }
  }

  private void traceEntry(Task task, int number) {
    Tracer tracer = kernel.tracer();
    if (tracer.wants(TraceKind.CALL_ENTERED)) {
      Registers registers = task.registers();
      var program = task.process().program();
      tracer.callEntered(
          kernel.now(),
          kernel.host(),
          task.id(),
          number,
          registers.argument(program, 0),
          registers.argument(program, 1),
          registers.argument(program, 2),
          registers.argument(program, 3),
          registers.argument(program, 4),
          registers.argument(program, 5));
    }
  }

  /// A thread whose call was blocked has a processor again.
  private void resume(Processor processor, Task task, Resume how) {
    task.resume = null;
    task.passOn = null;
    if (!task.bursts.isEmpty()) {
      return;
    }
    if (how instanceof Resume.Deliver deliver) {
      int number = task.registers().syscallNumber(task.process().program());
      settle(processor, task, number, deliver.outcome());
    } else if (how instanceof Resume.Again again) {
      if (kernel.signals().isFatalDue(task)) {
        kernel.signals().deliver(task);
      } else {
        call(processor, task, again.progress(), false);
      }
    } else if (how instanceof Resume.Interrupted interrupted) {
      resumeInterrupted(processor, task, interrupted);
    }
  }

  private void resumeInterrupted(Processor processor, Task task, Resume.Interrupted how) {
    Signals.Reaction reaction = kernel.signals().reaction(task);
    if (reaction == Signals.Reaction.FATAL) {
      kernel.signals().deliver(task);
      return;
    }
    if (how.transferred() > 0) {
      finishInterrupted(task, how.transferred());
      return;
    }
    if (reaction == Signals.Reaction.NONE) {
      call(processor, task, how.progress(), false);
      return;
    }
    switch (how.interrupt()) {
      case AFTER_HANDLER -> task.suspended = how.progress();
      case ALWAYS_EINTR, UNINTERRUPTIBLE -> failInterrupted(task, how);
      case RESTARTABLE -> {
        if (reaction == Signals.Reaction.HANDLER) {
          failInterrupted(task, how);
        }
      }
    }
    kernel.signals().deliver(task);
  }

  private void failInterrupted(Task task, Resume.Interrupted how) {
    if (how.request() instanceof Sleep sleep) {
      sleep.noteRemaining(task, kernel.now());
    }
    finishInterrupted(task, -Errno.EINTR.number());
  }

  private void finishInterrupted(Task task, long result) {
    finish(task, task.registers().syscallNumber(task.process().program()), result, 0);
  }
}
