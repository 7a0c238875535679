package osprey.ui;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.inspect.FrameInfo;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SystemInfo;
import osprey.report.Summary;
import osprey.trace.TraceLevel;
import osprey.trace.TraceLog;
import osprey.trace.Tracer;

/// A session that follows a script: each run writes what the script says and stops as it says.
public final class ScriptedSession implements Session {
  /// @param stream 0 for no output
  private record Act(int stream, String text, Stop stop) {}

  private final Deque<Act> acts = new ArrayDeque<>();
  private final List<String> inputs = new ArrayList<>();
  private final SystemInfo end;
  private final List<Summary.Check> checks;
  public final Tracer tracer = new Tracer(new TraceLog(), TraceLevel.ALL);
  private @Nullable Console console;

  public ScriptedSession(SystemInfo end, Summary.Check... checks) {
    this.end = end;
    this.checks = List.of(checks);
  }

  public ScriptedSession act(int stream, String text, Stop stop) {
    acts.add(new Act(stream, text, stop));
    return this;
  }

  /// What was typed in; `EOF` for the end.
  public List<String> inputs() {
    return inputs;
  }

  @Override
  public long now() {
    return end.timeNanos();
  }

  @Override
  public Stop run(Until until) {
    Act act = acts.isEmpty() ? new Act(0, "", new Stop.Finished()) : acts.remove();
    byte[] bytes = act.text.getBytes(StandardCharsets.UTF_8);
    if (console != null && act.stream != 0) {
      console.output(act.stream, bytes, 0, bytes.length);
    }
    return act.stop;
  }

  @Override
  public Stop stepInstruction(int host, int tid) {
    return run(Until.END);
  }

  @Override
  public Stop stepEvent() {
    return run(Until.END);
  }

  @Override
  public void interrupt() {}

  @Override
  public void attach(Console newConsole) {
    console = newConsole;
  }

  @Override
  public void input(byte[] bytes) {
    inputs.add(new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public void endInput() {
    inputs.add("EOF");
  }

  @Override
  public SystemInfo inspect() {
    return end;
  }

  @Override
  public TraceLog trace() {
    return tracer.log();
  }

  @Override
  public List<Summary.Check> checks() {
    return checks;
  }

  @Override
  public int mainPid() {
    for (ProcessInfo process : end.hosts().getFirst().processes()) {
      return process.pid();
    }
    return 0;
  }

  @Override
  public void breakAt(Image image, int instruction) {}

  @Override
  public void clearBreak(Image image, int instruction) {}

  @Override
  public @Nullable Image image(int host, int pid) {
    return null;
  }

  @Override
  public List<FrameInfo> frames(int host, int tid, int framesMax) {
    return List.of();
  }

  @Override
  public long register(int host, int tid, int index) {
    return 0;
  }

  @Override
  public void setRegister(int host, int tid, int index, long value) {}

  @Override
  public long threadPointer(int host, int tid) {
    return 0;
  }

  @Override
  public int readMemory(int host, int pid, long address, byte[] into) {
    return 0;
  }

  @Override
  public int writeMemory(int host, int pid, long address, byte[] from) {
    return 0;
  }
}
