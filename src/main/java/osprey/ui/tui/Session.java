package osprey.ui.tui;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Signal;
import osprey.code.Image;
import osprey.code.SourceFile;
import osprey.code.Symbol;
import osprey.inspect.FrameInfo;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SystemInfo;
import osprey.report.TimeText;
import osprey.report.Timelines;
import osprey.sim.Simulation;
import osprey.ui.debug.Breakpoint;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Debugger;
import osprey.ui.debug.Halt;

/// The run on the screen: asks the debugger for what panels show and leads it where keys say.
final class Session implements Probe {
  /// Events until some thread has begun.
  private static final int TRIES_MAX = 1000;

  private final Debugger debugger;
  private final CommandLine commands;
  private final String title;
  private Timelines history = Timelines.empty();
  private Transcript transcript = new Transcript();

  /// Index after the last event of the instant that was shown before the one on the screen.
  private long shownBefore;

  private long shown;

  /// What was on the screen before, and what is.
  private @Nullable SystemInfo before;

  private @Nullable SystemInfo shownSystem;

  /// The furthest position seen.
  private long furthest;

  Session(Watched watched) {
    debugger = watched.debugger();
    commands = watched.commands();
    title = watched.title();
  }

  String title() {
    return title;
  }

  private Simulation simulation() {
    Simulation simulation = debugger.simulation();
    if (simulation == null) {
      throw new IllegalStateException("there is no run");
    }
    return simulation;
  }

  Scene scene(Glyphs glyphs) {
    Simulation simulation = simulation();
    SystemInfo system = simulation.inspect();
    if (simulation.trace().end() < history.eventsRead()) {
      // CPUs are not at the same time: what later events told of this time is not known yet. And
      // what comes may be different from what came, once somebody has changed the past.
      history = Timelines.empty();
      transcript = new Transcript();
    }
    history.follow(simulation.trace(), simulation.now());
    transcript.follow(simulation.trace());
    long end = simulation.trace().end();
    furthest = isInPast() ? Math.max(furthest, end) : end;
    if (end != shown || shownSystem == null) {
      shownBefore = Math.min(shown, end);
      before = shownSystem == null ? system : shownSystem;
      shown = end;
      shownSystem = system;
    }
    int host = 0;
    int tid = 0;
    try {
      host = debugger.selection().host();
      tid = debugger.selection().tid();
    } catch (DebugError over) {
      // Nothing can be selected once the run is over.
    }
    return new Scene(
        system,
        before == null ? system : before,
        simulation.trace(),
        shownBefore,
        history,
        transcript,
        host,
        tid,
        this,
        glyphs);
  }

  private boolean isInPast() {
    try {
      return debugger.travel().isInPast();
    } catch (DebugError over) {
      return false;
    }
  }

  /// How far the run is: events traced so far.
  long position() {
    return simulation().trace().end();
  }

  /// The furthest position seen.
  long end() {
    return furthest;
  }

  /// What to call the state of the run while it is not playing.
  String state() {
    return debugger.isRunning() ? position() < furthest ? "in the past" : "paused" : "ended";
  }

  /// Does a command of the debugger.
  ///
  /// @return what it printed
  String perform(String command) {
    return commands.perform(command);
  }

  /// Stops what the debugger is doing; from any thread.
  void interrupt() {
    debugger.interrupt();
  }

  /// Whether the last command was to leave.
  boolean hasQuit() {
    return commands.hasQuit();
  }

  /// Lets the run go on by so many events; breakpoints stop it.
  ///
  /// @return why it stopped, empty when it did not
  String advance(long events) {
    try {
      return told(debugger.proceedTo(position() + events));
    } catch (DebugError refused) {
      return refused.sentence();
    }
  }

  /// Goes to a position, forwards or back, and stops nowhere on the way.
  ///
  /// @return a sentence when it could not, or when the run ended before
  String goTo(long position) {
    long from = position();
    try {
      Halt halt = debugger.travel().goToEvent(position);
      // Events that come together are one step: further back then, in growing steps.
      for (long back = 1; position < from && position() == from && position - back > 0; back *= 2) {
        halt = debugger.travel().goToEvent(position - back);
      }
      return told(halt);
    } catch (DebugError refused) {
      return refused.sentence();
    }
  }

