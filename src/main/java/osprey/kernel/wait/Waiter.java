package osprey.kernel.wait;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;

/// One sleeper's place in the queues it waits in. Made by the kernel when a call is blocked, gone
/// with the wake-up.
public final class Waiter implements Copyable<Waiter> {
  private final Sleeper sleeper;
  private final Wait terms;
  private final List<WaitQueue> queues;

  /// Most waiters wait in one queue alone.
  private final @Nullable WaitQueue first;

  private final boolean isAlone;
  private @Nullable Outcome delivered;
  private boolean waiting = true;

  /// Joins every queue of the wait at its tail.
  public Waiter(Sleeper sleeper, Wait terms) {
    this.sleeper = sleeper;
    this.terms = terms;
    this.queues = terms.queues();
    first = queues.isEmpty() ? null : queues.getFirst();
    isAlone = queues.size() <= 1;
    if (first != null) {
      first.add(this);
    }
    for (int i = 1; !isAlone && i < queues.size(); i++) {
      queues.get(i).add(this);
    }
  }

  private Waiter(Waiter from, Copier copier) {
    copier.register(from, this);
    sleeper = copier.copy(from.sleeper);
    queues = new ArrayList<>();
    for (WaitQueue queue : from.queues) {
      queues.add(copier.copy(queue));
    }
    first = queues.isEmpty() ? null : queues.getFirst();
    isAlone = from.isAlone;
    terms = from.terms.in(queues);
    delivered = from.delivered;
    waiting = from.waiting;
  }

  public Sleeper sleeper() {
    return sleeper;
  }

  public Wait terms() {
    return terms;
  }

  /// What the waker handed over as the outcome of the call, or null.
  public @Nullable Outcome delivered() {
    return delivered;
  }

  public boolean isWaiting() {
    return waiting;
  }

  /// Wakes the sleeper. Whoever was picked by one queue is out of the others at once.
  public void wake() {
    leave();
    sleeper.woken(this);
  }

  /// Wakes the sleeper with the outcome of its call: a message handed over, a wait that failed.
  public void wake(Outcome outcome) {
    delivered = outcome;
    wake();
  }

  /// Leaves all queues without a wake-up (a signal, a timeout, death).
  public void leave() {
    if (waiting) {
      waiting = false;
      if (first != null) {
        first.remove(this);
      }
      for (int i = 1; !isAlone && i < queues.size(); i++) {
        queues.get(i).remove(this);
      }
    }
  }

  @Override
  public Waiter copy(Copier copier) {
    return new Waiter(this, copier);
  }
}
