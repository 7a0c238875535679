package osprey.lang.c.gen;

import osprey.code.Op;
import osprey.code.Shape;

/// Tidies the jumps of a finished function: jumps to jumps, jumps over jumps, jumps to returns,
/// jumps to what follows anyway, and code that nothing reaches.
final class JumpOptimizer {
  private static final int ROUNDS_MAX = 8;
  private static final int HOPS_MAX = 16;

  private final CodeBuffer code;
  private int[] arrivals = {};
  private boolean changed;

  private JumpOptimizer(CodeBuffer code) {
    this.code = code;
  }

  static void run(CodeBuffer code) {
    JumpOptimizer optimizer = new JumpOptimizer(code);
    int round = 0;
    do {
      optimizer.changed = false;
      optimizer.round();
    } while (optimizer.changed && ++round < ROUNDS_MAX);
    code.compact();
  }

  private void round() {
    eraseUnreachable();
    boolean[] pinned = pinned();
    arrivals = arrivals();
    for (int i = 0; i < code.size(); i++) {
      if (code.targetLabel(i) >= 0) {
        thread(i);
        if (!pinned[i]) {
          simplify(i, pinned);
        }
      }
    }
  }

  private void simplify(int i, boolean[] pinned) {
    int target = skip(code.positionOf(code.targetLabel(i)));
    int next = skip(i + 1);
    if (target == next) {
      code.erase(i);
      changed = true;
    } else if (code.opcode(i) == Op.JMP) {
      if (code.opcode(target) == Op.RET || code.opcode(target) == Op.RETV) {
        code.set(i, code.opcode(target), code.word(target, 1), 0, 0);
        changed = true;
      }
    } else if (next < code.size()
        && code.opcode(next) == Op.JMP
        && !pinned[next]
        && target == skip(next + 1)
        && arrivals[next] == arrivals[i]) {
      int label = code.word(next, 1);
      invert(i);
      code.retarget(i, label);
      code.erase(next);
      arrivals = arrivals();
      changed = true;
    }
  }

  private void thread(int i) {
    for (int hop = 0; hop < HOPS_MAX; hop++) {
      int target = skip(code.positionOf(code.targetLabel(i)));
      if (target >= code.size() || code.opcode(target) != Op.JMP || target == i) {
        return;
      }
      int onward = code.word(target, 1);
      if (onward == code.targetLabel(i)) {
        return;
      }
      code.retarget(i, onward);
      changed = true;
    }
  }

  /// First instruction at or after a position that is not a `NOP`.
  private int skip(int position) {
    int i = position;
    while (i < code.size() && code.opcode(i) == Op.NOP) {
      i++;
    }
    return i;
  }

  /// The entries of jump tables, which must stay where they are.
  private boolean[] pinned() {
    boolean[] pinned = new boolean[code.size()];
    for (int i = 0; i < code.size(); i++) {
      if (code.opcode(i) == Op.JTAB) {
        for (int entry = 1; entry <= code.word(i, 2) + 1; entry++) {
          pinned[i + entry] = true;
        }
      }
    }
    return pinned;
  }

  /// For each position how many jumps arrive at or before it.
  private int[] arrivals() {
    int[] counts = new int[code.size() + 1];
    for (int i = 0; i < code.size(); i++) {
      int label = code.targetLabel(i);
      if (label >= 0) {
        counts[code.positionOf(label)]++;
      }
    }
    for (int i = 1; i < counts.length; i++) {
      counts[i] += counts[i - 1];
    }
    return counts;
  }

  private void eraseUnreachable() {
    boolean[] reached = new boolean[code.size() + 1];
    int[] pending = new int[code.size() + 1];
    int count = 1;
    reached[0] = true;
    while (count > 0) {
      int i = pending[--count];
      if (i >= code.size()) {
        continue;
      }
      int label = code.targetLabel(i);
      if (label >= 0) {
        count = reach(code.positionOf(label), reached, pending, count);
      }
      if (code.opcode(i) == Op.JTAB) {
        for (int entry = 1; entry <= code.word(i, 2) + 1; entry++) {
          count = reach(i + entry, reached, pending, count);
        }
      } else if (!Shape.endsFlow(code.opcode(i))) {
        count = reach(i + 1, reached, pending, count);
      }
    }
    for (int i = 0; i < code.size(); i++) {
      if (!reached[i] && code.opcode(i) != Op.NOP) {
        code.erase(i);
        changed = true;
      }
    }
  }

  private static int reach(int i, boolean[] reached, int[] pending, int count) {
    if (reached[i]) {
      return count;
    }
    reached[i] = true;
    pending[count] = i;
    return count + 1;
  }

  private void invert(int i) {
    int a = code.word(i, 1);
    int b = code.word(i, 2);
    int c = code.word(i, 3);
    switch (code.opcode(i)) {
      case Op.JZ -> code.set(i, Op.JNZ, a, b, c);
      case Op.JNZ -> code.set(i, Op.JZ, a, b, c);
      case Op.JEQ -> code.set(i, Op.JNE, a, b, c);
      case Op.JNE -> code.set(i, Op.JEQ, a, b, c);
      case Op.JLT -> code.set(i, Op.JLE, b, a, c);
      case Op.JLE -> code.set(i, Op.JLT, b, a, c);
      case Op.JLTU -> code.set(i, Op.JLEU, b, a, c);
      case Op.JLEU -> code.set(i, Op.JLTU, b, a, c);
      case Op.JEQI -> code.set(i, Op.JNEI, a, b, c);
      case Op.JNEI -> code.set(i, Op.JEQI, a, b, c);
      case Op.JLTI -> code.set(i, Op.JGEI, a, b, c);
      case Op.JGEI -> code.set(i, Op.JLTI, a, b, c);
      case Op.JLEI -> code.set(i, Op.JGTI, a, b, c);
      case Op.JGTI -> code.set(i, Op.JLEI, a, b, c);
      default -> throw new IllegalStateException("opcode " + code.opcode(i));
    }
  }
}
