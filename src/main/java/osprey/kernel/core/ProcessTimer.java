package osprey.kernel.core;

import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.ipc.IntervalTimer;

/// A POSIX timer of a process, timer_create(2): sends a signal when it expires. While that signal
/// is pending, further expirations only count as overruns.
public final class ProcessTimer implements Copyable<ProcessTimer> {
  /// SIGEV_SIGNAL, SIGEV_NONE, SIGEV_THREAD_ID.
  public static final int SIGNAL = 0;

  public static final int NONE = 1;
  public static final int THREAD = 4;

  final int process;
  final int id;
  final int clockId;
  final int kind;
  final int signal;
  final long value;

  /// For SIGEV_THREAD_ID.
  final int thread;

  private final IntervalTimer timer;

  /// Of the signal that was sent last.
  int overruns;

  ProcessTimer(
      int process, int id, int number, int clockId, int kind, int signal, long value, int thread) {
    this.process = process;
    this.id = id;
    this.clockId = clockId;
    this.kind = kind;
    this.signal = signal;
    this.value = value;
    this.thread = thread;
    timer = new IntervalTimer(number);
  }

  private ProcessTimer(ProcessTimer from, Copier copier) {
    copier.register(from, this);
    process = from.process;
    id = from.id;
    clockId = from.clockId;
    kind = from.kind;
    signal = from.signal;
    value = from.value;
    thread = from.thread;
    overruns = from.overruns;
    timer = copier.copy(from.timer);
  }

  public IntervalTimer timer() {
    return timer;
  }

  public int clockId() {
    return clockId;
  }

  public int overruns() {
    return overruns;
  }

  @Override
  public ProcessTimer copy(Copier copier) {
    return new ProcessTimer(this, copier);
  }
}
