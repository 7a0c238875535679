package osprey.sim.waits;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import osprey.inspect.WaitGraph;
import osprey.kernel.core.Dispatcher;
import osprey.kernel.core.Kernel;
import osprey.kernel.core.WaitListener;
import osprey.kernel.sync.LockRequest;
import osprey.kernel.sync.WordWait;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;
import osprey.kernel.wait.Waiter;
import osprey.trace.TraceKind;

/// Finds the threads that wait for each other for ever, at the moment at which the last of them
/// begins to wait or somebody who could have helped goes away. Others may still run.
///
/// A thread is lost if no thread that is free can be reached from it by going on from each who
/// waits to all who could end its wait: for a lock its owner, for a pipe everybody who holds the
/// other end. Only then is there a sentence to say, so a search mostly ends at the first thread it
/// looks at.
public final class Deadlocks implements WaitListener {
  private static final int TOLD_MAX = 8;

  /// Edges that one thread's wait is drawn with at most.
  private static final int EDGES_MAX = 64;

  private final Liveness liveness = new Liveness();
  private final HelperSearch helpers;

  /// Threads that were reported, and since when each waited then: host and thread number.
  private final Map<Long, Long> reported = new TreeMap<>();

  /// @param mayMoreHappen whether the scenario's timeline still holds something
  public Deadlocks(BooleanSupplier mayMoreHappen) {
    helpers = new HelperSearch(liveness, mayMoreHappen);
  }

  /// One for a copy of the simulation.
  public Deadlocks(Deadlocks from, BooleanSupplier mayMoreHappen) {
    this(mayMoreHappen);
    reported.putAll(from.reported);
  }

  // ---- as it happens

  @Override
  public void blocked(Kernel kernel, Task task) {
    if (kernel.tracer().wants(TraceKind.CONTENDED)
        && task.waiter != null
        && task.waiter.terms().request() instanceof LockRequest) {
      noteOwner(kernel, task, task.waiter.terms());
    }
    check(kernel, task);
  }

  private void noteOwner(Kernel kernel, Task task, Wait wait) {
    Task owner = helpers.of(kernel, task, false).thread();
    if (owner != null && !owner.isOver()) {
      kernel
          .tracer()
          .contended(
              kernel.now(),
              kernel.host(),
              task.id(),
              Dispatcher.describe(wait),
              owner.id(),
              WaitWords.line(owner));
    }
  }

  @Override
  public void abandoned(Kernel kernel, List<WaitQueue> queues) {
    for (WaitQueue queue : queues) {
      for (Waiter waiter : queue.waiters()) {
        Task task = kernel.processTable().task(waiter.sleeper().id());
        if (task != null) {
          check(kernel, task);
        }
      }
    }
  }

  @Override
  public void ended(Kernel kernel, Process process) {
    if (process.isZombie) {
      liveness.forget(process);
      boolean isAnybodyBusy = kernel.isBusy();
      for (Task task : kernel.processTable().tasks()) {
        Waiter waiter = task.waiter;
        boolean mayHaveHoped =
            waiter != null
                && (!isAnybodyBusy
                    || waiter.terms().request() instanceof WordWait
                        && task.process().memory().hasSharedMemory());
        if (mayHaveHoped) {
          check(kernel, task);
        }
      }
    } else if (!liveness.hasFree(process)) {
      for (Task task : process.threads()) {
        check(kernel, task);
      }
    }
  }

  private void check(Kernel kernel, Task task) {
    Waiter waiter = task.waiter;
    if (waiter == null
        || waiter.terms().deadlineNanos() != Wait.FOREVER
        || isReported(kernel, task)
        || !kernel.tracer().wants(TraceKind.DEADLOCK)) {
      return;
    }
    Set<Task> circle = circleOf(kernel, task, _ -> true);
    if (!circle.isEmpty()) {
      report(kernel, task, circle);
    }
  }

