package osprey.trace;

/// One thing that happened, as views see it. The log keeps columns of numbers; these records are
/// made when an event is read.
///
/// Identifiers are numbers of one host: `host` counts hosts from 0, `cpu` its CPUs from 0; `tid`
/// and `pid` are what gettid(2) and getpid(2) answer. A `tid` of 0 stands for the kernel, a device
/// or a timer.
public sealed interface TraceEvent {
  /// Nanoseconds since the simulation began.
  long time();

  int host();

  /// A machine exists.
  record HostAdded(long time, int host, String name, int cpus) implements TraceEvent {}

  /// fork(2), or a program started by the scenario (then the parent is 0 or init).
  record ProcessCreated(long time, int host, int pid, int parent, String name)
      implements TraceEvent {}

  /// execve(2) succeeded.
  record ProgramExecuted(long time, int host, int pid, String name) implements TraceEvent {}

  /// @param status as wait(2) encodes it
  record ProcessExited(long time, int host, int pid, int status) implements TraceEvent {}

  /// A zombie was waited for and is gone.
  record ProcessReaped(long time, int host, int pid, int parent) implements TraceEvent {}

  /// An orphan got a new parent.
  record ProcessAdopted(long time, int host, int pid, int parent) implements TraceEvent {}

  /// @param creator the thread that called, 0 for a process's first thread
  record ThreadCreated(long time, int host, int tid, int pid, int creator) implements TraceEvent {}

  record ThreadExited(long time, int host, int tid) implements TraceEvent {}

  /// The thread runs on a CPU from now on.
  record Dispatched(long time, int host, int cpu, int tid) implements TraceEvent {}

  /// The thread left its CPU.
  record Descheduled(long time, int host, int cpu, int tid, Departure why) implements TraceEvent {}

  record Migrated(long time, int host, int tid, int fromCpu, int toCpu) implements TraceEvent {}

  /// The scheduler moved a thread to another level or priority, as its policy counts them.
  record LevelChanged(long time, int host, int tid, int level) implements TraceEvent {}

  /// @param reason what it waits for in words: `data in pipe 3`
  record Blocked(long time, int host, int tid, String reason) implements TraceEvent {}

  /// @param by the thread that woke it, 0 for a device or timer
  record Woken(long time, int host, int tid, int by) implements TraceEvent {}

  /// A stop signal took effect on the thread.
  record Stopped(long time, int host, int tid) implements TraceEvent {}

  /// SIGCONT let a stopped thread go on.
  record Continued(long time, int host, int tid) implements TraceEvent {}

  /// @param number as in {@link osprey.abi.Syscall}
  record CallEntered(
      long time,
      int host,
      int tid,
      int number,
      long a0,
      long a1,
      long a2,
      long a3,
      long a4,
      long a5)
      implements TraceEvent {
    public long argument(int index) {
      return switch (index) {
        case 0 -> a0;
        case 1 -> a1;
        case 2 -> a2;
        case 3 -> a3;
        case 4 -> a4;
        case 5 -> a5;
        default -> throw new IndexOutOfBoundsException(index);
      };
    }
  }

  /// What an argument of the thread's current call points to: a path, the first bytes of a buffer.
  /// Follows `CallEntered` for what goes in, precedes `CallReturned` for what came out.
  ///
  /// @param length bytes there are; `bytes` may hold fewer
  record CallData(long time, int host, int tid, int argument, long length, Bytes bytes)
      implements TraceEvent {}

  /// @param result raw: a negative errno on failure
  record CallReturned(long time, int host, int tid, int number, long result)
      implements TraceEvent {}

  /// @param from the sending thread, 0 for the kernel
  /// @param tid the thread meant, 0 when the whole process is
  record SignalSent(long time, int host, int signal, int from, int pid, int tid)
      implements TraceEvent {}

  record SignalDelivered(long time, int host, int tid, int signal, Delivery how)
      implements TraceEvent {}

  /// A sandbox refused a call.
  ///
  /// @param number as in {@link osprey.abi.Syscall}
  /// @param words what was refused and why: `open of /etc/passwd: no files`
  record Refused(long time, int host, int tid, int number, String sandbox, String words)
      implements TraceEvent {}

  /// An instruction could not be executed: the thread's process gets `signal`.
  ///
  /// @param pc address of the instruction
  record Faulted(long time, int host, int tid, int signal, long address, Access access, long pc)
      implements TraceEvent {}

  /// A page was missing or shared, and the kernel supplied it.
  record PageFault(long time, int host, int tid, long address, Supply kind) implements TraceEvent {}

  /// @param id the same for all events of one packet
  record Packet(
      long time, int host, long id, Fate fate, int fromHost, int toHost, int bytes, String what)
      implements TraceEvent {}

  /// Text that a process wrote to the terminal or another stream the user sees.
  ///
  /// @param stream 1 standard output, 2 standard error
  record Output(long time, int host, int pid, int stream, Bytes bytes) implements TraceEvent {}

  /// What the user or the scenario's timeline did: typed input, killed a process, cut a link.
  record Intervened(long time, int host, String what) implements TraceEvent {}

  /// `trace_mark` of osprey.h.
  record Mark(long time, int host, int tid, String text) implements TraceEvent {}

  /// The simulator found something: a deadlock, a heap error.
  record Diagnosis(long time, int host, String text) implements TraceEvent {}

  /// Threads wait for each other for ever, as of now.
  ///
  /// @param tid the thread whose wait, or whose going, closed the circle
  /// @param threads how many are in it
  /// @param text who waits where for what, in words
  record Deadlock(long time, int host, int tid, int threads, String text) implements TraceEvent {}

  /// A thread begins to wait for a lock that another one holds.
  ///
  /// @param where the owner is in its program just then: `pipe.c:12`, empty if that is not known
  record Contended(long time, int host, int tid, String lock, int owner, String where)
      implements TraceEvent {}

  /// Why a thread leaves its CPU.
  enum Departure {
    PREEMPTED,
    BLOCKED,
    YIELDED,
    EXITED,
    STOPPED
  }

  /// What a delivered signal does.
  enum Delivery {
    HANDLED,
    IGNORED,
    TERMINATED,
    STOPPED,
    CONTINUED
  }

  /// What an instruction tried to do. NONE: not an access to memory (a division by zero).
  enum Access {
    READ,
    WRITE,
    EXECUTE,
    NONE
  }

  /// How a missing page was supplied.
  enum Supply {
    DEMAND_ZERO,
    COPY_ON_WRITE,
    FILE,
    STACK_GROWTH,
    SWAP_IN
  }

  enum Fate {
    SENT,
    DELIVERED,
    DROPPED
  }
}
