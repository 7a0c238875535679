package osprey.kernel.core;

import static com.google.common.base.Preconditions.checkState;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.sched.SchedulingPolicy;
import osprey.kernel.sched.SchedulingPolicy.Arrival;
import osprey.kernel.task.Accounts;
import osprey.kernel.task.Resume;
import osprey.kernel.task.Task;
import osprey.kernel.task.TaskState;
import osprey.kernel.wait.Described;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;
import osprey.kernel.wait.Waiter;
import osprey.trace.TraceEvent.Departure;
import osprey.trace.TraceKind;

/// Moves threads between their states and on and off the processors, and keeps their times. The
/// policy says who; the dispatcher does it.
public final class Dispatcher implements Task.Runnables {
  private final Kernel kernel;
  private SchedulingPolicy policy;

  /// A thread became ready since the processors were last looked at.
  private boolean isDisturbed;

  /// The thread being served gives the processor up at the end of its call.
  private boolean isYielding;

  /// Threads that became ready while a processor was idle: if it takes another one, they may still
  /// be more urgent than a running one. Empty between the steps of a simulation.
  private final List<Task> hopeful = new ArrayList<>(4);

  /// The ready thread that somebody outside wants to run next, 0 for none, and on which processor.
  private int chosen;

  private int chosenCpu;

  private final PriorityInheritance inheritance = new PriorityInheritance(this);

  Dispatcher(Kernel kernel, SchedulingPolicy policy) {
    this.kernel = kernel;
    this.policy = policy;
    policy.begin(kernel.config().cpus(), kernel.config().seed());
  }

  /// The first half of a copy: tasks refer to the dispatcher.
  Dispatcher(Dispatcher from, Kernel kernel, Copier copier) {
    copier.register(from, this);
    this.kernel = kernel;
    policy = from.policy;
    isDisturbed = from.isDisturbed;
    isYielding = from.isYielding;
    chosen = from.chosen;
    chosenCpu = from.chosenCpu;
  }

  void copyQueues(Dispatcher from, Copier copier) {
    policy = copier.copy(from.policy);
    for (Task task : from.hopeful) {
      hopeful.add(copier.copy(task));
    }
    inheritance.copyFrom(from.inheritance, copier);
  }

  public SchedulingPolicy policy() {
    return policy;
  }

  public boolean isDisturbed() {
    return isDisturbed;
  }

  // ---- becoming ready

  /// A new thread may run.
  public void start(Task task) {
    task.accounts.arrived = kernel.now();
    task.accounts.since = kernel.now();
    task.state = TaskState.READY;
    task.scheduling.inheritedRank = Long.MAX_VALUE;
    enqueue(task, Arrival.NEW);
  }

  /// A blocked thread was woken.
  @Override
  public void ready(Task task) {
    if (task.waitTimer != 0) {
      kernel.cancel(task.waitTimer);
      task.waitTimer = 0;
    }
    Accounts accounts = task.accounts;
    long now = kernel.now();
    accounts.blockedNanos += now - accounts.since;
    accounts.since = now;
    Task waker = kernel.currentTask();
    kernel.tracer().woken(now, kernel.host(), task.id(), waker == null ? 0 : waker.id());
    if (waker != null) {
      kernel.transfers().wokeUp();
      kernel.charge(kernel.costs().wakeNanos());
    }
    if (task.process().isStopped && !task.process().isEnding()) {
      task.state = TaskState.STOPPED;
      inheritance.left(task, kernel);
      return;
    }
    task.state = TaskState.READY;
    inheritance.left(task, kernel);
    enqueue(task, Arrival.WOKEN);
  }

  /// Computations on other processors are let run behind as nobody notices; before the kernel looks
  /// at them or stops them, they are brought up to the present.
  private void catchUp() {
    catchUp(kernel.now());
  }

  /// As far as a time.
  public void catchUp(long now) {
    List<Processor> processors = kernel.processors();
    for (int i = 0; i < processors.size(); i++) {
      processors.get(i).catchUp(now);
    }
  }

  /// A running thread has something to do at once: a signal came.
  void kick(Task task) {
    if (task.state == TaskState.RUNNING) {
      catchUp();
      isDisturbed = true;
    }
  }

