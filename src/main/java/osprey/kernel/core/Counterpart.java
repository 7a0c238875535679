package osprey.kernel.core;

import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.machine.Access;

/// Whoever follows, beside this kernel, what its processes do: the same processes on a real kernel.
/// It is told in the order in which things happen, changes nothing, and stops the run by an
/// exception of its own. While there is one, calls that are woken are completed at once, see {@link
/// PromptWakes}.
public interface Counterpart {
  /// A process was started from outside.
  void started(Process process);

  /// A thread makes a call; the kernel has not looked at it yet.
  void entered(Task task, int number);

  /// A call is blocked.
  void blocked(Task task, int number);

  /// A call has its result, and has written what it writes.
  void returned(Task task, int number, long result);

  /// execve(2) has succeeded: another program is about to begin.
  void executed(Task task);

  /// All that the last call or event has led to is done.
  void rested();

  /// A handler is about to begin.
  void handling(Task task, int signal);

  /// A handler has returned.
  void handled(Task task);

  /// Nobody's call sent a signal: a timer, a key, the scenario.
  ///
  /// @param thread that it is for, 0 for any of the process
  void sentFromOutside(Process process, int thread, int signal);

  /// The program did something that the hardware refuses; the signal has yet to be delivered.
  void faulted(Task task, int signal, long address, Access access);

  /// A thread is over, its process perhaps not.
  void threadEnded(Task task);

  /// A process is over; its parent does not know yet.
  void ended(Process process);
}
