package osprey.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import osprey.abi.Errno;
import osprey.abi.Signal;
import osprey.abi.Syscall;
import osprey.trace.TraceEvent;

/// Events of a trace in words, a line each, with the names that {@link Timelines} gives.
public final class EventText {
  private static final int TEXT_CHARS_MAX = 60;

  /// The first process, which is the kernel's own.
  private static final int INIT = 1;

  private final Timelines names;

  public EventText(Timelines names) {
    this.names = names;
  }

  /// Who did it, empty when nobody in particular did.
  public String who(TraceEvent event) {
    int host = event.host();
    return switch (event) {
      case TraceEvent.ProcessCreated e -> e.parent() == 0 ? "" : process(host, e.parent());
      case TraceEvent.ProgramExecuted e -> process(host, e.pid());
      case TraceEvent.ProcessExited e -> process(host, e.pid());
      case TraceEvent.ProcessReaped e -> process(host, e.parent());
      case TraceEvent.ProcessAdopted e -> process(host, e.pid());
      case TraceEvent.ThreadCreated e -> e.creator() == 0 ? "" : thread(host, e.creator());
      case TraceEvent.ThreadExited e -> thread(host, e.tid());
      case TraceEvent.Dispatched e -> thread(host, e.tid());
      case TraceEvent.Descheduled e -> thread(host, e.tid());
      case TraceEvent.Migrated e -> thread(host, e.tid());
      case TraceEvent.LevelChanged e -> thread(host, e.tid());
      case TraceEvent.Blocked e -> thread(host, e.tid());
      case TraceEvent.Woken e -> e.by() == 0 ? "" : thread(host, e.by());
      case TraceEvent.Stopped e -> thread(host, e.tid());
      case TraceEvent.Continued e -> thread(host, e.tid());
      case TraceEvent.CallEntered e -> thread(host, e.tid());
      case TraceEvent.CallData e -> thread(host, e.tid());
      case TraceEvent.CallReturned e -> thread(host, e.tid());
      case TraceEvent.SignalSent e -> e.from() == 0 ? "" : thread(host, e.from());
      case TraceEvent.SignalDelivered e -> thread(host, e.tid());
      case TraceEvent.Refused e -> thread(host, e.tid());
      case TraceEvent.Faulted e -> thread(host, e.tid());
      case TraceEvent.PageFault e -> thread(host, e.tid());
      case TraceEvent.Output e -> process(host, e.pid());
      case TraceEvent.Mark e -> thread(host, e.tid());
      case TraceEvent.Deadlock e -> thread(host, e.tid());
      case TraceEvent.Contended e -> thread(host, e.tid());
      case TraceEvent.HostAdded _,
          TraceEvent.Packet _,
          TraceEvent.Intervened _,
          TraceEvent.Diagnosis _ ->
          "";
    };
  }

