package osprey.kernel.core;

import java.util.List;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.kernel.wait.WaitQueue;

/// Who is told whenever a circle of threads that wait for each other may have closed.
public interface WaitListener {
  /// A thread begins to wait, for as long as it takes.
  void blocked(Kernel kernel, Task task);

  /// Somebody who could have ended the waits in these queues has let go; others may be left.
  void abandoned(Kernel kernel, List<WaitQueue> queues);

  /// A thread of the process, or all of it, has ended.
  void ended(Kernel kernel, Process process);

  WaitListener NOBODY =
      new WaitListener() {
        @Override
        public void blocked(Kernel kernel, Task task) {}

        @Override
        public void abandoned(Kernel kernel, List<WaitQueue> queues) {}

        @Override
        public void ended(Kernel kernel, Process process) {}
      };
}
