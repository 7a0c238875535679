package osprey.sim;

import org.jspecify.annotations.Nullable;
import osprey.kernel.file.OutputLog;

/// Passes on what processes wrote since the last time. Not part of the simulated state.
final class OutputRelay {
  private static final int LOGS_PER_HOST = 3;

  private @Nullable Console console;
  private OutputLog[] logs = new OutputLog[0];
  private int[] passed = new int[0];

  void attach(Console listener) {
    console = listener;
  }

  void follow(Simulation simulation) {
    logs = simulation.logs().toArray(OutputLog[]::new);
    passed = passed.length == 0 ? new int[logs.length] : passed;
  }

  void rewind(Simulation simulation) {
    follow(simulation);
    for (int i = 0; i < logs.length; i++) {
      passed[i] = Math.min(passed[i], logs[i].chunks());
    }
  }

  void flush(Simulation simulation) {
    if (console == null) {
      return;
    }
    if (logs.length == 0) {
      follow(simulation);
    }
    for (int i = 0; i < logs.length; i++) {
      OutputLog log = logs[i];
      if (log.chunks() > passed[i]) {
        for (OutputLog.Chunk chunk : log.since(passed[i])) {
          if (chunk.processId() == OutputLog.NOBODY && console.echoesItself()) {
            continue;
          }
          // A terminal's output, and standard output, are stream 1.
          int stream = i % LOGS_PER_HOST == 2 ? 2 : 1;
          console.output(stream, chunk.bytes(), 0, chunk.bytes().length);
        }
        passed[i] = log.chunks();
      }
    }
  }
}
