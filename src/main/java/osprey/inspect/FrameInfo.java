package osprey.inspect;

import java.util.List;

/// One call in a thread's stack.
///
/// @param level 0 for the innermost
/// @param pc address of the next instruction here (of the return address in outer frames)
/// @param framePointer value of register 0
/// @param windowBase where the function's registers begin in the thread's register stack
/// @param file empty when there is no line information
/// @param isLibrary part of the C library
/// @param parameters with their values
/// @param locals those visible at `pc`, innermost scope last
public record FrameInfo(
    int level,
    long pc,
    long framePointer,
    int windowBase,
    String function,
    String file,
    int line,
    boolean isLibrary,
    List<VariableInfo> parameters,
    List<VariableInfo> locals) {
  public FrameInfo {
    parameters = List.copyOf(parameters);
    locals = List.copyOf(locals);
  }
}
