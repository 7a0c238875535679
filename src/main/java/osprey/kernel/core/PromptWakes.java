package osprey.kernel.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Signal;
import osprey.kernel.task.Resume;
import osprey.kernel.task.Task;
import osprey.kernel.task.TaskState;
import osprey.kernel.wait.Outcome;

/// Completes calls as soon as they are woken, before their threads get a processor. So a call and
/// all it leads to is done before anybody makes the next, as if there were always a free processor:
/// only then can two kernels be compared call by call, since on the real one a woken thread takes
/// what it was woken for while nobody else is allowed to move.
final class PromptWakes {
  private final Kernel kernel;

  PromptWakes(Kernel kernel) {
    this.kernel = kernel;
  }

  /// Until nobody is left who was woken and has not acted on it.
  void complete() {
    boolean isProgressing = true;
    while (isProgressing) {
      isProgressing = deliverDecisive();
      for (Task task : woken()) {
        // An earlier one may have ended it.
        if (task.state == TaskState.READY && task.resume != null) {
          isProgressing |= proceed(task, task.resume);
        }
      }
    }
  }

  /// Signals that end or stop a process do so where they are sent.
  private boolean deliverDecisive() {
    boolean isProgressing = false;
    for (Task task : List.copyOf(kernel.processTable().tasks())) {
      for (int i = 0; i < Signal.NUMBER_MAX && kernel.signals().isDecisiveDue(task); i++) {
        kernel.signals().deliver(task);
        isProgressing = true;
      }
    }
    return isProgressing;
  }

  private List<Task> woken() {
    List<Task> woken = new ArrayList<>();
    for (Task task : kernel.processTable().tasks()) {
      if (task.state == TaskState.READY && task.resume != null && task.bursts.isEmpty()) {
        woken.add(task);
      }
    }
    return woken;
  }

  /// False if the thread has to go on by itself: a signal comes first.
  private boolean proceed(Task task, Resume how) {
    int number = task.registers().syscallNumber(task.process().program());
    return switch (how) {
      case Resume.Deliver(Outcome outcome) -> {
        task.resume = null;
        task.passOn = null;
        settle(task, number, outcome);
        yield true;
      }
      case Resume.Again(var progress) -> {
        if (kernel.signals().reaction(task) != Signals.Reaction.NONE) {
          yield false;
        }
        task.resume = null;
        task.passOn = null;
        settle(task, number, kernel.calls().perform(kernel, task, number, progress));
        yield true;
      }
      case Resume.Interrupted _ -> false;
    };
  }

  private void settle(Task task, int number, Outcome outcome) {
    switch (outcome) {
      case Outcome.Blocked(var terms) -> {
        kernel.dispatcher().blockAgain(task, terms);
        tellBlocked(kernel.counterpart(), task, number);
      }
      default -> kernel.traps().complete(task, number, outcome);
    }
  }

  private static void tellBlocked(@Nullable Counterpart counterpart, Task task, int number) {
    if (counterpart != null) {
      counterpart.blocked(task, number);
    }
  }
}
