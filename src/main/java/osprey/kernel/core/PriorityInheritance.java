package osprey.kernel.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.mem.BadAddress;
import osprey.kernel.sched.SchedulingPolicy;
import osprey.kernel.sync.LockRequest;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Wait;

/// Lends the owner of a mutex the urgency of those who wait for it: PTHREAD_PRIO_INHERIT,
/// pthread_mutexattr_getprotocol(3p), and for all mutexes where the policy says so. Owners that
/// wait themselves pass it on.
///
/// What each owner is lent is worked out afresh at every synchronising call while anybody waits:
/// its cost grows with the number of such waiters.
final class PriorityInheritance {
  /// Owners in a chain of mutexes beyond which nothing is passed on; also ends cycles.
  private static final int CHAIN_MAX = 64;

  private final Dispatcher dispatcher;

  /// Threads that wait for a mutex whose owner inherits, longest first.
  private final List<Task> waiting = new ArrayList<>(0);

  /// Threads that have inherited.
  private List<Task> heirs = new ArrayList<>(0);

  PriorityInheritance(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  void copyFrom(PriorityInheritance from, Copier copier) {
    for (Task task : from.waiting) {
      waiting.add(copier.copy(task));
    }
    for (Task task : from.heirs) {
      heirs.add(copier.copy(task));
    }
  }

  /// A thread is about to wait.
  void waits(Task task, Wait wait, SchedulingPolicy policy) {
    if (wait.request() instanceof LockRequest(_, _, boolean inherits)
        && (inherits || policy.inheritsAlways())) {
      waiting.add(task);
    }
  }

  /// A thread waits no longer.
  void left(Task task, Kernel kernel) {
    if (!waiting.isEmpty() && waiting.remove(task)) {
      review(kernel);
    }
  }

  /// Owners may have changed.
  void review(Kernel kernel) {
    if (waiting.isEmpty() && heirs.isEmpty()) {
      return;
    }
    Map<Task, Long> lent = lent(kernel);
    for (Task heir : heirs) {
      if (!lent.containsKey(heir)) {
        lend(heir, Long.MAX_VALUE);
      }
    }
    heirs = new ArrayList<>(lent.keySet());
    lent.forEach(this::lend);
  }

  private void lend(Task task, long rank) {
    if (task.scheduling.inheritedRank != rank) {
      dispatcher.requeue(task, () -> task.scheduling.inheritedRank = rank);
    }
  }

  /// The most urgent rank that each owner is lent.
  private Map<Task, Long> lent(Kernel kernel) {
    SchedulingPolicy policy = dispatcher.policy();
    Map<Task, Long> lent = new LinkedHashMap<>();
    boolean hasChanged = true;
    for (int i = 0; hasChanged && i < CHAIN_MAX; i++) {
      hasChanged = false;
      for (Task task : waiting) {
        Task owner = owner(task, kernel);
        if (owner != null && !owner.isOver()) {
          long rank = Math.min(policy.rank(task), lent.getOrDefault(task, Long.MAX_VALUE));
          if (rank < lent.getOrDefault(owner, Long.MAX_VALUE)) {
            lent.put(owner, rank);
            hasChanged = true;
          }
        }
      }
    }
    return lent;
  }

  private static @Nullable Task owner(Task task, Kernel kernel) {
    if (task.waiter == null
        || !(task.waiter.terms().request() instanceof LockRequest(_, long address, _))) {
      return null;
    }
    try {
      return kernel.processTable().task(task.process().memory().memory().readInt(address));
    } catch (BadAddress unmapped) {
      return null;
    }
  }
}
