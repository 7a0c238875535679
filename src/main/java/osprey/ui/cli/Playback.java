package osprey.ui.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import osprey.inspect.SystemInfo;
import osprey.report.Summary;
import osprey.report.TimeText;
import osprey.sim.Console;
import osprey.sim.Simulation;
import osprey.sim.Stop;
import osprey.sim.Until;

/// A run from its start to its end on this process's streams: output goes out as it is written,
/// standard input comes in when nothing else can run, Ctrl-C stops it cleanly.
final class Playback implements Console {
  private static final int INPUT_BYTES_MAX = 1 << 16;

  /// How long a pipe that has given something may take to give more.
  private static final long GRACE_MILLIS = 20;

  /// How long the summary of an interrupted run may take.
  private static final long FAREWELL_MILLIS = 2000;

  private final Simulation simulation;
  private final HostStreams streams;
  private final boolean isCaptured;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CountDownLatch farewell = new CountDownLatch(1);
  private final Thread interrupter = new Thread(this::interrupted, "interrupt");
  private volatile boolean isReading;
  private boolean inputHasEnded;

  /// @param isCaptured keeps the output instead of passing it on
  Playback(Simulation simulation, HostStreams streams, boolean isCaptured) {
    this.simulation = simulation;
    this.streams = streams;
    this.isCaptured = isCaptured;
  }

  /// Runs to the end, or to a limit. After it {@link #close} must be called.
  Stop play(Until until) {
    simulation.attach(this);
    Runtime.getRuntime().addShutdownHook(interrupter);
    while (true) {
      Stop stop = simulation.run(until);
      if (!(stop instanceof Stop.InputWanted)) {
        return stop;
      }
      feed();
    }
  }

  /// Everything has been said: an interrupted process may end.
  void close() {
    farewell.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(interrupter);
    } catch (IllegalStateException ending) {
      // Ctrl-C has started the end of this process already.
      return;
    }
  }

  @Override
  public void output(int stream, byte[] bytes, int offset, int length) {
    if (isCaptured) {
      (stream == 2 ? err : out).write(bytes, offset, length);
    } else if (stream == 2) {
      streams.err().write(bytes, offset, length);
      streams.err().flush();
    } else {
      streams.write(bytes, offset, length);
    }
  }

  /// Our own terminal has shown what was typed.
  @Override
  public boolean echoesItself() {
    return streams.inIsTerminal() && !isCaptured;
  }

  /// What was captured.
  Summary.Output captured() {
    return new Summary.Output(
        out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private void feed() {
    byte[] bytes = new byte[INPUT_BYTES_MAX];
    int count = -1;
    isReading = true;
    try {
      if (!inputHasEnded) {
        count = streams.in().read(bytes);
        while (!streams.inIsTerminal() && count > 0 && count < bytes.length && hasMore()) {
          int more = streams.in().read(bytes, count, bytes.length - count);
          if (more < 0) {
            inputHasEnded = true;
            break;
          }
          count += more;
        }
      }
    } catch (IOException unreadable) {
      count = -1;
    }
    isReading = false;
    if (count > 0) {
      simulation.input(Arrays.copyOf(bytes, count));
    } else {
      inputHasEnded = !streams.inIsTerminal();
      simulation.endInput();
    }
  }

  /// Whether the pipe gives more without much waiting: what a writer sends in one go should arrive
  /// in one go, so that a run does not depend on how fast this machine is.
  private boolean hasMore() throws IOException {
    if (streams.in().available() > 0) {
      return true;
    }
    try {
      Thread.sleep(GRACE_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
    return streams.in().available() > 0;
  }

  /// Runs in the Java machine's shutdown, which ends with status 130 after SIGINT when it returns.
  private void interrupted() {
    simulation.interrupt();
    if (isReading) {
      SystemInfo system = simulation.inspect();
      streams.err().println();
      streams.err().println("osprey: interrupted at " + TimeText.of(system.timeNanos()));
      return;
    }
    try {
      boolean said = farewell.await(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
      if (!said) {
        streams.err().println("osprey: interrupted");
      }
    } catch (InterruptedException again) {
      Thread.currentThread().interrupt();
    }
  }
}
