package osprey.sim;

import java.util.ArrayList;
import java.util.List;
import osprey.inspect.WaitGraph;
import osprey.kernel.core.Dispatcher;
import osprey.kernel.core.Kernel;
import osprey.kernel.mem.BadAddress;
import osprey.kernel.sync.LockRequest;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.kernel.wait.WaitQueue;

/// Who waits for whom on a machine: locks and their owners, joins, waits for children.
final class Waits {
  private Waits() {}

  static WaitGraph graph(Kernel kernel) {
    List<WaitGraph.Edge> edges = new ArrayList<>();
    for (Task task : kernel.processTable().tasks()) {
      if (task.waiter == null) {
        continue;
      }
      String what = Dispatcher.describe(task.waiter.terms());
      if (task.waiter.terms().request() instanceof LockRequest(_, long address)) {
        int owner = owner(task, address);
        if (owner != 0) {
          edges.add(new WaitGraph.Edge(task.id(), owner, what, false));
        }
      }
      for (WaitQueue queue : task.waiter.terms().queues()) {
        addOwners(task, queue, what, edges);
      }
    }
    return new WaitGraph(edges);
  }

  private static int owner(Task task, long address) {
    try {
      return task.process().memory().memory().readInt(address);
    } catch (BadAddress unmapped) {
      return 0;
    }
  }

  private static void addOwners(
      Task task, WaitQueue queue, String what, List<WaitGraph.Edge> edges) {
    Process process = task.process();
    for (Task other : process.threads()) {
      if (other.joiners() == queue) {
        edges.add(new WaitGraph.Edge(task.id(), other.id(), what, false));
      }
    }
    if (process.childEvents() == queue) {
      for (Process child : process.children()) {
        if (!child.isZombie) {
          edges.add(new WaitGraph.Edge(task.id(), child.id(), what, true));
        }
      }
    }
  }
}
