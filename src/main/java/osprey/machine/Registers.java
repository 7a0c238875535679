package osprey.machine;

import java.util.Arrays;
import osprey.code.Image;

/// What a thread has in the processor: program counter, stack pointer, and its stack of register
/// windows.
///
/// The current window begins at `base`; register 0 of each window is the function's frame pointer.
/// The stack of windows grows as calls nest, up to {@link #REGISTERS_MAX}; more than that is a
/// stack overflow. {@link #copy} is cheap: both sides share the windows until one of them runs.
public final class Registers {
  public static final int REGISTERS_MAX = 1 << 24;

  private static final int REGISTERS_AT_FIRST = 32;

  long[] stack;
  int base;
  int pc;
  long sp;

  /// Bytes that the bulk instruction at {@link #progressPc} had done when it stopped at a fault.
  long progress;

  int progressPc;

  private boolean shared;
  private long threadPointer;

  public Registers() {
    stack = new long[REGISTERS_AT_FIRST];
  }

  private Registers(Registers other) {
    stack = other.stack;
    base = other.base;
    pc = other.pc;
    sp = other.sp;
    progress = other.progress;
    progressPc = other.progressPc;
    threadPointer = other.threadPointer;
    shared = true;
  }

  public Registers copy() {
    shared = true;
    return new Registers(this);
  }

  /// Before running: own windows, and no progress but that of the instruction about to run.
  void prepare() {
    unshare();
    if (progressPc != pc) {
      progress = 0;
    }
  }

  /// Makes the windows this context's own: before every change.
  void unshare() {
    if (shared) {
      stack = stack.clone();
      shared = false;
    }
  }

  /// Index of the next instruction.
  public int pc() {
    return pc;
  }

  public void setPc(int pc) {
    this.pc = pc;
  }

  /// Where the current window begins.
  public int base() {
    return base;
  }

  public long sp() {
    return sp;
  }

  public void setSp(long sp) {
    this.sp = sp;
  }

  /// Register 0 of the current window.
  public long fp() {
    return stack[base];
  }

  public long threadPointer() {
    return threadPointer;
  }

  public void setThreadPointer(long threadPointer) {
    this.threadPointer = threadPointer;
  }

  /// A register of the current window; 0 beyond the end of the stack.
  public long register(int number) {
    return registerOf(base, number);
  }

  /// A register of the window that begins at `window`: a caller's begins b - 1 before its callee's,
  /// b being that operand of the `CALL`.
  public long registerOf(int window, int number) {
    int at = window + number;
    return at >= 0 && at < stack.length ? stack[at] : 0;
  }

  public void setRegister(int number, long value) {
    setRegisterOf(base, number, value);
  }

  public void setRegisterOf(int window, int number, long value) {
    int at = window + number;
    if (at < 0 || !reserve(at + 1)) {
      throw new IllegalArgumentException("no register " + number + " in window " + window);
    }
    unshare();
    stack[at] = value;
  }

  /// Number of the system call at the program counter.
  public int syscallNumber(Program program) {
    return program.operandA(pc);
  }

  /// Argument of the system call at the program counter, counted from 0.
  public long argument(Program program, int index) {
    return register(program.operandB(pc) + index);
  }

  /// Gives the system call at the program counter its result and steps over it.
  public void completeSyscall(Program program, long result) {
    int target = program.operandC(pc);
    if (target >= 0) {
      setRegister(target, result);
    }
    pc++;
  }

  /// Starts a function in a fresh context: a program's `_start`, a thread's first function. The two
  /// words at `fp` (caller's frame pointer, return address) are the kernel's to write.
  public void start(int function, long fp, long... arguments) {
    begin(0, function, fp, arguments);
  }

  /// Starts a function in a window above all that the current one may use: a signal handler. To go
  /// on with what was interrupted, restore the {@link #position} taken before.
  public void enter(Program program, int function, long fp, long... arguments) {
    begin(base + program.window(pc), function, fp, arguments);
  }

  private void begin(int window, int function, long fp, long... arguments) {
    if (!reserve(window + 1 + arguments.length)) {
      throw new IllegalStateException("no room for another window");
    }
    unshare();
    stack[window] = fp;
    System.arraycopy(arguments, 0, stack, window + 1, arguments.length);
    base = window;
    sp = fp;
    pc = function;
    progress = 0;
  }

  /// Where a context stands, without the contents of its windows.
  public record Position(int base, int pc, long sp) {}

  public Position position() {
    return new Position(base, pc, sp);
  }

  /// Goes back to a position; windows below it must not have been left since.
  public void restore(Position position) {
    base = position.base;
    pc = position.pc;
    sp = position.sp;
    progress = 0;
  }

  /// Makes room for `count` registers in all; false if that is too many.
  boolean reserve(int count) {
    if (count > stack.length) {
      if (count > REGISTERS_MAX) {
        return false;
      }
      stack = Arrays.copyOf(stack, Math.min(REGISTERS_MAX, Math.max(count, stack.length * 2)));
      shared = false;
    }
    return true;
  }

  /// Address of the next instruction.
  public long pcAddress() {
    return Image.addressOf(pc);
  }
}