  /// Makes a processor choose again as soon as it can.
  private void reschedule(Processor processor) {
    processor.reschedule = true;
    isDisturbed |= processor != kernel.current();
  }

  private void enqueue(Task task, Arrival why) {
    catchUp();
    boolean followsUse = policy.followsUse();
    if (followsUse) {
      chargeRunning(false);
    }
    policy.add(task, why, kernel.now());
    if (followsUse) {
      chargeRunning(true);
    }
    preemptFor(task);
  }

  /// Brings the policy's accounts of the running threads up to date, or, as somebody has come, the
  /// ends of their quanta.
  private void chargeRunning(boolean isForQuantum) {
    List<Processor> processors = kernel.processors();
    for (int i = 0; i < processors.size(); i++) {
      Processor processor = processors.get(i);
      Task running = processor.task;
      if (running == null) {
        continue;
      }
      if (isForQuantum) {
        startQuantum(processor, running);
      } else {
        chargePolicy(processor, running);
      }
    }
  }

  /// An idle processor is to be looked at; if there is none and the policy finds the arrived thread
  /// more urgent than a running one, that one has to go.
  private void preemptFor(Task task) {
    Processor victim = null;
    List<Processor> processors = kernel.processors();
    for (int i = 0; i < processors.size(); i++) {
      Processor processor = processors.get(i);
      if (!task.scheduling.mayRunOn(processor.id())) {
        continue;
      }
      Task running = processor.task;
      if (running == null) {
        isDisturbed = true;
        if (processors.size() > 1) {
          hopeful.add(task);
        }
        return;
      }
      if (isMoreUrgent(task, processor, running)
          && (victim == null
              || victim.task == null
              || policy.preempts(victim.task, running, kernel.now()))) {
        victim = processor;
      }
    }
    if (victim != null) {
      reschedule(victim);
    }
  }

  private boolean isMoreUrgent(Task task, Processor processor, Task running) {
    return !processor.reschedule && policy.preempts(task, running, kernel.now());
  }

  // ---- getting a processor

  /// Gives idle processors to ready threads; to be called when all events of an instant are
  /// handled.
  public void dispatchIdle(long now) {
    isDisturbed = false;
    if (policy.size() == 0) {
      hopeful.clear();
      return;
    }
    for (Processor processor : kernel.processors()) {
      if (processor.isIdle()) {
        processor.clock = Math.max(processor.clock, now);
        dispatch(processor);
      }
    }
    if (!hopeful.isEmpty()) {
      preemptForHopeful();
    }
  }

  /// Those who found a processor idle that another one has taken.
  private void preemptForHopeful() {
    List<Task> left = List.copyOf(hopeful);
    hopeful.clear();
    for (Task task : left) {
      if (task.state == TaskState.READY) {
        preemptFor(task);
      }
    }
    // Who is still hopeful found a processor that its policy does not let it have.
    hopeful.clear();
    isDisturbed = false;
  }

  /// Gives ready threads to processors that became idle while others had to have their turn first:
  /// those that are no further in time than `upTo`, and before `event`.
  public boolean dispatchLate(long now, long event, long upTo) {
    if (policy.size() == 0) {
      return false;
    }
    boolean isChanged = false;
    for (Processor processor : kernel.processors()) {
      long time = Math.max(processor.clock, now);
      if (processor.isIdle() && time < event && time <= upTo) {
        processor.clock = time;
        isChanged |= dispatch(processor);
      }
    }
    return isChanged;
  }

  /// The first time after that one at which an idle processor could take a ready thread.
  public long idleAfter(long time) {
    long first = Long.MAX_VALUE;
    if (policy.size() > 0) {
      List<Processor> processors = kernel.processors();
      for (int i = 0; i < processors.size(); i++) {
        Processor processor = processors.get(i);
        if (processor.isIdle() && processor.clock > time) {
          first = Math.min(first, processor.clock);
        }
      }
    }
    return first;
  }

