package osprey.ui.repl;

import org.jline.utils.Signals;

/// SIGINT of this process where no terminal of JLine's catches it.
final class HostSignals {
  private HostSignals() {}

  static void onInterrupt(Runnable action) {
    Object previous = Signals.register("INT", action);
    if (previous == null) {
      return; // not possible here: Ctrl-C ends the process
    }
  }
}
