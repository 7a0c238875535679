package osprey.sim.waits;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;

/// Who could end a thread's wait: one thread, any thread of some processes, or something outside (a
/// device, the user, another machine).
///
/// @param thread the only one who could; null where any of the processes could, and where the
///   thread has ended
/// @param processes any of their threads could
/// @param signallers could send a signal to the waiting process, which has a handler that may end
///   the wait
record Helpers(
    Bond bond, @Nullable Task thread, List<Process> processes, List<Process> signallers) {
  static final Helpers OUTSIDE = new Helpers(Bond.OUTSIDE, null, List.of(), List.of());

  /// What ties them to the wait.
  enum Bond {
    OUTSIDE,
    /// The owner of a mutex or a read-write lock.
    OWNER,
    /// The thread whose end is awaited.
    END,
    CHILDREN,
    WRITE_ENDS,
    READ_ENDS,
    OTHER_END,
    POST,
    SIGNAL,
    ARRIVE,
    WAKE,
    /// The owner of a lock on a file.
    FILE_LOCK,
    /// Found by name or key: whoever is there.
    NAMED
  }

  Helpers {
    processes = List.copyOf(processes);
    signallers = List.copyOf(signallers);
  }

  static Helpers thread(Bond bond, @Nullable Task thread) {
    return new Helpers(bond, thread, List.of(), List.of());
  }

  static Helpers any(Bond bond, List<Process> processes) {
    return new Helpers(bond, null, processes, List.of());
  }

  Helpers with(List<Process> others) {
    return new Helpers(bond, thread, processes, others);
  }

  boolean isOutside() {
    return bond == Bond.OUTSIDE;
  }
}
