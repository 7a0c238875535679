package osprey.kernel.sched;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.task.Task;

/// Ready threads in the order in which they are to run: the least key first, equal keys in the
/// order of the queue. Adding, removing and taking cost O(log n), and O(m) where threads with m
/// different sets of allowed CPUs are ready.
final class RunQueue implements Copyable<RunQueue> {
  private final ByAffinity<TaskHeap> heaps;
  private int size;

  /// Orders given so far at the end and at the head.
  private long last;

  private long first;

  RunQueue() {
    heaps = new ByAffinity<>();
  }

  private RunQueue(RunQueue from, Copier copier) {
    copier.register(from, this);
    heaps = new ByAffinity<>(from.heaps, copier);
    size = from.size;
    last = from.last;
    first = from.first;
  }

  /// Behind all of the same key.
  void addLast(Task task, long key) {
    add(task, key, ++last);
  }

  /// Before all of the same key.
  void addFirst(Task task, long key) {
    add(task, key, --first);
  }

  /// The order that {@link #addLast} would give now.
  long nextOrder() {
    return ++last;
  }

  /// The order that {@link #addFirst} would give now.
  long headOrder() {
    return --first;
  }

  void add(Task task, long key, long order) {
    heap(task).add(task, key, order);
    size++;
  }

  private TaskHeap heap(Task task) {
    return heaps.of(task.scheduling.affinity, () -> new TaskHeap(false));
  }

  void remove(Task task) {
    heap(task).remove(task);
    size--;
  }

  /// The first thread that may run on a CPU; null for none.
  @Nullable Task peek(int cpu) {
    TaskHeap heap = best(cpu);
    return heap == null ? null : heap.at(0);
  }

  /// Takes the first thread that may run on a CPU; null for none.
  @Nullable Task take(int cpu) {
    TaskHeap heap = best(cpu);
    if (heap == null) {
      return null;
    }
    size--;
    return heap.removeFirst();
  }

  private @Nullable TaskHeap best(int cpu) {
    TaskHeap best = null;
    for (int i = 0; i < heaps.count(); i++) {
      TaskHeap heap = heaps.group(i);
      if (!heap.isEmpty()
          && heaps.serves(i, cpu)
          && (best == null
              || heap.keyAt(0) < best.keyAt(0)
              || (heap.keyAt(0) == best.keyAt(0) && heap.orderAt(0) < best.orderAt(0)))) {
        best = heap;
      }
    }
    return best;
  }

  /// The least key of all; UNLIMITED if empty.
  long leastKey() {
    long least = SchedulingPolicy.UNLIMITED;
    for (int i = 0; i < heaps.count(); i++) {
      TaskHeap heap = heaps.group(i);
      if (!heap.isEmpty()) {
        least = Math.min(least, heap.keyAt(0));
      }
    }
    return least;
  }

  private record Entry(Task task, long key, long order) {}

  /// Takes all threads, in order.
  List<Task> drain() {
    List<Entry> entries = new ArrayList<>(size);
    for (int i = 0; i < heaps.count(); i++) {
      TaskHeap heap = heaps.group(i);
      for (int j = 0; j < heap.size(); j++) {
        entries.add(new Entry(heap.at(j), heap.keyAt(j), heap.orderAt(j)));
      }
      heap.clear();
    }
    size = 0;
    entries.sort(Comparator.comparingLong(Entry::key).thenComparingLong(Entry::order));
    return entries.stream().map(Entry::task).toList();
  }

  int size() {
    return size;
  }

  @Override
  public RunQueue copy(Copier copier) {
    return new RunQueue(this, copier);
  }
}
