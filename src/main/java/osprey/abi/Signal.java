package osprey.abi;

import org.jspecify.annotations.Nullable;

/// The standard signals, signal(7). Real-time signals 34..64 have numbers only and terminate.
public enum Signal {
  SIGHUP(1, Default.TERMINATE, "Hangup"),
  SIGINT(2, Default.TERMINATE, "Interrupt"),
  SIGQUIT(3, Default.CORE, "Quit"),
  SIGILL(4, Default.CORE, "Illegal instruction"),
  SIGTRAP(5, Default.CORE, "Trace/breakpoint trap"),
  SIGABRT(6, Default.CORE, "Aborted"),
  SIGBUS(7, Default.CORE, "Bus error"),
  SIGFPE(8, Default.CORE, "Floating point exception"),
  SIGKILL(9, Default.TERMINATE, "Killed"),
  SIGUSR1(10, Default.TERMINATE, "User defined signal 1"),
  SIGSEGV(11, Default.CORE, "Segmentation fault"),
  SIGUSR2(12, Default.TERMINATE, "User defined signal 2"),
  SIGPIPE(13, Default.TERMINATE, "Broken pipe"),
  SIGALRM(14, Default.TERMINATE, "Alarm clock"),
  SIGTERM(15, Default.TERMINATE, "Terminated"),
  SIGSTKFLT(16, Default.TERMINATE, "Stack fault"),
  SIGCHLD(17, Default.IGNORE, "Child exited"),
  SIGCONT(18, Default.CONTINUE, "Continued"),
  SIGSTOP(19, Default.STOP, "Stopped (signal)"),
  SIGTSTP(20, Default.STOP, "Stopped"),
  SIGTTIN(21, Default.STOP, "Stopped (tty input)"),
  SIGTTOU(22, Default.STOP, "Stopped (tty output)"),
  SIGURG(23, Default.IGNORE, "Urgent I/O condition"),
  SIGXCPU(24, Default.CORE, "CPU time limit exceeded"),
  SIGXFSZ(25, Default.CORE, "File size limit exceeded"),
  SIGVTALRM(26, Default.TERMINATE, "Virtual timer expired"),
  SIGPROF(27, Default.TERMINATE, "Profiling timer expired"),
  SIGWINCH(28, Default.IGNORE, "Window changed"),
  SIGIO(29, Default.TERMINATE, "I/O possible"),
  SIGPWR(30, Default.TERMINATE, "Power failure"),
  SIGSYS(31, Default.CORE, "Bad system call");

  /// What happens when a program has not said otherwise.
  public enum Default {
    TERMINATE,
    /// Terminates and would dump core.
    CORE,
    IGNORE,
    STOP,
    CONTINUE
  }

  public static final int NUMBER_MAX = 64;

  private final int number;
  private final Default action;
  private final String text;

  Signal(int number, Default action, String text) {
    this.number = number;
    this.action = action;
    this.text = text;
  }

  public int number() {
    return number;
  }

  public Default action() {
    return action;
  }

  /// As strsignal(3) words it.
  public String text() {
    return text;
  }

  /// The standard signal with that number, or null.
  public static @Nullable Signal of(int number) {
    return number >= 1 && number <= values().length ? values()[number - 1] : null;
  }

  public static Default actionOf(int number) {
    Signal signal = of(number);
    return signal == null ? Default.TERMINATE : signal.action;
  }

  /// `SIGSEGV`, `SIGRTMIN+3`.
  public static String name(int number) {
    Signal signal = of(number);
    if (signal != null) {
      return signal.name();
    }
    return number == 34 ? "SIGRTMIN" : number > 34 ? "SIGRTMIN+" + (number - 34) : "SIG" + number;
  }
}
