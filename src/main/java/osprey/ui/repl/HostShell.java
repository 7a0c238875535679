package osprey.ui.repl;

import java.io.IOException;
import osprey.ui.debug.DebugError;

/// The host system's shell, for the commands `shell` and `!`.
final class HostShell {
  private HostShell() {}

  /// Runs a command with our own terminal, or an interactive shell when it is empty; its exit
  /// status.
  static int run(String command) throws DebugError {
    String shell = System.getenv().getOrDefault("SHELL", "/bin/sh");
    ProcessBuilder builder =
        command.isEmpty()
            ? new ProcessBuilder(shell)
            : new ProcessBuilder("/bin/sh", "-c", command);
    try {
      return builder.inheritIO().start().waitFor();
    } catch (IOException failed) {
      throw new DebugError("Cannot run a shell: " + failed.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new DebugError("The shell was interrupted.");
    }
  }
}
