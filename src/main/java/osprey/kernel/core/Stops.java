package osprey.kernel.core;

import org.jspecify.annotations.Nullable;
import osprey.kernel.task.Task;
import osprey.machine.Program;

/// Where a debugger wants a run to pause. It never changes what happens: a run that is paused and
/// goes on is the run that was not paused.
public interface Stops {
  /// The thread's program with stops in it, null for none.
  @Nullable Program program(int host, Task task);

  /// How many instructions the thread may execute before the next pause.
  long instructionsLeft(int host, Task task);

  /// Whether the thread, at an instruction to stop before, has been stopped here already.
  boolean hasStopped(int host, Task task);

  /// The thread is at an instruction to stop before.
  void reached(int host, Task task);

  /// Whether to pause before the system call that the thread is about to make.
  boolean catchesCall(int host, Task task, int number);

  /// The thread was served: it executed instructions, made a call, or was dealt with otherwise.
  void served(int host, Task task);

  /// Whether the run is to pause now. Asked after each thing that a processor did.
  boolean isPaused();
}