  /// Puts the policy's choice on a processor; it stays idle if there is none.
  boolean dispatch(Processor processor) {
    Task wanted = takeChosen(processor);
    Task task = wanted == null ? policy.take(processor.id(), processor.clock) : wanted;
    processor.reschedule = false;
    if (task == null) {
      processor.sliceEnd = SchedulingPolicy.UNLIMITED;
      return false;
    }
    checkState(task.state == TaskState.READY, "%s is %s", task, task.state);
    Accounts accounts = task.accounts;
    // Another processor, further in time, made it ready: it is not there before.
    processor.clock = Math.max(processor.clock, accounts.since);
    Task previous = processor.last();
    if (processor.changesTo(task)) {
      processor.switches++;
      if (previous != null) {
        boolean isSibling = previous.process() == task.process();
        Costs costs = kernel.costs();
        spendSwitch(processor, isSibling ? costs.threadSwitchNanos() : costs.switchNanos());
      }
    }
    int lastCpu = task.scheduling.lastCpu;
    if (lastCpu >= 0 && lastCpu != processor.id()) {
      accounts.migrations++;
      kernel.tracer().migrated(processor.clock, kernel.host(), task.id(), lastCpu, processor.id());
      spendSwitch(processor, kernel.costs().migrationNanos());
    }
    accounts.readyNanos += processor.clock - accounts.since;
    accounts.since = processor.clock;
    if (accounts.firstRun < 0) {
      accounts.firstRun = processor.clock;
    }
    task.scheduling.lastCpu = processor.id();
    task.state = TaskState.RUNNING;
    task.cpu = processor.id();
    processor.task = task;
    processor.chargedFrom = processor.clock;
    startQuantum(processor, task);
    kernel.tracer().dispatched(processor.clock, kernel.host(), processor.id(), task.id());
    traceLevel(processor, task);
    return true;
  }

  /// Somebody outside says who runs next: the ready thread gets a processor as soon as one can
  /// stop, whatever the policy thinks; an idle one, else the one that it ran on last.
  ///
  /// @return whether the thread is ready
  public boolean choose(Task task) {
    if (task.state != TaskState.READY) {
      return false;
    }
    catchUp();
    Processor best = null;
    for (Processor each : kernel.processors()) {
      boolean isBetter =
          best == null
              || (each.isIdle() && !best.isIdle())
              || (each.id() == task.scheduling.lastCpu && !best.isIdle());
      if (task.scheduling.mayRunOn(each.id()) && isBetter) {
        best = each;
      }
    }
    if (best == null) {
      return false;
    }
    chosen = task.id();
    chosenCpu = best.id();
    isDisturbed = true;
    best.reschedule = true;
    return true;
  }

  /// The thread chosen from outside for this processor, which is then running for the policy.
  private @Nullable Task takeChosen(Processor processor) {
    if (chosen == 0 || processor.id() != chosenCpu) {
      return null;
    }
    Task task = kernel.processTable().task(chosen);
    chosen = 0;
    if (task == null || task.state != TaskState.READY) {
      return null;
    }
    policy.remove(task);
    policy.enter(task, processor.clock);
    return task;
  }

  private void traceLevel(Processor processor, Task task) {
    if (task.scheduling.level != task.scheduling.tracedLevel) {
      task.scheduling.tracedLevel = task.scheduling.level;
      kernel
          .tracer()
          .levelChanged(processor.clock, kernel.host(), task.id(), task.scheduling.level);
    }
  }

  private static void spendSwitch(Processor processor, long nanos) {
    processor.clock += nanos;
    processor.switchNanos += nanos;
  }

  /// From now on until the quantum ends or the policy wants to be asked.
  private void startQuantum(Processor processor, Task task) {
    long left = policy.quantumNanos(task, processor.clock);
    long end = left >= SchedulingPolicy.UNLIMITED - processor.clock ? left : processor.clock + left;
    processor.sliceEnd = Math.min(end, policy.nextDecision(processor.id(), processor.clock));
  }

  // ---- losing it

