package osprey.hardware.lockstep;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.abi.Syscall;
import osprey.inspect.FrameInfo;
import osprey.kernel.core.Backtrace;
import osprey.kernel.task.Task;

/// The last calls and their results in both worlds, for the report of a divergence.
final class History {
  private static final int LINES_MAX = 20;

  private final Deque<String> lines = new ArrayDeque<>();

  void add(Task task, Syscall call, long[] arguments, long result, String real) {
    if (lines.size() == LINES_MAX) {
      lines.removeFirst();
    }
    lines.addLast(
        String.format(
            Locale.ROOT,
            "  %-16s %-40s %-14s %s",
            task.name + " " + task.id(),
            words(call, arguments),
            result(result),
            real));
  }

  List<String> lines() {
    return new ArrayList<>(lines);
  }

  /// A call as strace would show it, without what pointers point to.
  static String words(Syscall call, long[] arguments) {
    StringBuilder words = new StringBuilder(call.spelling()).append('(');
    List<Syscall.Argument> shapes = call.arguments();
    for (int i = 0; i < shapes.size() && i < arguments.length; i++) {
      words.append(i == 0 ? "" : ", ").append(argument(shapes.get(i), arguments[i]));
    }
    return words.append(')').toString();
  }

  private static String argument(Syscall.Argument shape, long value) {
    return switch (shape) {
      case FD, INT, SIGNAL -> Integer.toString((int) value);
      case LONG, SIZE -> Long.toString(value);
      case MODE -> "0" + Long.toOctalString(value);
      case HEX, POINTER, PATH, BUFFER_IN, BUFFER_OUT, OPEN_FLAGS, PROT ->
          value == 0 ? "0" : "0x" + Long.toHexString(value);
    };
  }

  static String result(long value) {
    @Nullable Errno errno = value < 0 && value > -4096 ? Errno.of((int) -value) : null;
    return errno == null ? Long.toString(value) : errno.name();
  }

  /// Where in its source the thread is.
  static String place(Task task) {
    List<FrameInfo> frames = Backtrace.of(task, Backtrace.FRAMES_MAX);
    for (FrameInfo frame : frames) {
      if (!frame.isLibrary() && frame.line() > 0) {
        return frame.file() + ":" + frame.line() + ", in " + frame.function();
      }
    }
    return frames.isEmpty() ? "an unknown place" : frames.getFirst().function();
  }
}
