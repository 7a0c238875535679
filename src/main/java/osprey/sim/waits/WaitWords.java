package osprey.sim.waits;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import osprey.inspect.FrameInfo;
import osprey.kernel.core.Backtrace;
import osprey.kernel.core.Dispatcher;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;

/// Waits in words: `reader (process 3) waits in read() at x.c:12 for data in pipe 1, …`.
final class WaitWords {
  private static final int FRAMES_MAX = 32;
  private static final int NAMES_MAX = 4;

  private WaitWords() {}

  static String of(Task task, Helpers helpers) {
    Task ending = helpers.bond() == Helpers.Bond.END ? helpers.thread() : null;
    String what =
        task.waiter == null
            ? "something"
            : ending == null
                ? Dispatcher.describe(task.waiter.terms())
                : "the end of " + name(ending);
    String how = how(task, helpers);
    return name(task) + " waits" + place(task) + " for " + what + (how.isEmpty() ? "" : ", " + how);
  }

  static String name(Task task) {
    Process process = task.process();
    String role = name(process);
    return process.liveThreads() > 1
        ? "thread " + task.id() + " (" + task.name + ") of " + role
        : role + " (process " + process.id() + ")";
  }

  private static String name(Process process) {
    return process.role.isEmpty() ? process.name() : process.role;
  }

  /// The library function that the program called, and where.
  private static String place(Task task) {
    @Nullable FrameInfo inner = null;
    for (FrameInfo frame : frames(task)) {
      if (!frame.isLibrary()) {
        String call = inner == null ? "" : " in " + inner.function() + "()";
        return frame.line() == 0 ? call : call + " at " + frame.file() + ":" + frame.line();
      }
      inner = frame;
    }
    return "";
  }

  private static List<FrameInfo> frames(Task task) {
    return task.bursts.isEmpty() ? Backtrace.of(task, FRAMES_MAX) : List.of();
  }

  /// Where a thread is in its program: `pipe.c:12`, empty if that is not known.
  static String line(Task task) {
    for (FrameInfo frame : frames(task)) {
      if (!frame.isLibrary() && frame.line() != 0) {
        return frame.file() + ":" + frame.line();
      }
    }
    return "";
  }

  private static String how(Task task, Helpers helpers) {
    Task thread = helpers.thread();
    List<Process> processes = helpers.processes();
    return switch (helpers.bond()) {
      case OUTSIDE, END -> "";
      case OWNER ->
          thread == task
              ? "which it holds itself"
              : thread != null
                  ? thread.isOver()
                      ? "whose owner, thread " + thread.id() + ", has ended without unlocking it"
                      : "held by " + name(thread)
                  : processes.isEmpty()
                      ? "whose owner has ended without unlocking it"
                      : "held by " + names(processes, _ -> true, " and ");
      case CHILDREN -> "of which there are only " + names(processes, _ -> true, " and ");
      case WRITE_ENDS ->
          isOnly(task, processes)
              ? "but the only open write ends belong to the reader itself"
              : areWaiting(processes, task)
                  ? "but the only open write ends belong to the readers themselves: "
                      + names(processes, _ -> true, " and ")
                  : "whose write end is open only in " + names(processes, _ -> true, " and ");
      case READ_ENDS ->
          isOnly(task, processes)
              ? "but the only open read ends belong to the writer itself"
              : "whose read end is open only in " + names(processes, _ -> true, " and ");
      case OTHER_END -> "whose other end is open only in " + names(processes, _ -> true, " and ");
      case POST -> only(task, processes, "post");
      case SIGNAL -> only(task, processes, "signal");
      case ARRIVE -> only(task, processes, "arrive at");
      case WAKE -> only(task, processes, "wake");
      case FILE_LOCK -> "held by " + names(processes, _ -> true, " and ");
      case NAMED -> "and everybody who could act on it waits too";
    };
  }

  private static boolean isOnly(Task task, List<Process> processes) {
    return processes.size() == 1 && processes.getFirst() == task.process();
  }

  /// All of them read from the same queue.
  private static boolean areWaiting(List<Process> processes, Task task) {
    for (Process process : processes) {
      boolean isReader = false;
      for (Task other : process.threads()) {
        isReader |=
            other.waiter != null
                && task.waiter != null
                && other.waiter.terms().queues().equals(task.waiter.terms().queues());
      }
      if (!isReader) {
        return false;
      }
    }
    return true;
  }

  private static String only(Task task, List<Process> processes, String verb) {
    boolean isAlone = task.process().liveThreads() == 1;
    if (isOnly(task, processes)) {
      return isAlone
          ? "which nobody else could " + verb
          : "which only the other threads of " + name(task.process()) + " could " + verb;
    }
    return "which only "
        + names(processes, each -> each != task.process() || !isAlone, " or ")
        + " could "
        + verb;
  }

  private static String names(
      List<Process> processes, Predicate<Process> isNamed, String lastSeparator) {
    List<String> names = new ArrayList<>();
    for (Process process : processes) {
      if (isNamed.test(process)) {
        names.add(name(process));
      }
    }
    if (names.size() > NAMES_MAX) {
      int more = names.size() - NAMES_MAX;
      return String.join(", ", names.subList(0, NAMES_MAX)) + " and " + more + " more";
    }
    if (names.size() < 2) {
      return names.isEmpty() ? "nobody" : names.getFirst();
    }
    return String.join(", ", names.subList(0, names.size() - 1)) + lastSeparator + names.getLast();
  }
}