  /// The quantum is over, somebody more urgent waits, or the policy wanted to be asked: who runs
  /// now?
  void reconsider(Processor processor) {
    Task task = processor.task;
    checkState(task != null, "CPU %s is idle", processor.id());
    catchUp();
    chargePolicy(processor, task);
    boolean isExpired = policy.quantumNanos(task, processor.clock) == 0;
    boolean isDue = processor.clock >= policy.nextDecision(processor.id(), processor.clock);
    if (!isExpired && !isDue && !processor.reschedule) {
      startQuantum(processor, task);
      return;
    }
    if (policy.size() == 0) {
      processor.reschedule = false;
      if (isExpired || isDue) {
        giveBack(processor, task, isExpired, isDue);
        Task same = policy.take(processor.id(), processor.clock);
        checkState(same == task, "the policy lost %s", task);
      }
      startQuantum(processor, task);
      traceLevel(processor, task);
      return;
    }
    depart(processor, task, Departure.PREEMPTED, TaskState.READY);
    giveBack(processor, task, isExpired, isDue);
    dispatch(processor);
    if (processor.task != task) {
      task.accounts.involuntarySwitches++;
    }
    isDisturbed |= policy.size() > 0;
  }

  private void giveBack(Processor processor, Task task, boolean isExpired, boolean isDue) {
    policy.add(task, isExpired ? Arrival.EXPIRED : Arrival.DISPLACED, processor.clock);
    if (isDue) {
      policy.decide(processor.id(), processor.clock);
    }
  }

  /// sched_yield(2), at the end of the call.
  public void yieldAfterCall() {
    isYielding = true;
  }

  /// What is to be done after a system call.
  void finishCall(Processor processor) {
    inheritance.review(kernel);
    if (isYielding) {
      isYielding = false;
      Task task = processor.task;
      if (task != null && policy.size() > 0) {
        depart(processor, task, Departure.YIELDED, TaskState.READY);
        task.accounts.voluntarySwitches++;
        policy.add(task, Arrival.YIELDED, processor.clock);
      }
    }
  }

  /// Takes the running thread off its processor.
  private void depart(Processor processor, Task task, Departure why, TaskState next) {
    kernel.tracer().descheduled(processor.clock, kernel.host(), processor.id(), task.id(), why);
    chargePolicy(processor, task);
    if (next != TaskState.READY) {
      policy.leave(task, processor.clock);
    }
    task.state = next;
    task.cpu = -1;
    task.accounts.since = processor.clock;
    processor.task = null;
    processor.sliceEnd = SchedulingPolicy.UNLIMITED;
    processor.reschedule = false;
  }

  private void chargePolicy(Processor processor, Task task) {
    policy.charge(task, processor.clock - processor.chargedFrom, processor.clock);
    processor.chargedFrom = processor.clock;
  }

  /// Parks the running thread as its call's wait says.
  void block(Processor processor, Task task, Wait wait) {
    catchUp();
    if (kernel.tracer().wants(TraceKind.BLOCKED)) {
      kernel.tracer().blocked(processor.clock, kernel.host(), task.id(), describe(wait));
    }
    depart(processor, task, Departure.BLOCKED, TaskState.BLOCKED);
    task.accounts.voluntarySwitches++;
    task.waiter = new Waiter(task, wait);
    inheritance.waits(task, wait, policy);
    if (wait.deadlineNanos() != Wait.FOREVER) {
      task.waitTimer = kernel.schedule(wait.deadlineNanos(), new WaitTimeout(task.id()));
    } else {
      kernel.waitListener().blocked(kernel, task);
    }
  }

  /// Parks a thread again that was woken but has not run since.
  void blockAgain(Task task, Wait wait) {
    policy.remove(task);
    changeReadyTo(task, TaskState.BLOCKED);
    task.waiter = new Waiter(task, wait);
    inheritance.waits(task, wait, policy);
    if (wait.deadlineNanos() != Wait.FOREVER) {
      task.waitTimer = kernel.schedule(wait.deadlineNanos(), new WaitTimeout(task.id()));
    }
  }

  /// What a thread waits for, in words.
  public static String describe(Wait wait) {
    if (wait.request() instanceof Described request) {
      return request.words();
    }
    StringBuilder words = new StringBuilder();
    for (WaitQueue queue : wait.queues()) {
      words.append(words.isEmpty() ? "" : " or ").append(queue.name());
    }
    if (words.isEmpty()) {
      words.append("time to pass");
    }
    return words.toString();
  }