  /// Takes the selected thread to the user's own code if it is in none yet.
  ///
  /// @return a sentence when that is not possible, empty when nothing had to be done
  String begin() {
    try {
      for (int tries = 0; tries < TRIES_MAX && debugger.selection().tid() == 0; tries++) {
        goTo(position() + 1);
      }
      return SourcePanel.own(this, debugger.selection().host(), debugger.selection().tid()) == null
          ? perform("advance main")
          : "";
    } catch (DebugError over) {
      return over.sentence();
    }
  }

  private static String told(Halt halt) {
    return switch (halt) {
      case Halt.AtBreakpoint(var numbers, boolean _) -> "Breakpoint " + numbers.getFirst() + ".";
      case Halt.Watched watched ->
          "Watchpoint " + watched.number() + ": " + watched.expression() + ".";
      case Halt.ScopeEnded(int number, var expression) ->
          "Watchpoint " + number + " is over: the call of " + expression + " has returned.";
      case Halt.Caught(int number, boolean _, var words) ->
          "Catchpoint " + number + ": " + words + ".";
      case Halt.AtTime(long nanos, var _) -> "At " + TimeText.of(nanos) + ".";
      case Halt.Faulted(int _, int tid, int signal) ->
          "Thread " + tid + " received signal " + Signal.name(signal) + ".";
      case Halt.Finished _ -> "Every process has ended.";
      case Halt.Stuck _ -> "Nothing can happen any more.";
      case Halt.Interrupted _ -> "Interrupted.";
      case Halt.StepDone _,
          Halt.Returned _,
          Halt.Arrived _,
          Halt.AtEvent _,
          Halt.AtBeginning _,
          Halt.ThreadEnded _ ->
          "";
    };
  }

  /// The position at which an event of the trace happens.
  long positionOf(long event) {
    return event;
  }

  void select(int host, int tid) {
    try {
      debugger.selection().select(host, tid);
    } catch (DebugError over) {
      // Nothing can be selected once the run is over: the line stays where it is.
    }
  }

  void selectProcess(int host, int pid) {
    ProcessInfo process = simulation().inspect().process(host, pid);
    if (process != null && !process.threads().isEmpty()) {
      select(host, process.threads().getFirst().tid());
    }
  }

  /// @return what was done
  String toggleBreakpoint(String file, int line) {
    String location = file + ":" + line;
    for (Breakpoint each : debugger.breakpoints()) {
      if (each.location().equals(location)) {
        return perform("delete " + each.number());
      }
    }
    return perform("break " + location);
  }

  // ---- what panels ask

  @Override
  public List<FrameInfo> frames(int host, int tid, int framesMax) {
    Simulation simulation = simulation();
    return simulation.pidOf(host, tid) == 0 ? List.of() : simulation.frames(host, tid, framesMax);
  }

  @Override
  public byte[] memory(int host, int pid, long address, int length) {
    byte[] bytes = new byte[length];
    int read = simulation().readMemory(host, pid, address, bytes);
    return Arrays.copyOf(bytes, Math.max(0, read));
  }

  @Override
  public @Nullable SourceFile source(String name) {
    return debugger.lines().file(name);
  }

  @Override
  public @Nullable SourceFile anySource() {
    SourceFile current = debugger.currentFile();
    if (current != null && !current.text().isEmpty()) {
      return current;
    }
    // A thread that has ended is in the library, whose text is not there.
    for (Image image : debugger.lines().images()) {
      Symbol.Function main = image.function("main");
      SourceFile file = main == null ? null : image.fileAt(main.start());
      if (file != null && !file.text().isEmpty()) {
        return file;
      }
    }
    return null;
  }

  @Override
  public boolean hasBreakpoint(String file, int line) {
    for (Breakpoint each : debugger.breakpoints()) {
      if (each.location().equals(file + ":" + line)) {
        return true;
      }
    }
    return false;
  }
}
