package osprey.ui.debug;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import osprey.abi.Signal;
import osprey.abi.Syscall;
import osprey.sim.Simulation;
import osprey.trace.TraceEvent;
import osprey.trace.TraceKind;

/// Something that a catchpoint stops at.
///
/// @param topic its word in `catch TOPIC`
/// @param numbers of calls or signals, empty for all
/// @param channel a part of a channel's name, empty for all
public record Catch(Topic topic, Set<Integer> numbers, String channel) {
  public Catch {
    numbers = Set.copyOf(numbers);
  }

  /// What can be caught.
  public enum Topic {
    SYSCALL("syscall", "[NAME…]", "system calls, before they are made and when they return"),
    SIGNAL("signal", "[NAME…]", "a signal takes effect"),
    FORK("fork", "", "a process is made"),
    EXEC("exec", "", "a process begins another program"),
    EXIT("exit", "", "a process ends"),
    THREAD("thread", "", "a thread is made or ends"),
    SWITCH("switch", "", "a CPU takes up a thread"),
    BLOCK("block", "", "a thread begins to wait"),
    WAKEUP("wakeup", "", "a waiting thread becomes ready"),
    IPC("ipc", "[CHANNEL]", "bytes go through a channel whose name has CHANNEL in it"),
    FAULT("fault", "", "an instruction cannot be executed"),
    DEADLOCK("deadlock", "", "threads wait for each other");

    private final String word;
    private final String arguments;
    private final String help;

    Topic(String word, String arguments, String help) {
      this.word = word;
      this.arguments = arguments;
      this.help = help;
    }

    public String word() {
      return word;
    }

    public String arguments() {
      return arguments;
    }

    public String help() {
      return help;
    }
  }

  /// @param text what follows `catch`
  public static Catch parse(String text) throws DebugError {
    List<String> words = List.of(text.strip().split("\\s+"));
    Topic topic = topic(words.getFirst());
    Set<Integer> numbers = new TreeSet<>();
    String channel = "";
    for (String word : words.subList(1, words.size())) {
      switch (topic) {
        case SYSCALL -> numbers.add(syscall(word));
        case SIGNAL -> numbers.add(signal(word));
        case IPC -> channel = channel.isEmpty() ? word : channel + " " + word;
        default -> throw new DebugError("\"catch " + topic.word + "\" takes no arguments.");
      }
    }
    return new Catch(topic, numbers, channel);
  }

  private static Topic topic(String word) throws DebugError {
    for (Topic topic : Topic.values()) {
      if (topic.word.equals(word)) {
        return topic;
      }
    }
    if (word.equals("lock")) {
      throw new DebugError(
          "A free lock is taken without the system's knowing: break at pthread_mutex_lock.");
    }
    if (word.equals("race")) {
      throw new DebugError("Races are not looked for while debugging.");
    }
    StringBuilder known = new StringBuilder();
    for (Topic topic : Topic.values()) {
      known.append(known.isEmpty() ? "" : ", ").append(topic.word);
    }
    throw new DebugError("Nothing to catch is called \"" + word + "\": try " + known + ".");
  }

  private static int syscall(String word) throws DebugError {
    for (Syscall each : Syscall.values()) {
      if (each.spelling().equals(word) || Integer.toString(each.number()).equals(word)) {
        return each.number();
      }
    }
    throw new DebugError("Unknown syscall name '" + word + "'.");
  }

  private static int signal(String word) throws DebugError {
    for (Signal each : Signal.values()) {
      if (each.name().equals(word)
          || each.name().equals("SIG" + word)
          || Integer.toString(each.number()).equals(word)) {
        return each.number();
      }
    }
    throw new DebugError("Unknown signal name '" + word + "'.");
  }

  /// Kinds of trace events to look at, as bits.
  long traceKinds() {
    return switch (topic) {
      case SYSCALL, IPC -> TraceKind.CALL_RETURNED.bit();
      case SIGNAL -> TraceKind.SIGNAL_DELIVERED.bit();
      case FORK -> TraceKind.PROCESS_CREATED.bit();
      case EXEC -> TraceKind.PROGRAM_EXECUTED.bit();
      case EXIT -> TraceKind.PROCESS_EXITED.bit();
      case THREAD -> TraceKind.THREAD_CREATED.bit() | TraceKind.THREAD_EXITED.bit();
      case SWITCH -> TraceKind.DISPATCHED.bit();
      case BLOCK -> TraceKind.BLOCKED.bit();
      case WAKEUP -> TraceKind.WOKEN.bit();
      case FAULT -> TraceKind.FAULTED.bit();
      case DEADLOCK -> TraceKind.DEADLOCK.bit();
    };
  }