  /// A wait's deadline has passed.
  void timeOut(int tid) {
    Task task = kernel.processTable().task(tid);
    Waiter waiter = task == null ? null : task.waiter;
    if (task != null && waiter != null) {
      task.waitTimer = 0;
      waiter.leave();
      task.waiter = null;
      task.resume = Task.after(waiter.terms().onTimeout());
      ready(task);
    }
  }

  /// Ends a thread's wait because a signal came; what follows is decided when it runs.
  void interrupt(Task task) {
    Waiter waiter = task.waiter;
    checkState(waiter != null, "%s does not wait", task);
    Wait terms = waiter.terms();
    waiter.leave();
    task.waiter = null;
    Progress progress = terms.then() instanceof Then.Continue(var achieved) ? achieved : null;
    task.resume = new Resume.Interrupted(progress, terms.interrupt(), terms.request());
    ready(task);
  }

  /// Stops a thread by job control wherever it is.
  void stop(Task task) {
    catchUp();
    switch (task.state) {
      case READY -> {
        policy.remove(task);
        changeReadyTo(task, TaskState.STOPPED);
      }
      case RUNNING -> {
        Processor processor = kernel.processors().get(task.cpu);
        depart(processor, task, Departure.STOPPED, TaskState.STOPPED);
        isDisturbed = true;
      }
      case BLOCKED, STOPPED, EXITED -> {}
    }
    kernel.tracer().stopped(kernel.now(), kernel.host(), task.id());
  }

  /// Lets a stopped thread go on.
  void resumeStopped(Task task) {
    kernel.tracer().continued(kernel.now(), kernel.host(), task.id());
    if (task.state == TaskState.STOPPED) {
      task.accounts.blockedNanos += kernel.now() - task.accounts.since;
      task.accounts.since = kernel.now();
      task.state = TaskState.READY;
      enqueue(task, Arrival.WOKEN);
    }
  }

  private void changeReadyTo(Task task, TaskState next) {
    task.accounts.readyNanos += kernel.now() - task.accounts.since;
    task.accounts.since = kernel.now();
    task.state = next;
  }

  /// Takes a thread out of everything: it ends.
  void remove(Task task) {
    catchUp();
    Waiter waiter = task.waiter;
    if (waiter != null) {
      waiter.leave();
      task.waiter = null;
    }
    if (task.waitTimer != 0) {
      kernel.cancel(task.waitTimer);
      task.waitTimer = 0;
    }
    switch (task.state) {
      case READY -> {
        policy.remove(task);
        changeReadyTo(task, TaskState.EXITED);
      }
      case RUNNING -> {
        Processor processor = kernel.processors().get(task.cpu);
        kernel.tracer().threadExited(kernel.now(), kernel.host(), task.id());
        depart(processor, task, Departure.EXITED, TaskState.EXITED);
        isDisturbed = true;
      }
      case BLOCKED, STOPPED -> {
        task.accounts.blockedNanos += kernel.now() - task.accounts.since;
        task.state = TaskState.EXITED;
      }
      case EXITED -> {}
    }
    task.resume = null;
    WaitQueue next = task.passOn;
    if (next != null) {
      task.passOn = null;
      next.wakeOne();
    }
    inheritance.left(task, kernel);
  }

  /// Puts a thread with changed parameters in its new place among the ready or running ones.
  public void requeue(Task task, Runnable change) {
    catchUp();
    switch (task.state) {
      case READY -> {
        policy.remove(task);
        change.run();
        enqueue(task, Arrival.MOVED);
      }
      case RUNNING -> {
        Processor processor = kernel.processors().get(task.cpu);
        chargePolicy(processor, task);
        policy.leave(task, processor.clock);
        change.run();
        policy.enter(task, processor.clock);
        reschedule(processor);
      }
      case BLOCKED, STOPPED, EXITED -> change.run();
    }
  }

  /// The running thread's processor.
  @Nullable Processor processorOf(Task task) {
    return task.cpu < 0 ? null : kernel.processors().get(task.cpu);
  }

  /// A wait that only time or a signal ends.
  public static Wait sleepUntil(long deadline, Outcome then) {
    return new Wait(
        List.of(),
        Then.RETRY,
        deadline,
        new Then.End(then),
        false,
        Wait.Interrupt.ALWAYS_EINTR,
        null);
  }
}
