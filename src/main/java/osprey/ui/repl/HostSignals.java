package osprey.ui.repl;

import org.jline.utils.Signals;

/// SIGINT of this process where no terminal of JLine's catches it.
final class HostSignals {
  private HostSignals() {}

  /// Does nothing on platforms without signals: Ctrl-C ends the process there.
  static void onInterrupt(Runnable action) {
    Signals.register("INT", action);
  }
}
