package osprey.ui.debug;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.code.Symbol;
import osprey.inspect.FrameInfo;
import osprey.sim.Watch;

/// Finds out what `watch EXPRESSION` is to look at: the object that the expression means now,
/// wherever it lies, and while which call it exists.
final class WatchAim {
  private static final int BYTES_MAX = 4096;
  private static final int OPERAND_B = 2;

  private final Selection selection;
  private final Expressions expressions;

  WatchAim(Selection selection, Expressions expressions) {
    this.selection = selection;
    this.expressions = expressions;
  }

  /// @param now is filled with the present value
  Aim of(String expression, Watch.Kind kind, Value[] now) throws DebugError {
    if (expression.isBlank()) {
      throw new DebugError("Argument required (expression to compute).");
    }
    if (expression.chars().noneMatch(Character::isLetter) && !expression.contains("$")) {
      throw new DebugError("Cannot watch constant value \"" + expression + "\".");
    }
    FrameView view = selection.view();
    Value value = expressions.evaluate(expression, view);
    now[0] = value;
    return switch (value.place()) {
      case Place.Memory(long address) -> {
        long length = value.type().size();
        if (length < 1 || length > BYTES_MAX) {
          throw new DebugError("An object of " + length + " bytes cannot be watched.");
        }
        Watch.Target what =
            new Watch.Memory(selection.host(), selection.pid(), address, (int) length);
        yield new Aim.Data(expression, value.type(), what, kind, scope(address));
      }
      case Place.Register(int index, String _) ->
          new Aim.Data(
              expression,
              value.type(),
              new Watch.Register(selection.host(), selection.tid(), index),
              kind,
              scope(selection.frames(), selection.level()));
      case Place.Bits _ ->
          throw new DebugError("A bit-field cannot be watched: watch the object it is part of.");
      case Place.Convenience _ ->
          throw new DebugError("A convenience variable changes only by commands.");
      case Place.None _ -> {
        if (kind != Watch.Kind.CHANGE) {
          throw new DebugError("Only an object can be watched for accesses.");
        }
        yield new Aim.Computed(
            expression,
            view,
            isLocal(expression, view) ? scope(selection.frames(), selection.level()) : null);
      }
    };
  }

  private boolean isLocal(String expression, FrameView view) {
    try {
      expressions.typeOf(expression, FrameView.ofProgram(view.image()));
      return false;
    } catch (DebugError unknown) {
      return true;
    }
  }

  /// The call in whose frame an address lies, null for none of this thread.
  private Aim.@Nullable Scope scope(long address) throws DebugError {
    Image image = selection.image();
    List<FrameInfo> frames = selection.frames();
    for (int level = 0; level < frames.size(); level++) {
      FrameInfo frame = frames.get(level);
      Symbol.Function function = image.functionAt(image.instructionAt(frame.pc()));
      if (function == null) {
        continue;
      }
      int bytes = image.code()[function.start() * Image.INSTRUCTION_INTS + OPERAND_B];
      if (address < frame.framePointer() && address >= frame.framePointer() - bytes) {
        return scope(frames, level);
      }
    }
    return null;
  }

  private Aim.Scope scope(List<FrameInfo> frames, int level) throws DebugError {
    CodePlace end =
        level + 1 < frames.size()
            ? Debugger.place(selection.image(), frames.get(level + 1).pc())
            : null;
    return new Aim.Scope(selection.host(), selection.tid(), frames.get(level).framePointer(), end);
  }
}
