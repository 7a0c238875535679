package osprey.sim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.core.Kernel;
import osprey.kernel.file.Console;
import osprey.kernel.file.InputFeed;
import osprey.kernel.file.OutputFile;
import osprey.kernel.file.OutputLog;
import osprey.kernel.signal.SentSignal;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.kernel.task.TaskState;
import osprey.kernel.wait.WaitQueue;
import osprey.trace.Tracer;

/// Where a machine's standard streams lead: to its terminal, or to the host as if through pipes.
final class Streams implements Copyable<Streams> {
  /// Which streams are the terminal: bits 0 to 2 for input, output and error.
  private final int terminals;

  private final Console console;
  private final InputFeed input;
  private final OutputFile output;
  private final OutputFile error;

  Streams(Kernel kernel, int terminals) {
    this.terminals = terminals;
    console = kernel.files().console();
    input = new InputFeed("stdin");
    output = new OutputFile(new OutputLog(), "stdout");
    error = new OutputFile(new OutputLog(), "stderr");
    input.retain();
    output.retain();
    error.retain();
  }

  private Streams(Streams from, Copier copier) {
    copier.register(from, this);
    terminals = from.terminals;
    console = copier.copy(from.console);
    input = copier.copy(from.input);
    output = copier.copy(from.output);
    error = copier.copy(from.error);
  }

  boolean isTerminal(int stream) {
    return (terminals & (1 << stream)) != 0;
  }

  InputFeed input() {
    return input;
  }

  OutputFile output() {
    return output;
  }

  OutputFile error() {
    return error;
  }

  Console console() {
    return console;
  }

  /// From now on what processes write is in the trace. A terminal's output counts as standard
  /// output.
  void traceTo(Tracer tracer, int host) {
    List<OutputLog> logs = logs();
    for (int i = 0; i < logs.size(); i++) {
      int stream = i == 2 ? 2 : 1;
      logs.get(i).listen(chunk -> trace(tracer, host, stream, chunk));
    }
  }

  private static void trace(Tracer tracer, int host, int stream, OutputLog.Chunk chunk) {
    byte[] bytes = chunk.bytes();
    tracer.output(chunk.atNanos(), host, chunk.processId(), stream, bytes, 0, bytes.length);
  }

  /// Terminal, standard output, standard error.
  List<OutputLog> logs() {
    return List.of(console.log(), output.log(), error.log());
  }

  void input(Kernel kernel, byte[] bytes) {
    if (!isTerminal(0)) {
      input.feed(bytes);
      return;
    }
    for (int signal : console.type(bytes, kernel.now())) {
      for (Process process : new ArrayList<>(kernel.processes().group(console.foregroundGroup()))) {
        kernel.signals().send(process, SentSignal.fromKernel(signal));
      }
    }
  }

  void endInput() {
    if (isTerminal(0)) {
      console.end();
    } else {
      input.end();
    }
  }

  /// A thread that waits for input which the host may still supply, null if there is none.
  @Nullable Task waitingReader(Kernel kernel) {
    for (Task task : kernel.processTable().tasks()) {
      if (task.state == TaskState.BLOCKED && task.waiter != null) {
        for (WaitQueue queue : task.waiter.terms().queues()) {
          if (isInput(queue)) {
            return task;
          }
        }
      }
    }
    return null;
  }

  private boolean isInput(WaitQueue queue) {
    return isTerminal(0)
        ? console.isInputQueue(queue)
        : !input.hasEnded() && input.isInputQueue(queue);
  }

  @Override
  public Streams copy(Copier copier) {
    return new Streams(this, copier);
  }
}
