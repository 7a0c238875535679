package osprey.kernel.sched;

import static com.google.common.base.Preconditions.checkState;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.task.SchedulingEntity;
import osprey.kernel.task.Task;

/// A binary heap of threads by key, among equal keys by order. Each thread knows its place, so that
/// any can be removed; all operations but copying cost O(log n).
final class TaskHeap implements ByAffinity.Group<TaskHeap> {
  /// Which of the two places of a thread this heap uses: a thread may be in one heap of each kind.
  private final boolean isTimer;

  private @Nullable Task[] tasks = new @Nullable Task[8];
  private long[] keys = new long[8];
  private long[] orders = new long[8];
  private int count;

  TaskHeap(boolean isTimer) {
    this.isTimer = isTimer;
  }

  private TaskHeap(TaskHeap from, Copier copier) {
    copier.register(from, this);
    isTimer = from.isTimer;
    tasks = new @Nullable Task[from.tasks.length];
    keys = from.keys.clone();
    orders = from.orders.clone();
    count = from.count;
    for (int i = 0; i < count; i++) {
      tasks[i] = copier.copy(from.at(i));
    }
  }

  @Override
  public boolean isEmpty() {
    return count == 0;
  }

  int size() {
    return count;
  }

  /// In no particular but a defined order.
  Task at(int index) {
    Task task = tasks[index];
    if (task == null) {
      throw new IllegalStateException("nothing is at " + index);
    }
    return task;
  }

  long keyAt(int index) {
    return keys[index];
  }

  long orderAt(int index) {
    return orders[index];
  }

  boolean contains(Task task) {
    int place = place(task.scheduling);
    return place >= 0 && place < count && tasks[place] == task;
  }

  void add(Task task, long key, long order) {
    if (count == tasks.length) {
      tasks = Arrays.copyOf(tasks, count * 2);
      keys = Arrays.copyOf(keys, count * 2);
      orders = Arrays.copyOf(orders, count * 2);
    }
    rise(count++, task, key, order);
  }

  Task removeFirst() {
    Task first = at(0);
    remove(0);
    return first;
  }

  void remove(Task task) {
    checkState(contains(task), "%s is not in this queue", task);
    remove(place(task.scheduling));
  }

  void clear() {
    for (int i = 0; i < count; i++) {
      put(at(i).scheduling, -1);
      tasks[i] = null;
    }
    count = 0;
  }

  private void remove(int index) {
    put(at(index).scheduling, -1);
    count--;
    Task last = at(count);
    tasks[count] = null;
    if (index < count) {
      long key = keys[count];
      long order = orders[count];
      if (index > 0 && isBefore(key, order, (index - 1) >>> 1)) {
        rise(index, last, key, order);
      } else {
        sink(index, last, key, order);
      }
    }
  }

  private boolean isBefore(long key, long order, int index) {
    return key < keys[index] || (key == keys[index] && order < orders[index]);
  }

  private void rise(int from, Task task, long key, long order) {
    int index = from;
    while (index > 0) {
      int parent = (index - 1) >>> 1;
      if (!isBefore(key, order, parent)) {
        break;
      }
      move(parent, index);
      index = parent;
    }
    set(index, task, key, order);
  }

  private void sink(int from, Task task, long key, long order) {
    int index = from;
    while (true) {
      int child = 2 * index + 1;
      if (child >= count) {
        break;
      }
      if (child + 1 < count && isBefore(keys[child + 1], orders[child + 1], child)) {
        child++;
      }
      if (!isBefore(keys[child], orders[child], key, order)) {
        break;
      }
      move(child, index);
      index = child;
    }
    set(index, task, key, order);
  }

  private static boolean isBefore(long key, long order, long otherKey, long otherOrder) {
    return key < otherKey || (key == otherKey && order < otherOrder);
  }

  private void move(int from, int to) {
    set(to, at(from), keys[from], orders[from]);
  }

  private void set(int index, Task task, long key, long order) {
    tasks[index] = task;
    keys[index] = key;
    orders[index] = order;
    put(task.scheduling, index);
  }

  private int place(SchedulingEntity entity) {
    return isTimer ? entity.timerPlace : entity.place;
  }

  private void put(SchedulingEntity entity, int place) {
    if (isTimer) {
      entity.timerPlace = place;
    } else {
      entity.place = place;
    }
  }

  @Override
  public TaskHeap copy(Copier copier) {
    return new TaskHeap(this, copier);
  }
}
