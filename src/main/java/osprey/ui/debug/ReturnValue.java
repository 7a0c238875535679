package osprey.ui.debug;

import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.code.Image;
import osprey.code.Symbol;
import osprey.inspect.FrameInfo;

/// What a function that has just returned gave to its caller.
final class ReturnValue {
  private static final int OPERAND_C = 3;

  private ReturnValue() {}

  /// The selected thread is right after the call. Null for void, and for a result that the caller
  /// does not take.
  static @Nullable Value of(Selection selection, Image image, FrameInfo callee) throws DebugError {
    Symbol.Function function = image.function(callee.function());
    FrameInfo caller = selection.top();
    if (function == null || caller == null) {
      return null;
    }
    CType type = function.type().result();
    if (type.unqualified() instanceof CType.Void || type.unqualified() instanceof CType.Struct) {
      return null;
    }
    int call = image.instructionAt(caller.pc()) - 1;
    int register = call < 0 ? -1 : image.code()[call * Image.INSTRUCTION_INTS + OPERAND_C];
    if (register < 0) {
      return null;
    }
    FrameView view = selection.view();
    return view.load(type, new Place.Register(caller.windowBase() + register, "result")).detached();
  }
}
