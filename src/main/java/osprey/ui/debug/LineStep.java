package osprey.ui.debug;

import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.code.Symbol;
import osprey.inspect.FrameInfo;

/// One `step`, `next` or `until`: instructions of the selected thread up to the beginning of
/// another line. Calls that are stepped over run at full speed.
final class LineStep {
  private final Debugger debugger;
  private final boolean intoCalls;
  private final boolean onlyForwards;
  private long framePointer;
  private String function;
  private String file;
  private int line;

  LineStep(Debugger debugger, FrameInfo start, boolean intoCalls, boolean onlyForwards) {
    this.debugger = debugger;
    this.intoCalls = intoCalls;
    this.onlyForwards = onlyForwards;
    framePointer = start.framePointer();
    function = start.function();
    file = start.file();
    line = start.line();
  }

  Halt run() throws DebugError {
    while (true) {
      Halt halt = debugger.oneInstruction();
      if (halt != null) {
        return halt;
      }
      FrameInfo now = debugger.selection().frame();
      int depth = Long.compareUnsigned(framePointer, now.framePointer());
      Halt reached = depth > 0 ? called(now) : depth < 0 ? returned(now) : sameFrame(now);
      if (reached != null) {
        return reached;
      }
    }
  }

  /// In a function that this one called; null to go on.
  private @Nullable Halt called(FrameInfo now) throws DebugError {
    if (intoCalls && !now.isLibrary() && now.line() != 0) {
      return toBody(now);
    }
    Halt halt = debugger.runToFrame(framePointer);
    return halt != null ? halt : afterCall();
  }

  /// Back from a call in the middle of a line, where the next one may begin at once.
  private @Nullable Halt afterCall() throws DebugError {
    FrameInfo now = debugger.selection().frame();
    return now.framePointer() == framePointer ? sameFrame(now) : returned(now);
  }

  /// Past the parameters' arrival in a function just entered.
  private Halt toBody(FrameInfo entered) throws DebugError {
    Image image = debugger.selection().image();
    Symbol.Function callee = image.functionAt(image.instructionAt(entered.pc()));
    int body = callee == null ? 0 : SourceLines.bodyStart(image, callee);
    while (image.instructionAt(debugger.selection().frame().pc()) < body) {
      Halt halt = debugger.oneInstruction();
      if (halt != null) {
        return halt;
      }
    }
    return new Halt.StepDone();
  }

  /// Back in a caller, in the middle of its line: on to the next line there.
  private @Nullable Halt returned(FrameInfo now) throws DebugError {
    if (now.isLibrary() || now.line() == 0) {
      return debugger.proceed();
    }
    framePointer = now.framePointer();
    boolean isAtLineStart = isLineStart(now);
    file = now.file();
    line = now.line();
    function = now.function();
    return isAtLineStart ? new Halt.StepDone() : null;
  }

  private @Nullable Halt sameFrame(FrameInfo now) throws DebugError {
    if (now.line() == 0) {
      return null;
    }
    if (!now.function().equals(function)) {
      return new Halt.StepDone(); // the same depth, another function: longjmp or a signal's return
    }
    boolean isOtherLine = now.line() != line || !now.file().equals(file);
    if (onlyForwards && isOtherLine && now.line() < line) {
      return null;
    }
    return isOtherLine && isLineStart(now) ? new Halt.StepDone() : null;
  }

  private boolean isLineStart(FrameInfo now) throws DebugError {
    Image image = debugger.selection().image();
    int at = image.instructionAt(now.pc());
    return at <= 0 || image.lineAt(at - 1) != image.lineAt(at);
  }
}