  /// Those who are lost with a thread, itself first; empty if it is not.
  ///
  /// @param isHopeful of those who wait for something outside: whether it will come
  private Set<Task> circleOf(Kernel kernel, Task start, Predicate<Task> isHopeful) {
    Set<Task> seen = new LinkedHashSet<>();
    ArrayDeque<Task> open = new ArrayDeque<>();
    seen.add(start);
    open.add(start);
    while (!open.isEmpty()) {
      Task task = open.remove();
      Helpers who = helpers.of(kernel, task, true);
      if (who.isOutside() && isHopeful.test(task)) {
        return Set.of();
      }
      for (Task next : threads(who)) {
        if (Liveness.isFree(next)) {
          return Set.of();
        }
        if (!next.isOver() && seen.add(next)) {
          open.add(next);
        }
      }
    }
    return seen;
  }

  private static List<Task> threads(Helpers who) {
    if (who.thread() != null) {
      return List.of(who.thread());
    }
    if (who.processes().size() == 1 && who.signallers().isEmpty()) {
      return who.processes().getFirst().threads();
    }
    List<Task> threads = new ArrayList<>();
    for (Process process : who.processes()) {
      threads.addAll(process.threads());
    }
    for (Process process : who.signallers()) {
      threads.addAll(process.threads());
    }
    return threads;
  }

  private static long key(Kernel kernel, Task task) {
    return ((long) kernel.host() << 32) | task.id();
  }

  private boolean isReported(Kernel kernel, Task task) {
    Long since = reported.get(key(kernel, task));
    return since != null && since == task.accounts.since;
  }

  private void report(Kernel kernel, Task closing, Set<Task> circle) {
    StringBuilder text = new StringBuilder();
    int told = 0;
    int fresh = 0;
    for (Task task : circle) {
      if (isReported(kernel, task)) {
        continue;
      }
      reported.put(key(kernel, task), task.accounts.since);
      fresh++;
      if (told < TOLD_MAX) {
        text.append(told == 0 ? "" : "; ");
        text.append(WaitWords.of(task, helpers.of(kernel, task, false)));
        told++;
      }
    }
    if (fresh > told) {
      text.append("; and ").append(fresh - told).append(" more threads");
    }
    if (fresh < circle.size()) {
      text.append("; those are in a deadlock already");
    }
    kernel.tracer().deadlock(kernel.now(), kernel.host(), closing.id(), fresh, text.toString());
  }

  // ---- for views

  /// A thread that can never go on.
  ///
  /// @param what its wait in words
  public record Lost(int host, int pid, int tid, String what) {}

  /// All that are lost now.
  ///
  /// @param isOver nothing can happen any more: a wait for something outside is lost too, unless
  ///   that is what servers do
  public List<Lost> lost(List<Kernel> hosts, boolean isOver) {
    OutsideWaits outside = new OutsideWaits(hosts);
    List<Lost> lost = new ArrayList<>();
    for (Kernel kernel : hosts) {
      for (Task task : kernel.processTable().tasks()) {
        if (!task.isOver()
            && !Liveness.isFree(task)
            && !circleOf(kernel, task, each -> !isOver || outside.isRight(each)).isEmpty()) {
          String words = WaitWords.of(task, helpers.of(kernel, task, false));
          lost.add(new Lost(kernel.host(), task.process().id(), task.id(), words));
        }
      }
    }
    return lost;
  }

  /// Who waits for whom on a machine.
  public WaitGraph graph(Kernel kernel) {
    List<WaitGraph.Edge> edges = new ArrayList<>();
    for (Task task : kernel.processTable().tasks()) {
      if (task.waiter == null) {
        continue;
      }
      String what = Dispatcher.describe(task.waiter.terms());
      List<Task> others = new ArrayList<>();
      Helpers who = helpers.of(kernel, task, false);
      for (Task other : threads(who)) {
        boolean isOwn = other == task && who.thread() == null && threads(who).size() > 1;
        if (!other.isOver() && !isOwn && others.size() < EDGES_MAX) {
          others.add(other);
        }
      }
      for (Task other : others) {
        edges.add(new WaitGraph.Edge(task.id(), other.id(), what, others.size() > 1));
      }
    }
    return new WaitGraph(edges);
  }
}
