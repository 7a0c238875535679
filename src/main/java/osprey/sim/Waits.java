package osprey.sim;

import java.util.ArrayList;
import java.util.List;
import osprey.inspect.WaitGraph;
import osprey.kernel.core.Dispatcher;
import osprey.kernel.core.Kernel;
import osprey.kernel.file.FdTable;
import osprey.kernel.ipc.PipeEnd;
import osprey.kernel.mem.BadAddress;
import osprey.kernel.sync.LockRequest;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.kernel.wait.WaitQueue;

/// Who waits for whom on a machine: locks and their owners, joins, waits for children, pipes and
/// those who hold their other end.
final class Waits {
  private Waits() {}

  static WaitGraph graph(Kernel kernel) {
    List<WaitGraph.Edge> edges = new ArrayList<>();
    for (Task task : kernel.processTable().tasks()) {
      if (task.waiter == null) {
        continue;
      }
      String what = Dispatcher.describe(task.waiter.terms());
      if (task.waiter.terms().request() instanceof LockRequest(_, long address, _)) {
        int owner = owner(task, address);
        if (owner != 0) {
          edges.add(new WaitGraph.Edge(task.id(), owner, what, false));
        }
      }
      for (WaitQueue queue : task.waiter.terms().queues()) {
        addOwners(kernel, task, queue, what, edges);
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
      Kernel kernel, Task task, WaitQueue queue, String what, List<WaitGraph.Edge> edges) {
    Process process = task.process();
    for (Task other : process.threads()) {
      if (other.joiners() == queue) {
        edges.add(new WaitGraph.Edge(task.id(), other.id(), what, false));
      }
    }
    if (process.childEvents() == queue) {
      List<Integer> children = new ArrayList<>();
      for (Process child : process.children()) {
        if (!child.isZombie) {
          children.add(child.id());
        }
      }
      addAny(task, children, what, "", edges);
    }
    addPipes(kernel, task, queue, what, edges);
  }

  /// Those who hold the other end of a pipe; it may be the waiting thread itself.
  private static void addPipes(
      Kernel kernel, Task task, WaitQueue queue, String what, List<WaitGraph.Edge> edges) {
    List<Integer> holders = new ArrayList<>();
    String end = "";
    for (Process process : kernel.processTable().processes()) {
      for (FdTable.Entry entry : process.descriptors().entries()) {
        if (entry.description() instanceof PipeEnd pipe && pipe.canServe(queue)) {
          end =
              pipe.isWritable() ? ", whose write end is held by " : ", whose read end is held by ";
          for (Task holder : process.threads()) {
            if (!holder.isOver()) {
              holders.add(holder.id());
            }
          }
          break;
        }
      }
    }
    addAny(task, holders, what, end, edges);
  }

  /// One of several must act; a single one has no alternative.
  private static void addAny(
      Task task, List<Integer> others, String what, String how, List<WaitGraph.Edge> edges) {
    for (int other : others) {
      String words = how.isEmpty() ? what : what + how + "thread " + other;
      edges.add(new WaitGraph.Edge(task.id(), other, words, others.size() > 1));
    }
  }
}
