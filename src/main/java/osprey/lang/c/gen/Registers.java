package osprey.lang.c.gen;

import java.util.BitSet;

/// The register window of a function while it is being generated: a stack, with the variables of
/// open blocks below and temporaries above. Register 0 is the frame pointer.
///
/// Hoisted registers are numbered from {@link #HOISTED} until the function is finished; then they
/// get places between the parameters and the rest.
final class Registers {
  static final int FRAME = 0;

  /// "Any register": the generator of a value chooses.
  static final int ANY = -1;

  static final int HOISTED = 1 << 20;

  private final BitSet variables = new BitSet();
  private int next = 1;
  private int used = 1;

  int take() {
    return take(1);
  }

  /// The first of `count` new consecutive registers.
  int take(int count) {
    int first = next;
    next += count;
    variables.clear(first, next);
    used = Math.max(used, next);
    return first;
  }

  int takeVariable() {
    int register = take();
    variables.set(register);
    return register;
  }

  /// Whether a register holds an intermediate result that only its consumer knows of.
  boolean isTemporary(int register) {
    return register > FRAME && register < HOISTED && !variables.get(register);
  }

  int mark() {
    return next;
  }

  void release(int mark) {
    next = mark;
  }

  /// Releases all above `mark` but for a result that may lie there.
  int releaseBut(int mark, int result) {
    next = result >= mark && result < HOISTED ? result + 1 : mark;
    return result;
  }

  /// Registers in the window so far.
  int used() {
    return used;
  }
}