  /// What happened, without who did it.
  public String what(TraceEvent event) {
    int host = event.host();
    return switch (event) {
      case TraceEvent.HostAdded e -> "machine " + e.name() + " with " + count(e.cpus(), "CPU");
      case TraceEvent.ProcessCreated e ->
          (e.parent() <= INIT ? "starts " : "forks ") + process(host, e.pid()) + ", pid " + e.pid();
      case TraceEvent.ProgramExecuted e -> "executes " + e.name();
      case TraceEvent.ProcessExited e -> "process ends: " + ExitText.of(e.status());
      case TraceEvent.ProcessReaped e -> "collects the status of " + process(host, e.pid());
      case TraceEvent.ProcessAdopted e -> "gets the parent " + process(host, e.parent());
      case TraceEvent.ThreadCreated e -> "creates thread " + thread(host, e.tid());
      case TraceEvent.ThreadExited _ -> "thread ends";
      case TraceEvent.Dispatched e -> "runs on cpu" + e.cpu();
      case TraceEvent.Descheduled e -> "leaves cpu" + e.cpu() + ": " + word(e.why());
      case TraceEvent.Migrated e -> "moves from cpu" + e.fromCpu() + " to cpu" + e.toCpu();
      case TraceEvent.LevelChanged e -> "is now at level " + e.level();
      case TraceEvent.Blocked e -> "waits for " + e.reason();
      case TraceEvent.Woken e -> "wakes " + thread(host, e.tid());
      case TraceEvent.Stopped _ -> "stops";
      case TraceEvent.Continued _ -> "goes on";
      case TraceEvent.CallEntered e -> call(e);
      case TraceEvent.CallData e -> "  data of " + e.length() + " bytes: " + shortened(e.bytes());
      case TraceEvent.CallReturned e -> "  " + callName(e.number()) + " = " + result(e.result());
      case TraceEvent.SignalSent e ->
          "sends "
              + Signal.name(e.signal())
              + " to "
              + (e.tid() == 0 ? process(host, e.pid()) : thread(host, e.tid()));
      case TraceEvent.SignalDelivered e -> Signal.name(e.signal()) + " is " + word(e.how());
      case TraceEvent.Refused e -> "is refused by sandbox " + e.sandbox() + ": " + e.words();
      case TraceEvent.Faulted e ->
          "faults: "
              + Signal.name(e.signal())
              + (e.access() == TraceEvent.Access.NONE
                  ? ""
                  : " on " + word(e.access()) + " of 0x" + Long.toHexString(e.address()));
      case TraceEvent.PageFault e ->
          "page fault at 0x" + Long.toHexString(e.address()) + ": " + word(e.kind());
      case TraceEvent.Packet e ->
          "packet "
              + word(e.fate())
              + ": "
              + names.host(e.fromHost())
              + " to "
              + names.host(e.toHost())
              + ", "
              + e.what();
      case TraceEvent.Output e ->
          (e.stream() == 2 ? "writes to stderr: " : "writes to stdout: ") + shortened(e.bytes());
      case TraceEvent.Intervened e -> e.what();
      case TraceEvent.Mark e -> "mark: " + e.text();
      case TraceEvent.Diagnosis e -> e.text();
      case TraceEvent.Deadlock e -> "closes a deadlock: " + e.text();
      case TraceEvent.Contended e ->
          e.lock()
              + " is held by "
              + thread(host, e.owner())
              + (e.where().isEmpty() ? "" : " at " + e.where());
    };
  }

  private String call(TraceEvent.CallEntered event) {
    Syscall call = Syscall.of(event.number());
    if (call == null) {
      return "call " + event.number();
    }
    List<String> arguments = new ArrayList<>();
    int index = 0;
    for (Syscall.Argument kind : call.arguments()) {
      long value = event.argument(index++);
      arguments.add(
          switch (kind) {
            case FD, INT -> Integer.toString((int) value);
            case SIZE, LONG -> Long.toString(value);
            case SIGNAL -> Signal.name((int) value);
            case MODE -> "0" + Long.toOctalString(value & 0xffffffffL);
            default -> "0x" + Long.toHexString(value);
          });
    }
    return call.spelling() + "(" + String.join(", ", arguments) + ")";
  }

  private static String callName(int number) {
    Syscall call = Syscall.of(number);
    return call == null ? "call " + number : call.spelling();
  }

  private static String result(long result) {
    Errno error = result < 0 && result > -4096 ? Errno.of((int) -result) : null;
    return error == null ? Long.toString(result) : "-1 " + error + " (" + error.text() + ")";
  }

  private String thread(int host, int tid) {
    return tid == INIT ? "init" : names.label(host, tid);
  }

  private String process(int host, int pid) {
    return pid == INIT ? "init" : names.processLabel(host, pid);
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String shortened(Object text) {
    String whole = text.toString();
    return whole.length() <= TEXT_CHARS_MAX ? whole : whole.substring(0, TEXT_CHARS_MAX) + "…";
  }
}
