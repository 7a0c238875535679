package osprey.kernel.sched;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.task.Task;

/// Ready threads, first come first; the one queue that simple policies need.
final class ReadyQueue implements Copyable<ReadyQueue> {
  private final ArrayDeque<Task> tasks = new ArrayDeque<>();

  ReadyQueue() {}

  private ReadyQueue(ReadyQueue from, Copier copier) {
    copier.register(from, this);
    for (Task task : from.tasks) {
      tasks.add(copier.copy(task));
    }
  }

  void addLast(Task task) {
    tasks.addLast(task);
  }

  void addFirst(Task task) {
    tasks.addFirst(task);
  }

  void remove(Task task) {
    tasks.remove(task);
  }

  /// Takes the first thread that may run on a CPU.
  @Nullable Task take(int cpu) {
    Task first = tasks.peekFirst();
    if (first == null) {
      return null;
    }
    if (first.scheduling.mayRunOn(cpu)) {
      return tasks.pollFirst();
    }
    for (Iterator<Task> rest = tasks.iterator(); rest.hasNext(); ) {
      Task task = rest.next();
      if (task.scheduling.mayRunOn(cpu)) {
        rest.remove();
        return task;
      }
    }
    return null;
  }

  int size() {
    return tasks.size();
  }

  @Override
  public ReadyQueue copy(Copier copier) {
    return new ReadyQueue(this, copier);
  }
}