  /// Whether it is a call that is caught before it is made.
  boolean isCall(int number) {
    return topic == Topic.SYSCALL && isNumber(number);
  }

  private boolean isNumber(int number) {
    return numbers.isEmpty() || numbers.contains(number);
  }

  /// What happened, in words, and to whom; null if the event is another one.
  ///
  /// @param index of the event in the trace of a simulation that has just come there
  @Nullable Caught of(Simulation at, long index) {
    return switch (at.trace().event(index)) {
      case TraceEvent.CallReturned returned when topic == Topic.IPC -> {
        ChannelUse use = ChannelUse.of(at, index, returned);
        yield use == null || !use.channel().contains(channel)
            ? null
            : new Caught(returned.host(), returned.tid(), use.words());
      }
      case TraceEvent.CallReturned(_, int host, int tid, int number, long result)
          when topic == Topic.SYSCALL && isNumber(number) ->
          new Caught(host, tid, "returned from syscall " + name(number) + ": " + result);
      case TraceEvent.SignalDelivered(_, int host, int tid, int signal, var how)
          when topic == Topic.SIGNAL && isNumber(signal) ->
          new Caught(host, tid, "signal " + Signal.name(signal) + " " + word(how));
      case TraceEvent.ProcessCreated(_, int host, int pid, int parent, String name)
          when topic == Topic.FORK ->
          new Caught(
              host,
              parent > 1 ? parent : pid,
              parent > 1
                  ? "process " + parent + " forked process " + pid
                  : "process " + pid + " (" + name + ") started");
      case TraceEvent.ProgramExecuted(_, int host, int pid, String name) when topic == Topic.EXEC ->
          new Caught(host, pid, "process " + pid + " is executing " + name);
      case TraceEvent.ProcessExited(_, int host, int pid, int _) when topic == Topic.EXIT ->
          new Caught(host, pid, "process " + pid + " ended");
      case TraceEvent.ThreadCreated(_, int host, int tid, int pid, int _)
          when topic == Topic.THREAD ->
          new Caught(host, tid, "thread " + tid + " of process " + pid + " began");
      case TraceEvent.ThreadExited(_, int host, int tid) when topic == Topic.THREAD ->
          new Caught(host, tid, "thread " + tid + " ended");
      case TraceEvent.Dispatched(_, int host, int cpu, int tid) when topic == Topic.SWITCH ->
          new Caught(host, tid, "CPU " + cpu + " takes up thread " + tid);
      case TraceEvent.Blocked(_, int host, int tid, String reason) when topic == Topic.BLOCK ->
          new Caught(host, tid, "thread " + tid + " waits for " + reason);
      case TraceEvent.Woken(_, int host, int tid, int by) when topic == Topic.WAKEUP ->
          new Caught(host, tid, "thread " + tid + " woken" + (by == 0 ? "" : " by thread " + by));
      case TraceEvent.Faulted(_, int host, int tid, int signal, _, _, _)
          when topic == Topic.FAULT ->
          new Caught(host, tid, "fault, " + Signal.name(signal));
      case TraceEvent.Deadlock(_, int host, int tid, int threads, String _)
          when topic == Topic.DEADLOCK ->
          new Caught(host, tid, "deadlock of " + threads + " threads");
      default -> null;
    };
  }

  private static String word(TraceEvent.Delivery how) {
    return switch (how) {
      case HANDLED -> "goes to its handler";
      case IGNORED -> "is ignored";
      case TERMINATED -> "ends the process";
      case STOPPED -> "stops the process";
      case CONTINUED -> "lets the process go on";
    };
  }

  static String name(int number) {
    Syscall call = Syscall.of(number);
    return call == null ? Integer.toString(number) : call.spelling();
  }

  /// @param tid the thread to look at, 0 for none in particular
  record Caught(int host, int tid, String words) {}

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(topic.word);
    for (int number : new TreeSet<>(numbers)) {
      text.append(' ').append(topic == Topic.SIGNAL ? Signal.name(number) : name(number));
    }
    return channel.isEmpty() ? text.toString() : text + " " + channel;
  }
}
