package osprey.kernel.wait;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import osprey.engine.Copier;
import osprey.engine.Copyable;

/// Those who wait for one thing to happen, longest waiter first (Linux: wait_queue_head).
///
/// Exclusive waiters are woken one at a time from the head; the others all together. A queue has a
/// name, what it is for in words ("data in pipe 3"), for messages and the wait-for graph.
public final class WaitQueue implements Copyable<WaitQueue> {
  private final String name;
  private final ArrayList<Waiter> waiters = new ArrayList<>(0);

  /// The terms of most waits here, made once.
  private final Wait plainWait = Wait.plain(this);

  /// Waiters before this index are gone; keeps removal from the head cheap.
  private int head;

  public WaitQueue(String name) {
    this.name = name;
  }

  private WaitQueue(WaitQueue from, Copier copier) {
    copier.register(from, this);
    name = from.name;
    for (Waiter waiter : from.waiters()) {
      waiters.add(copier.copy(waiter));
    }
  }

  public String name() {
    return name;
  }

  Wait plainWait() {
    return plainWait;
  }

  public boolean isEmpty() {
    return head == waiters.size();
  }

  public int size() {
    return waiters.size() - head;
  }

  /// Longest waiter first.
  public List<Waiter> waiters() {
    return Collections.unmodifiableList(waiters.subList(head, waiters.size()));
  }

  /// Wakes every non-exclusive waiter and the first exclusive one. Returns how many.
  public int wakeOne() {
    return wake(1);
  }

  /// Wakes the longest waiter with the outcome of its call; false if nobody waits.
  public boolean handOver(Outcome outcome) {
    if (isEmpty()) {
      return false;
    }
    waiters.get(head).wake(outcome);
    return true;
  }

  /// Wakes every non-exclusive waiter and up to `count` exclusive ones, head first. Returns how
  /// many.
  public int wake(int count) {
    if (isEmpty()) {
      return 0;
    }
    if (count == 1 && waiters.get(head).terms().isExclusive() && size() == 1) {
      waiters.get(head).wake();
      return 1;
    }
    int exclusive = 0;
    int woken = 0;
    for (Waiter waiter : List.copyOf(waiters())) {
      if (waiter.terms().isExclusive() && exclusive++ >= count) {
        continue;
      }
      waiter.wake();
      woken++;
    }
    return woken;
  }

  public int wakeAll() {
    return wake(Integer.MAX_VALUE);
  }

  void add(Waiter waiter) {
    waiters.add(waiter);
  }

  void remove(Waiter waiter) {
    if (head < waiters.size() && waiters.get(head) == waiter) {
      head++;
      if (head == waiters.size()) {
        waiters.clear();
        head = 0;
      } else if (head > 32 && head * 2 > waiters.size()) {
        waiters.subList(0, head).clear();
        head = 0;
      }
      return;
    }
    for (int i = head; i < waiters.size(); i++) {
      if (waiters.get(i) == waiter) {
        waiters.remove(i);
        return;
      }
    }
  }

  @Override
  public WaitQueue copy(Copier copier) {
    return new WaitQueue(this, copier);
  }

  @Override
  public String toString() {
    return name + " (" + size() + " waiting)";
  }
}
