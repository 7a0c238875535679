package osprey.sim.waits;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.Waiter;

/// Tells who certainly goes on: whoever runs, is ready, or waits for a time that will come.
///
/// Remembers where it found such a thread in a process the last time: with ten thousand threads it
/// is mostly still there, or the next.
final class Liveness {
  private final Map<Process, Integer> lastFound = new LinkedHashMap<>();

  static boolean isFree(Task task) {
    if (task.isOver()) {
      return false;
    }
    Waiter waiter = task.waiter;
    return waiter == null || waiter.terms().deadlineNanos() != Wait.FOREVER;
  }

  boolean hasFree(Process process) {
    List<Task> threads = process.threads();
    int count = threads.size();
    if (count == 1) {
      return isFree(threads.getFirst());
    }
    int start = lastFound.getOrDefault(process, 0);
    for (int i = 0; i < count; i++) {
      int at = (start + i) % count;
      if (isFree(threads.get(at))) {
        lastFound.put(process, at);
        return true;
      }
    }
    return false;
  }

  void forget(Process process) {
    lastFound.remove(process);
  }
}
