package osprey.kernel.core;

import org.jspecify.annotations.Nullable;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;

/// Answers system calls; the kernel's core knows only this.
public interface SystemCalls {
  /// @param number of the call at the task's program counter
  /// @param progress what the call had achieved when it blocked, null at the first attempt
  Outcome perform(Kernel kernel, Task task, int number, @Nullable Progress progress);
}
