package osprey.ui.debug;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import osprey.code.Image;
import osprey.code.Symbol;
import osprey.inspect.FrameInfo;
import osprey.sim.Pauses;
import osprey.sim.Stop;

/// One `step`, `next` or `until` of the selected thread: at full speed to the beginning of another
/// line, by stops that only this thread has.
final class LineStep {
  /// Which lines end it.
  enum Kind {
    INTO_CALLS,
    OVER_CALLS,
    /// Never back to an earlier line: out of loops.
    ONLY_FORWARDS
  }

  private final Debugger debugger;
  private final Kind kind;
  private final int host;
  private final int tid;
  private final FrameInfo start;

  /// The lines that the calls of the thread are at, by frame pointer.
  private final Map<Long, FrameInfo> outer = new HashMap<>();

  LineStep(Debugger debugger, Kind kind) throws DebugError {
    this.debugger = debugger;
    this.kind = kind;
    Selection selection = debugger.selection();
    host = selection.host();
    tid = selection.tid();
    List<FrameInfo> frames = selection.frames();
    start = frames.getFirst();
    for (FrameInfo frame : frames) {
      outer.putIfAbsent(frame.framePointer(), frame);
    }
  }

  Halt run() throws DebugError {
    Pauses pauses = debugger.pauses();
    putStops(pauses);
    // A thread that ends is noticed.
    pauses.count(host, tid, Long.MAX_VALUE);
    try {
      while (true) {
        Stop stop = debugger.onwards();
        Halt halt = debugger.halt(stop);
        if (halt != null) {
          return halt;
        }
        if (!debugger.isRunning() || debugger.selection().top() == null) {
          return debugger.threadEnded();
        }
        if (Debugger.isBreakpointOf(stop, host, tid) && isEnd()) {
          return new Halt.StepDone();
        }
      }
    } finally {
      pauses.countNobody();
      pauses.clearOneThread();
    }
  }

  private void putStops(Pauses pauses) throws DebugError {
    if (kind == Kind.INTO_CALLS) {
      for (Image image : debugger.lines().images()) {
        pauses.setFor(host, tid, image, debugger.lineStarts().of(image));
      }
    }
    Image image = debugger.selection().image();
    for (FrameInfo frame : outer.values()) {
      Symbol.Function function = image.functionAt(image.instructionAt(frame.pc()));
      if (function != null) {
        BitSet stops =
            frame == start ? LineStarts.ofAny(image, function) : LineStarts.of(image, function);
        pauses.setFor(host, tid, image, stops);
      }
    }
  }

  /// Whether the step ends at the line that begins here.
  private boolean isEnd() throws DebugError {
    FrameInfo now = debugger.selection().top();
    if (now == null) {
      return false;
    }
    if (Debugger.isInside(now, start.framePointer())) {
      return kind == Kind.INTO_CALLS && !isCalledByLibrary();
    }
    FrameInfo from = outer.get(now.framePointer());
    if (from == null || !now.function().equals(from.function())) {
      // As deep, another function: after longjmp, or a signal handler's return.
      return true;
    }
    boolean isSameLine = now.line() == from.line() && now.file().equals(from.file());
    boolean isBackwards = now.framePointer() == start.framePointer() && now.line() < from.line();
    return !isSameLine && !(kind == Kind.ONLY_FORWARDS && isBackwards);
  }

  /// A function of the user's that a library function calls is stepped over with that.
  private boolean isCalledByLibrary() throws DebugError {
    for (FrameInfo frame : debugger.selection().frames()) {
      if (!Debugger.isInside(frame, start.framePointer())) {
        return false;
      }
      if (frame.isLibrary()) {
        return true;
      }
    }
    return false;
  }
}
