package osprey.ui.repl;

import osprey.report.ExitText;
import osprey.report.Explanation;
import osprey.trace.TraceEvent;
import osprey.trace.TraceLog;
import osprey.ui.debug.SignalTable;

/// Tells which processes and threads came and went since the last time.
final class RunNews {
  private final Printer printer;
  private boolean isFirst;

  RunNews(Printer printer) {
    this.printer = printer;
  }

  /// A new run.
  void begin() {
    isFirst = true;
  }

  /// @param first event to tell
  /// @param signals which of them to tell about
  void tell(TraceLog log, long first, SignalTable signals) {
    for (long index = first; index < log.end(); index++) {
      TraceEvent event = log.event(index);
      tell(event);
      if (event instanceof TraceEvent.SignalDelivered(_, _, int tid, int signal, _)
          && signals.prints(signal)
          && !signals.stops(signal)) {
        printer.line("[Thread " + tid + " received signal " + Printer.signal(signal) + "]");
      }
    }
    isFirst = false;
  }

  private void tell(TraceEvent event) {
    switch (event) {
      case TraceEvent.ProcessCreated(long _, int _, int pid, int parent, String name)
          when parent > 1 ->
          printer.line("[Process " + parent + " (" + name + ") forked process " + pid + "]");
      case TraceEvent.ProcessCreated(long _, int _, int pid, int _, String name)
          when !isFirst && pid > 1 ->
          printer.line("[New process " + pid + " (" + name + ")]");
      case TraceEvent.ProgramExecuted(long _, int _, int pid, String name) when !isFirst ->
          printer.line("[Process " + pid + " is executing " + name + "]");
      case TraceEvent.ThreadCreated(long _, int _, int tid, int pid, int creator)
          when tid != pid && creator != 0 ->
          printer.line("[New thread " + tid + " of process " + pid + "]");
      case TraceEvent.ThreadExited(long _, int _, int tid) ->
          printer.line("[Thread " + tid + " exited]");
      case TraceEvent.ProcessExited(long _, int _, int pid, int status) ->
          printer.line("[Process " + pid + " " + ending(status) + "]");
      case TraceEvent.Diagnosis(long _, int _, String text) -> printer.line("osprey: " + text);
      case TraceEvent.Deadlock found ->
          printer.out().print("osprey: " + Explanation.ofDeadlock(found));
      default -> {}
    }
  }

  private static String ending(int status) {
    if (ExitText.isSignal(status)) {
      int signal = ExitText.signal(status);
      return "terminated with signal " + Printer.signal(signal);
    }
    int code = ExitText.shell(status);
    return code == 0 ? "exited normally" : "exited with code " + code;
  }
}
