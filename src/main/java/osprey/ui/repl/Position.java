package osprey.ui.repl;

import org.jspecify.annotations.Nullable;
import osprey.inspect.FrameInfo;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Debugger;
import osprey.ui.debug.Selection;

/// Where a thread was before it went on, to tell only what is new.
record Position(int host, int tid, long framePointer, String function) {
  static @Nullable Position of(Debugger debugger) {
    try {
      Selection selection = debugger.selection();
      FrameInfo top = selection.top();
      return top == null
          ? null
          : new Position(selection.host(), selection.tid(), top.framePointer(), top.function());
    } catch (DebugError nothingRuns) {
      return null;
    }
  }

  boolean isSameThread(Position other) {
    return host == other.host && tid == other.tid;
  }
}
