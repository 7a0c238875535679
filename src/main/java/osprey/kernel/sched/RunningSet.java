package osprey.kernel.sched;

import java.util.ArrayList;
import java.util.List;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.task.Task;

/// The threads of a policy that have a processor: at most as many as there are CPUs.
final class RunningSet implements Copyable<RunningSet> {
  private final List<Task> tasks = new ArrayList<>(4);

  RunningSet() {}

  private RunningSet(RunningSet from, Copier copier) {
    copier.register(from, this);
    for (Task task : from.tasks) {
      tasks.add(copier.copy(task));
    }
  }

  void add(Task task) {
    tasks.add(task);
  }

  /// Whether it was there.
  boolean remove(Task task) {
    for (int i = 0; i < tasks.size(); i++) {
      if (tasks.get(i) == task) {
        tasks.remove(i);
        return true;
      }
    }
    return false;
  }

  int size() {
    return tasks.size();
  }

  Task at(int index) {
    return tasks.get(index);
  }

  @Override
  public RunningSet copy(Copier copier) {
    return new RunningSet(this, copier);
  }
}
