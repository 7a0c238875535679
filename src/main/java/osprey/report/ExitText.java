package osprey.report;

import osprey.abi.Signal;

/// An exit status of wait(2) in words and as the shell's number.
public final class ExitText {
  private ExitText() {}

  /// `exit 3`, `SIGSEGV`.
  public static String of(int status) {
    return isSignal(status) ? Signal.name(signal(status)) : "exit " + (status >> 8 & 0xff);
  }

  public static boolean isSignal(int status) {
    return signal(status) != 0;
  }

  /// The signal that ended the process, 0 for none.
  public static int signal(int status) {
    return status & 0x7f;
  }

  /// What a shell's `$?` says: 128 and the signal's number for a fatal signal.
  public static int shell(int status) {
    return isSignal(status) ? 128 + signal(status) : status >> 8 & 0xff;
  }

  /// The line a shell prints when a program dies of the signal: `Segmentation fault`.
  public static String death(int signal) {
    Signal known = Signal.of(signal);
    return known == null ? Signal.name(signal) : known.text();
  }
}
