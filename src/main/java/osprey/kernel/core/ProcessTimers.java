package osprey.kernel.core;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import osprey.abi.Signal;
import osprey.engine.Copier;
import osprey.kernel.signal.PendingSignals;
import osprey.kernel.signal.SentSignal;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;

/// The POSIX timers of all processes, timer_create(2). They end with their process and at
/// execve(2); a child has none.
public final class ProcessTimers {
  private final Kernel kernel;

  /// By number, which is negative: timer descriptors have the positive ones.
  private final TreeMap<Integer, ProcessTimer> timers = new TreeMap<>();

  private int lastNumber;

  ProcessTimers(Kernel kernel) {
    this.kernel = kernel;
  }

  ProcessTimers(ProcessTimers from, Kernel kernel, Copier copier) {
    this.kernel = kernel;
    lastNumber = from.lastNumber;
    for (Map.Entry<Integer, ProcessTimer> entry : from.timers.entrySet()) {
      timers.put(entry.getKey(), copier.copy(entry.getValue()));
    }
  }

  /// Makes a timer that is not armed; returns its id, the lowest that the process has free.
  ///
  /// @param signal 0 for SIGALRM with the timer's id as its value: no sigevent was given
  public int create(Process process, int clockId, int kind, int signal, long value, int thread) {
    int id = 0;
    while (find(process, id) != null) {
      id++;
    }
    int sent = signal == 0 ? Signal.SIGALRM.number() : signal;
    long with = signal == 0 ? id : value;
    ProcessTimer made =
        new ProcessTimer(process.id(), id, --lastNumber, clockId, kind, sent, with, thread);
    timers.put(lastNumber, made);
    return id;
  }

  /// Null if the process has no such timer.
  public @Nullable ProcessTimer find(Process process, int id) {
    for (ProcessTimer timer : timers.values()) {
      if (timer.process == process.id() && timer.id == id) {
        return timer;
      }
    }
    return null;
  }

  public void delete(ProcessTimer timer) {
    timer.timer().arm(0, 0, kernel);
    timers.remove(timer.timer().number());
  }

  /// Whether a timer of the process may still expire.
  public boolean isAwaited(Process process) {
    for (ProcessTimer timer : timers.values()) {
      if (timer.process == process.id()) {
        return true;
      }
    }
    return false;
  }

  void deleteAll(Process process) {
    for (ProcessTimer timer : List.copyOf(timers.values())) {
      if (timer.process == process.id()) {
        delete(timer);
      }
    }
  }

  void expired(int number) {
    ProcessTimer timer = timers.get(number);
    Process process = timer == null ? null : kernel.processTable().process(timer.process);
    if (timer == null || process == null) {
      return;
    }
    timer.timer().expired(kernel);
    if (timer.kind == ProcessTimer.NONE) {
      return;
    }
    SentSignal info =
        new SentSignal(timer.signal, SentSignal.SI_TIMER, timer.id, 0, timer.value, 0);
    Task task =
        timer.kind == ProcessTimer.THREAD ? kernel.threads().find(process, timer.thread) : null;
    if (isPending(task == null ? process.pending : task.pending, info)) {
      timer.overruns++;
      return;
    }
    timer.overruns = 0;
    if (task == null) {
      kernel.signals().send(process, info);
    } else {
      kernel.signals().send(task, info);
    }
  }

  private static boolean isPending(PendingSignals pending, SentSignal info) {
    return pending.all().contains(info);
  }
}
