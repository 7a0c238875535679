package osprey.kernel.core;

import java.util.ArrayList;
import java.util.List;
import osprey.code.Image;
import osprey.code.Symbol;
import osprey.inspect.FrameInfo;
import osprey.kernel.mem.AddressSpace;
import osprey.kernel.task.Task;
import osprey.machine.Access;
import osprey.machine.Registers;

/// The calls a thread is in, read from its stack as a debugger does.
public final class Backtrace {
  public static final int FRAMES_MAX = 64;

  private static final int OPERAND_B = 2;

  private Backtrace() {}

  /// Innermost first, at most `framesMax`.
  public static List<FrameInfo> of(Task task, int framesMax) {
    Image image = task.process().program().image();
    AddressSpace memory = task.process().memory();
    Registers registers = task.registers();
    List<FrameInfo> frames = new ArrayList<>();
    int pc = registers.pc();
    int window = registers.base();
    long fp = registers.fp();
    while (frames.size() < framesMax) {
      Symbol.Function function = image.functionAt(pc);
      if (function == null) {
        break;
      }
      // An outer frame's line is that of its call, which lies before the return address.
      int at = frames.isEmpty() ? pc : pc - 1;
      int line = image.lineAt(at);
      frames.add(
          new FrameInfo(
              frames.size(),
              Image.addressOf(pc),
              fp,
              window,
              function.name(),
              line == 0 ? "" : image.fileAt(at).name(),
              line,
              function.isLibrary(),
              List.of(),
              List.of()));
      if (memory.memory().accessible(fp, 16, Access.READ) < 16) {
        break;
      }
      int caller = image.instructionAt(memory.memory().readLong(fp + 8));
      if (caller < 1) {
        break;
      }
      int shift = image.code()[(caller - 1) * Image.INSTRUCTION_INTS + OPERAND_B] - 1;
      window -= shift;
      if (window < 0 || shift < 0) {
        break;
      }
      pc = caller;
      fp = memory.memory().readLong(fp);
    }
    return frames;
  }
}
